"""Intake: a text with its structure, made of an author's document.

In: the bytes of a .docx, .odt, .html, .epub, .md or .pdf file. Each format has a reader, imported only when it is used.
Out: `brief.txt`, `structure.jsonl`, which says what each block is and where it was, images, and the works cited.
"""
