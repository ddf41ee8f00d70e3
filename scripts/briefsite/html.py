"""HTML, and the attributes of Markdown: escaped as they are built.

Three types say what a string is. Text is `str`: a source, an edition or a bibliography gave it, and any sign may be in
it. `Markdown` is text that was escaped, with the marks that a page wants around it. `Html` is the same for HTML. The
blocks of a page and the children of an element are `Markdown` or `Html`. Only this module and `briefsite.markup` make
these (and `exports.template`, for JSON in scripts), which tests/test_html.py holds; so mypy proves that no text gets
into a page unescaped. An f-string is a `str`, whatever is in it: `markup.joined` and `markup.phrase` put Markdown
together.

mypy can't prove that nothing is escaped twice, because both types are a `str`, too. Such a fault shows on the page.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final, Literal, NewType, TypeAlias
from xml.etree.ElementTree import Element, tostring

from briefsite.language.strings import COMPLETE, Untranslated, cut_at_slots
from briefsite.words import spaced, squeezed

Markdown = NewType("Markdown", str)
Html = NewType("Html", str)
#: A block of a page. As a block, HTML begins with an element that isn't inline (`<p>`, not `<span>`).
PageBlock: TypeAlias = Markdown | Html
#: The value of an attribute: None and False leave it out, True gives its name alone, several are classes or ids.
Value: TypeAlias = str | int | bool | Sequence[str] | None

#: Elements without content, and so without an end (HTML Standard, 13.1.2).
_VOID: Final = frozenset({"br", "col", "hr", "img", "input", "link", "meta", "wbr"})
# What Python-Markdown reads inside of inline HTML, of an attribute list, of an id or class in such a list.
_IN_LINE: Final = {ord(sign): f"&#{ord(sign)};" for sign in "\\`[]"}
_IN_LIST: Final = _IN_LINE | {ord(sign): f"&#{ord(sign)};" for sign in "*_{}|~"}
_IN_WORD: Final = _IN_LIST | {ord(sign): f"&#{ord(sign)};" for sign in " ="}
_READ_IN_LIST: Final = re.compile(f"[{re.escape(''.join(map(chr, _IN_LIST)))}]")
# Python-Markdown reads the attributes of an element with Markdown in it, and then writes "&amp;" as it is.
_READ_TWICE: Final = re.compile(r"&amp;(?=#?\w+;)")

_ID: Final = re.compile(r'<\w[^<>]*? id="([^"]*)"|^(?:#+ .*\{|\{:) #([^ }]+)', re.MULTILINE)


def html_text(text: str) -> Html:
    """`text` as the text of an element, or a part of it (`words.spaced`).

    A text of the interface that is in another language than the interface is marked as such.
    """
    escaped = Html(html.escape(spaced(text)))
    return element("span", escaped, lang=COMPLETE) if isinstance(text, Untranslated) else escaped


def html_phrase(template: str, /, **parts: Html) -> Html:
    """A sentence of the interface as the text of an element, in which the part of its name takes each slot's place.

    KeyError for a slot that no part has the name of.
    """
    words, *rest = cut_at_slots(template)
    said = [html_text(str(words))]
    for slot, more in zip(rest[::2], rest[1::2], strict=True):
        said += [parts[slot], html_text(str(more))]
    return element("span", *said, lang=COMPLETE) if isinstance(template, Untranslated) else joined_html(*said)


def verbatim_html(text: str) -> Html:
    """`text` as the text of an element that keeps all white space."""
    return Html(html.escape(text, quote=False))


def joined_html(*parts: Html, by: str = "") -> Html:
    """Parts of the content of an element, with the text `by` between them."""
    return Html(verbatim_html(by).join(parts))


def attributes(**values: Value) -> Html:
    """Attributes as they stand in a tag, in the order in which they are given, each with a blank before it.

    `classes` is the attribute `class`; a low line in a name is a hyphen (`aria_label`).
    """
    return Html("".join(f" {pair}" for pair in _pairs(values)))


def inline_attributes(**values: Value) -> Markdown:
    """`attributes` inside a line of Markdown."""
    return Markdown(attributes(**values).translate(_IN_LINE))


def comment(text: str) -> Html:
    """A comment, as a block."""
    return Html(f"<!-- {html_text(text).replace('--', '-&#45;')} -->")


def element(tag: str, /, *children: Html, gap: str = "", **values: Value) -> Html:
    """An element of HTML. `gap` is the white space before, between and behind its children.

    Inside of a `block_element` no attribute of it can hold the name of an entity ("&amp;") as text.
    """
    opening = Html(f"<{tag}{attributes(**values)}>")
    return opening if tag in _VOID else Html(gap.join([opening, *children, f"</{tag}>"]))


def xml_html(tree: Element, gap: str = "") -> Html:
    """A tree of the standard library's XML (which escapes all that it holds), with `gap` between tags side by side."""
    # `>` is in no text and no attribute: it is written as a reference.
    return Html(tostring(tree, encoding="unicode").replace("><", f">{gap}<"))


