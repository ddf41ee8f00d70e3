"""Answers to programs that read, quote and cite the editions: read-only, each with its citation link and version first.

In: a `Library`, which is the editions of a project with their URLs, and what a program asks. Out: values of JSON; or an
`AnswerError` with a code, a sentence and what is near.
"""
