"""An edition in TEI P5: header, the text as received, and the text as it is edited.

The received text is in `<sourceDoc>`, line by line, with whatever white space it has: `received_from_tei` gives its
bytes back. The edited text is in `<text>`. Both are there because a reading text can't be turned back: it has blanks
for line ends and no white space at their borders.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final
from xml.etree.ElementTree import Element, fromstring

from briefsite.documents.tei_header import bibliography, events, header, index_of_names
from briefsite.documents.tei_text import text_of_edition
from briefsite.documents.xml_tree import NOT_IN_XML, Content, document_of, lines_of, node
from briefsite.reading.publication import Publication

NAMESPACE: Final = "http://www.tei-c.org/ns/1.0"
_LINE: Final = re.compile(r"([^\n\r]*)(\r\n|\n|\r|\Z)")
#: The names of line ends, which parsers of XML would all turn into a line feed.
_ENDS: Final = {"\n": None, "\r\n": "crlf", "\r": "cr", "": "none"}


def tei(publication: Publication, site_url: str) -> bytes:
    """The TEI file of an edition, in UTF-8."""
    text = text_of_edition(publication, site_url)
    behind = [index_of_names(publication), events(publication), _bibliography(publication)]
    if any(part is not None for part in behind):
        back = text.find("back")
        if back is None:
            back = lines_of("back")
            text.append(back)
        for part in (one for one in behind if one is not None):
            back.append(part)
    root = lines_of("TEI", header(publication, site_url), source_document(publication), text, xmlns=NAMESPACE)
    return document_of(root)


def _bibliography(publication: Publication) -> Element | None:
    listed = bibliography(publication)
    return lines_of("div", listed, type="bibliography") if listed is not None else None


def source_document(publication: Publication) -> Element:
    """`<sourceDoc>`: each line of the received text in a `<line>`, with its number."""
    source = publication.source
    text = source.data.decode(source_encoding(publication))
    lines = [
        node("line", *_signs(match[1]), n=str(number), rend=_ENDS[match[2]])
        for number, match in enumerate((m for m in _LINE.finditer(text) if m[0]), start=1)
    ]
    encoding = source_encoding(publication)
    return lines_of("sourceDoc", lines_of("surface", lines_of("zone", *lines, rend=encoding), xml_space="preserve"))


def source_encoding(publication: Publication) -> str:
    """An encoding in which the bytes of the received text can be read and written back: the stated one if it can be.

    With `utf-16`, Python leaves out the byte order mark, and writes one of the machine's own; some encodings of Asia
    have several forms of one character. Latin-1 reads any bytes.
    """
    data, stated = publication.source.data, publication.edition.source.encoding
    for encoding in (stated, f"{stated}-le", f"{stated}-be"):
        try:
            if data.decode(encoding).encode(encoding) == data:
                return encoding
        except (LookupError, UnicodeError):
            continue
    return "latin-1"


def received_from_tei(file: bytes) -> bytes:
    """The bytes of the received text, from the TEI file of an edition. ValueError if the file has none."""
    tree = fromstring(file)  # noqa: S314 - a file of our own
    zone = tree.find(f".//{{{NAMESPACE}}}sourceDoc//{{{NAMESPACE}}}zone")
    if zone is None:
        raise ValueError("the file has no sourceDoc")
    ends = {name: end for end, name in _ENDS.items()}
    text = "".join(f"{''.join(_line_text(line))}{ends[line.get('rend')]}" for line in zone)
    return text.encode(zone.get("rend", "utf-8"))


def _signs(text: str) -> Iterator[Content]:
    """The text of a line. A character that XML can't hold is an empty element with its number."""
    at = 0
    for match in NOT_IN_XML.finditer(text):
        yield text[at : match.start()]
        yield node("g", ref=f"U+{ord(match[0]):04X}")
        at = match.end()
    yield text[at:]


def _line_text(line: Element) -> Iterator[str]:
    yield line.text or ""
    for sign in line:
        yield chr(int((sign.get("ref") or "U+").removeprefix("U+"), 16)) + (sign.tail or "")
