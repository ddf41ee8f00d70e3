"""Promises 1 and 2 in a repository: edits, releases, branches, merges and reverts in random order, with real git.

The machine knows which passage, note and work is which, because it made the edit; the ledger has to find out from the
words alone. What it knows of a release is kept by the note of the version, which no merge changes. After every step,
the ledger of the checked-out branch is held against all releases that its history has.

Further sequences than those of the test runs, by the number of the first and how many: each that breaks a promise is
told, and `--keep` leaves the repository of the last of them in a folder.

    .venv/bin/python -m tests.test_histories 5000 100 --keep /tmp/history
"""

from __future__ import annotations

import argparse
import contextlib
import datetime
import random
import re
import shutil
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

import pytest

from briefsite.ledger.continuity import losses
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.reader import read_ledger
from briefsite.ledger.record import Record
from briefsite.ledger.version import VersionId
from briefsite.ledger.writer import write_ledger
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Problem, fatal
from briefsite.publish.merge_ledger import unite_files
from briefsite.publish.release import next_ledger, prepared
from briefsite.reading.publication import Publication
from briefsite.site import inputs as inputs_module
from briefsite.site.compose import read_one
from briefsite.site.continuity import check_dropped, check_history
from briefsite.site.inputs import Inputs, gather
from briefsite.site.kept_versions import check_versions
from briefsite.versions.store import read_state
from briefsite.versions.thaw import thaw
from tests.helpers import call, git, make_project, snapshot
from tests.histories import Draft, Page, Passage, merged, some_words

ROOT = Path(__file__).resolve().parent.parent
FOLDER = "sources/x"
LEDGER = f"{FOLDER}/permalinks.yml"
#: Who has an address: ("passage", 3), ("note", 5), ("work", 1).
Who = tuple[str, int]


@dataclass(frozen=True)
class Release:
    """What was released: who had which address, the words of each passage, the ledger."""

    addresses: Mapping[Who, str]
    texts: Mapping[str, str]
    ledger: Ledger


@dataclass(frozen=True)
class Commit:
    """A commit of the model: its text, and the releases (by their notes) that it and those before it have."""

    draft: Draft
    known: frozenset[str]


class Checked(NamedTuple):
    """What was read, and what was found; without a publication where that has errors."""

    inputs: Inputs
    problems: Sequence[Problem]
    publication: Publication | None


