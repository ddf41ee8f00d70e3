"""permalinks.yml: the ledger as a file that people read in a diff.

First the versions, each with the checksums of its words and of all that was frozen, and the number of lines of the text
as received:

    - version: 2027-01-05
      words: 6f1c…
      state: 90ab…
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
off from another, `of: p9`, as has the place of a note in ¶ 9. The events in a history are edited, moved, placed (the
place of a note is in another passage), withdrawn, merged, renamed and back.

Two branches may release versions, and a merge unites them (briefsite.ledger.merge). Then a version may not follow all
that are listed before it, `without: [2026-12-01]`, and an address may have been another one on its branch:

      formerly:
      - p9a: 2026-12-01

It is plain YAML, which every YAML reader reads to the same text. People may repair it: a contradiction, or the loss of
something that was committed, is a problem that names the address. Nothing is ever corrected silently.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

from briefsite.ledger.ledger import Ledger
from briefsite.ledger.record import Record, What
from briefsite.ledger.sentences import earlier_wording, sentences_of
from briefsite.ledger.version import Version
from briefsite.scalar import as_number

#: The form of the file that is written.
FORM: Final = "2"
_HEADER: Final = """\
# The versions of this edition, its addresses, and what has become of each. Only `briefsite release` writes this file;
# commit it with the sources. Nothing here is ever taken out: people cite these addresses.
"""
#: The second key of an event: the wording, page or passage until then, or the address to which readers go from then on.
SECOND_KEYS: Final[Mapping[What, str]] = {
    "edited": "before",
    "moved": "from",
    "placed": "from",
    "merged": "into",
    "renamed": "into",
}

_PLAIN: Final = re.compile(r"[/a-z][a-z0-9/-]*")
#: Words that YAML readers don't read as text.
_NOT_TEXT: Final = frozenset({"y", "n", "yes", "no", "on", "off", "true", "false", "null"})
#: Characters that YAML forbids outside double quotes, or takes for line ends. Only a release compiles the pattern.
_SPECIAL: Final = "[^\t\x20-\x7e\xa0-\u2027\u202a-\ud7ff\ue000-\ufefe\uff00-\ufffd\U00010000-\U0010ffff]"


def write_ledger(ledger: Ledger) -> str:
    """The text of permalinks.yml. The same ledger gives the same text; `read_ledger` gives it back."""
    versions = "".join(f"{line}\n" for version in ledger.versions for line in _version(version))
    records = "".join(f"{line}\n" for record in ledger.records for line in _record(record))
    parts = (("versions", versions), ("addresses", records))
    return f"{_HEADER}form: {FORM}\n" + "".join(f"{key}:{'' if text else ' []'}\n{text}" for key, text in parts)


def _version(version: Version) -> Iterator[str]:
    yield f"- version: {version.id}"
    if version.words:
        yield f"  words: {version.words}"
    if version.state:
        yield f"  state: {version.state}"
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
        elif event.what in SECOND_KEYS:
            yield f"    {SECOND_KEYS[event.what]}: {_word(event.before)}"


def _word(text: str) -> str:
    return text if _PLAIN.fullmatch(text) and text not in _NOT_TEXT else _quoted(text)


def _text(text: str, indent: str) -> str:
    """A folded block, in which a line end reads as a blank; or a quoted text, if folding would change it."""
    if not text or text != text.strip() or re.search(_SPECIAL, text):
        return _quoted(text)
    return "".join([">-", *(f"\n{indent}{line}" for line in sentences_of(text))])


def _quoted(text: str) -> str:
    escaped = re.sub(_SPECIAL, lambda match: as_number(match[0]), text.replace("\\", "\\\\").replace('"', '\\"'))
    return f'"{escaped}"'
