"""Note numbers in edition.yml, which are those that the document prints: a later version of it prints others."""

from __future__ import annotations

import re
from collections.abc import Sequence

from briefsite.file_names import EDITION_FILE
from briefsite.init.draft_file import CitingNote, citing_entry
from briefsite.problems.collector import Problems
from briefsite.reading.publication import Publication
from briefsite.yaml_files.located import Located
from briefsite.yaml_files.reader import read_yaml


def renumbered(edition: str, old: Publication, new: Publication) -> tuple[str, Sequence[str]]:
    """The text of edition.yml with the numbers that its notes have now, and a line for each that has changed.

    What it says of a note that is gone becomes a comment if another note has the number now.
    """
    now = {note.address: note.label for note in new.notes}
    before = {note.label: note.address for note in old.notes}
    located = read_yaml(EDITION_FILE, edition, Problems())
    lines = edition.split("\n")
    says = []
    entries = located.data.get("notes") or ()
    for index, entry in enumerate(entries):
        label = str(entry.get("number")).removeprefix("^") if isinstance(entry, dict) else ""
        if sum(note.label == label for note in old.notes) != 1:
            continue
        place = located.place("notes", index, "number")
        line, at = place.line - 1, place.column - 1
        other = now.get(before[label])
        if other is None:
            says.append(f"note {label} is gone, but edition.yml says something of it")
            if label in now.values() and len(entries) > 1 and _commented(lines, located, index):
                says[-1] += ": now as a comment, because another note has its number"
        elif other != label and lines[line][at:].startswith(label) and re.fullmatch(r"[0-9]+", f"{label}{other}"):
            lines[line] = f"{lines[line][:at]}{other}{lines[line][at + len(label) :]}"
            says.append(f"note {label} is now printed as {other}: changed in edition.yml")
    return "\n".join(lines), says


def _commented(lines: list[str], located: Located, index: int) -> bool:
    """Makes a comment of an entry on a note. Whether that was possible: an entry begins with a hyphen in its line."""
    first = located.place("notes", index).line - 1
    match = re.match(r"( *)- ", lines[first])
    if match is None:
        return False
    end = first + 1
    inside = re.compile(rf" {{{len(match[1]) + 1}}}|\s*$")
    while end < len(lines) and inside.match(lines[end]):
        end += 1
    for at in range(first, end):
        lines[at] = f"# {lines[at]}" if lines[at].strip() else lines[at]
    return True


def with_citing(edition: str, citing: Sequence[CitingNote]) -> tuple[str, Sequence[str]]:
    """The text of edition.yml with entries for the notes that cite works and have none yet."""
    located = read_yaml(EDITION_FILE, edition, Problems())
    notes = located.data.get("notes") or []
    having = {str(entry.get("number")) for entry in notes if isinstance(entry, dict)}
    new = [note for note in citing if note.label not in having]
    if not new:
        return edition, ()
    entries = [citing_entry(note) for note in new]
    lines = edition.split("\n")
    if not notes and "notes" not in located.data:
        at = len(lines) - 1 if lines[-1] == "" else len(lines)
        lines[at:at] = ["", "notes:", *entries]
    else:
        end = _end_of_notes(located, lines)
        if end is None:
            return edition, [f"add to edition.yml, under notes: {entry.strip()}" for entry in entries]
        lines[end:end] = entries
    labels = ", ".join(note.label for note in new)
    return "\n".join(lines), [f"works cited by notes {labels}: added to edition.yml"]


def _end_of_notes(located: Located, lines: Sequence[str]) -> int | None:
    """The line before which an entry can be added to the list of notes; None where its layout is another."""
    last = len(located.data["notes"]) - 1
    line = located.place("notes", last).line - 1
    if last < 0 or not re.match(r"  - \{.*\}\s*(?:#.*)?$", lines[line]):
        return None
    return line + 1
