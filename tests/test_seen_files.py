"""Files that were seen before: what is unchanged is not read, and every change is noticed."""

from __future__ import annotations

import os
import pickle
import time
from pathlib import Path

import pytest

from briefsite.publish.replaced_files import ChangesOfDocs
from briefsite.site import seen_files
from briefsite.site.seen_files import FileSet, SeenFile, SeenFolder, UnreadFile, look_into, seen_as_bytes, seen_before
from briefsite.storage.checksum import checksum
from briefsite.storage.file_reading import read_file


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "docs"
    (folder / "a").mkdir(parents=True)
    for name in ("a/b.md", "a.md", "c.md"):
        (folder / name).write_text(name, encoding="utf-8")
        os.utime(folder / name, (1, 1))
    (folder / "link").symlink_to(folder / "a", target_is_directory=True)
    return folder


def _looked(folder: Path, before: SeenFolder) -> tuple[FileSet, SeenFolder]:
    now: dict[str, SeenFile] = {}
    refused: list[OSError] = []
    files = look_into(folder, before, now, refused)
    assert [Path(str(each.filename)).name for each in refused] == ["link"], "what it leads to is never read"
    return files, SeenFolder(time.time_ns(), now)


def test_what_is_unchanged_is_not_read_and_every_change_is_noticed(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, seen = _looked(folder, SeenFolder())
    assert {name: first[name] for name in first} == {name: name.encode() for name in ("a.md", "a/b.md", "c.md")}
    read: list[str] = []

    def heard(path: str | Path, limit: str = "file") -> bytes:
        read.append(Path(path).name)
        return read_file(path, limit)

    monkeypatch.setattr(seen_files, "read_file", heard)
    again, seen = _looked(folder, seen)
    assert (set(read), again.total) == ({"link"}, first.total)
    (folder / "a.md").write_text("as long"[:4], encoding="utf-8")  # and as old
    os.utime(folder / "a.md", (1, 1))
    (folder / "new").write_bytes((folder / "c.md").read_bytes())
    os.utime(folder / "new", (1, 1))
    (folder / "new").replace(folder / "c.md")
    os.utime(folder / "a/b.md", (2, 2))
    read.clear()
    changed, _ = _looked(folder, seen)
    assert [name for name in read if name != "link"] == ["b.md", "c.md"], (
        "size, time and inode of a.md are what they were: as git, we take it for the same"
    )
    assert changed.total == first.total
    (folder / "a/b.md").write_text("now", encoding="utf-8")
    written, just = _looked(folder, seen)
    assert written.total != first.total
    read.clear()
    _looked(folder, SeenFolder(just.files["a/b.md"].modified, just.files))
    assert [name for name in read if name != "link"] == ["b.md"], (
        "it may have been written once more in the same moment"
    )


def test_a_set_knows_checksums_and_reads_what_is_asked_for(folder: Path) -> None:
    files, _ = _looked(folder, SeenFolder())
    both = FileSet.united([files, {"c.md": b"other", "d.md": b"d"}])
    assert [both.checksum(name) for name in ("a.md", "c.md")] == [checksum("a.md"), checksum("other")]
    assert list(both) == ["a.md", "a/b.md", "c.md", "d.md"]
    assert dict(both.only(["d.md", "no.md"])) == {"d.md": b"d"}
    assert both.total == FileSet(dict(sorted(both.items(), reverse=True))).total != files.total
    (folder / "a.md").unlink()
    with pytest.raises(FileNotFoundError):
        both["a.md"]


def test_what_was_seen_is_sealed(folder: Path, tmp_path: Path) -> None:
    _, seen = _looked(folder, SeenFolder())
    file = tmp_path / "seen"
    assert seen_before(file) == SeenFolder()
    file.write_bytes(seen_as_bytes(seen.files))
    assert seen_before(file).files == seen.files
    for damaged in (file.read_bytes()[:-3], file.read_bytes().replace(b"c.md", b"d.md"), b"\xff\n", b""):
        file.write_bytes(damaged)
        assert seen_before(file) == SeenFolder()


def test_packed_files_are_the_same_files() -> None:
    unread = UnreadFile("/nowhere", checksum("far"))
    files = FileSet.united([{"a.md": b"words " * 100, "b.json": b""}, FileSet({"c.txt": unread})])
    packed = files.packed
    assert list(packed) == list(files)
    assert {name: packed[name] for name in ("a.md", "b.json")} == {"a.md": b"words " * 100, "b.json": b""}
    assert packed.total == files.total
    assert packed.only(["a.md"]).packed["a.md"] == files["a.md"]
    assert len(pickle.dumps(packed.only(["a.md"]))) < len(files["a.md"])


def test_the_changes_of_docs_are_what_is_new_other_or_gone() -> None:
    old = FileSet({"same.md": b"1", "other.md": b"2", "gone.md": b"3", "by-hand.md": b"4"})
    new = FileSet({"same.md": b"1", "other.md": b"5", "new.md": b"6"}).packed
    changes = ChangesOfDocs({"same.md", "other.md", "gone.md"}, new, old)
    assert dict(changes) == {"gone.md": None, "other.md": b"5", "new.md": b"6"}
    assert len(changes) == 3
    assert "same.md" not in changes
    assert "by-hand.md" not in changes
