"""For those who cite the site: addresses.json, and what `briefsite links` says of citations in other people's files."""

from __future__ import annotations

import hashlib
import json
import re
import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from briefsite.cli.main import main
from briefsite.ledger.address import whole_of
from briefsite.ledger.former import REPEATS, published_addresses
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.listing import (
    AddressList,
    ListedSite,
    addresses_as_json,
    addresses_schema,
    list_addresses,
    read_addresses,
    words_checksum,
)
from briefsite.ledger.reader import read_ledger
from briefsite.ledger.record import Record
from briefsite.ledger.version import DRAFT, VersionId, read_version
from briefsite.links.address_index import AddressIndex
from briefsite.links.find import IncomingLink, SiteBase, incoming_links
from briefsite.links.resolve import check_link
from briefsite.links.spelling import KINDS, FileKind, kind_of
from briefsite.page_path import PagePath
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place
from briefsite.reading.publication import Publication
from briefsite.source.source import Source
from tests.helpers import BY_HAND, DEFAULT, call, call_build, make_project
from tests.test_schema import wrong

LINKS: Final = Path(__file__).resolve().parent / "links"
CASES: Final = sorted(path.name for path in LINKS.iterdir() if path.suffix in {".md", ".html", ".bib", ".txt"})
SITE: Final = ListedSite("https://press.test/brief/", "", ("/contributing/",), ("/reports/dams/",))
EDITION: Final = "https://press.test/brief/"
NOT_RELEASED: Final = Record("paragraph", "p7", "/rivers/", DRAFT, "The mill has a new wheel.")


def example() -> AddressList:
    """The addresses of the ledger in tests/links, with a draft."""
    ledger = read_ledger((LINKS / "permalinks.yml").read_text(encoding="utf-8"), Problems()).ledger
    return list_addresses(Ledger((*ledger.records, NOT_RELEASED), ledger.versions), SITE, REPEATS, "For tests.")


def said(*arguments: str, monkeypatch: pytest.MonkeyPatch, folder: Path = LINKS) -> tuple[str, int]:
    """What the command says, outside of any project, and its exit status."""
    monkeypatch.chdir(folder)
    result = CliRunner().invoke(main, ["links", *arguments])
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    return result.output, result.exit_code


@pytest.mark.parametrize(
    ("path", "fragment", "version", "states", "says", "now"),
    [
        ("/floods/", "p3-p9", "", ["resolves"], [], "floods/#p3-p9"),
        ("/rivers/", "p6-1-p8", "", ["resolves"], [], "rivers/#p6-1-p8"),
        # As each end survives: one was merged, one is on another page; then the range is not on one page any more.
        ("/rivers/", "p3-p4", "", ["moved"], ["¶ 3 is now", "¶ 4 was merged into ¶ 3"], "floods/#p3"),
        (
            "/streams/",
            "p2-p4",
            "",
            ["moved", "never given"],
            ["¶ 2 is now", "¶ 4 is not and was never"],
            "rivers/#p2-p4",
        ),
        # What is between the ends is cited, too, but not what came later (¶ 6).
        (
            "/rivers/",
            "p2-p8",
            "2026-11-24",
            ["changed", "moved", "withdrawn"],
            ["¶ 2: the words", "¶ 4 was merged", "¶ 4: the words", "¶ 5 was withdrawn", "¶ 8: the words"],
            "rivers/#p2-p8",
        ),
        ("/floods/", "p3-p99", "", ["never given"], ["#p99 was never given"], "floods/#p3"),
        ("/floods/", "p9-p3", "", ["never given"], ["#p9-p3"], "floods/#p9"),
    ],
)
def test_a_range_is_what_its_ends_are(
    path: str, fragment: str, version: str, states: list[str], says: list[str], now: str
) -> None:
    cited = read_version(version) if version else None
    checked = check_link(IncomingLink(Place("a.md"), "x", EDITION, path, fragment, cited), AddressIndex(example()))
    assert [*checked.states] == states
    assert [said.startswith(begin) for said, begin in zip(checked.says, says, strict=True)] == [True] * len(says)
    assert checked.now == (now and f"{EDITION}{now}")


