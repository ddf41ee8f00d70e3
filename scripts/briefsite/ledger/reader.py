"""Reads permalinks.yml, in the form that briefsite.ledger.writer describes, and in the first one.

Files of the first form have no versions, but days on which something was published: each of them is read as a version.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, get_args

import yaml

from briefsite.file_names import LEDGER
from briefsite.ledger.addressable import ADDRESS_KINDS
from briefsite.ledger.check import REMEDY, check_ledger
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.record import Change, FormerId, Record, What
from briefsite.ledger.sentences import EarlierWording
from briefsite.ledger.version import Version, VersionId, read_version
from briefsite.ledger.writer import FORM, SECOND_KEYS
from briefsite.limits import limits
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place
from briefsite.yaml_files.strict import UnreadableError, compose_node, mapping, pairs, scalar, sequence, stopped_at

#: The first form of the file, which is still read.
_FIRST_FORM: Final = "1"
_WHATS: Final = get_args(What)
_OF_VERSION: Final = ("words", "state", "lines", "note")


@dataclass(frozen=True, slots=True)
class LedgerReading:
    """What a permalinks.yml says: the `ledger` of all records that can be read, and their `places` in the file."""

    ledger: Ledger
    places: Mapping[str, Place]


def read_ledger(text: str, problems: Problems) -> LedgerReading:
    """The ledger that `text`, the content of permalinks.yml, writes down.

    Problem A03 for each record that can't be right: then the ledger is incomplete and must not be used to build.
    """
    found = problems.part()
    reader = _Reader(LEDGER, text.split("\n"), found)
    try:
        node = compose_node(text)
    except yaml.YAMLError as error:
        said = getattr(error, "problem", None) or str(error).partition("\n")[0]
        reader.complain(stopped_at(error, text), reader.file, f"this is not valid YAML: {said}")
    else:
        reader.document(node)
    versions = _of_first_form(reader.records) if reader.versions is None else reader.versions
    ledger = Ledger(tuple(reader.records), versions)
    if not found:  # a key that is missing only because it can't be read is not reported twice
        check_ledger(ledger, reader.places, problems)
    return LedgerReading(ledger, reader.places)


class _Reader:
    """Reads records, with at most one problem for each: the first thing that is wrong with it."""

    def __init__(self, file: str, lines: Sequence[str], problems: Problems) -> None:
        self.file, self.lines, self.problems = file, lines, problems
        self.records: list[Record] = []
        self.versions: tuple[Version, ...] | None = ()
        self.places: dict[str, Place] = {}

    def place(self, mark: yaml.Mark | None) -> Place:
        if mark is None:
            return Place(self.file)
        line = self.lines[mark.line].rstrip("\r") if mark.line < len(self.lines) else ""
        return Place(self.file, mark.line + 1, mark.column + 1, line, max(1, len(line) - mark.column))

    def complain(self, mark: yaml.Mark | None, subject: str, message: str) -> None:
        self.problems.error(self.place(mark), "A03", message, REMEDY, subject=subject)

    def document(self, node: yaml.Node | None) -> None:
        if node is None:
            self.complain(None, self.file, "the file is empty, so all permalinks would be lost")
            return
        try:
            self.versions, records = _parts(node)
        except UnreadableError as error:
            self.complain(error.node.start_mark, self.file, str(error))
            return
        for entry in records:
            try:
                self.keep(_read_record(entry), entry.start_mark)
            except UnreadableError as error:
                about = next((str(value.value) for key, value in pairs(entry) if key.value == "id"), "")
                message = f"{about}: {error}" if about else str(error)
                self.complain(error.node.start_mark, about or self.file, message)

    def keep(self, record: Record, mark: yaml.Mark) -> None:
        if record.id in self.places:
            message = f"{record.id} is recorded twice, also in line {self.places[record.id].line}"
            self.complain(mark, record.id, message)
            return
        self.places[record.id] = self.place(mark)
        self.records.append(record)


def _parts(document: yaml.Node) -> tuple[tuple[Version, ...] | None, Sequence[yaml.Node]]:
    """The versions, None in a file of the first form, and the nodes of the records."""
    if any(key.value == "version" for key, _ in pairs(document)):
        parts = mapping(document, {"version", "addresses"})
        if scalar(parts["version"]) != _FIRST_FORM:
            raise UnreadableError(parts["version"], f"version {scalar(parts['version'])} is not known here")
        return None, sequence(parts["addresses"])
    parts = mapping(document, {"form", "versions", "addresses"})
    if scalar(parts["form"]) != FORM:
        raise UnreadableError(parts["form"], f"form {scalar(parts['form'])} is not known here, only {FORM} is")
    return tuple(_read_version(node) for node in sequence(parts["versions"])), sequence(parts["addresses"])


def _read_version(node: yaml.Node) -> Version:
    parts = mapping(node, {"version"}, {"words", "state", "lines", "note", "without"})
    words, state, lines, note = (scalar(parts[name]) if name in parts else "" for name in _OF_VERSION)
    if lines and (re.fullmatch(r"[1-9][0-9]{0,8}", lines) is None or int(lines) > limits().lines):
        raise UnreadableError(parts["lines"], f"{lines} is not a number of lines")
    without = tuple(_version_id(entry) for entry in (sequence(parts["without"]) if "without" in parts else ()))
    return Version(_version_id(parts["version"]), words, note, without, int(lines or 0), state)


def _version_id(node: yaml.Node) -> VersionId:
    try:
        return read_version(scalar(node))
    except ValueError as error:
        raise UnreadableError(node, str(error)) from None


def _of_first_form(records: Iterable[Record]) -> tuple[Version, ...]:
    """The versions of a file of the first form: the days on which something was published."""
    ids = {record.since for record in records} | {event.on for record in records for event in record.history}
    return tuple(Version(version) for version in sorted(ids))


def _read_record(node: yaml.Node) -> Record:
    parts = mapping(node, {"id", "kind", "page", "since", "wording"}, {"after", "of", "formerly", "history"})
    kind = scalar(parts["kind"])
    if kind not in ADDRESS_KINDS:
        raise UnreadableError(parts["kind"], f"{kind} is not a kind of ID; expected one of: {', '.join(ADDRESS_KINDS)}")
    wording = scalar(parts["wording"])
    history: list[Change] = []
    after = wording
    for event in reversed(sequence(parts["history"]) if "history" in parts else ()):
        history.insert(0, _read_event(event, after))
        after = history[0].before if history[0].what == "edited" else after
    return Record(
        kind,
        scalar(parts["id"]),
        scalar(parts["page"]),
        _version_id(parts["since"]),
        wording,
        tuple(history),
        scalar(parts["after"]) if "after" in parts else "",
        scalar(parts["of"]) if "of" in parts else "",
        tuple(_read_former_id(entry) for entry in (sequence(parts["formerly"]) if "formerly" in parts else ())),
    )


def _read_former_id(node: yaml.Node) -> FormerId:
    entries = pairs(node)
    if len(entries) != 1:
        raise UnreadableError(node, "expected one address with its version, such as p9a: 2026-12-01")
    ((address, version),) = entries
    return FormerId(scalar(address), _version_id(version))


def _read_event(node: yaml.Node, after: str) -> Change:
    """An event; `after` is the wording that followed it."""
    what = next((key.value for key, _ in pairs(node) if key.value in _WHATS), None)
    if what is None:
        raise UnreadableError(node, f"unknown event; expected one of: {', '.join(_WHATS)}")
    second = SECOND_KEYS.get(what)
    parts = mapping(node, {what, second} if second else {what}, {"same"} if what == "edited" else set())
    before = scalar(parts[second]) if second else ""
    if "same" in parts:
        try:
            first, last = (int(scalar(count)) for count in sequence(parts["same"]))
            before = EarlierWording(first, last, before).before(after)
        except ValueError as error:
            raise UnreadableError(parts["same"], str(error)) from None
    return Change(what, _version_id(parts[what]), before)
