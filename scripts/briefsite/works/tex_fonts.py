r"""Markup in the values of BibTeX fields, as signs of `rich_text`: `\emph{…}`, `{\it …}`, `\textsubscript{…}`, `$_2$`.

What a macro holds stays TeX. Braces within it mean what they mean outside: that the case must not change.
"""

from __future__ import annotations

import re
from typing import Final

from briefsite.works.rich_text import SIGNS, MarkKind

#: The macros that have an argument, and the kind of mark that they put on it.
FONTS: Final[dict[str, MarkKind]] = {
    **dict.fromkeys(("emph", "textit", "textsl", "mkbibemph", "mkbibitalic"), "italic"),
    **dict.fromkeys(("textsubscript", "mkbibsubscript", "textinferior"), "lowered"),
    **dict.fromkeys(("textsuperscript", "mkbibsuperscript", "textsuperior"), "raised"),
    **dict.fromkeys(("textsc", "mkbibsc"), "small_caps"),
}
#: The switches, which have effect up to the end of the group that they begin.
_SWITCHES: Final[dict[str, MarkKind]] = {
    **dict.fromkeys(("em", "it", "itshape", "sl", "slshape"), "italic"),
    **dict.fromkeys(("sc", "scshape"), "small_caps"),
}
_TOKEN: Final = re.compile(
    rf"""
    \\(?P<font>{"|".join(FONTS)})\*?\s*\{{
    | \{{\s*\\(?P<switch>{"|".join(_SWITCHES)})(?![A-Za-z])\s*(?:\{{\}})?\s*
    | (?P<formula>\\ensuremath\s*\{{)
    | (?P<chemistry>\\ce\s*\{{[^{{}}]*\}})
    | (?P<math>\\[()]|\$)
    | (?P<shift>[_^])\s*
      (?: (?P<degree>\{{?\s*\\(?:circ|degree)(?![A-Za-z])\s*\}}?) | (?P<group>\{{) | (?P<one>\\[A-Za-z]+|[^\s\\$}}]) )
    | \\. | [{{}}]
    """,
    re.VERBOSE | re.DOTALL,
)
_SHIFTS: Final[dict[str, MarkKind]] = {"_": "lowered", "^": "raised"}


def with_signs(value: str) -> str:
    """The value of a field with signs in place of its markup."""
    if not any(sign in value for sign in "\\$"):
        return value
    return _Signed().read(value)


class _Signed:
    """Reads a value: what it has `out`, what ends each open group, and whether it is within a formula."""

    def __init__(self) -> None:
        self.out: list[str] = []
        self.ends: list[str] = []
        self.math = False

    def read(self, value: str) -> str:
        at = 0
        while token := _TOKEN.search(value, at):
            self.out.append(value[at : token.start()])
            at = token.end()
            if token["shift"] and not self.math:  # "a_b" is text
                self.out.append(token["shift"])
                at = token.start() + 1
            else:
                marked = token["font"] or token["switch"] or token["shift"]
                self.out.append(self._marked(token) if marked else self._other(token))
        self.out.append(value[at:])
        return "".join(self.out) + "".join(end for end in reversed(self.ends) if end != "}")

    def _marked(self, token: re.Match[str]) -> str:
        kind = FONTS.get(token["font"] or "") or _SWITCHES.get(token["switch"] or "") or _SHIFTS[token["shift"]]
        if token["degree"] and kind == "raised":
            return "°"
        begin, end = SIGNS[kind]
        if token["shift"] and end in self.ends:  # 10^{10^2} is no 10^{102}
            begin, end = f"{token['shift']}{{", "}"
        if one := token["one"] or token["degree"]:
            return f"{begin}{one}{end}"
        self.ends.append(end)
        return begin

    def _other(self, token: re.Match[str]) -> str:
        if token["formula"]:
            self.ends.append("" if self.math else "$")
            self.math = True
            return self.ends[-1]
        if token["chemistry"]:
            return _chemistry(token[0])
        if token["math"]:
            self.math = not self.math
            return "$"
        if token[0] == "}":
            end = self.ends.pop() if self.ends else "}"
            self.math = self.math and end != "$"
            return end
        self.ends += ["}"] if token[0] == "{" else []
        return token[0]


def _chemistry(macro: str) -> str:
    r"""A formula in the macro \ce as TeX: its numbers are lowered, its charges are raised."""
    formula = re.sub(r"\^(\d*[+-])", rf"{SIGNS['raised'][0]}\1{SIGNS['raised'][1]}", macro.partition("{")[2][:-1])
    return "{" + re.sub(r"(?<=[A-Za-z)\]])(\d+)", rf"{SIGNS['lowered'][0]}\1{SIGNS['lowered'][1]}", formula) + "}"
