"""PDF files made for tests: a few lines of text at their places, with drawn lines and images, written as PDF 1.4."""

from __future__ import annotations

import zlib
from collections.abc import Iterable, Mapping, Sequence

_FONTS = {"F": "Times-Roman", "I": "Times-Italic", "B": "Times-Bold"}
#: The widths of the letters of Times-Roman, as far as tests need them: enough to set lines that fill a column.
_WIDE, _NARROW = "mwMW—", "iljtfrI.,;:'!() "


def text(x: float, y: float, words: str, size: float = 10, font: str = "F", more: str = "") -> str:
    """Words at a place, in a size and a font (F, I, B); `more` are operators before them, as "1 1 1 rg" for white."""
    own = words.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)").decode("latin-1")
    return f"q {more} BT /{font} {size} Tf {x} {y} Td ({own}) Tj ET Q\n"


def marked(x: float, y: float, *parts: str, size: float = 10, small: float = 6.5, font: str = "F") -> str:
    """Words with raised marks between them, one behind the other: the second, the fourth … part is raised."""
    shown = []
    for number, part in enumerate(parts):
        own = part.encode("cp1252").replace(b"\\", rb"\\").replace(b"(", rb"\(").replace(b")", rb"\)").decode("latin-1")
        shown.append(f"/{font} {small if number % 2 else size} Tf {size * 0.4 if number % 2 else 0} Ts ({own}) Tj")
    return f"q BT {x} {y} Td {' '.join(shown)} ET Q\n"


def rule(x: float, y: float, width: float, height: float = 0.5) -> str:
    """A drawn line, or a black box."""
    return f"{x} {y} {width} {height} re f\n"


def width_of(words: str, size: float = 10) -> float:
    """About how wide words are in Times."""
    return sum(0.78 if sign in _WIDE else 0.27 if sign in _NARROW else 0.47 for sign in words) * size


def paragraph(x: float, y: float, words: str, width: float = 400, size: float = 10, lead: float = 12) -> str:
    """Words as lines of a width."""
    out, line = [], ""
    for word in words.split():
        if line and width_of(f"{line} {word}", size) > width:
            out.append(line)
            line = word
        else:
            line = f"{line} {word}".strip()
    return "".join(text(x, y - number * lead, own, size) for number, own in enumerate([*out, line]))


def pdf(pages: Sequence[str], info: Mapping[str, str] | None = None, extra: Iterable[bytes] = ()) -> bytes:
    """A PDF with these contents of pages. `info` is what it says of itself. An image is /Im: grey, 40 points wide."""
    image = zlib.compress(bytes(range(0, 240, 6)) * 40)
    objects = [b"<</Type/Catalog/Pages 2 0 R>>", b""]
    fonts = []
    for name, font in _FONTS.items():
        fonts.append(f"/{name} {len(objects) + 1} 0 R")
        objects.append(f"<</Type/Font/Subtype/Type1/BaseFont/{font}/Encoding/WinAnsiEncoding>>".encode())
    objects.append(
        b"<</Type/XObject/Subtype/Image/Width 40/Height 40/BitsPerComponent 8/ColorSpace/DeviceGray/Filter/FlateDecode"
        b"/Length %d>>stream\n%s\nendstream" % (len(image), image)
    )
    resources = f"<</Font<<{' '.join(fonts)}>>/XObject<</Im {len(objects)} 0 R>>>>"
    kids = []
    for content in pages:
        data = content.encode("latin-1")
        objects.append(b"<</Length %d>>stream\n%s\nendstream" % (len(data), data))
        kids.append(f"{len(objects) + 1} 0 R")
        page = f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 500 700]/Resources{resources}/Contents {len(objects)} 0 R>>"
        objects.append(page.encode())
    objects[1] = f"<</Type/Pages/Count {len(kids)}/Kids[{' '.join(kids)}]>>".encode()
    objects.append(("<<" + "".join(f"/{name}({value})" for name, value in (info or {}).items()) + ">>").encode())
    objects += extra
    out, places = b"%PDF-1.4\n", []
    for number, one in enumerate(objects, start=1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, one)
    table = b"".join(b"%010d 00000 n \n" % place for place in places)
    count = len(objects) + 1
    information = count - 1 - len([*extra])
    return (
        out
        + b"xref\n0 %d\n0000000000 65535 f \n%s" % (count, table)
        + b"trailer\n<</Size %d/Root 1 0 R/Info %d 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (count, information, len(out))
    )