def test_no_published_address_was_never_given(publication: Publication) -> None:
    """What a build proves to be in its pages is what `links` knows, on each page that has it a second time as well."""
    ledger = read_ledger((LINKS / "permalinks.yml").read_text(encoding="utf-8"), Problems()).ledger
    found = set()
    for each in (ledger, publication.ledger):
        index = AddressIndex(list_addresses(each, SITE, REPEATS, ""))
        for address in published_addresses(each):
            path, _, fragment = address.partition("#")
            checked = check_link(IncomingLink(Place("a.md"), address, EDITION, path, fragment), index)
            assert not {"never given", "unlisted"} & {*checked.states}, (address, checked.says)
            found.add((path, fragment, checked.states))
    assert ("/floods/", "n1", ("resolves",)) in found
    assert ("/full-text/", "em-p2", ("resolves",)) in found
    assert ("/rivers/", "em-p2-ref", ("resolves",)) in found
    assert ("/streams/", "em-p2-ref", ("moved",)) in found
    for address in ("/rivers/#em-p99-ref", "/bibliography/#em-p2", "/#n1"):
        path, _, fragment = address.partition("#")
        link = IncomingLink(Place("a.md"), address, EDITION, path, fragment)
        assert check_link(link, AddressIndex(example())).broken, address


# -- addresses.json --------------------------------------------------------------------------------------------------


def test_the_list_says_what_became_of_each_address(golden: Callable[[Path, str], None]) -> None:
    golden(LINKS / "addresses.json", addresses_as_json(example()))


def test_what_is_written_is_read_again_and_right_by_the_schema() -> None:
    text = addresses_as_json(example())
    assert read_addresses(text.encode()) == example()
    schema = addresses_schema()
    assert list(wrong(json.loads(text), schema, schema["$defs"])) == []
    for damaged in (text.replace('"kind": "work"', '"kind": "novel"'), text.replace('"words": "', '"words": "x')):
        assert damaged != text
        assert list(wrong(json.loads(damaged), schema, schema["$defs"]))
        with pytest.raises(ValueError, match=r"\$\.addresses"):
            read_addresses(damaged.encode())


def test_a_later_form_may_have_more_keys_but_not_another_number() -> None:
    text = addresses_as_json(example())
    assert read_addresses(text.replace('"form": 1', '"form": 1,\n "later": true').encode()) == example()
    with pytest.raises(ValueError, match=r"\$\.form"):
        read_addresses(text.replace('"form": 1', '"form": 2').encode())


def test_the_schema_says_what_each_key_is_for() -> None:
    for name, part in addresses_schema()["$defs"].items():
        for key, value in part["properties"].items():
            assert "description" in value or key in {"$comment", "version"} or "$ref" in str(value), (name, key)


def test_a_release_adds_lines_and_changes_no_others() -> None:
    """One fact on each line: what differs between two lists is what has changed."""
    ledger = read_ledger((LINKS / "permalinks.yml").read_text(encoding="utf-8"), Problems()).ledger
    before = addresses_as_json(list_addresses(ledger.at(read_version("2027-01-05")), SITE, {}, ""))
    after = addresses_as_json(list_addresses(ledger.at(read_version("2027-01-05.2")), SITE, {}, ""))
    gone = {line.strip(", ") for line in before.splitlines()} - {line.strip(", ") for line in after.splitlines()}
    assert gone == set()
    assert after.count("\n") - before.count("\n") == 10  # a version (4 lines), and the words of ¶ 2 in it (6 lines)


def test_the_checksum_is_one_that_every_tool_computes(publication: Publication) -> None:
    words = publication.ledger.by_id["p9"].wording
    assert words_checksum(f"  {words.replace(' ', chr(10), 3)} ") == hashlib.sha256(words.encode()).hexdigest()


