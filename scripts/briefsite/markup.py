"""Text into Markdown: what is text stays text, and the marks around it are set here.

The source, the edition and the bibliography are unvetted text. All of it is escaped on its way into a page, so that a
star is a star, a year at the beginning of a line is not a list, and `<b>` is three characters.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping, Sequence
from html.parser import HTMLParser

from briefsite.html import Html, Markdown, Value, attr_list, html_text, inline_attributes, inline_element
from briefsite.language.strings import COMPLETE, Untranslated, cut_at_slots
from briefsite.scalar import as_number
from briefsite.words import spaced, squeezed

# A bracket with a colon after it would define a link in Python-Markdown, even with a backslash before it.
_SIGNS = re.compile(r"\](?=:)|[\\`*_{}\[\]&<>~#]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "~": "&#126;", "#": "&#35;"}
#: In Hebrew, quotation marks are letters of abbreviations and numbers: they stay as they are.
_HEBREW = "[\u05d0-\u05ea]"
_NOT_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
# An address that Markdown reads as one between `<` and `>`, without finding other markup in it.
_PLAIN_ADDRESS = re.compile(r"https?://[\w.~:/?#@!$&*+,;=%()-]+", re.ASCII)
#: What an address has for signs that mean something in Markdown: attr_list reads braces, and brackets are counted.
_IN_TARGET = str.maketrans({sign: f"%{ord(sign):02X}" for sign in "<> \\(){}[]`\"'"} | {"&": "&amp;"})
_LEADING = re.compile(r"^([+\-!:=|]|\d+(?=[.)]))")


def escape(text: str) -> Markdown:
    r"""`text` as Markdown that renders as exactly this text, in any position of a line. White space becomes one blank.

    Backslashes where both Python-Markdown and CommonMark take them, entities where only one of them does (`\~`).
    """
    return _at_line_start(inside(squeezed(text)))


def inside(text: str) -> Markdown:
    """`text` as a part of a line; the blanks at its ends are kept (`words.spaced`)."""
    return Markdown(_SIGNS.sub(_escaped, spaced(text)))


def inner(text: str) -> Markdown:
    """`escape` for text inside a line, where a sign that would begin a list or heading is only a sign."""
    return inside(squeezed(text))


def count_signs(text: str) -> int:
    """How many signs of a text are escaped in Markdown. A renderer takes time that grows with the square of them."""
    return len(_SIGNS.findall(text))


def _escaped(match: re.Match[str]) -> str:
    if match[0] == "]" and match.string[match.end() : match.end() + 1] == ":":
        return "&#93;"
    return _ENTITIES.get(match[0], f"\\{match[0]}")


def _at_line_start(text: Markdown) -> Markdown:
    """The inside of a line at the beginning of one: what would begin a list there is escaped."""
    text = Markdown(text.lstrip(" "))  # they mean nothing there
    leading = _LEADING.match(text)
    if not leading:
        return text
    # A digit can't be escaped, but the point after it can; other signs become entities, which no renderer interprets.
    sign, rest = leading[0], text[leading.end() :]
    return Markdown(f"{sign}\\{rest}" if sign[0].isdigit() else f"&#{ord(sign)};{rest}")


def typeset(text: str) -> str:
    """The editors' own words with the quotation marks of print. Never for the author's words or a source's."""
    text = re.sub(r"(?<![\w.,;:!?)\]%…])\"(?=\S)", "“", text)
    text = re.sub(rf'(?<!{_HEBREW})"', "”", text)
    text = re.sub(r"(?<![\w.,;:!?)\]%…”])'(?=[^\s\d])", "‘", text)
    return re.sub(rf"(?<!{_HEBREW})'", "’", text)


def editorial(text: str) -> Markdown:
    """`inner` for the editors' own words, with the quotation marks of print."""
    return inner(typeset(text))


def joined(*parts: Markdown, by: str = "") -> Markdown:
    """Parts of a line, with the text `by` between them."""
    return Markdown(inside(by).join(parts))


def phrase(template: str, /, **parts: Markdown | int) -> Markdown:
    """A part of a line from a sentence of the interface, in which the part of its name takes the place of each slot.

    The words of the sentence are escaped, as by `inside`. One in another language than the interface's is marked as
    such. KeyError for a slot that no part has the name of.
    """
    words, *rest = cut_at_slots(template)
    said = [inside(words)]
    for slot, more in zip(rest[::2], rest[1::2], strict=True):
        said += [Markdown(f"{parts[slot]}"), inside(more)]
    return inline_element("span", *said, lang=COMPLETE) if isinstance(template, Untranslated) else joined(*said)


def blanks(count: int) -> Markdown:
    """`count` blanks that browsers keep."""
    return Markdown("&nbsp;" * count)


def line_break() -> Markdown:
    """The end of a line, in a paragraph that goes on."""
    return Markdown("<br> ")


