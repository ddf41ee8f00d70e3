"""Text into Markdown: what is text stays text.

The source, the edition and the bibliography are text that nobody has vetted. All of it goes through `escape` on its
way into a page, so that a star is a star, a year at a line's beginning no list, and `<b>` three characters.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Mapping
from html.parser import HTMLParser

from briefsite.scalar import as_number
from briefsite.words import squeezed

# A bracket with a colon behind it would name a link to Python-Markdown, even with a backslash before it.
_SIGNS = re.compile(r"\](?=:)|[\\`*_{}\[\]&<>~#]")
_ENTITIES = {"&": "&amp;", "<": "&lt;", ">": "&gt;", "~": "&#126;", "#": "&#35;"}
_NOT_YAML = re.compile("[\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufffe\uffff]")
# An address that Markdown reads as one between `<` and `>`, and in which it then reads nothing else.
_PLAIN_ADDRESS = re.compile(r"https?://[\w.~:/?#@!$&*+,;=%()-]+", re.ASCII)
_LEADING = re.compile(r"^([+\-!:=|]|\d+(?=[.)]))")


def escape(text: str) -> str:
    r"""`text` as Markdown that renders as exactly this text, in any position of a line. White space becomes one blank.

    Backslashes where both Python-Markdown and CommonMark take them, entities where only one of them does (`\~`).
    """
    text = squeezed(text)
    out = _SIGNS.sub(_escaped, text)
    leading = _LEADING.match(out)
    if leading:
        sign = leading[0]
        # A digit can't be escaped, the point behind it can; other signs take an entity, which no renderer looks into.
        rest = out[len(sign) :]
        out = f"{sign}\\{rest}" if sign[0].isdigit() else f"&#{ord(sign)};{rest}"
    return out


def _escaped(match: re.Match[str]) -> str:
    if match[0] == "]" and match.string[match.end() : match.end() + 1] == ":":
        return "&#93;"
    return _ENTITIES.get(match[0], f"\\{match[0]}")


def inner(text: str) -> str:
    """`escape` for text that stands inside a line, where a sign that would begin a list or heading is only a sign."""
    return escape(f".{text.lstrip()}")[1:] if text.strip() else ""


def typeset(text: str) -> str:
    """The editors' own words with the quotation marks of print. Never for the author's words or a source's."""
    text = re.sub(r"(?<![\w.,;:!?)\]%…])\"(?=\S)", "“", text).replace('"', "”")
    return re.sub(r"(?<![\w.,;:!?)\]%…”])'(?=[^\s\d])", "‘", text).replace("'", "’")


def editorial(text: str) -> str:
    """`inner` for the editors' own words, set as print sets them."""
    return inner(typeset(text))


def attribute(text: str) -> str:
    """`text` as the value of an HTML attribute, between double quotes."""
    return html.escape(squeezed(text), quote=True)


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
    # What YAML has no room for, or takes for a line end, JSON can write as an escape that YAML reads as well.
    written = json.dumps(value, ensure_ascii=False)
    return _NOT_YAML.sub(lambda match: as_number(match[0]), written)


def link(text: str, target: str, *, title: str = "") -> str:
    """A Markdown link; `text` is Markdown already. The target may hold anything that an address may hold.

    An address of the web that is its own text is written once: `<https://example.org/>`.
    """
    if not title and _PLAIN_ADDRESS.fullmatch(target) and text == inner(target):
        return f"<{html.escape(target)}>"
    target = (
        target.replace("<", "%3C").replace(">", "%3E").replace(" ", "%20").replace("\\", "%5C").replace("&", "&amp;")
    )
    # attr_list reads braces, Python-Markdown counts brackets: neither may stand bare in an address.
    for sign, code in (
        ("(", "%28"),
        (")", "%29"),
        ("{", "%7B"),
        ("}", "%7D"),
        ("[", "%5B"),
        ("]", "%5D"),
        ("`", "%60"),
        ('"', "%22"),
        ("'", "%27"),
    ):
        target = target.replace(sign, code)
    # In a title Python-Markdown still reads backslashes and backticks: they go in as entities.
    said = f' "{attribute(title)}"'.replace("\\", "&#92;").replace("`", "&#96;") if title else ""
    return f"[{text}]({target}{said})"


def from_fragment(fragment: str) -> str:
    """An HTML fragment of the citation engine (text, `<em>`, `<a href>`, `<span lang>`) as inline Markdown."""
    reader = _Fragment()
    reader.feed(fragment)
    reader.close()
    return "".join(reader.out)


class _Fragment(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self.links: list[tuple[str, int]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "em":
            self.out.append("<em>")
        elif tag == "span":
            self.out.append(f'<span lang="{attribute(dict(attrs).get("lang") or "")}">')
        elif tag == "a":
            self.links.append((dict(attrs).get("href") or "", len(self.out)))

    def handle_endtag(self, tag: str) -> None:
        if tag == "em":
            self.out.append("</em>")
        elif tag == "span":
            self.out.append("</span>")
        elif tag == "a" and self.links:
            target, begin = self.links.pop()
            text = "".join(self.out[begin:])
            del self.out[begin:]
            self.out.append(link(text, target))

    def handle_data(self, data: str) -> None:
        lead = " " if data[:1].isspace() else ""
        trail = " " if data[-1:].isspace() and data.strip() else ""
        self.out.append(lead + inner(data) + trail)
