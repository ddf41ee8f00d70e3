"""No text for people has a phrase that a native editor would rewrite."""

from __future__ import annotations

import ast
import re
from typing import TYPE_CHECKING, Final

import pytest

from tests.conftest import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

#: Literal translations and private idioms. A phrase is found in any case, between word boundaries, over line ends.
PHRASES: Final = (
    r"is none",
    r"are none",
    r"not to be had",
    r"(?:can|could) be had",
    r"mend(?:ed|ing)?",
    r"was not seen",
    r"no page seen",
    r"stands? (?:twice|here|there|nowhere|behind)",
    r"stand behind",
    r"stands as it",
    r"befalls?",
    r"nobody knows",
    r"nothing to complain",
    r"is no (?:address|date|number|encoding|version|text|list|url|doi|paragraph|kind|problem|difference)",
    r"are no (?:text|emendations|difference)",
    r"is there (?:twice|already|\d times)",
    r"is gone, and with it",
    r"that was ever given",
    r"ever given",
    r"what (?:has )?became? of",
    r"made anew",
    r"last good",
    r"the program failed",
    r"take (?:it|them|the \w+) out",
    r"put it right",
    r"see to (?:it|its|the)",
    r"make room",
    r"has no say",
    r"of old",
    r"whoever",
    r"was emended by a program",
    r"ends no sentence",
    r"begins? no (?:block|paragraph)",
    r"say in a sentence",
    r"hyphen ruling",
    r"a ruling",
    r"the words of all",
    r"shall be",
    r"claims no right",
    r"does without|do without",
    r"page furniture",
    r"near-marker",
    r"what was emended",
    r"as the system has",
    r"how the folders lie",
)
FOUND: Final = re.compile(
    r"\b(?:" + "|".join(phrase.replace(" ", r"\s+") for phrase in PHRASES) + r")\b", re.IGNORECASE
)
BY_HAND: Final = ("editing", "citing", "contributing", "make-your-own", "working-on-branches", "publishing")


def literals(code: str) -> Iterator[str]:
    """The string literals of a module, an f-string with … for its values; docstrings only of commands."""
    tree = ast.parse(code)
    nodes = list(ast.walk(tree))
    docstrings = {
        id(node.body[0].value)
        for node in nodes
        if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef | ast.AsyncFunctionDef)
        and node.body
        and isinstance(node.body[0], ast.Expr)
        and not any("command" in ast.unparse(each) for each in getattr(node, "decorator_list", ()))
    }
    parts = {id(part) for node in nodes if isinstance(node, ast.JoinedStr) for part in node.values}
    for node in nodes:
        if isinstance(node, ast.JoinedStr):
            yield "".join(str(part.value) if isinstance(part, ast.Constant) else "…" for part in node.values)
        elif isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in docstrings | parts:
            yield node.value


def shown_to_people(file: Path) -> str:
    """What of a file people can see: all of a page, of a program its literals, without comments elsewhere."""
    text = file.read_text(encoding="utf-8")
    if file.suffix == ".py":
        return "\n\n".join(literals(text))
    return re.sub(r"\{#.*?#\}|/\*.*?\*/|(?<!:)//[^\n]*", "", text, flags=re.DOTALL) if file.suffix != ".md" else text


FILES: Final = [
    *sorted((ROOT / "scripts/briefsite").rglob("*.py")),
    *sorted((ROOT / "scripts/briefsite").rglob("*.html")),
    *sorted((ROOT / "scripts/briefsite").rglob("*.js")),
    ROOT / "README.md",
    *(ROOT / f"docs/{name}.md" for name in BY_HAND),
]


def test_no_text_for_people_has_a_phrase_to_rewrite() -> None:
    found = {
        file.relative_to(ROOT).as_posix(): sorted({" ".join(match[0].split()) for match in FOUND.finditer(shown)})
        for file in FILES
        if FOUND.search(shown := shown_to_people(file))
    }
    assert not found


@pytest.mark.parametrize(
    ("code", "found"),
    [
        ('say("Port 80 is not to be had")', ["not to be had"]),
        ('say(f"the {x} stands " "twice")', ["stands twice"]),
        ('def f():\n    """There is none."""\n    return "ok"', []),
        ('@click.command()\ndef f():\n    """Where is none."""', ["is none"]),
        ('say("mendable, and amended: fine")', []),
    ],
)
def test_a_phrase_is_found_in_what_people_see(code: str, found: list[str]) -> None:
    assert [match[0] for literal in literals(code) for match in FOUND.finditer(literal)] == found