def strong(text: Markdown) -> Markdown:
    """A strong part of a line."""
    return Markdown(f"**{text}**")


def code(text: str) -> Markdown:
    """`text` as code in a line. White space becomes one blank."""
    fence = "`" * (1 + max((len(run) for run in re.findall("`+", text)), default=0))
    blank = " " if "`" in text else ""
    return Markdown(f"{fence}{blank}{squeezed(text)}{blank}{fence}")


def heading(level: int, text: Markdown, *, id: str, classes: str | Sequence[str] = (), **values: Value) -> Markdown:  # noqa: A002
    """A heading as a block."""
    return Markdown(f"{'#' * level} {text} {attr_list(id=id, classes=classes, **values)}")


def paragraph(text: Markdown, *, id: str = "", classes: str | Sequence[str] = (), **values: Value) -> Markdown:  # noqa: A002
    """A line as a block, with the attributes of a paragraph."""
    own = attr_list(id=id, classes=classes, **values)
    return Markdown(_at_line_start(text) + (f"\n{{:{own.removeprefix('{')}" if own else ""))


def bullet_list(lines: Iterable[Markdown]) -> Markdown:
    """Lines as a list, as a block."""
    return Markdown("\n".join(f"- {_at_line_start(line)}" for line in lines))


def numbered_list(lines: Iterable[Markdown]) -> Markdown:
    """Lines as a list with numbers, as a block."""
    return Markdown("\n".join(f"1. {_at_line_start(line)}" for line in lines))


def table(head: Sequence[Markdown], rows: Iterable[Sequence[Markdown]]) -> Markdown:
    """A table, as a block."""
    cells = [head, ["---"] * len(head), *rows]
    return Markdown("\n".join(f"| {' | '.join(cell.replace('|', '&#124;') for cell in line)} |" for line in cells))


def front_matter(values: Mapping[str, object]) -> str:
    """The YAML head of a page, an entry of a list in a line. JSON is YAML, and quotes everything that needs it."""
    lines = []
    for key, value in values.items():
        if isinstance(value, list) and value:
            lines += [f"{key}:", *(f"- {_yaml(entry)}" for entry in value)]
        else:
            lines.append(f"{key}: {_yaml(value)}")
    return "\n".join(["---", *lines, "---", ""])


def _yaml(value: object) -> str:
    # Characters that YAML forbids or takes for line ends are written as escapes of JSON, which YAML reads as well.
    written = json.dumps(value, ensure_ascii=False)
    return _NOT_YAML.sub(lambda match: as_number(match[0]), written)


def link(
    text: Markdown, target: str, *, title: str = "", classes: str | Sequence[str] = (), **values: Value
) -> Markdown:
    """A link; its target may have any character of an address. `title` and the `values` are attributes of it.

    An address of the web that is its own text is written once: `<https://example.org/>`.
    """
    own = attr_list(id="", classes=classes, **values)
    if not title and not own and _PLAIN_ADDRESS.fullmatch(target) and text == inner(target):
        return Markdown(f"<{html_text(target)}>")
    target = target.translate(_IN_TARGET)
    # A title is written as an attribute is, between the same quotation marks.
    said = inline_attributes(title=title).replace(" title=", " ", 1) if title else ""
    return Markdown(f"[{text}]({target}{said}){own}")


def image(alt: str, target: str) -> Markdown:
    """An image; `alt` is its text for people who don't see it."""
    return Markdown(f"!{link(inner(alt), target)}")


def html_of_engine(fragment: str) -> Html:
    """An HTML fragment of the citation engine as it is: the engine has escaped the text in it."""
    return Html(fragment)


def from_fragment(fragment: str) -> Markdown:
    """An HTML fragment of the citation engine (text, inline elements, `<a href>`) as inline Markdown."""
    reader = _Fragment()
    reader.feed(fragment)
    reader.close()
    return joined(*reader.out)


#: The elements of an HTML fragment of the citation engine.
_OF_ENGINE = {"em", "sub", "sup", "span", "a"}


class _Fragment(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[Markdown] = []
        self.open: list[tuple[str, dict[str, str | None], int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _OF_ENGINE:
            self.open.append((tag, dict(attrs), len(self.out)))

    def handle_endtag(self, tag: str) -> None:
        if tag in _OF_ENGINE and self.open:
            opened, attrs, begin = self.open.pop()
            text = joined(*self.out[begin:])
            del self.out[begin:]
            if opened == "a":
                self.out.append(link(text, attrs.get("href") or ""))
            else:
                self.out.append(
                    inline_element(
                        opened,
                        text,
                        classes=attrs.get("class"),
                        lang=attrs.get("lang"),
                        dir=attrs.get("dir"),
                    )
                )

    def handle_data(self, data: str) -> None:
        lead = " " if data[:1].isspace() else ""
        trail = " " if data[-1:].isspace() and data.strip() else ""
        self.out.append(Markdown(lead + inner(data) + trail))
