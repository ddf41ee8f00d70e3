"""The styles of a Word file of an edition, in the language of the edition."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final
from xml.etree.ElementTree import Element

from briefsite.documents.word_xml import w_node, w_part
from briefsite.intake.edition_signs import EDITORS_STYLE, NUMBER_STYLE
from briefsite.writing.script import direction_of_language

_FONT: Final = "Cambria"
_GRAY: Final = "635B4E"
#: Before a number in the margin, in twentieths of a point.
_MARGIN: Final = 850
_BORDERS: Final = ("top", "left", "bottom", "right", "insideH", "insideV")
#: The sizes of headings in half points, from the first level.
_HEADINGS: Final = (32, 28, 26, 24, 24, 22, 22, 22, 22)


def styles_part(language: str) -> bytes:
    """The part `styles.xml`."""
    rtl = direction_of_language(language) == "rtl"
    fonts = w_node("rFonts", ascii=_FONT, hAnsi=_FONT, cs="Times New Roman")
    tongue = w_node("lang", val=language, bidi=language if rtl else None)
    run = w_node("rPr", fonts, w_node("sz", val=22), *([w_node("rtl")] if rtl else []), tongue)
    spacing = w_node("spacing", after=160, line=288, lineRule="auto")
    paragraph = w_node("pPr", *([w_node("bidi")] if rtl else []), spacing)
    defaults = w_node("docDefaults", w_node("rPrDefault", run), w_node("pPrDefault", paragraph))
    headings = [_heading(level, size) for level, size in enumerate(_HEADINGS, start=1)]
    return w_part("styles", defaults, *_plain_styles(), *headings, *_own_styles(), _table_style())


def _plain_styles() -> Sequence[Element]:
    hanging = [w_node("ind", left=0, hanging=_MARGIN)]
    flush = [w_node("ind", left=0, firstLine=0)]
    caption = [w_node("keepLines"), w_node("spacing", before=80, after=240), *hanging]
    return (
        _style("Normal", "Normal", [], default=True),
        _style("BodyText", "Body Text", hanging, following="BodyText"),
        _style("Title", "Title", [w_node("spacing", after=240), *flush], [w_node("sz", val=40)]),
        _style("Author", "Author", [w_node("spacing", after=80)], custom=True),
        _style("Quote", "Quote", [w_node("ind", left=567, right=567, hanging=_MARGIN)]),
        _style("Verse", "Verse", [w_node("ind", left=567, hanging=_MARGIN)], custom=True),
        _style("HTMLPreformatted", "HTML Preformatted", [w_node("ind", left=0, hanging=_MARGIN)], [_mono()]),
        _style("Caption", "caption", caption, [w_node("sz", val=20)]),
        _style(
            "HorizontalLine",
            "Horizontal Line",
            [w_node("ind", left=0, firstLine=0), w_node("jc", val="center")],
            custom=True,
        ),
        _style("ListParagraph", "List Paragraph", flush),
        _style(
            "FootnoteText",
            "footnote text",
            [w_node("spacing", after=60), w_node("ind", left=0, firstLine=0)],
            [w_node("sz", val=18)],
        ),
        _character("FootnoteReference", "footnote reference", [w_node("vertAlign", val="superscript")]),
        _style(
            "Header", "header", [w_node("ind", left=0, firstLine=0)], [w_node("color", val=_GRAY), w_node("sz", val=16)]
        ),
        _style(
            "Footer", "footer", [w_node("ind", left=0, firstLine=0), w_node("jc", val="center")], [w_node("sz", val=16)]
        ),
    )


def _own_styles() -> Sequence[Element]:
    gray = w_node("color", val=_GRAY)
    return (
        _character("EditionNumber", NUMBER_STYLE, [gray, w_node("sz", val=16)], custom=True),
        _style(
            "EditionEditors",
            EDITORS_STYLE,
            [w_node("spacing", after=60), w_node("ind", left=0, firstLine=0)],
            [gray, w_node("sz", val=18)],
            custom=True,
            following="FootnoteText",
        ),
    )


def _mono() -> Element:
    return w_node("rFonts", ascii="Consolas", hAnsi="Consolas", cs="Courier New")


def _heading(level: int, size: int) -> Element:
    paragraph = [
        w_node("keepNext"),
        w_node("spacing", before=360, after=120),
        w_node("ind", left=0, firstLine=0),
        w_node("outlineLvl", val=level - 1),
    ]
    return _style(f"Heading{level}", f"heading {level}", paragraph, [w_node("b"), w_node("sz", val=size)])


def _style(
    id_: str,
    name: str,
    paragraph: Sequence[Element],
    run: Sequence[Element] = (),
    *,
    default: bool = False,
    custom: bool = False,
    following: str = "Normal",
) -> Element:
    return w_node(
        "style",
        w_node("name", val=name),
        None if default else w_node("basedOn", val="Normal"),
        None if default else w_node("next", val=following),
        w_node("qFormat"),
        w_node("pPr", *paragraph) if paragraph else None,
        w_node("rPr", *run) if run else None,
        type="paragraph",
        styleId=id_,
        default=1 if default else None,
        customStyle=1 if custom else None,
    )


def _character(id_: str, name: str, run: Sequence[Element], *, custom: bool = False) -> Element:
    values = {"type": "character", "styleId": id_, "customStyle": 1 if custom else None}
    return w_node("style", w_node("name", val=name), w_node("rPr", *run), **values)


def _table_style() -> Element:
    borders = [w_node(side, val="single", sz=4, space=0, color="auto") for side in _BORDERS]
    properties = w_node("tblPr", w_node("tblBorders", *borders))
    plain = w_node("pPr", w_node("spacing", after=40), w_node("ind", left=0, firstLine=0))
    heads = [w_node("tblStylePr", w_node("rPr", w_node("b")), type=part) for part in ("firstRow", "firstCol")]
    return w_node(
        "style", w_node("name", val="Table Grid"), plain, properties, *heads, type="table", styleId="TableGrid"
    )
