"""The files that only the built site has: documents, the text for programs, and the zip that opens from a disk."""

from __future__ import annotations

import json
import random
import re
import subprocess
import sys
import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Final
from urllib.parse import urljoin

import msgspec
import pytest
from markdown_it import MarkdownIt
from markdown_it.token import Token
from selectolax.lexbor import LexborHTMLParser

from briefsite.documents import model_file, site_files
from briefsite.documents.kinds import DOCUMENT_KINDS
from briefsite.documents.llms import LLMS
from briefsite.documents.markdown_twin import markdown_twins
from briefsite.documents.model_file import EditionModel, model_schema
from briefsite.documents.model_parts import MODEL, model_files
from briefsite.documents.site_files import made_documents
from briefsite.documents.swhid import swhid
from briefsite.exports.drawing import program_file
from briefsite.file_names import MODEL_SCHEMA
from briefsite.progress import Clock
from briefsite.publish.build import Preview, build_preview
from briefsite.reading.publication import Publication
from briefsite.rendering.zip_file import one_zip, packed
from tests.helpers import call, call_build, call_release, make_project, small_edition, snapshot

SITE: Final = "https://press.org/"
#: A site that offers some documents. TEI and EPUB take longest to make.
CONFIG: Final = """\
site_name: Press
site_url: https://press.test/
theme: { name: briefsite, custom_dir: docs/templates }
plugins: [material/search]
markdown_extensions: [attr_list, md_in_html, tables, toc]
extra: { downloads: [pdf, txt, zip] }
"""
MAIN: Final = {"docs/templates/main.html": '{% extends "site.html" %}'}


def _inline(data: bytes) -> Iterator[Token]:
    """The paragraphs and items of a Markdown file, as another program reads it; no headings."""
    heading = False
    for token in MarkdownIt("commonmark").parse(data.decode()):
        heading = token.type == "heading_open" or (heading and token.type != "heading_close")
        if token.type == "inline" and not heading:
            yield token


def _text(token: Token) -> str:
    return " ".join("".join(one.content or " " for one in token.children or ()).split())


def _cited(data: bytes) -> Iterator[tuple[str, str]]:
    """The link of each numbered paragraph of a Markdown file, and its words."""
    for token in _inline(data):
        first = (token.children or [Token("", "", 0)])[0]
        if first.type == "link_open" and _text(token).startswith("¶"):
            yield str(first.attrs["href"]), re.sub(r"^¶\s\S+ ", "", _text(token))


def _passages(publication: Publication) -> Mapping[str, str]:
    """The words of each numbered passage by its path and address."""
    return {
        f"{publication.leaf(at).at.path}#{publication.addresses.of(at, item)}": " ".join(passage.text.split())
        for at, paragraph in enumerate(publication.paragraphs)
        for item, passage in paragraph.passages()
        if paragraph.numbered
    }


def test_what_is_offered_is_known_without_the_modules_that_make_it() -> None:
    """Neither these nor those that recognize citations are loaded by a build that needs none of them."""
    code = "import briefsite.proof.verify, briefsite.site.offered, briefsite.pages.all_pages, sys\n"
    code += "from briefsite.proof import site_files\n"
    code += "from briefsite.documents.kinds import DOCUMENT_KINDS; print(*sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, check=True, text=True).stdout.split()
    packages = ("briefsite.documents.", "briefsite.citations.")
    assert [name for name in loaded if name.startswith(packages)] == ["briefsite.documents.kinds"]


def test_a_reader_that_starts_at_llms_txt_finds_every_passage_with_its_link(
    brief: Path, publication: Publication
) -> None:
    site = brief / "site"
    links = [
        str(one.attrs["href"])
        for token in _inline((site / LLMS).read_bytes())
        for one in token.children or ()
        if one.type == "link_open"
    ]
    twins = [link for link in links if link.endswith("/index.md")]
    assert len(twins) == len(publication.outline.leaves) + 2, "with the full text and the bibliography"
    assert all((site / link[1:]).is_file() for link in links if link.startswith(("/download", "/paragraphs")))
    read = {link: words for twin in twins for link, words in _cited((site / twin[1:]).read_bytes())}
    passages = _passages(publication)
    draw = random.Random(17)
    found = 0
    for _ in range(100):
        address, words = draw.choice(sorted(passages.items()))
        start = draw.randrange(max(1, len(words.split()) - 8))
        sample = " ".join(words.split()[start : start + 8])
        found += [link for link, said in read.items() if sample in said] == [address]
    assert found == 100
    assert read == passages


