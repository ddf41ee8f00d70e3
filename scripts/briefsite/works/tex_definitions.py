r"""Definitions of macros in the `@preamble` of a BibTeX file, and what is read where a field uses one.

Only what can be put in place of a macro as it is: `\newcommand{\HC}{Harbour Commission}`, with arguments and with one
optional argument, and `\def`. A definition with conditions, or that defines others, is left to a typesetter.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from briefsite.works.bibtex_values import skip, value_end

_COMMAND: Final = re.compile(
    r"\\(?:newcommand|renewcommand|providecommand|DeclareRobustCommand|DeclareMathOperator)\s*\*?\s*"
    r"(?:\{\s*\\([A-Za-z]+)\s*\}|\\([A-Za-z]+))\s*(?:\[(\d)\])?\s*(?:\[([^\[\]]*)\])?\s*(?=\{)"
)
_DEF: Final = re.compile(r"\\[gex]?def\s*\\([A-Za-z]+)\s*((?:#\d)*)\s*(?=\{)")
#: What makes a definition more than a text.
_PROGRAM: Final = re.compile(r"\\(?:if|else|fi\b|csname|expandafter|[gex]?def\b|let\b|newcommand|futurelet|@)")
_USE: Final = re.compile(r"(?<!\\)(?:\\\\)*\\([A-Za-z]+)")
#: The most macros that are replaced in a field, and the most characters of what comes out: macros can hold each other.
_MOST: Final = 200
_LONGEST: Final = 20_000


@dataclass(frozen=True, slots=True)
class Definition:
    """What a macro stands for: `body`, with `#1` for the first of so many arguments.

    `default` is that of the first one if it is optional, or None.
    """

    arguments: int
    default: str | None
    body: str


def definitions(preamble: str) -> tuple[Mapping[str, Definition], str]:
    """The definitions in the text of a `@preamble` by the names of the macros, and the rest of the text."""
    found: dict[str, Definition] = {}
    rest: list[str] = []
    at = 0
    while at < len(preamble):
        command, plain = _COMMAND.match(preamble, at), _DEF.match(preamble, at)
        begun = command or plain
        if begun is None:
            rest.append(preamble[at])
            at += 1
            continue
        held = preamble[begun.end() : begun.end() + _LONGEST]
        length = value_end(held)
        body, end = held[1 : length - 1], begun.end() + min(length, len(held))
        name = begun[1] or begun[2]
        if _PROGRAM.search(body) or length > len(held) or name in _USE.findall(body):
            rest.append(preamble[at:end])
        elif command is not None:
            found[name] = Definition(int(command[3] or 0), command[4], body)
        elif plain is not None:
            found[name] = Definition(plain[2].count("#"), None, body)
        at = end
    return found, "".join(rest)


def expanded(value: str, known: Mapping[str, Definition]) -> str:
    """The value of a field with what the macros that are `known` stand for in their places."""
    at = 0
    for _ in range(_MOST):
        use = next((match for match in _USE.finditer(value, at) if match[1] in known), None)
        if use is None or len(value) > _LONGEST:
            break
        begin = use.start(1) - 1
        said, end = _filled(value, use.end(), known[use[1]])
        # A blank behind the name of a macro ends the name, and is not read.
        end = skip(value, end) if end == use.end() else end
        value = f"{value[:begin]}{said}{value[end:]}"
        at = begin
    return value


def _filled(value: str, at: int, macro: Definition) -> tuple[str, int]:
    """What a macro stands for whose arguments begin at a position, and where they end."""
    given: list[str] = []
    if macro.default is not None:
        optional = re.compile(r"\s*\[([^\[\]]*)\]").match(value, at)
        given.append(macro.default if optional is None else optional[1])
        at = at if optional is None else optional.end()
    while len(given) < macro.arguments:
        begin = skip(value, at)
        group = value[begin : begin + 1] == "{"
        token = re.compile(r"\\(?:[A-Za-z]+|.)|[^{}]", re.DOTALL).match(value, begin)
        end = min(begin + value_end(value[begin:]), len(value)) if group else (token.end() if token else at)
        given.append(value[begin + group : end - group] if end > at else "")
        at = end
    if len(macro.body) + macro.body.count("#") * sum(map(len, given)) > _LONGEST:
        return " ".join(given), at
    return re.sub(r"#(\d)", lambda number: "".join(given[int(number[1]) - 1 : int(number[1])]), macro.body), at