class Editors:
    """Editors who share a repository. Each rule is a step; what it did is told in `told`."""

    def __init__(self, root: Path, seed: int) -> None:
        self.root = root
        self.dice = random.Random(f"histories {seed}")
        self.told: list[str] = []
        self.count = 0
        self.families: dict[Who, Who] = {}
        self.releases: dict[str, Release] = {}
        self.commits: dict[str, Commit] = {}
        self.known: frozenset[str] = frozenset()
        self.day = datetime.date(2026, 11, 24)
        #: Where a mark of a note was removed: the passage, the words before and behind it.
        self.bare: set[tuple[int | str, ...]] = set()
        #: Ledgers with their versions that were looked at, by their hashes.
        self.seen: set[int] = set()
        #: Whether a commit was dropped: from then on a warning may say so.
        self.dropped = False
        pages = tuple(
            Page(which, slug, tuple(self.passage() for _ in range(self.dice.randint(2, 3))))
            for which, slug in enumerate(("/", "river", "town")[: self.dice.randint(2, 3)])
        )
        works = {0: ("kerry2016", "On Rivers and Their Banks"), 1: ("bold", "A History of Wooden Bridges")}
        self.draft = Draft(pages, {}, works)
        for _ in range(3):
            self.put_a_note_in()
        self.write()
        self.release()

    # ---- the model

    def number(self) -> int:
        self.count += 1
        return self.count

    def passage(self) -> Passage:
        return Passage(self.number(), some_words(self.dice, self.dice.randint(12, 25)))

    def family(self, who: Who) -> Who:
        """Who it is, if parts of a passage that was split, and passages that were merged, are taken for one."""
        while who in self.families:
            who = self.families[who]
        return who

    def related(self, one: int, other: int) -> None:
        """From a split or a merge on, nothing but words tells which of the two it is."""
        first, second = self.family(("passage", one)), self.family(("passage", other))
        if first != second:
            self.families[second] = first

    # ---- edits of the text

    def some_page(self) -> tuple[int, list[Passage]]:
        at = self.dice.randrange(len(self.draft.pages))
        return at, [*self.draft.pages[at].passages]

    def edit(self) -> None:
        """One or two edits, not yet saved by anybody."""
        edits = [
            self.change_words,
            self.change_words,
            self.put_in,
            self.put_in,
            self.delete,
            self.split,
            self.join,
            self.move,
            self.swap,
            self.put_a_note_in,
            self.put_a_note_in,
            self.remove_a_mark,
            self.reword_a_note,
            self.cite_again,
            self.rename_a_key,
            self.add_a_work,
            self.rename_a_page,
        ]
        for _ in range(self.dice.randint(1, 2)):
            chosen = self.dice.choice(edits)
            self.told.append(f"  {chosen.__name__}")
            chosen()
        self.write()

    def change_words(self) -> None:
        page, passages = self.some_page()
        at = self.dice.randrange(len(passages))
        words = [*passages[at].words]
        free = [to for to, word in enumerate(words) if word[0] != "{"]
        for to in self.dice.sample(free, self.dice.randint(1, max(1, len(free) // 4))):
            words[to] = some_words(self.dice, 1)[0]
        passages[at] = replace(passages[at], words=tuple(words))
        self.draft = self.draft.with_passages(page, passages)

    def put_in(self) -> None:
        self.put_in_at(self.dice.randrange(len(self.draft.pages)), self.dice.randint(0, 5))

    def put_in_at(self, page: int, at: int) -> None:
        passages = [*self.draft.pages[page].passages]
        passages.insert(min(at, len(passages)), self.passage())
        self.draft = self.draft.with_passages(page, passages)

    def delete(self) -> None:
        page, passages = self.some_page()
        if len(passages) > 1:
            del passages[self.dice.randrange(len(passages))]
        self.draft = self.draft.with_passages(page, passages)

    def split(self) -> None:
        page, passages = self.some_page()
        at = self.dice.randrange(len(passages))
        whole = passages[at]
        if len(whole.words) >= 16:
            half = self.dice.randint(8, len(whole.words) - 8)
            while half < len(whole.words) and whole.words[half][0] == "{":
                half += 1
            if half < len(whole.words) - 5:
                rest = Passage(self.number(), whole.words[half:])
                self.related(whole.who, rest.who)
                passages[at : at + 1] = [replace(whole, words=whole.words[:half]), rest]
        self.draft = self.draft.with_passages(page, passages)

    def join(self) -> None:
        page, passages = self.some_page()
        if len(passages) > 1:
            at = self.dice.randrange(len(passages) - 1)
            first, second = passages[at : at + 2]
            self.related(first.who, second.who)
            passages[at : at + 2] = [replace(first, words=first.words + second.words)]
        self.draft = self.draft.with_passages(page, passages)

    def move(self) -> None:
        page, passages = self.some_page()
        if len(passages) > 1:
            moved = passages.pop(self.dice.randrange(len(passages)))
            self.draft = self.draft.with_passages(page, passages)
            page, passages = self.some_page()
            passages.insert(self.dice.randint(0, len(passages)), moved)
        self.draft = self.draft.with_passages(page, passages)

    def swap(self) -> None:
        (one, first), (other, second) = self.some_page(), self.some_page()
        if one != other:
            at, to = self.dice.randrange(len(first)), self.dice.randrange(len(second))
            first[at], second[to] = second[to], first[at]
            self.draft = self.draft.with_passages(one, first).with_passages(other, second)

    def put_a_note_in(self) -> None:
        note = self.number()
        says = " ".join(some_words(self.dice, self.dice.randint(7, 14))) if self.dice.random() < 0.75 else ""
        cites = {**self.draft.cites}
        if self.dice.random() < 0.3:
            cites[note] = self.dice.choice([*self.draft.works])
        self.draft = replace(self.draft, notes={**self.draft.notes, note: f"{says}." if says else ""}, cites=cites)
        self.mark(note)

    def mark(self, note: int) -> None:
        """A mark of a note where there is none beside it."""
        page, passages = self.some_page()
        at = self.dice.randrange(len(passages))
        words = passages[at].words
        free = [
            to
            for to in range(6, len(words) + 1)
            if all(word[0] != "{" for word in words[to - 1 : to + 1])
            # Where another note was cited, it may be taken for that one.
            and (passages[at].who, *words[to - 1 : to + 1]) not in self.bare
        ]
        if free:
            to = self.dice.choice(free)
            passages[at] = replace(passages[at], words=(*words[:to], f"{{{note}}}", *words[to:]))
            self.draft = self.draft.with_passages(page, passages)

    def remove_a_mark(self) -> None:
        marked = [
            (page, at, to)
            for page, one in enumerate(self.draft.pages)
            for at, passage in enumerate(one.passages)
            for to, word in enumerate(passage.words)
            if word[0] == "{"
        ]
        if marked:
            page, at, to = self.dice.choice(marked)
            passages = [*self.draft.pages[page].passages]
            words = passages[at].words
            self.bare.add((passages[at].who, words[to - 1], *words[to + 1 : to + 2]))
            passages[at] = replace(passages[at], words=words[:to] + words[to + 1 :])
            self.draft = self.draft.with_passages(page, passages)

    def reword_a_note(self) -> None:
        telling = [note for note in self.draft.cited if self.draft.notes[note]]
        if telling:
            note = self.dice.choice(telling)
            words = self.draft.notes[note].split()
            for to in self.dice.sample(range(len(words) - 1), self.dice.randint(1, len(words) // 4)):
                words[to] = some_words(self.dice, 1)[0]
            self.draft = replace(self.draft, notes={**self.draft.notes, note: " ".join(words)})

    def cite_again(self) -> None:
        if self.draft.cited:
            self.mark(self.dice.choice(self.draft.cited))

    def rename_a_key(self) -> None:
        work = self.dice.choice([*self.draft.works])
        _, title = self.draft.works[work]
        self.draft = replace(self.draft, works={**self.draft.works, work: (f"key{self.number()}", title)})

    def add_a_work(self) -> None:
        """A work with a key that another branch may give to another work."""
        key = self.dice.choice(("smith2020", "lee1999"))
        if all(own != key for own, _ in self.draft.works.values()):
            title = " ".join(some_words(self.dice, 6)).title()
            self.draft = replace(self.draft, works={**self.draft.works, self.number(): (key, title)})

    def rename_a_page(self) -> None:
        at = self.dice.randrange(1, len(self.draft.pages))
        pages = [*self.draft.pages]
        pages[at] = replace(pages[at], slug=f"page-{self.number()}")
        self.draft = replace(self.draft, pages=tuple(pages))

    def write(self) -> None:
        for name, text in self.draft.files().items():
            (self.root / FOLDER / name).write_text(text, encoding="utf-8")

    # ---- what git does

    def commit(self, message: str) -> None:
        git(self.root, "add", "--all")
        git(self.root, "commit", "--quiet", "--allow-empty", f"--message={message}")
        self.commits[self.head()] = Commit(self.draft, self.known)

    def save(self) -> None:
        """A commit of the draft, if it isn't committed yet."""
        if self.commits[self.head()].draft != self.draft:
            self.commit("A draft")

    def head(self) -> str:
        reference = (self.root / ".git/HEAD").read_text().removeprefix("ref: ").strip()
        return (self.root / ".git" / reference).read_text().strip()

    def branches(self) -> dict[str, str]:
        heads = self.root / ".git/refs/heads"
        return {path.name: path.read_text().strip() for path in sorted(heads.iterdir())}

    def branch(self) -> None:
        """A new branch, on which something is released at once, and another thing on the old one: they diverge."""
        if len(self.branches()) < 3:
            self.save()
            git(self.root, "checkout", "--quiet", "-b", f"branch-{self.number()}")
            spot = self.dice.randrange(len(self.draft.pages)), self.dice.randint(0, 2)
            self.put_in_at(*spot)
            self.release()
            self.switch()
            self.put_in_at(*spot)
        self.release()

    def switch(self) -> None:
        self.save()
        there = self.branches()
        branch = self.dice.choice([*there])
        git(self.root, "checkout", "--quiet", branch)
        self.told.append(f"  to {branch}")
        self.go(there[branch])

    def go(self, commit: str) -> None:
        self.draft, self.known = self.commits[commit].draft, self.commits[commit].known

    def merge(self) -> None:
        self.save()
        ours, there = self.head(), self.branches()
        others = [name for name, commit in there.items() if not self.includes(ours, commit)]
        if not others:
            return self.branch()
        branch = self.dice.choice(others)
        theirs = there[branch]
        base = git(self.root, "merge-base", ours, theirs).strip()
        git(self.root, "merge", "--quiet", "--no-commit", "--no-ff", branch, check=False)
        self.draft = merged(self.commits[base].draft, self.draft, self.commits[theirs].draft, self.dice)
        self.known |= self.commits[theirs].known
        self.write()
        how = self.dice.choice([self.by_command, self.by_command, self.by_driver, self.wrongly, self.wrongly])
        self.told.append(f"  {how.__name__} ({branch} {theirs[:7]} into {ours[:7]})")
        how(base, ours, theirs)
        self.holds()
        self.commit("Merged")
        return None

    def includes(self, one: str, other: str) -> bool:
        """Whether one of the two commits has the other in its history."""
        return git(self.root, "merge-base", one, other).strip() in {one, other}

    def by_command(self, _base: str, _ours: str, _theirs: str) -> None:
        self.unite(*self.dice.choice([(), (), ("--keep", "theirs")]))

    def by_driver(self, base: str, ours: str, theirs: str) -> None:
        files = [self.root / ".git" / name for name in ("base", "ours", "theirs")]
        for file, commit in zip(files, (base, ours, theirs), strict=True):
            file.write_text(git(self.root, "show", f"{commit}:{LEDGER}"), encoding="utf-8")
        united = unite_files(files[0], files[1], files[2], name=LEDGER)
        assert united.problems == ()
        shutil.copy(files[1], self.root / LEDGER)
        if united.decided:  # then git stops, and a person looks
            self.unite()

    def wrongly(self, _base: str, ours: str, theirs: str) -> None:
        """The ledger of one side is taken for the whole; the check says so until the command has made it right."""
        side = self.dice.choice(("ours", "theirs"))
        other = theirs if side == "ours" else ours
        taken = ours if side == "ours" else theirs
        (self.root / LEDGER).write_text(git(self.root, "show", f"{taken}:{LEDGER}"), encoding="utf-8")
        if self.dice.random() < 0.5:
            self.commit("Merged wrongly")
            self.told.append(f"  {side}, committed")
        is_loss = any(losses(self.ledger_in(other), self.ledger_in(taken)))
        self.is_named(expected=is_loss)
        self.unite(*self.dice.choice([(), (), ("--keep", "theirs")]))

    def ledger_in(self, commit: str) -> Ledger:
        return read_ledger(git(self.root, "show", f"{commit}:{LEDGER}"), Problems()).ledger

    def unite(self, *arguments: str) -> None:
        result = call(self.root, "merge-ledger", *arguments)
        assert result.exit_code == 0, result.output or result.exception
        self.told.append(f"  merge-ledger {' '.join(arguments)}: {result.output.strip()}")

    def is_named(self, *, expected: bool) -> None:
        """What is dishonest is an error that names the address, and nothing can be released until it is right."""
        problems = self.check().problems
        if expected:
            assert fatal(problems), "a loss is not told"
            codes = {problem.code for problem in problems if problem.severity == "error"}
            assert codes <= {"A04", "A09", "A10"}, _errors(problems)
            made = prepared(self.inputs(), self.day, "", (), Problems())
            assert made.files == {}, "it could be released"

    def revert(self) -> None:
        """A revert of the last commit. If it was a release, the check says so."""
        self.save()
        head = self.head()
        parents = git(self.root, "rev-list", "--parents", "--max-count=1", "HEAD").split()[1:]
        if len(parents) != 1 or not self.commits[head].known > self.commits[parents[0]].known:
            return
        before = self.commits[parents[0]]
        git(self.root, "revert", "--no-edit", "HEAD")
        self.draft = before.draft
        self.commits[self.head()] = Commit(self.draft, self.known)
        self.is_named(expected=True)
        self.unite()
        self.holds()
        self.commit("Addresses are back")

    def reset(self) -> None:
        """The last release is dropped from the branch; its addresses are brought back if a site had them."""
        self.save()
        head = self.head()
        release = git(self.root, "log", "-1", "--format=%H %P", "--grep=^release", "--max-parents=1").split()
        parent = release[1:] and release[1]
        if not parent or self.commits[release[0]].known == self.commits[parent].known:
            return
        released = self.known
        git(self.root, "reset", "--quiet", "--hard", parent)
        self.go(parent)
        self.dropped = True
        self.told.append(f"  of {head[:7]}")
        if self.dice.random() < 0.5:
            self.unite("--with", head)
            self.known = released
            self.holds()
            self.commit("Addresses are back")

    def tamper(self) -> None:
        """The ledger is changed by hand, and committed or not: the check names what is lost, the command brings it."""
        before = self.ledger()
        record = self.dice.choice([one for one in before.records if one.kind in {"paragraph", "note", "work"}])
        others = [one for one in before.records if one.id != record.id]
        also = self.dice.choice([one for one in others if one.kind == record.kind] or others)
        hows: dict[str, Callable[[], Ledger]] = {
            "other words": lambda: _with(before, replace(record, wording="Nobody has ever said this here.")),
            "gone": lambda: replace(before, records=tuple(others)),
            "exchanged": lambda: _with(
                before, replace(record, wording=also.wording), replace(also, wording=record.wording)
            ),
            "no such version": lambda: replace(before, versions=before.versions[:-1]),
        }
        how = self.dice.choice([*hows])
        self.told.append(f"  {how}: {record.id}")
        wrong = hows[how]()
        if wrong == before or (how != "no such version" and not any(losses(before, wrong))):
            return
        (self.root / LEDGER).write_text(write_ledger(wrong), encoding="utf-8")
        problems = Problems()
        read_ledger(write_ledger(wrong), problems)
        if self.dice.random() < 0.5:
            git(self.root, "add", "--all")
            git(self.root, "commit", "--quiet", "--message=Changed by hand")
            self.commits[self.head()] = Commit(self.draft, self.known)
        found = self.check().problems
        assert fatal(found), "what was done by hand is not told"
        if not problems:
            expected = {loss.was.id for loss in losses(before, wrong)}
            assert expected <= {p.subject for p in found if p.code in {"A04", "A10"}}, found
        self.unite()
        self.holds()
        self.commit("Right again")

    # ---- releases

    def inputs(self) -> Inputs:
        problems = Problems()
        inputs = gather(self.root, {}, problems)
        assert inputs is not None, problems.in_order()
        return inputs

    def ledger(self) -> Ledger:
        problems = Problems()
        found = read_ledger((self.root / LEDGER).read_text(encoding="utf-8"), problems).ledger
        assert not problems, problems.in_order()
        return found

    def check(self) -> Checked:
        """What a check, which only reads, finds out."""
        inputs, problems = self.inputs(), Problems()
        reading = read_one(inputs, FOLDER)
        problems.add(reading.problems)
        check_history(inputs, problems)
        if self.dice.random() < 0.2:
            check_dropped(inputs, problems)
        if reading.publication is not None:
            check_versions(FOLDER, reading.publication, inputs.sources[FOLDER], problems)
        return Checked(inputs, problems.in_order(), reading.publication)

    def release(self) -> None:
        """A release, and another one, in which nothing is released."""
        if (self.root / LEDGER).exists():
            latest = self.ledger().latest
            assert latest is not None
            self.day = latest.id.day + datetime.timedelta(self.dice.choice((0, 0, 1, 2)))
            self.edit()
        note = f"release {self.number()}"
        problems = Problems()
        made = prepared(self.inputs(), self.day, note, (), problems)
        assert not fatal(problems), [*problems]
        if not made.files:
            self.told.append("  nothing")
            return
        for name, data in made.files.items():
            (self.root / name).parent.mkdir(exist_ok=True)
            (self.root / name).write_bytes(data)
        self.told.append(f"  {note}: {', '.join(made.says)}")
        self.holds(note)
        self.commit(note)

    def addresses(self, publication: Publication) -> dict[Who, str]:
        """Who has which address. What has no words of its own is known by its place, and the machine doesn't judge."""
        who = (passage.who for passage in self.draft.passages)
        found: dict[Who, str] = {
            ("passage", one): address for one, address in zip(who, publication.addresses.paragraphs, strict=True)
        }
        notes = {note.label: note for note in publication.notes}
        for note, label in self.draft.labels.items():
            if self.draft.notes[note]:
                assert notes[str(label)].wording == self.draft.notes[note]
                found["note", note] = notes[str(label)].address
        for work, (key, _) in self.draft.works.items():
            found["work", work] = publication.work_address(key)
        return found

    def texts_of(self, publication: Publication) -> dict[str, str]:
        texts = self.draft.texts
        found = dict(zip(publication.addresses.paragraphs, (texts[p.who] for p in self.draft.passages), strict=True))
        notes = {note.label: note.address for note in publication.notes}
        return found | {notes[str(label)]: self.draft.notes[note] for note, label in self.draft.labels.items()}

    # ---- the promises

    def holds(self, released: str = "") -> None:
        """All promises, for the present files; they are a version that was just `released`, if its note is given."""
        before = snapshot(self.root / FOLDER)
        inputs, problems, publication = self.check()
        assert publication is not None
        assert not fatal(problems), f"an honest history has problems: {_errors(problems)}"
        assert self.dropped or all(problem.code != "A12" for problem in problems), problems
        assert snapshot(self.root / FOLDER) == before, "a build has changed a source"
        if released:
            assert next_ledger(publication, self.day, "Again") is None, "releasing twice changes something"
            texts = self.texts_of(publication)
            self.releases[released] = Release(self.addresses(publication), texts, publication.released)
            self.known |= {released}
        ledger = publication.released
        names = {one: version.id for version in ledger.versions for one in re.findall(r"release \d+", version.note)}
        assert self.known <= names.keys(), "a version is lost"
        kept = hash(frozenset((name, data) for name, data in before.items() if name[:8] in {"permalin", "versions"}))
        owners: dict[str, set[Who]] = {}
        for note in sorted(self.known):
            then = self.releases[note]
            if kept not in self.seen:
                self.version_holds(inputs, ledger, names[note], then)
            here = records_of(ledger, names[note])
            for who, address in then.addresses.items():
                owners.setdefault(here[address].id, set()).add(self.family(who))
            for address in then.ledger.by_id:
                end = ledger.resolve(address)
                assert end is not None, f"{address} leads to nothing"
                assert end.live or end.state == "withdrawn", f"{address} leads nowhere"
        self.seen.add(kept)
        for address, found in owners.items():
            assert len(found) == 1, f"{address} means {len(found)} texts: {found}"
        self.numbers_are_no_words(publication)
        for who, address in self.addresses(publication).items():
            own = {one for one, found in owners.items() if self.family(who) in found}
            if address in owners:
                assert owners[address] == {self.family(who)}, f"{address} is given to another text, {who}"
            elif any(ledger.by_id[one].live for one in own):
                assert self.has_relatives(who), f"{who} has lost {own}, and is {address}"

    def numbers_are_no_words(self, publication: Publication) -> None:
        """A passage is not changed because notes before it came or went, and their numbers are others."""
        labels = dict.fromkeys(self.draft.labels, 0)
        records = zip(publication.addresses.paragraphs, self.draft.passages, strict=True)
        for address, passage in records:
            was = publication.released.by_id.get(address)
            if not all(self.draft.notes[note] for note in passage.notes):
                continue  # it may be taken for another note
            if was is not None and was.live and publication.draft_of(address) == "changed":
                assert _unnumbered(was.wording) != passage.text(labels), f"{address} has only other numbers"

    def has_relatives(self, who: Who) -> bool:
        """Whether it was split or merged: then it may be a part that is new."""
        return self.family(who) in {self.family(one) for one in self.families}

    def version_holds(self, inputs: Inputs, ledger: Ledger, version: VersionId, released: Release) -> None:
        """What can be read at /v/DATE/ is what was released, word for word, with its addresses."""
        then, was = ledger.at(version), released.ledger
        assert {(r.id, r.kind, r.wording, r.page, r.live) for r in then.records} == {
            (r.id, r.kind, r.wording, r.page, r.live) for r in was.records
        }, f"the version {version} has other addresses than were released"
        publication = thaw(read_state(version, inputs.sources[FOLDER]), then)
        shown = {
            publication.addresses.of(at): paragraph.body.text for at, paragraph in enumerate(publication.paragraphs)
        } | {note.address: note.wording for note in publication.notes}
        assert {a: " ".join(t.split()) for a, t in shown.items()} == released.texts, (
            f"the version {version} has other words"
        )


def _unnumbered(wording: str) -> str:
    return re.sub(r"\[[0-9]+\]", "[0]", wording)


def _errors(problems: Iterable[Problem]) -> list[str]:
    return [f"{one.code} {one.message}" for one in problems if one.severity == "error"]


def _with(ledger: Ledger, *records: Record) -> Ledger:
    others = {record.id: record for record in records}
    return replace(ledger, records=tuple(others.get(record.id, record) for record in ledger.records))


def records_of(ledger: Ledger, version: VersionId) -> dict[str, Record]:
    """The records of the present ledger by the addresses that they had in a version."""
    own = {record.id: record for record in ledger.records}
    formerly = {
        former.id: record for record in ledger.records for former in record.formerly if former.version == version
    }
    return {**own, **formerly}


RULES: Mapping[str, int] = {
    "edit": 6,
    "release": 5,
    "branch": 2,
    "switch": 3,
    "merge": 6,
    "revert": 1,
    "reset": 1,
    "tamper": 1,
}


@pytest.fixture(autouse=True)
def _one_program(monkeypatch: pytest.MonkeyPatch) -> None:
    """The code doesn't change meanwhile: its checksum need not be made at each step."""
    monkeypatch.setattr(inputs_module, "program_checksum", lambda renderer: renderer)


@contextlib.contextmanager
def repository(made: Path) -> Iterator[Path]:
    with tempfile.TemporaryDirectory(dir=made.parent) as folder:
        yield shutil.copytree(made, Path(folder) / "project", symlinks=True)


def go(made: Path, seed: int, keep: Path | None = None) -> None:
    """A sequence of steps, which is told if it breaks a promise; then `keep` gets the repository as it is there."""
    with repository(made) as root:
        editors = None
        try:
            editors = Editors(root, seed)
            for _ in range(editors.dice.randint(3, 6)):
                rule = editors.dice.choices([*RULES], [*RULES.values()])[0]
                editors.told.append(rule)
                getattr(editors, rule)()
                if rule in {"edit", "switch"}:
                    editors.holds()
        except BaseException as error:
            told = "\n".join(editors.told if editors else ())
            if keep is not None:
                shutil.rmtree(keep, ignore_errors=True)
                shutil.copytree(root, keep, symlinks=True)
            raise AssertionError(f"sequence {seed}: {error}\n{told}") from error


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return repository_without_commit(tmp_path_factory.mktemp("histories") / "project")


def repository_without_commit(root: Path) -> Path:
    make_project(root)
    git(root, "init", "--quiet", "--template=")
    (root / ".gitignore").write_text("/site/\n/.briefsite/\n")
    shutil.copy(ROOT / ".gitattributes", root)
    git(root, "config", "gc.auto", "0")
    return root


def hunt(first: int, count: int, keep: Path | None) -> int:
    """Goes through sequences that no test run has; returns how many of them break a promise."""
    broken = 0
    with pytest.MonkeyPatch.context() as patch, tempfile.TemporaryDirectory() as folder:
        patch.setattr(inputs_module, "program_checksum", lambda renderer: renderer)
        made = repository_without_commit(Path(folder) / "project")
        for seed in range(first, first + count):
            try:
                go(made, seed, keep)
            except AssertionError as error:
                broken += 1
                sys.stdout.write(f"{error}\n\n")
                sys.stdout.flush()
    sys.stdout.write(f"{count} sequences, {broken} of them broken\n")
    return broken


@pytest.mark.parametrize("first", range(0, 30, 10))
def test_a_random_history_keeps_every_address(made: Path, first: int) -> None:
    for seed in range(first, first + 10):
        go(made, seed)


@pytest.mark.long
@pytest.mark.parametrize("first", range(30, 5_030, 50))
def test_thousands_of_random_histories_keep_every_address(made: Path, first: int) -> None:
    for seed in range(first, first + 50):
        go(made, seed)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description="Go through random histories, and tell which break a promise.")
    parser.add_argument("first", type=int, help="number of the first sequence")
    parser.add_argument("count", type=int, help="how many sequences")
    parser.add_argument("--keep", type=Path, help="folder for the repository of the last one that broke a promise")
    given = parser.parse_args()
    sys.exit(min(hunt(given.first, given.count, given.keep), 1))