def test_a_twin_has_the_words_of_its_page_once_and_in_order(publication: Publication) -> None:
    twins = {page.path: parts for page, parts in markdown_twins(publication, SITE, 1_000_000)}
    for leaf in publication.outline.leaves:
        (data,) = twins[leaf.at.path]
        own = [words for address, words in _passages(publication).items() if address.startswith(f"{leaf.at.path}#")]
        assert [words for _, words in _cited(data)] == own
        shown = " ".join(map(_text, _inline(data)))
        assert all(shown.count(words) == 1 for words in own)
    assert [link for link, _ in _cited(twins["/full-text/"][0])] == [
        urljoin(SITE, address) for address in _passages(publication)
    ]


def test_both_places_of_a_twin_have_it_and_a_large_one_goes_on_in_another_file(publication: Publication) -> None:
    files = site_files.text_files(publication, SITE, "x", ())
    assert files["turkey.md"] == files["turkey/index.md"]
    assert "index.md" in files
    largest, name = 12_000, ""
    for page, parts in markdown_twins(publication, SITE, largest):
        read, name = [parts[0]], ""
        while match := re.search(rb"\[Continued\]\((\S+)\)\n$", read[-1]):
            name = match[1].decode().removeprefix(page.url(SITE))
            assert name == f"index.{len(read) + 1}.md"
            read.append(parts[len(read)])
        assert read == list(parts)
        assert all(len(data) <= largest for data in parts)
    assert name, "the bibliography is too large for one file"


def test_the_source_is_hashed_once_for_all_passages(publication: Publication, monkeypatch: pytest.MonkeyPatch) -> None:
    hashed: list[bytes] = []

    def swhid_counted(data: bytes) -> str:
        hashed.append(data)
        return swhid(data)

    monkeypatch.setattr(model_file, "swhid", swhid_counted)
    model_files(publication, SITE)
    assert hashed == [publication.source.data]


def test_a_large_model_is_in_files_that_are_small_enough_and_have_all_of_it(publication: Publication) -> None:
    whole = msgspec.json.decode(model_files(publication, SITE)[MODEL], type=EditionModel)
    largest = 12_000
    files = model_files(publication, SITE, "x.json", largest)
    models = {name: msgspec.json.decode(data, type=EditionModel) for name, data in files.items()}
    first = models.pop(MODEL)
    assert first.parts == tuple(models)
    assert (first.text, first.versions, first.schema) == ((), whole.versions, "x.json")
    assert all(len(data) <= largest for data in files.values())

    def passages(*models: EditionModel) -> list[object]:
        return [passage for model in models for stretch in model.text for passage in stretch.passages]

    assert sorted(map(repr, passages(*models.values()))) == sorted(map(repr, passages(whole)))
    for model in models.values():
        noted = {note.address for note in model.notes}
        assert all(set(each.notes) <= noted for stretch in model.text for each in stretch.passages)
    assert {note for model in models.values() for note in map(repr, model.notes)} == {*map(repr, whole.notes)}
    for field in ("works", "corrections"):
        parts = [one for model in models.values() for one in getattr(model, field)]
        assert parts == list(getattr(whole, field)), field


def test_the_schema_of_the_model_is_in_the_package_and_on_the_site(brief: Path) -> None:
    """If it is another: write `json.dumps(model_schema(), indent=1)` to data/paragraphs.schema.json."""
    schema = program_file(f"data/{MODEL_SCHEMA}")
    assert json.loads(schema) == json.loads(json.dumps(model_schema()))
    assert (brief / "site" / MODEL_SCHEMA).read_bytes() == schema
    for file in (brief / "site").rglob(MODEL):
        said = json.loads(file.read_bytes())["$schema"]
        assert (file.parent / said).resolve() == (brief / "site" / MODEL_SCHEMA).resolve()


def test_pages_offer_the_documents_that_are_there_with_their_sizes(brief: Path, publication: Publication) -> None:
    versions = [f"v/{version.id}/" for version in publication.ledger.versions]
    for start in ("", *versions):
        for page in ("", "full-text/"):
            tree = LexborHTMLParser((brief / "site" / start / page / "index.html").read_text("utf-8"))
            offered = [
                (brief / "site" / str(item.attributes["data-file"])[1:], item) for item in tree.css(".downloads li")
            ]
            wanted = [kind.ending for kind in DOCUMENT_KINDS if not kind.of_works] + ["zip"] * (not start + page)
            assert [file.name.partition(".")[2].removeprefix("2.") for file, _ in offered] == wanted
            for file, item in offered:
                (link,), (size,) = item.css("a"), item.css("data")
                assert (brief / "site" / start / page / str(link.attributes["href"])).resolve() == file.resolve()
                assert size.attributes == {"value": str(file.stat().st_size)}
                assert re.fullmatch(r"\d{1,3} [kM]B", size.text())
        name = f"mongolia{start[1:-1].replace('/', '-')}.pdf"
        assert (brief / "site" / start / "download" / name).read_bytes().startswith(b"%PDF")


