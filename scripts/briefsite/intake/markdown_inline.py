"""What is inside a line of Markdown: words and how they are set, links, marks of notes, images, citations."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from briefsite.intake.document import InlinePart, InlineParts, LineBreak, NoteMark, WordPart
from briefsite.intake.pandoc_citations import cited_words
from briefsite.source.passage import FACES, Face

if TYPE_CHECKING:
    from markdown_it.token import Token

_FACES: Final[dict[str, Face]] = {"em": "em", "strong": "strong"}
#: Pandoc's raised and lowered characters: 10^6^, H~2~O.
_RAISED: Final = re.compile(r"\^((?:[^\s^~\\]|\\ )+)\^|(?<!~)~((?:[^\s^~\\]|\\ )+)~(?!~)")
#: Addresses on the web stay as they are.
_ADDRESS: Final = re.compile(r"((?:https?://|www\.)\S+)")
#: Pandoc's attributes: {#id .class key="value"}, {-}.
_ATTRIBUTE: Final = r"(?:[#.][\w:.-]+|[\w-]+=(?:[\"“][^\"”{}]*[\"”]|[^\s{}]+)|-|=\w+)"
_ATTRIBUTES: Final = re.compile(rf"^\{{\s*{_ATTRIBUTE}(?:\s+{_ATTRIBUTE})*\s*\}}")
_AT_END: Final = re.compile(rf"\s*\{{\s*{_ATTRIBUTE}(?:\s+{_ATTRIBUTE})*\s*\}}\s*$")
_SPAN: Final = re.compile(rf"\[([^\[\]]*)\]\{{\s*({_ATTRIBUTE}(?:\s+{_ATTRIBUTE})*)\s*\}}")
_COMMENT: Final = re.compile(r"<!--(.*?)-->", re.DOTALL)
_TAG: Final = re.compile(r"<(/?)([A-Za-z][A-Za-z0-9]*)")
_BREAK: Final = re.compile(r"<br\s*/?>", re.IGNORECASE)
_TAGS: Final[dict[str, Face]] = {"sup": "sup", "sub": "sub", "em": "em", "i": "em", "strong": "strong", "b": "strong"}
_SCHEMES: Final = ("http://", "https://", "mailto:")
_DOUBLE: Final = re.compile(r"(?<![\w.,;:!?)\]%…—–”])\"(?=\S)")
_SINGLE: Final = re.compile(r"(?<![\w.,;:!?)\]%…—–”’])'(?=[^\s\d])")


def smart(text: str) -> str:
    """A text with the quotation marks and dashes of print in the place of typed ones, as Pandoc makes them."""
    parts = _ADDRESS.split(text)
    return "".join(part if at % 2 else _smart(part) for at, part in enumerate(parts))


def _smart(text: str) -> str:
    text = text.replace("---", "—").replace("--", "–").replace("...", "…")
    text = _DOUBLE.sub("“", text).replace('"', "”")
    return _SINGLE.sub("‘", text).replace("'", "’")


@dataclass(frozen=True, slots=True)
class MarkdownImage:
    """An image: what is said of it, and where it is."""

    pieces: InlineParts
    source: str


def note_key(meta: Mapping[str, Any]) -> str:
    """The key of a note by what the parser says of it: its label, or its number if it is where its mark would be."""
    return f"note {meta['label']}" if "label" in meta else f"inline {meta['id']}"


class MarkdownInline:
    """Reads the pieces of lines. Images are kept apart, until they are taken."""

    def __init__(self) -> None:
        self._images: list[MarkdownImage] = []
        self.comment_words = 0

    def taken_images(self) -> list[MarkdownImage]:
        """The images since they were taken last."""
        images, self._images = self._images, []
        return images

    def count_comments(self, source: str) -> None:
        """Counts the words of comments in a piece of a web page."""
        self.comment_words += sum(len(words.split()) for words in _COMMENT.findall(source))

    def pieces(self, tokens: Sequence[Token]) -> InlineParts:
        """The pieces of the tokens of a line."""
        return tuple(self._pieces(tokens))

    def _pieces(self, tokens: Sequence[Token]) -> Iterator[InlinePart]:
        faces: list[Face] = []
        links: list[str] = []
        before = ""
        for at, token in enumerate(tokens):
            if token.type == "text":
                following, content = _first_sign(tokens[at + 1 : at + 5]), _without_attributes(tokens, at)
                yield from _words(content, before, following, faces, links[-1] if links else "")
                before = token.content[-1:] if token.content[-1:].isalnum() else ""
            elif token.type == "html_inline":
                self.count_comments(token.content)
                yield from _of_tag(faces, token.content)
            elif token.type == "code_inline":
                yield WordPart(token.content, _in_order(faces), links[-1] if links else "")
                before = "x"
            elif token.type in {"softbreak", "hardbreak"}:
                blank = WordPart(" ", _in_order(faces), links[-1] if links else "")
                yield blank if token.type == "softbreak" else LineBreak()
                before = " "
            elif token.type == "link_open":
                href = str(token.attrs.get("href", ""))
                links.append(href if href.startswith(_SCHEMES) else "")
            elif token.type == "link_close":
                links.pop()
            elif token.type == "footnote_ref":
                yield NoteMark(note_key(token.meta))
                before = "x"
            elif token.type == "image":
                self._images.append(MarkdownImage(self.pieces(token.children or ()), str(token.attrs.get("src", ""))))
            else:
                _turn(faces, token)


def _turn(faces: list[Face], token: Token) -> None:
    """Turns on or off how characters are set."""
    face = _FACES.get(token.type.rpartition("_")[0])
    if face is not None and token.nesting == 1:
        faces.append(face)
    elif face in faces:
        faces.remove(face)


def _of_tag(faces: list[Face], tag: str) -> Iterator[LineBreak]:
    """Turns on or off how characters are set by a tag of HTML: <sup>, </i>. A line ends at <br>; others say nothing."""
    if _BREAK.fullmatch(tag):
        yield LineBreak()
        return
    match = _TAG.match(tag)
    face = _TAGS.get(match[2].lower()) if match else None
    if match and face is not None and not match[1]:
        faces.append(face)
    elif face in faces:
        faces.remove(face)


def _without_attributes(tokens: Sequence[Token], at: int) -> str:
    """The text of a token without the attributes of the link, the image or the code before it."""
    closes = at > 0 and tokens[at - 1].type in {"link_close", "image", "code_inline"}
    return _ATTRIBUTES.sub("", tokens[at].content, count=1) if closes else tokens[at].content


def without_attributes(pieces: InlineParts) -> InlineParts:
    """The pieces of a heading without its attributes at the end: {#id .class}."""
    last = pieces[-1] if pieces else None
    if not isinstance(last, WordPart):
        return pieces
    return (*pieces[:-1], replace(last, text=_AT_END.sub("", last.text)))


def _smart_between(before: str, text: str, after: str) -> str:
    """`smart` for a text between two characters, which decide how the quotation marks at its ends are."""
    shown = smart(f"{before}{text}{after}")
    return shown[len(before) : len(shown) - len(after)]


def _first_sign(tokens: Sequence[Token]) -> str:
    """The first character of what comes next; "" at the end of a line."""
    for token in tokens:
        if token.content or token.type in {"softbreak", "hardbreak"}:
            return token.content[0] if token.content and token.content[0].isalnum() else " " * (not token.content)
        if token.type in {"footnote_ref", "image"}:
            return ""
    return ""


def _words(text: str, before: str, following: str, faces: Sequence[Face], link: str) -> Iterator[InlinePart]:
    """The pieces of a text between two characters."""
    match = _SPAN.search(text)
    if match is not None:  # words in brackets with attributes, of which small capitals count here
        set_as: list[Face] = ["sc"] if ".smallcaps" in match[2].split() else []
        yield from _words(text[: match.start()], before, "x", faces, link)
        yield from _words(match[1], "", "", [*faces, *set_as], link)
        yield from _words(text[match.end() :], "x", following, faces, link)
        return
    words = [*cited_words(text)]
    for number, own in enumerate(words, start=1):
        if own.cites:
            yield WordPart(own.text, _in_order(faces), link, own.cites)
        else:
            yield from _raised(
                _smart_between(before, own.text, following if number == len(words) else "x"), faces, link
            )
        before = "x"


def _in_order(faces: Sequence[Face]) -> tuple[Face, ...]:
    return tuple(face for face in FACES if face in faces)


def _raised(text: str, faces: Sequence[Face], link: str) -> Iterator[InlinePart]:
    at = 0
    for match in _RAISED.finditer(text):
        yield WordPart(text[at : match.start()], _in_order(faces), link)
        face: Face = "sup" if match[1] else "sub"
        yield WordPart((match[1] or match[2]).replace("\\ ", " "), _in_order([*faces, face]), link)
        at = match.end()
    yield WordPart(text[at:], _in_order(faces), link)
