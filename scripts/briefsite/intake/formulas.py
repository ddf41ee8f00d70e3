"""Formulas as a line of letters: of Word (OMML) and of web pages and OpenDocument (MathML), told by local names.

What is raised stays raised, and a fraction gets a slash: without these, 10⁶ would be 106, and ½ would be 12.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Final, Protocol
from xml.etree.ElementTree import Element

from briefsite.intake.document import WordPart
from briefsite.source.passage import FACES, Face


class FormulaNode(Protocol):
    """An element of a formula, however it was parsed."""

    @property
    def name(self) -> str:
        """The local name."""

    @property
    def inner(self) -> Sequence[FormulaNode]:
        """The elements in it."""

    @property
    def words(self) -> str:
        """Its own text, if it has no elements."""

    def stated(self, name: str) -> str | None:
        """What the properties of an element of Word, or the attributes of one of MathML, state; None if nothing."""


class XmlFormula:
    """A formula in a part of a file."""

    def __init__(self, element: Element) -> None:
        """Takes its element."""
        self.element = element
        self.name = element.tag.rpartition("}")[2]

    @property
    def inner(self) -> Sequence[FormulaNode]:
        """The elements in it."""
        return [XmlFormula(one) for one in self.element]

    @property
    def words(self) -> str:
        """Its own text."""
        return "" if len(self.element) else " ".join((self.element.text or "").split("\n"))

    def stated(self, name: str) -> str | None:
        """The value of a property."""
        for own in self.element:
            if own.tag.endswith("Pr"):
                for one in own:
                    if one.tag.rpartition("}")[2] == name:
                        return next((said for key, said in one.items() if key.endswith("}val")), "")
        return None


#: What is not shown: properties, and the same formula in another language.
_SILENT: Final = frozenset(
    {"rPr", "ctrlPr", "fPr", "sSupPr", "sSubPr", "sSubSupPr", "dPr", "naryPr", "radPr", "annotation", "annotation-xml"}
)
#: Elements of a base with what is raised or lowered, in order.
_SCRIPTS: Final[Mapping[str, tuple[Face, ...]]] = {
    **dict.fromkeys(("sSup", "msup", "mover"), ("sup",)),
    **dict.fromkeys(("sSub", "msub", "munder"), ("sub",)),
    **dict.fromkeys(("sSubSup", "msubsup", "munderover"), ("sub", "sup")),
}
_FRACTIONS: Final = frozenset({"f", "mfrac"})
#: What is under a root: Word has its degree before that, MathML behind.
_ROOTS: Final[Mapping[str, Callable[[Sequence[FormulaNode]], Sequence[FormulaNode]]]] = {
    "rad": lambda inner: inner[-1:],
    "mroot": lambda inner: inner[:1],
    "msqrt": lambda inner: inner,
}
_ROWS: Final = frozenset({"m", "mr", "eqArr", "mtable", "mtr", "mlabeledtr"})
_DEEPEST: Final = 60


def formula_words(node: FormulaNode, faces: tuple[Face, ...] = (), depth: int = 0) -> Iterator[WordPart]:
    """The letters of a formula, in order."""
    inner = [one for one in node.inner if one.name not in _SILENT]
    if depth > _DEEPEST or not inner:
        if words := _flat(node):
            yield WordPart(words, faces)
    elif node.name in _FRACTIONS:
        for at, one in enumerate(inner):
            yield from [WordPart("/", faces)] if at else []
            yield from _grouped(one, faces, depth)
    elif node.name in _SCRIPTS:
        yield from formula_words(inner[0], faces, depth + 1)
        for one, face in zip(inner[1:], _SCRIPTS[node.name], strict=False):
            yield from formula_words(one, _with(faces, face), depth + 1)
    elif node.name in _ROOTS:
        yield WordPart("√", faces)
        for one in _ROOTS[node.name](inner):
            yield from _grouped(one, faces, depth)
    else:
        yield from _row(node, inner, faces, depth)


def _row(node: FormulaNode, inner: Sequence[FormulaNode], faces: tuple[Face, ...], depth: int) -> Iterator[WordPart]:
    """Parts beside one another, with what Word states before, between and behind them."""
    before, between, behind = "", " " if node.name in _ROWS else "", ""
    if node.name == "d":
        stated = (node.stated(key) for key in ("begChr", "sepChr", "endChr"))
        before, between, behind = (usual if said is None else said for said, usual in zip(stated, "(|)", strict=True))
    elif node.name == "nary":
        before = node.stated("chr") or "∫"
    for at, one in enumerate(inner):
        if sign := between if at else before:
            yield WordPart(sign, faces)
        own = _with(faces, one.name) if node.name == "nary" and one.name in {"sub", "sup"} else faces
        yield from formula_words(one, own, depth + 1)
    if behind:
        yield WordPart(behind, faces)


def _with(faces: tuple[Face, ...], raised: str) -> tuple[Face, ...]:
    return tuple(face for face in FACES if face == raised or (face in faces and face not in {"sub", "sup"}))


def _grouped(node: FormulaNode, faces: tuple[Face, ...], depth: int) -> Iterator[WordPart]:
    """A part of a fraction, in parentheses if it is more than a number or a name."""
    found = [*formula_words(node, faces, depth + 1)]
    whole = "".join(one.text for one in found).strip()
    plain = whole.replace(".", "").replace(",", "").isalnum() or len(whole) == 1 or not whole
    yield from found if plain else (WordPart("(", faces), *found, WordPart(")", faces))


def _flat(node: FormulaNode) -> str:
    waiting, out = [node], []
    while waiting:
        one = waiting.pop()
        out.append(one.words)
        waiting += reversed([*one.inner])
    return "".join(out)
