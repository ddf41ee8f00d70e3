"""quotations.json of an edition: all that its page "Check a quotation" needs to find what `briefsite quote` finds.

It has the wordings of the edition, and the rules by which a quotation is looked for: which characters are letters, what
an ellipsis is, from which likeness on words are found. The rules are those of the modules of this package; the script
of the page (theme/assets/quotation.js) has none of its own. The keys of a wording are the fields of `SearchedWording`.
`like` is the number of one before it whose other fields it has, and a field with its usual value is left out. That of
`kept` is the wording's own address in the last version, so that a release changes few lines of the file.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict
from typing import Any, Final

from briefsite.language.strings import ENGLISH, Strings, Text
from briefsite.ledger.listing import ListedSite
from briefsite.ledger.marks import MARK_NUMBER
from briefsite.ledger.version import DRAFT, VersionId, version_named
from briefsite.ledger.version_links import version_path
from briefsite.quotations import (
    find_differing,
    find_with_gaps,
    letters,
    places,
    quotation_report,
    quoted_words,
    wording_index,
)
from briefsite.quotations.wordings import SearchedWording, WordingBlock
from briefsite.writing.script import BLANKLESS

#: The file, in the folder of the edition on the site.
QUOTATIONS: Final = "quotations.json"

_JAVASCRIPT: Final = {r"[^\W\d_]": r"\p{L}", r"\w": r"[\p{L}\p{N}_]", r"\d": r"\p{Nd}"}
_CODE: Final = re.compile(r"\\U0*([0-9a-f]+)")
_USUAL: Final[Mapping[str, Any]] = {
    "place": "passage",
    "state": "now",
    "kept": None,
    "until": "",
    "gone": False,
    "emended": [],
    "again": False,
}


def quotations_as_json(
    name: str,
    mark: str,
    versions: Iterable[VersionId],
    at: ListedSite,
    blocks: Iterable[WordingBlock],
    say: Strings = ENGLISH,
) -> str:
    """The file of the edition `name`, whose place on the site is `at`; `mark` says that it is generated.

    The text of a wording has a line of its own.
    """
    versions = [*versions]
    here = at.own("/", "")
    latest = f"{here}{version_path(versions[-1])}/" if versions else ""
    head = {
        "$comment": mark,
        "form": 1,
        "edition": name,
        "versions": {str(version): version_named(version, say) for version in (*versions, DRAFT)},
        "site": here,
        "latest": latest,
        "rules": rules(),
        "language": say.language,
        "phrases": phrases(say),
    }
    lines = [f"  {json.dumps(key)}: {_compact(value)}" for key, value in head.items()]
    written = ",\n".join(f"    [\n      {rows}\n    ]" for rows in map(",\n      ".join, _blocks(blocks, here, latest)))
    return "{\n" + ",\n".join([*lines, f'  "blocks": [\n{written}\n  ]']) + "\n}\n"


def rules() -> Mapping[str, Any]:
    """How a quotation is read and looked for: patterns (in JavaScript's form), letters and numbers."""
    patterns = {
        "mark": MARK_NUMBER,
        "sic": quoted_words.SIC,
        "gap": quoted_words.GAP,
        "raised": quoted_words.RAISED_MARKS,
        "letter": quoted_words.LETTER,
        "lineEnd": quoted_words.LINE_END,
        "minus": letters.MINUS,
    }
    return {
        "fewest": quoted_words.FEWEST,
        "leftOut": find_with_gaps.MOST_LEFT_OUT,
        "bracketed": find_with_gaps.MOST_INSERTED,
        "mostPlaces": places.MOST_PLACES,
        "mostCompared": find_differing.MOST_COMPARED,
        "mostEntries": wording_index.MOST_ENTRIES,
        "mostShown": quotation_report.MOST_SHOWN,
        "leastAlike": find_differing.LEAST_ALIKE,
        "leastShared": find_differing.LEAST_SHARED,
        "asGood": find_differing.AS_GOOD,
        "weight": wording_index.WEIGHT,
        "patterns": {name: javascript_pattern(pattern.pattern) for name, pattern in patterns.items()},
        "blankless": javascript_pattern(f"[{BLANKLESS}]"),
        "letters": letters.folding_table(),
        "apostrophes": _set(letters.APOSTROPHES),
        "dashes": _set(letters.DASHES),
        "invisible": _set(letters.INVISIBLE),
        "dividing": sorted(letters.DIVIDING),
    }


def phrases(say: Strings) -> Mapping[str, Text]:
    """What the page says of a quotation, by the keys of the texts after `found.`; and what comes before a place."""
    return {
        **say.group("found."),
        **{name: say[f"list.{name}"] for name in ("between", "last")},
        "quoted": say["common.quoted"],
        **{place: say[key] for place, key in quotation_report.PREFIXES.items()},
    }


def javascript_pattern(pattern: str) -> str:
    r"""A pattern of Python's for JavaScript (with the flag u), where \w and \d are ASCII, and \U0001f600 is unknown."""
    for python, javascript in _JAVASCRIPT.items():
        pattern = pattern.replace(python, javascript)
    return _CODE.sub(r"\\u{\1}", pattern)


def _set(signs: frozenset[str]) -> str:
    return "".join(sorted(signs))


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


def _blocks(blocks: Iterable[WordingBlock], here: str, latest: str) -> Iterator[list[str]]:
    """The wordings of each block, each as JSON."""
    known: dict[str, tuple[int, Mapping[str, Any]]] = {}
    number = 0
    for block in blocks:
        rows = []
        for wording in block:
            entry = _entry(wording)
            if latest and wording.kept == f"{latest}{wording.url.removeprefix(here)}":
                entry = {**entry, "kept": None}
            at, base = known.setdefault(wording.address, (number, entry))
            shown = {key: value for key, value in entry.items() if _USUAL.get(key) != value}
            other = {key: value for key, value in entry.items() if value != base[key]}
            rows.append(_row({"like": at, **other} if at != number else shown))
            number += 1
        if rows:
            yield rows


def _row(entry: Mapping[str, Any]) -> str:
    """A wording as JSON, the text in a line of its own."""
    facts = _compact({key: value for key, value in entry.items() if key != "text"})
    return f'{facts[:-1]},\n       "text":{_compact(entry["text"])}}}' if "text" in entry else facts


def _entry(wording: SearchedWording) -> dict[str, Any]:
    return {
        "address": wording.address,
        "called": wording.called,
        "place": wording.place,
        "state": wording.state,
        "text": wording.text,
        "url": wording.url,
        "kept": wording.kept,
        "since": str(wording.since),
        "until": str(wording.until) if wording.until else "",
        "gone": wording.gone,
        "emended": [
            {**asdict(each), "low": _units(wording.text[: each.low]), "high": _units(wording.text[: each.high])}
            for each in wording.emended
        ],
        "again": wording.again,
    }


def _units(text: str) -> int:
    """The length of a text as JavaScript counts it."""
    return len(text.encode("utf-16-le", "surrogatepass")) // 2
