"""A search that is too large for one file: its shards, what an edit remakes, and what is said without Pagefind."""

from __future__ import annotations

import gzip
import json
import shutil
import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from briefsite import limits
from briefsite.proof import policed_site
from briefsite.rendering import assembly, pagefind_index, search_shards
from briefsite.rendering.csp import WASM, policy
from briefsite.rendering.kept_parts import PartReport, keep_part
from briefsite.rendering.search_index import FILE, SHARDS
from briefsite.rendering.search_shards import SHARD_SIZE, SearchedPart, put_shards, shard_count, shard_of
from briefsite.storage.cache import FolderCache, installed_version
from briefsite.storage.checksum import checksum
from tests.helpers import collect, snapshot

#: Editions with one page each, in four shards.
TEXTS: Mapping[str, str] = {f"e{number}": f"Passage {number} tells of rivers." for number in range(8)}


def _entries(path: str, text: str) -> str:
    docs = [
        {"location": f"{path}/a/", "title": "A page", "text": ""},
        {"location": f"{path}/a/#p1", "title": "¶ 1 · A page", "text": f"<p>{text}</p>", "boost": 1000},
    ]
    return ",".join(map(json.dumps, docs))


def _parts(folder: Path, texts: Mapping[str, str]) -> list[SearchedPart]:
    parts = []
    for path, text in texts.items():
        file, said = folder / f"{path}.json", _entries(path, text)
        file.write_text(said, encoding="utf-8")
        parts.append(SearchedPart(path, file, checksum(said)))
    return parts


def _put(folder: Path, texts: Mapping[str, str] = TEXTS, kept: str = "kept") -> Mapping[str, bytes]:
    site = folder / "site"
    names = put_shards(_parts(folder, texts), 4, "en", folder / kept, site, installed_version("pagefind_bin"))
    files = snapshot(site)
    assert {f"/{name}" for name in files} == names
    shutil.rmtree(site)
    return files


def test_an_edit_remakes_one_shard_and_the_same_texts_give_the_same_bytes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[int] = []
    original = pagefind_index.pagefind_index

    def counted(pages: list[str], language: str, scratch: Path) -> pagefind_index.PagefindIndex:
        made.append(len(pages))
        return original(pages, language, scratch)

    monkeypatch.setattr(search_shards, "pagefind_index", counted)
    before = _put(tmp_path)
    assert len(made) == 4
    assert _put(tmp_path) == before
    assert len(made) == 4
    after = _put(tmp_path, {**TEXTS, "e3": "Passage 3 tells of mountains."})
    assert len(made) == 5
    changed = {name.split("/")[2] for name in before.keys() ^ after.keys()}
    assert changed == {str(shard_of("e3", 4))}
    assert _put(tmp_path, kept="elsewhere") == before


def test_each_page_has_its_passages_under_the_id_of_the_index_and_nothing_else_is_published(tmp_path: Path) -> None:
    files = _put(tmp_path)
    pages = {name: json.loads(gzip.decompress(data)) for name, data in files.items() if "/pages/" in name}
    found = {page[0]["location"]: name for name, page in pages.items() if page}
    assert {where: name.split("/")[2] for where, name in found.items()} == {
        f"{path}/a/": str(shard_of(path, 4)) for path in TEXTS
    }
    assert pages[found["e3/a/"]][1]["text"] == "<p>Passage 3 tells of rivers.</p>"
    rest = {name.rpartition("/")[2].split(".")[-1] for name in files if "/pages/" not in name}
    assert rest == {"js", "json", "pagefind", "pf_index", "pf_meta"}  # no fragment, no interface of Pagefind's


def test_an_archive_has_a_power_of_two_of_shards_and_an_edition_always_the_same() -> None:
    sizes = (0, 1, SHARD_SIZE, SHARD_SIZE + 1, 3 * SHARD_SIZE, 4 * SHARD_SIZE, 50 * SHARD_SIZE)
    assert list(map(shard_count, sizes)) == [1, 1, 1, 2, 4, 4, 64]
    numbers = [shard_of(f"e{number:03}", 64) for number in range(1000)]
    assert max(map(numbers.count, range(64))) < 32  # none has twice its share
    assert shard_of("", 1 << 32) == 0x811C9DC5  # as FNV-1a has it: theme/assets/search_shards.js does the same
    assert shard_of("foobar", 1 << 32) == 0xBF9CF968


