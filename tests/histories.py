"""A text as an editor has it in mind, for random histories: who each passage is, and what two branches make of it."""

from __future__ import annotations

import json
import random
import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, TypeVar

COMMON = ("the", "of", "and", "in", "to", "a", "is", "that", "for", "with", "as", "was", "on", "by")
SYLLABLES = [f"{consonant}{vowel}" for consonant in "bdfgklmnprstvz" for vowel in "aeiou"]
#: A mark of a note among the words of a passage.
MARK = re.compile(r"\{(\d+)\}")


def some_words(dice: random.Random, count: int) -> tuple[str, ...]:
    """Words as in a text: three in ten are the same in every passage, the others rarely."""
    rare = ("".join(dice.choices(SYLLABLES, k=4)) for _ in range(count))
    return tuple(dice.choice(COMMON) if dice.random() < 0.3 else word for word in rare)


@dataclass(frozen=True)
class Passage:
    """A passage of the model: `who` it is, for good. `{7}` among its words is a mark of the note 7."""

    who: int
    words: tuple[str, ...]

    @property
    def notes(self) -> list[int]:
        return [int(match[1]) for word in self.words if (match := MARK.fullmatch(word))]

    def text(self, labels: Mapping[int, int]) -> str:
        """The passage as printed, with the numbers of its notes."""
        said = " ".join(f"[{labels[int(match[1])]}]" if (match := MARK.fullmatch(w)) else w for w in self.words)
        return f"{said[:1].upper()}{said[1:]}.".replace(" [", "[")


@dataclass(frozen=True)
class Page:
    """A page: which it is, its slug, and its passages, of which it has at least one."""

    which: int
    slug: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True)
class Draft:
    """All that an editor works on.

    `notes` says what the note has for words (empty: it is only in edition.yml), `works` the key and title of each work,
    `cites` the work that a note cites.
    """

    pages: tuple[Page, ...]
    notes: Mapping[int, str] = field(default_factory=dict)
    works: Mapping[int, tuple[str, str]] = field(default_factory=dict)
    cites: Mapping[int, int] = field(default_factory=dict)

    @property
    def passages(self) -> tuple[Passage, ...]:
        return tuple(passage for page in self.pages for passage in page.passages)

    @property
    def cited(self) -> list[int]:
        """The notes in the order in which the text cites them first."""
        return [*dict.fromkeys(note for passage in self.passages for note in passage.notes)]

    @property
    def labels(self) -> dict[int, int]:
        return {note: number for number, note in enumerate(self.cited, start=1)}

    @property
    def texts(self) -> dict[int, str]:
        """Who -> the passage as printed."""
        labels = self.labels
        return {passage.who: passage.text(labels) for passage in self.passages}

    def with_passages(self, page: int, passages: Sequence[Passage]) -> Draft:
        pages = [*self.pages]
        pages[page] = replace(pages[page], passages=tuple(passages))
        return replace(self, pages=tuple(pages))

    def files(self) -> dict[str, str]:
        """The sources of the edition, by their names."""
        labels, texts = self.labels, self.texts
        brief = [texts[passage.who] for passage in self.passages]
        printed = [f"[{labels[note]}] {self.notes[note]}" for note in self.cited if self.notes[note]]
        pages = [
            {"slug": page.slug, "title": f"Page {page.which}", "from": _begins(texts[page.passages[0].who])}
            for page in self.pages
        ]
        entries = [
            {"number": labels[note], "status": "supplied", "works": [self.works[self.cites[note]][0]]}
            if note in self.cites
            else {"number": labels[note], "status": "unidentified"}
            for note in self.cited
            if note in self.cites or not self.notes[note]
        ]
        edition: dict[str, Any] = {
            "work": {
                "title": "The Bridge",
                "publisher": {"name": "The Press"},
                "date": "2020-02-01",
                "language": "en",
                "rights": "The publisher’s.",
            },
            "site": {"title": "The Bridge", "description": "A small text about a bridge."},
            "source": {"file": "brief.txt"},
            "pages": [{**page, "summary": "It rains."} for page in pages],
            **({"notes": entries} if entries else {}),
        }
        works = (
            f"@online{{{key}, title = {{{title}}}, url = {{https://work.test/}}}}\n"
            for key, title in self.works.values()
        )
        return {
            "brief.txt": "\n\n".join([*brief, *(["NOTES", *printed] if printed else [])]) + "\n",
            "edition.yml": json.dumps(edition, indent=1, ensure_ascii=False),
            "references.bib": "".join(works),
        }


def _begins(text: str) -> str:
    return " ".join(text.partition("[")[0].split()[:7])


def merged(base: Draft, ours: Draft, theirs: Draft, dice: random.Random) -> Draft:
    """What a person makes of two drafts: what only one side changed is as there; of two changes, one is taken."""
    words = {passage.who: passage.words for passage in base.passages}
    other = {passage.who: passage.words for passage in theirs.passages}
    own = {passage.who for passage in ours.passages}
    gone = {who for who in words if who not in other}
    pages = []
    new = {page.which: [*_new(page, words.keys() | own)] for page in theirs.pages}
    for page in ours.pages:
        kept = []
        for passage in page.passages:
            who = passage.who
            if who in gone and passage.words == words[who]:
                continue
            changed = who in other and other[who] != words.get(who)
            mine = passage.words != words.get(who)
            take = changed and (not mine or dice.random() < 0.5)
            kept.append(replace(passage, words=other[who]) if take else passage)
        for passage, before in new.get(page.which, ()):
            at = next((number + 1 for number, one in enumerate(kept) if one.who == before), 0)
            kept.insert(at, passage)
        slugs = {one.which: one.slug for one in theirs.pages}
        theirs_slug = slugs.get(page.which, page.slug)
        renamed = theirs_slug != next((one.slug for one in base.pages if one.which == page.which), theirs_slug)
        slug = theirs_slug if renamed and dice.random() < 0.5 else page.slug
        pages.append(Page(page.which, slug, tuple(kept) or page.passages[:1]))
    notes = _both(base.notes, ours.notes, theirs.notes)
    works = _both(base.works, ours.works, theirs.works)
    taken: set[str] = set()
    for which, (key, title) in works.items():
        works[which] = next(one for one in (key, f"{key}x", f"{key}xx") if one not in taken), title
        taken.add(works[which][0])
    return Draft(tuple(pages), notes, works, _both(base.cites, ours.cites, theirs.cites))


def _new(page: Page, known: Collection[int]) -> Iterator[tuple[Passage, int]]:
    """The passages of a page that are new on their branch, each with the one before it."""
    before = -1
    for passage in page.passages:
        if passage.who not in known:
            yield passage, before
        before = passage.who


_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


def _both(
    base: Mapping[_Key, _Value], ours: Mapping[_Key, _Value], theirs: Mapping[_Key, _Value]
) -> dict[_Key, _Value]:
    mine = {key: theirs[key] if key in theirs and own == base.get(key) else own for key, own in ours.items()}
    return {**theirs, **mine}
