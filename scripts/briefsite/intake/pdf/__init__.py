"""PDF files: from their bytes to a document.

`extraction` asks PDFium for what is on each page: characters with their places and fonts, drawn lines, images, links
and tags. All that follows is pure: by the tags where they say what each block is, or else by geometry.
"""