def test_a_document_is_the_one_that_export_writes_and_is_made_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[str] = []

    def heard(publication: Publication, address: str, name: str, kinds: object) -> object:
        made.append(str(publication.version if publication.frozen else name))
        return made_documents(publication, address, name, kinds)  # type: ignore[arg-type]

    monkeypatch.setattr("briefsite.documents.site_files.made_documents", heard)
    files = small_edition("x", "", "river") | small_edition("y", "bridges/old", "bridge") | MAIN
    root = make_project(tmp_path / "project", {**files, "mkdocs.yml": CONFIG})
    call_release(root, "2026-11-24", "x")
    assert sorted(made) == ["2026-11-24", "x", "y"]
    made.clear()
    whole = snapshot(root / "site")
    call_build(root, "--force")
    assert made == [], "nothing that documents depend on is another"
    assert snapshot(root / "site") == whole
    for arguments, file in (
        (("pdf", "--edition", "x"), "download/x.pdf"),
        (("txt", "--edition", "y"), "bridges/old/download/y.txt"),
        (("pdf", "--edition", "x", "--version", "2026-11-24"), "v/2026-11-24/download/x-2026-11-24.pdf"),
        (("zip",), "download/x.zip"),
    ):
        assert call(root, "export", *arguments).stdout_bytes == whole[file], file
    listed = whole[LLMS].decode()
    assert "(https://press.test/bridges/old/llms.txt)" in listed
    assert "(https://press.test/fall/index.md)" in listed
    # A preview makes no document, and takes over what a build made.
    preview, folder = Preview(), tmp_path / "preview"
    preview, _ = build_preview(root, folder, preview, Clock())
    assert (folder / "download/x.pdf").is_file()
    assert "x.zip" not in (folder / "index.html").read_text("utf-8")
    text = root / "sources/x/brief.txt"
    text.write_text(text.read_text("utf-8").replace("in the morning", "at last"), encoding="utf-8")
    _, result = build_preview(root, folder, preview, Clock())
    assert (result.published, made) == (True, [])
    assert "at last" in (folder / "index.md").read_text("utf-8")
    assert not (folder / "download/x.pdf").exists()
    assert "downloads" not in (folder / "index.html").read_text("utf-8")
    call_build(root)
    assert made == ["x"]
    assert (root / "site/download/x.pdf").read_bytes() != whole["download/x.pdf"]


@pytest.mark.usefixtures("real_documents")
def test_what_cannot_be_made_is_said_and_not_offered(tmp_path: Path) -> None:
    files = small_edition("x", "", "ܢܗܪܐ") | MAIN | {"mkdocs.yml": CONFIG, "docs/llms.txt": "by hand\n"}
    root = make_project(tmp_path, files)
    said = call_build(root).output
    assert "There is no PDF file: " in said
    page = (root / "site/index.html").read_text("utf-8")
    assert "x.pdf" not in page
    assert "x.txt" in page
    assert "There is no PDF file: " in call_build(root).output
    assert (root / "site" / LLMS).read_text("utf-8") == "by hand\n"


def test_a_site_without_documents_offers_none(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    call_build(root)
    assert not (root / "site/download").exists()
    assert (root / "site" / MODEL).is_file()
    result = call(root, "export", "zip")
    assert (result.exit_code, result.stdout_bytes) == (1, b"")
    assert "The site offers no zip" in result.output
    assert call(root, "export", "zip", "--version", "2026-11-24").exit_code == 2


def test_a_zip_is_the_same_whatever_its_parts_are_and_other_programs_read_it(tmp_path: Path) -> None:
    files = {"x/index.html": b"<p>" * 1_000, "x/ж.txt": "ж".encode(), "x/a.png": b"\0\1", "x/empty": b""}
    names = sorted(files)
    parts = [packed({name: files[name] for name in some}) for some in (names[2:], names[:2])]
    data = one_zip(parts)
    assert data == one_zip([packed(files)])
    (tmp_path / "x.zip").write_bytes(data)
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == files
        assert {entry.date_time for entry in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
    assert len(data) < 1_000
