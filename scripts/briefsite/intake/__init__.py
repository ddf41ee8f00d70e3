"""Intake: an author's own file, from its bytes to a text with its structure.

In: a document (.docx, .odt, .html, .epub, .md …). Out: `brief.txt`, the words of the document, and `structure.jsonl`,
which says what each block of it is and where it was. A reader per format makes a `ReceivedDocument` of the bytes, and
`derivation` makes the files of that. Each reader is imported only when it is used.
"""