def test_the_words_of_a_page_are_those_of_our_search() -> None:
    page: list[dict[str, Any]] = [
        {
            "location": "e/#p6-1",
            "title": "¶ 6.1 · Title",
            "text": "<p>Ann’s co-operation[51] &amp; 中国<span hidden>x</span></p>",
        },
        {"location": "e/#top", "title": "Heading", "text": ""},
        {"location": "e/#name-a", "title": "Ann", "text": "", "also": ["Annie"]},
    ]
    said = search_shards.words_of_page("e", page).split()
    assert said[1:] == [
        "p6-1z".replace("-", "x"),
        *["6", "1", "Ann", "s", "co", "operation", "中", "国", "x", "Heading", "Ann", "Annie"],
    ]
    assert said[0] == search_shards.path_word("e")


@pytest.fixture
def large(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> assembly.PlacedPart:
    """A part whose entries are over the limit."""
    monkeypatch.setenv(limits.VARIABLE, "search=100")
    made = tmp_path / "made"
    (made / "site").mkdir(parents=True)
    (made / "search.json").write_text(_entries("e0", "A passage."), encoding="utf-8")
    part = keep_part(made, tmp_path / "part", PartReport("key", (), search={"lang": ["en"]}))
    return assembly.PlacedPart("", tmp_path / "part", part)


def _assembled(part: assembly.PlacedPart, folder: Path) -> tuple[assembly.AssembledSite, list[str]]:
    (folder / "site").mkdir()
    sheets = FolderCache(folder / "sheets")
    whole, problems = collect(
        lambda problems: assembly.assemble_site([part], folder / "site", 0, sheets, folder / "shards", problems)
    )
    return whole, [f"{one.place.file}: {one.severity} {one.code} {one.message} / {one.help}" for one in problems]


def test_above_the_limit_the_index_is_divided(large: assembly.PlacedPart, tmp_path: Path) -> None:
    whole, problems = _assembled(large, tmp_path)
    assert problems == []
    assert json.loads((tmp_path / "site" / FILE).read_bytes()) == {"config": {"lang": ["en"], "shards": 1}, "docs": []}
    assert f"/{SHARDS}/pagefind.js" in whole.files
    assert all((tmp_path / "site" / name[1:]).is_file() for name in whole.files)


@pytest.mark.parametrize("fault", ["missing", "broken", "no program"])
def test_without_pagefind_the_index_stays_one_file_and_the_problem_says_what_to_install(
    fault: str, large: assembly.PlacedPart, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    program = tmp_path / "pagefind"
    if fault == "missing":
        monkeypatch.setattr(pagefind_index, "has_pagefind", lambda: False)
    elif fault == "broken":
        program.write_text("#!/bin/sh\necho out of memory >&2\nexit 3\n", encoding="utf-8")
        program.chmod(program.stat().st_mode | stat.S_IXUSR)
    monkeypatch.setattr("pagefind_bin.get_executable", lambda: program)
    _, problems = _assembled(large, tmp_path)
    assert len(problems) == 1
    assert problems[0].startswith("mkdocs.yml: warning L01 everybody who searches fetches the index of the search, ")
    said = {"missing": "which needs Pagefind", "broken": "has failed: out of memory", "no program": "No such file"}
    assert said[fault] in problems[0]
    assert 'pip install "briefsite[search]"' in problems[0]
    assert 'BRIEFSITE_LIMITS="search=' in problems[0]
    assert len(json.loads((tmp_path / "site" / FILE).read_bytes())["docs"]) == 2


def test_only_a_header_allows_webassembly_and_only_where_there_are_shards() -> None:
    assert WASM in policy((), wasm=True)
    assert WASM not in policy(())
    assert policed_site.needs_wasm([f"/{SHARDS}/pagefind.js"])
    assert not policed_site.needs_wasm([f"/{FILE}"])