def test_the_site_has_the_list_and_every_address_is_where_it_says(brief: Path) -> None:
    data = (brief / "site/addresses.json").read_bytes()
    assert data == (brief / "docs/addresses.json").read_bytes()
    assert data.decode() == call(brief, "addresses", "--format", "json").output
    found = read_addresses(data)
    assert (brief / "site" / found.schema).read_bytes() == (brief / "docs/addresses.schema.json").read_bytes()
    published = json.loads((brief / "site" / found.schema).read_bytes())
    assert published["$defs"] == json.loads(json.dumps(addresses_schema()))["$defs"]
    ids: dict[str, set[str]] = {}
    for page in [path.parent for path in (brief / "site").rglob("index.html")]:
        path = PagePath.of(page.relative_to(brief / "site").as_posix().removeprefix(".")).path
        tree = LexborHTMLParser((page / "index.html").read_bytes())
        ids[path] = {str(node.attributes["id"]) for node in tree.css("[id]")}
    pages = {entry.id: entry for entry in found.addresses if entry.kind == "page"}
    assert {page for page, entry in pages.items() if entry.repeats} == set(REPEATS)
    for entry in found.addresses:
        urls = [entry.url, *(change.url for change in entry.versions if change.url)]
        urls += [f"{page}#{entry.id}" for page, listed in pages.items() if entry.kind in listed.repeats]
        for url in urls:
            path, _, fragment = url.partition("#")
            assert path in ids, url
            assert not fragment or fragment in ids[path], url
    assert {*found.other_pages} == {f"/{name}/" for name in (*BY_HAND, "check-a-quotation")}


def test_each_edition_has_a_list_and_the_site_one_schema(tmp_path: Path) -> None:
    sources = {
        f"sources/{name}/{file}": data.replace("path: x", f"path: {path}")
        for name, path in (("x", '""'), ("y", "reports/dams"))
        for file, data in {
            "edition.yml": (
                "work:\n  title: The River\n  publisher: {name: P}\n  date: 2020-01-02\n  language: en\n  rights: R.\n"
                "site:\n  title: T\n  path: x\n  description: D.\nsource: {file: brief.txt}\n"
                "pages: [{slug: /, title: A, from: The river, summary: S.}]\n"
            ),
            "brief.txt": "The river rose.\n",
        }.items()
    }
    settings = (DEFAULT / "mkdocs.yml").read_text(encoding="utf-8").replace("press.test/", "press.test/all/")
    root = make_project(tmp_path, sources, {"mkdocs.yml": settings, "docs/extra.md": "# Extra\n"})
    call_build(root)
    first = read_addresses((root / "site/addresses.json").read_bytes())
    second = read_addresses((root / "site/reports/dams/addresses.json").read_bytes())
    assert first.schema == second.schema == "https://press.test/all/addresses.schema.json"
    assert (first.edition, second.edition) == ("https://press.test/all/", "https://press.test/all/reports/dams/")
    assert first.other_pages == ("https://press.test/all/check-a-quotation/", "https://press.test/all/extra/")
    assert (first.other_editions, second.other_editions) == (("https://press.test/all/reports/dams/",), ())
    assert {entry.id: entry.url for entry in second.addresses}["p1"] == "https://press.test/all/reports/dams/#p1"
    assert call(root, "addresses", "y", "--format", "json").output == addresses_as_json(second)
    assert call(root, "addresses", "--format", "json").exit_code == 2
    assert "no edition in sources/z" in call(root, "addresses", "z").output
    (root / "paper.md").write_text("https://press.test/all/#p1 https://press.test/all/reports/dams/#p2\n")
    told = call(root, "links", str(root / "paper.md")).output
    assert ":1:1: provisional:" in told
    assert ":1:28: never given: #p2 was never given: did you mean https://press.test/all/reports/dams/#p1?" in told
    # A page written by hand is news for the list, even if the edition's own sources are as they were.
    (root / "docs/further.md").write_text("# Further\n")
    (root / "docs/reports/dams/more.md").write_text("# More\n")
    call_build(root)
    now = read_addresses((root / "site/addresses.json").read_bytes())
    own = "https://press.test/all/check-a-quotation/"
    assert now.other_pages == (own, "https://press.test/all/extra/", "https://press.test/all/further/")
    now = read_addresses((root / "site/reports/dams/addresses.json").read_bytes())
    own = "https://press.test/all/reports/dams/check-a-quotation/"
    assert now.other_pages == (own, "https://press.test/all/reports/dams/more/")