def inline_element(tag: str, /, *content: Markdown, **values: Value) -> Markdown:
    """An element inside a line of Markdown, with Markdown in it."""
    return Markdown(f"<{tag}{inline_attributes(**values)}>{''.join(content)}</{tag}>")


def is_element(part: Markdown, tag: str) -> bool:
    """Whether a part of a line is one element made by `inline_element`, or several of the same tag on end."""
    return part.startswith(f"<{tag}") and part.endswith(f"</{tag}>")


def block_element(
    tag: str, /, *children: PageBlock, markdown: Literal["1", "span", "block"] = "1", gap: str = "\n\n", **values: Value
) -> Markdown:
    """An element that is a block, with Markdown in it (Python-Markdown's extension `md_in_html`).

    `markdown` says what its content is: blocks, the inside of a line ("span"), or what its tag lets one expect ("1").
    """
    between = "" if markdown == "span" else gap
    opening = f'<{tag}{_READ_TWICE.sub("&amp;amp;", attributes(**values))} markdown="{markdown}">'
    return Markdown(between.join([opening, *children, f"</{tag}>"]))


def ids_in(block: PageBlock) -> Iterator[str]:
    """The ids that elements and attribute lists of a block have. In its text, `<` and `{` are escaped."""
    return (found[1] or found[2] for found in _ID.finditer(block))


def list_item(*blocks: PageBlock, **values: Value) -> Markdown:
    """An item of a list in HTML, with blocks of Markdown in it."""
    content = Markdown("\n\n".join(["", *blocks, ""]).removesuffix("\n"))
    return block_element("li", content, markdown="block", gap="", **values)


def attr_list(*, id: str = "", classes: str | Sequence[str] = (), **values: Value) -> Markdown:  # noqa: A002
    """The attributes of an element of Markdown (Python-Markdown's extension `attr_list`): `{ #id .class name="…" }`.

    It is empty where there are none.
    """
    names = classes.split() if isinstance(classes, str) else classes
    words = [f"#{_escaped(id)}".translate(_IN_WORD)] if id else []
    words += map(_class_in_list, names)
    words += [pair.translate(_IN_LIST) if _READ_IN_LIST.search(pair) else pair for pair in _pairs(values)]
    inside = " ".join(words)
    return Markdown(f"{{ {inside} }}" if inside else "")


def _pairs(values: dict[str, Value]) -> list[str]:
    pairs = []
    for key, value in values.items():
        name = "class" if key == "classes" else key.replace("_", "-")
        if value is True:
            pairs.append(name)
        elif value is not None and value is not False:
            text = value if isinstance(value, str) else str(value) if isinstance(value, int) else " ".join(value)
            pairs.append(f'{name}="{_escaped(text)}"')
    return pairs


@lru_cache(maxsize=256)
def _class_in_list(name: str) -> str:
    return f".{_escaped(name)}".translate(_IN_WORD)


def _escaped(text: str) -> str:
    return html.escape(squeezed(text))
