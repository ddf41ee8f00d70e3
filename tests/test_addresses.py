"""Promise 2 on the pages themselves: whatever an editor does, every address ever published is on the page it was on.

The editor of `test_permalinks` goes on working; here every one of its drafts becomes the files of an edition, and is
read, addressed, released, kept and set as pages, with nothing left out but MkDocs.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from typing import Any

import markdown
import pytest
from hypothesis import settings

from briefsite.file_names import LEDGER
from briefsite.ledger.former import published_addresses, published_places
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.version import VersionId
from briefsite.ledger.writer import write_ledger
from briefsite.page_path import PagePath
from briefsite.pages.all_pages import edition_files
from briefsite.problems.problem import fatal
from briefsite.publish.release import next_ledger
from briefsite.reading.publication import Publication
from briefsite.reading.read import read_edition
from briefsite.versions.freeze import freeze, words_of
from briefsite.versions.store import read_state, stored_version, version_file
from briefsite.versions.thaw import thaw
from tests.test_permalinks import Draft, Editor

FIRST = "Here the text begins, and it never moves."
EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc"]


def sources(draft: Draft) -> dict[str, bytes]:
    """The draft as the files of an edition: a first page that always is there, then the draft's own."""
    blocks = [FIRST]
    starts: dict[str, list[str]] = {"/": [FIRST]}
    before = "/"
    there = [page for page, _ in draft.pages]
    for passage in draft.passages:
        text = passage.text + (":" if passage.items else ".")
        # The model puts new passages on a page that it may have renamed since.
        page = slug(passage.page if passage.page in there else there[0])
        if page != before:
            starts.setdefault(page, []).append(text)
        before = page
        blocks += [text, *(f"{item.text}." for item in passage.items)]
    for page, title in draft.pages:
        # No page is ever empty: one that were would be gone, and its slug with it.
        starts.setdefault(slug(page), []).append(f"{title} has a last word of its own.")
        blocks.append(f"{title} has a last word of its own.")
    titles = {slug(page): title for page, title in draft.pages}
    first = {page: texts[0] for page, texts in starts.items()}
    edition: dict[str, Any] = {
        "work": {
            "title": "A text",
            "publisher": {"name": "A house"},
            "date": "2026-11-24",
            "language": "en",
            "rights": "Nobody’s.",
        },
        "site": {"title": "A text", "description": "A text that is edited."},
        "source": {"file": "brief.txt"},
        "lists": [{"items": [f"{i.text}." for i in passage.items]} for passage in draft.passages if passage.items],
        "pages": [
            {
                "slug": page,
                "title": titles.get(page, "First"),
                "summary": "It is edited.",
                "from": texts,
                "sections": [
                    {"id": id_, "title": title, "from": first[page]}
                    for id_, title, on in draft.sections
                    if slug(on) == page
                ],
            }
            for page, texts in starts.items()
        ],
    }
    text = json.dumps(edition).replace('"2026-11-24"', "2026-11-24")  # a date in YAML has no quotation marks
    return {"brief.txt": "\n\n".join(blocks).encode(), "edition.yml": text.encode()}


def slug(page: str) -> str:
    """The model's first page can be renamed; ours is always there."""
    return page.strip("/") or "opening"


def ids_on(page: str) -> list[str]:
    return re.findall(r'\bid="([^"]*)"', markdown.markdown(page.split("\n---\n", 1)[1], extensions=EXTENSIONS))


def read(files: Mapping[str, bytes]) -> Publication:
    """The publication of an edition that has no error."""
    reading = read_edition("x", files, None)
    assert not fatal(reading.problems)  # a scan of made-up words arouses suspicions
    assert reading.publication is not None
    return reading.publication


def words_by_address(publication: Publication) -> Mapping[str, str]:
    """The words of each passage."""
    return {
        publication.addresses.of(index, item): passage.text
        for index, paragraph in enumerate(publication.paragraphs)
        for item, passage in paragraph.passages()
    }


def every_address_is_there(ledger: Ledger, docs: Mapping[str, str]) -> None:
    ids = {PagePath.of_markdown(name).path: ids_on(text) for name, text in docs.items() if name.endswith(".md")}
    for address in published_addresses(ledger):
        path, _, fragment = address.partition("#")
        assert path in ids, f"the page {path} is gone"
        assert not fragment or ids[path].count(fragment) == 1, f"{address} is there {ids[path].count(fragment)} times"


class Press(Editor):
    """An editor whose every draft is released, kept, and set as pages."""

    def __init__(self) -> None:
        super().__init__()
        #: The ledger's text, and every version as it was released: its state, and its words by address.
        self.written: str | None = None
        self.kept: dict[str, bytes] = {}
        self.said: dict[VersionId, Mapping[str, str]] = {}

    def publish(self, draft: Draft, in_doubt: tuple[int, ...] = ()) -> None:
        super().publish(draft, in_doubt)
        if not draft.passages:
            return
        before = self.written
        files = sources(self.draft)
        if before is not None:
            files[LEDGER] = before.encode()
        drafted = read(files)
        every_address_is_there(drafted.ledger, edition_files(drafted, "x/"))
        ledger = next_ledger(drafted, self.day.day, "")
        assert (ledger is None) == (before is not None and not drafted.waiting)
        if ledger is not None and ledger.latest is not None:
            self.keep(ledger.latest.id, drafted, ledger)
            self.written = write_ledger(ledger)
        # Released again, nothing changes: neither the ledger nor a page.
        assert self.written is not None
        files[LEDGER] = self.written.encode()
        released = read(files)
        assert write_ledger(released.ledger) == self.written
        assert released.waiting == ()
        assert next_ledger(released, self.day.day, "") is None
        docs = edition_files(released, "x/")
        every_address_is_there(released.ledger, docs)
        self.gone_has_its_words(released.ledger, docs)
        self.every_version_is_readable(released.ledger)

    def keep(self, version: VersionId, publication: Publication, ledger: Ledger) -> None:
        """Stores a version, and notes what it says."""
        self.kept[version_file(version)] = stored_version(version, freeze(publication), ledger, self.kept)
        self.said[version] = words_by_address(publication)

    def every_version_is_readable(self, ledger: Ledger) -> None:
        assert {version.id for version in ledger.versions} == self.said.keys()
        for version in ledger.versions[-3:]:
            thawed = thaw(read_state(version.id, self.kept), ledger.at(version.id))
            assert words_by_address(thawed) == self.said[version.id]
            assert words_of(thawed) == version.words

    def gone_has_its_words(self, ledger: Ledger, docs: Mapping[str, str]) -> None:
        for record in ledger.records:
            if record.kind == "paragraph" and ledger.resolve(record.id) == record and not record.live:
                page = docs[f"{record.page.strip('/') or 'index'}.md"]
                assert record.wording in page, f"{record.id} is withdrawn, and nobody can read what it said"
        assert all(list(published_places(record)) for record in ledger.records)


TestPress = Press.TestCase
TestPress.settings = settings(max_examples=10, stateful_step_count=8)


class TestPressAtLength(Press.TestCase):  # type: ignore[valid-type,misc]
    settings = settings(max_examples=5_000, stateful_step_count=8)
    pytestmark = pytest.mark.long
