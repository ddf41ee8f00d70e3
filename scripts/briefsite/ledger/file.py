"""permalinks.yml: the ledger as a file that people read in a diff.

First the versions, each with the checksum of its words, and the number of lines of the text as received:

    - version: 2027-01-05
      words: 6f1c…
      lines: 154
      note: >-
        The figures of 2026.

Then one record for each address, in an order that additions never change; one sentence on a line, so that an edited
paragraph is a few changed lines; a history that only grows at its end:

    - id: p9
      kind: paragraph
      page: /china-dependence/
      since: 2026-11-24
      wording: >-
        More than fifty percent of foreign investments in Mongolia are held by China.
        In addition, …
      history:
      - edited: 2027-01-05
        same: [0, 3]
        before: >-
          Half of the foreign investments in Mongolia are held by China.
      - moved: 2027-02-01
        from: /russia-balance/

An earlier wording is written as what it had instead of the next one: `same` is how many sentences both have at the
beginning and at the end. A passage that was moved within the text has one more line, `after: p12`; one that was split
off from another, `of: p9`, as has the place of a note in ¶ 9. The events in a history are edited, moved, withdrawn,
merged, renamed and back.

Two branches may release versions, and a merge unites them (briefsite.ledger.merge). Then a version may not follow all
that are listed before it, `without: [2026-12-01]`, and an address may have been another one on its branch:

      formerly:
      - p9a: 2026-12-01

It is plain YAML, which every YAML reader reads to the same text. People may repair it: a contradiction, or the loss of
something that was committed, is a problem that names the address. Nothing is ever corrected silently.

Files of the first form have no versions, but days on which something was published: each of them is read as a version.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final, get_args

import yaml

from briefsite.ledger.addressable import ADDRESS_KINDS
from briefsite.ledger.check import REMEDY, check_ledger
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.record import Change, FormerId, Record, What
from briefsite.ledger.sentences import EarlierWording, earlier_wording, sentences_of
from briefsite.ledger.version import Version, VersionId, read_version
from briefsite.problem import Place
from briefsite.problems import Problems
from briefsite.scalar import as_number
from briefsite.yaml_files.strict import UnreadableError, compose_node, mapping, pairs, scalar, sequence, stopped_at

#: The form of the file that is written; the first one is still read.
_FORM: Final = "2"
_FIRST_FORM: Final = "1"
_HEADER: Final = """\
# The versions of this edition, its addresses, and what has become of each. Only `briefsite release` writes this file;
# commit it with the sources. Nothing here is ever taken out: people cite these addresses.
"""
#: The second key of an event: the wording or page until then, or the address to which readers go from then on.
_SECOND: Final[Mapping[What, str]] = {"edited": "before", "moved": "from", "merged": "into", "renamed": "into"}
_WHATS: Final = get_args(What)

_PLAIN: Final = re.compile(r"[/a-z][a-z0-9/-]*")
#: Words that YAML readers don't read as text.
_NOT_TEXT: Final = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
#: Characters that YAML forbids outside double quotes, or takes for line ends.
_SPECIAL: Final = re.compile("[^\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True)
class LedgerReading:
    """What a permalinks.yml says: the `ledger` of all records that can be read, and their `places` in the file."""

    ledger: Ledger
    places: Mapping[str, Place]


def write_ledger(ledger: Ledger) -> str:
    """The text of permalinks.yml. The same ledger gives the same text; `read_ledger` gives it back."""
    versions = "".join(f"{line}\n" for version in ledger.versions for line in _version(version))
    records = "".join(f"{line}\n" for record in ledger.records for line in _record(record))
    parts = (("versions", versions), ("addresses", records))
    return f"{_HEADER}form: {_FORM}\n" + "".join(f"{key}:{'' if text else ' []'}\n{text}" for key, text in parts)


def _version(version: Version) -> Iterator[str]:
    yield f"- version: {version.id}"
    if version.words:
        yield f"  words: {version.words}"
    if version.without:
        yield f"  without: [{', '.join(map(str, version.without))}]"
    if version.lines:
        yield f"  lines: {version.lines}"
    if version.note:
        yield f"  note: {_text(version.note, '    ')}"


def _record(record: Record) -> Iterator[str]:
    yield f"- id: {_word(record.id)}"
    yield f"  kind: {record.kind}"
    yield f"  page: {_word(record.page)}"
    if record.after:
        yield f"  after: {_word(record.after)}"
    if record.of:
        yield f"  of: {_word(record.of)}"
    yield f"  since: {record.since}"
    if record.formerly:
        yield "  formerly:"
    for former in record.formerly:
        yield f"  - {_word(former.id)}: {former.version}"
    yield f"  wording: {_text(record.wording, '    ')}"
    if record.history:
        yield "  history:"
    wordings = iter([*(wording for wording, _ in record.earlier[1:]), record.wording])
    for event in record.history:
        yield f"  - {event.what}: {event.on}"
        if event.what == "edited":
            earlier = earlier_wording(event.before, next(wordings))
            if earlier.first or earlier.last:
                yield f"    same: [{earlier.first}, {earlier.last}]"
            yield f"    before: {_text(earlier.between, '      ')}"
        elif event.what in _SECOND:
            yield f"    {_SECOND[event.what]}: {_word(event.before)}"


def _word(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text not in _NOT_TEXT else _quoted(text)


def _text(text: str, indent: str) -> str:
    """A folded block, in which a line end reads as a blank; or a quoted text, if folding would change it."""
    if not text or text != text.strip() or _SPECIAL.search(text):
        return _quoted(text)
    return "".join([">-", *(f"\n{indent}{line}" for line in sentences_of(text))])


def _quoted(text: str) -> str:
    escaped = _SPECIAL.sub(lambda match: as_number(match[0]), text.replace("\\", "\\\\").replace('"', '\\"'))
    return f'"{escaped}"'


def read_ledger(text: str, problems: Problems) -> LedgerReading:
    """The ledger that `text`, the content of permalinks.yml, writes down.

    Problem A03 for each record that can't be right: then the ledger is incomplete and must not be used to build.
    """
    found = problems.part()
    reader = _Reader("permalinks.yml", text.split("\n"), found)
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
            self.complain(None, self.file, "the file is empty, and with it all addresses are lost")
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
            message = f"{record.id} has two records, the other one in line {self.places[record.id].line}"
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
    if scalar(parts["form"]) != _FORM:
        raise UnreadableError(parts["form"], f"form {scalar(parts['form'])} is not known here, only {_FORM} is")
    return tuple(_read_version(node) for node in sequence(parts["versions"])), sequence(parts["addresses"])


def _read_version(node: yaml.Node) -> Version:
    parts = mapping(node, {"version"}, {"words", "lines", "note", "without"})
    words, lines, note = (scalar(parts[name]) if name in parts else "" for name in ("words", "lines", "note"))
    if lines and re.fullmatch(r"[1-9][0-9]{0,8}", lines) is None:
        raise UnreadableError(parts["lines"], f"{lines} is no number of lines")
    without = tuple(_version_id(entry) for entry in (sequence(parts["without"]) if "without" in parts else ()))
    return Version(_version_id(parts["version"]), words, note, without, int(lines or 0))


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
        raise UnreadableError(parts["kind"], f"{kind} is no kind of address; known are {', '.join(ADDRESS_KINDS)}")
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
        raise UnreadableError(node, "here should be one address with its version, such as p9a: 2026-12-01")
    ((address, version),) = entries
    return FormerId(scalar(address), _version_id(version))


def _read_event(node: yaml.Node, after: str) -> Change:
    """An event; `after` is the wording that followed it."""
    what = next((key.value for key, _ in pairs(node) if key.value in _WHATS), None)
    if what is None:
        raise UnreadableError(node, f"nothing of this kind befalls an address; known are {', '.join(_WHATS)}")
    second = _SECOND.get(what)
    parts = mapping(node, {what, second} if second else {what}, {"same"} if what == "edited" else set())
    before = scalar(parts[second]) if second else ""
    if "same" in parts:
        try:
            first, last = (int(scalar(count)) for count in sequence(parts["same"]))
            before = EarlierWording(first, last, before).before(after)
        except ValueError as error:
            raise UnreadableError(parts["same"], str(error)) from None
    return Change(what, _version_id(parts[what]), before)