# -- what is found ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", CASES)
def test_what_is_said_of_each_citation(
    name: str, golden: Callable[[Path, str], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    output, status = said("--addresses", "addresses.json", name, monkeypatch=monkeypatch)
    golden(LINKS / f"{name}.said", output)
    assert status == ("never given" in output)


def test_the_same_for_programs(monkeypatch: pytest.MonkeyPatch) -> None:
    output, status = said("--addresses", "addresses.json", "--format", "json", *CASES, monkeypatch=monkeypatch)
    found = json.loads(output)
    assert status == 1
    in_text = "".join((LINKS / f"{name}.said").read_text(encoding="utf-8") for name in CASES)
    heads = [f"{one['file']}:{one['line']}:{one['column']}: {', '.join(one['states'])}" for one in found]
    assert heads == re.findall(r"^\w+\.\w+:\d+:\d+: [^:\n]*", in_text, re.MULTILINE)
    assert next(one for one in found if one["file"] == "works.bib") == {
        "file": "works.bib",
        "line": 4,
        "column": 14,
        "text": "  url     = {https://press.test/brief/rivers/#p2},",
        "url": "https://press.test/brief/rivers/#p2",
        "version": "2027-01-05",
        "states": ["changed"],
        "says": found[[one["file"] for one in found].index("works.bib")]["says"],
        "now": "https://press.test/brief/rivers/#p2",
        "then": "https://press.test/brief/v/2027-01-05/rivers/#p2",
    }


def links_in(text: str, kind: FileKind, url: str = EDITION, *versions: str) -> list[IncomingLink]:
    known = {url: {read_version(each) for each in versions}}
    return [*incoming_links(Source("file", text.encode(), text), kind, {SiteBase.of(url): url}, known)]


@pytest.mark.parametrize(
    ("text", "versions"),
    [
        ("All are of the version of 5 January 2027: {}, {}, {}.", "2027-01-05 2027-01-05 2027-01-05"),
        ("{} (version of 24 November 2026), {} (version of 5 January 2027)", "2026-11-24 2027-01-05"),
        ("One (version of 24 November 2026) {}; two (version of 5 January 2027) {}", "2026-11-24 2027-01-05"),
        ("One. {}\nTwo, version of 5 Jan. 2027. {}", "None 2027-01-05"),
        ("The version of 24 November 2026 has long been replaced. See {} (2027-01-05).", "2027-01-05"),
        ("In that of 2027-01-05.2. {}\n\nAnother paragraph: {}\n", "2027-01-05.2 None"),
        ("- {}\n- {}, version from January 5, 2027 (2)\n- {}", "None 2027-01-05.2 None"),
        ("- {} and some words, version of 5 January 2027\n- {}", "2027-01-05 None"),
        ("{} (2027-01-05), no longer the version of 24 November 2026", "2027-01-05"),
        ("{}, version of 31 February 2027, of 2027-02-31, of May, on 2027-01-06", "None"),
        ("{}, see https://else.test/2027-01-05/ and v2027-01-05", "None"),
    ],
)
def test_a_version_belongs_to_the_citation_next_to_it(text: str, versions: str) -> None:
    urls = [f"{EDITION}#p{number}" for number in range(1, text.count("{}") + 1)]
    found = links_in(text.format(*urls), kind_of("a.txt"), EDITION, "2026-11-24", "2027-01-05", "2027-01-05.2")
    assert [link.url for link in found] == urls
    assert " ".join(str(link.version) for link in found) == versions


def test_a_reference_of_markdown_is_of_the_versions_that_are_stated_where_it_is_used() -> None:
    text = (
        "[a][One] (2027-01-05)\n\n[b][tWo] (2027-01-05), [c][TWO] (2026-11-24), [two]\n\n"
        f'[one]: {EDITION}#p1 "version 2027-01-05.2"\n[Two]: {EDITION}#p2\n[three]: <{EDITION}#p3>\n'
    )
    found = links_in(text, kind_of("a.md"), EDITION, "2026-11-24", "2027-01-05", "2027-01-05.2")
    stated = [(link.fragment, link.place.line, str(link.version)) for link in found]
    assert stated == [("p1", 5, "2027-01-05.2"), ("p2", 6, "2027-01-05"), ("p2", 6, "2026-11-24"), ("p3", 7, "None")]


@pytest.mark.alone
@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_ten_times_the_citations_take_about_ten_times_as_long(kind: FileKind) -> None:
    """However they are crowded: in one line, or each by a reference of its own."""
    for unit in (f"see {EDITION}rivers/#p2, version 2027-01-05; ", f"[a{{}}]: {EDITION}#p1\n[x][a{{}}] 2027-01-05\n"):
        busy = {}
        for count in (500, 5_000):
            text = "".join(unit.replace("{}", str(number)) for number in range(count))
            took = []
            for _ in range(3):  # the best of them: a collection of garbage may fall into one
                began = time.process_time()
                assert len(links_in(text, kind, EDITION, "2027-01-05")) == count
                took.append(time.process_time() - began)
            busy[count] = min(took)
        assert busy[5_000] < 20 * busy[500] + 0.1, busy


def test_what_the_site_itself_gives_to_cite_is_found_with_its_version(root: Path) -> None:
    """All styles and formats, with the citations of pages, sections, paragraphs, notes and places."""
    site = "https://mongolia.press.test/brief/"
    day = VersionId(read_version("2026-11-24").day)
    for name in ("apa", "bibtex", "chicago", "csl-json", "harvard", "ieee", "mla", "ris"):
        text = (root / f"tests/cited/{name}.txt").read_text(encoding="utf-8")
        kind = kind_of("x.bib" if name == "bibtex" else "x.txt")
        written = re.findall(re.escape(site) + r"[\w/#-]*", text.replace("\\", ""))
        found = links_in(text, kind, site, "2026-11-24")
        assert len(found) > 5, name
        assert [link.url for link in found] == written, name
        pages = [link for link in found if link.path in {"/china-dependence/", "/turkey/", "/security-concepts/"}]
        assert {link.version for link in pages} == {day}, name


PAGES: Final = ["/", "/rivers/", "/v/2027-01-05/rivers/", "/rivers/index.html", "/rivers", "/rivers/?a=1"]
FRAGMENTS: Final = ["", "#p1", "#p6-1a", "#n1-1", "#miller_1901", "#:~:text=It%20is,long", "#p1:~:text=a-,b%25", "#%70"]
SCHEMES: Final = ["https://", "http://", "//", "", "https://www.", "HTTPS://WWW."]


def _in_markdown(url: str) -> Iterator[tuple[str, str]]:
    """How a file may have a URL: what is before it, and how it is written there."""
    yield from ((f"[x]({before}", url) for before in ("", "<"))
    yield from ((before, url) for before in ("<", "(", "**", '<a href="', "[x]: ", "| ", "> "))
    yield "", url.replace("_", r"\_").replace("#", r"\#")
    yield "", url.replace("&", "&amp;").replace("#", "&#35;")


def _in_html(url: str) -> Iterator[tuple[str, str]]:
    for entity in ("&#35;", "&num;", "&#x23;", "#"):
        yield from ((before, url.replace("#", entity)) for before in ('<a href="', "<a href='", "<p>", "<a href="))


def _in_bibtex(url: str) -> Iterator[tuple[str, str]]:
    yield from ((before, url) for before in ("@online{x, url = {", '@online{x, url = "', r"\path{"))
    escaped = re.sub("[#%_&]", r"\\\g<0>", url)
    yield from ((before, escaped) for before in (r"\url{", r"note = {\href{", "{"))
    yield r"\url{", re.sub("[#%_&]", r"{\\\g<0>}", url).replace("~", r"\textasciitilde{}")
    yield r"\url{", escaped.replace("~", r"\~{}")


def _in_text(url: str) -> Iterator[tuple[str, str]]:
    yield from ((before, url) for before in ("", "(", "<", "“", '"', "see ", "URL=", "—", "見", "- "))


WAYS: Final = {"Markdown": _in_markdown, "HTML": _in_html, "BibTeX": _in_bibtex, "text": _in_text}
CLOSING: Final = {"(": ")", "<": ">", '"': '"', "'": "'", "{": "}", "“": "”", "*": "**"}
AFTER: Final = ["", ".", ",", ";", ":", "!", "?", "…", ". More", ", more", "\n"]


@given(
    kind=st.sampled_from(KINDS),
    scheme=st.sampled_from(SCHEMES),
    page=st.sampled_from(PAGES),
    fragment=st.sampled_from(FRAGMENTS),
    around=st.tuples(*[st.text("ab c.\n\r\t_Ö\U0001f600&;", max_size=30)] * 2),
    data=st.data(),
)
def test_any_url_of_the_site_is_found_at_its_place(
    kind: FileKind, scheme: str, page: str, fragment: str, around: tuple[str, str], data: st.DataObject
) -> None:
    """Whatever is before and behind it, it is found once, with all of its characters and no other."""
    url = f"{scheme}press.test/brief{page}{fragment}"
    opening, written = data.draw(st.sampled_from(list(WAYS[kind.name](url))))
    closing = CLOSING.get(opening[-1:], " ")
    after = data.draw(st.sampled_from(AFTER)) if closing not in {'"', "'", "}", ">"} else ""
    before = f"{around[0]}\n{opening}"
    text = f"{before}{written}{closing if closing != ' ' else ''}{after} {around[1]}"
    (link,) = links_in(text, kind)
    assert link.url == url
    lines = re.split(r"\r\n|\n", before) if "\n" in text else before.split("\r")
    assert (link.place.line, link.place.column) == (len(lines), len(lines[-1]) + 1)
    assert link.place.text[link.place.column - 1 :][: link.place.width] == written
    assert link.path == ("/rivers" if page == "/rivers" else page.partition("?")[0].removesuffix("index.html"))


@given(text=st.text("press.test/brief/#p1 \\{}[]()<>\"'&#;:@%~\n-version of 20270105", max_size=120))
def test_nothing_that_is_written_in_a_file_raises(text: str) -> None:
    index = AddressIndex(example())
    for kind in KINDS:
        for link in links_in(text, kind, EDITION, "2027-01-05"):
            check_link(link, index)


@given(
    page=st.sampled_from(sorted({change.page for entry in example().addresses for change in entry.versions})),
    entry=st.sampled_from(example().addresses),
    version=st.sampled_from([None, *(read_version(each.version) for each in example().versions)]),
)
def test_a_citation_is_broken_only_if_no_version_had_it_there(
    page: str, entry: object, version: VersionId | None
) -> None:
    """What the list has been told once is never said to be unknown."""
    index = AddressIndex(example())
    listed = index.by_id[getattr(entry, "id", "")]
    fragment = "" if listed.kind == "page" else listed.id
    path = listed.id if listed.kind == "page" else page
    link = links_in(f"{EDITION}{path.lstrip('/')}#{fragment}", kind_of(""))[0]
    checked = check_link(replace(link, version=version), index)
    places = [each for each in example().addresses if each.kind == "place" and whole_of(each.id) == listed.id]
    cited = places if listed.kind == "note" else []
    there = any(change.page == path for each in (listed, *cited) for change in each.versions)
    assert checked.broken == (not there and listed.kind not in REPEATS.get(path, ()))


# -- what goes wrong -------------------------------------------------------------------------------------------------

HELP: Final = "  help: download addresses.json from the site and pass the copy with --addresses\n"


def test_files_that_cannot_be_used_are_problems(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    good = str(LINKS / "addresses.json")
    files = {"list.json": b'{"a": 1}', "none.json": b"<html>", "latin.md": b"\xc4 https://press.test/brief/#p1\n"}
    for name, data in files.items():
        (tmp_path / name).write_bytes(data)

    def told(*arguments: str) -> str:
        output, status = said(*arguments, monkeypatch=monkeypatch, folder=tmp_path)
        assert status == 1
        return output

    assert told("latin.md") == f"addresses.json: error S01 the file does not exist\n{HELP}"
    assert told("latin.md", "--addresses", "list.json") == (
        f"list.json: error S01 is not a list of permalinks: Object missing required field `$comment`\n{HELP}"
    )
    assert "none.json: error S01 is not a list of permalinks: JSON is malformed" in told(
        "x", "--addresses", "none.json"
    )
    assert "nowhere.json: error S01 cannot be read: No such file" in told("x", "--addresses", "nowhere.json")
    assert "nowhere.md: error S01 cannot be read: No such file" in told("nowhere.md", "--addresses", good)
    assert ".: error L02 this is a folder, not a file" in told(".", "--addresses", good)
    assert told("latin.md", "--addresses", good) == (
        "latin.md:1:1: error S02 byte 0xc4 is not utf-8\n"
        "    1 | \N{REPLACEMENT CHARACTER} https://press.test/brief/#p1\n      | ^\n"
        "  help: save the file as UTF-8, or pass its encoding: --encoding windows-1252\n"
        "No citations of press.test/brief/ found.\n"
    )
    assert "--site: error S01 https:// is not a URL" in told("latin.md", "--addresses", good, "--site", "https://")
    output, status = said(
        "latin.md", "--addresses", good, "--encoding", "latin-1", monkeypatch=monkeypatch, folder=tmp_path
    )
    assert (output.splitlines()[0], status) == ("latin.md:1:3: resolves", 0)
    (tmp_path / "latin.md").unlink()
    (tmp_path / "latin.md").symlink_to("nowhere.md")
    assert "latin.md: error L02 this is a symbolic link, not a file" in told("latin.md", "--addresses", good)
    monkeypatch.setenv("BRIEFSITE_LIMITS", "published=1000")
    assert " error L01 the file has " in told("latin.md", "--addresses", good)


def test_a_site_that_has_no_url_yet_or_another_is_found_if_it_is_named(
    brief: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = "https://former.test/a/china-dependence/#p9 http://müller.test/history/ https://xn--mller-kva.test/turkey/\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    one = ["a.txt", "--addresses", str(brief / "site/addresses.json")]
    output, status = said(*one, monkeypatch=monkeypatch, folder=tmp_path)
    assert (status, output.splitlines()[0][:46]) == (1, "addresses.json: error S01 does not have the si")
    sites = ["--site", "https://former.test/a", "--site", "müller.test"]
    output, status = said(*one, *sites, monkeypatch=monkeypatch, folder=tmp_path)
    assert output.splitlines()[-1] == "3 citations of former.test/a/ or müller.test/: 3 resolve."
    assert status == 0
    output, _ = said("--help", monkeypatch=monkeypatch)
    assert "Markdown, HTML, BibTeX or plain text" in re.sub(r"\s+", " ", output)
