"""The build as a whole: any text comes out, the same sources give the same bytes, and nothing is ever half-done."""

from __future__ import annotations

import json
import os
import random
import re
import resource
import shutil
import subprocess
import time
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from briefsite.progress import Clock
from briefsite.publish.build import Preview, build_preview
from briefsite.publish.build import build as build_project
from tests.helpers import build, call, call_build, call_release, make_project, published, run, snapshot
from tests.processes import forked, obey_permissions

EDITION = "sources/x/edition.yml"
BRIEF = "sources/x/brief.txt"


def shown(page: Path, address: str) -> str:
    """The author's words of a paragraph, as a visitor's browser reads them."""
    tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
    (node,) = tree.css(f"[id={address}]")
    for ours in node.css(".ed"):
        ours.decompose()
    return " ".join(node.text().split())


def straight(text: str) -> str:
    """A text without the typography that the editors' own words are set in."""
    return " ".join(re.sub("[“”]", '"', re.sub("[‘’]", "'", text)).split())


def test_an_emendation_across_a_border_has_one_sign_on_each_page_that_it_touches(tmp_path: Path) -> None:
    pages = "[{ slug: /, title: A, from: One, summary: S. }, { slug: b, title: B, from: Dive, summary: S. }]"
    emendations = (
        '[{ find: "two. Three", read: "two! Trees", because: R, kind: print },'
        ' { find: "four. Five", read: "four! Dive", because: R, kind: print }]'
    )
    edition = f'pages: {pages}\nsplits: ["Trees and", "Dive and"]\nemendations: {emendations}\n'
    make_project(tmp_path, {BRIEF: "One and two. Three and four. Five and six.\n", EDITION: edition})
    call_build(tmp_path)
    signs = {
        (name, node.attributes["id"])
        for name in ("index.html", "b/index.html", "full-text/index.html")
        for node in LexborHTMLParser((tmp_path / "site" / name).read_text(encoding="utf-8")).css(".em-ref")
    }
    wanted = {"index.html": ("p2", "p2-2"), "b/index.html": ("p3",), "full-text/index.html": ("p2", "p2-2")}
    assert signs == {(name, f"em-{address}-ref") for name, addresses in wanted.items() for address in addresses}


# -- any text --------------------------------------------------------------------------------------------------------

HOSTILE = [
    *("*", "_", "<b>", "[x](y)", "1918. The war", "# no heading", "&amp;", "{: #x}", "[1]: https://x.y", "**x**"),
    *("<script>alert(1)</script>", "<!-- x -->", "![x](y.png)", "> no quotation", "- no item", "| a | b |", "`x`"),
    *(
        "~~x~~",
        "[TOC]",
        "</p></li>",
        "\\*",
        "&#42;",
        "{{ x }}",
        "{% x %}",
        "$x$",
        "http://x.y/a_b_c",
        "___",
        "+ x",
        "=== x",
        '" onload="x',
        "'x'",
    ),
]


def test_hostile_text_comes_out_as_its_characters_through_the_real_templates(root: Path, tmp_path: Path) -> None:
    config = re.sub(r"(?ms)^(nav|not_in_nav):.*?(?=^\w|\Z)", "", (root / "mkdocs.yml").read_text(encoding="utf-8"))
    all_of_it = " ".join(sign for sign in HOSTILE if "[1]" not in sign)
    harmless = " ".join(sign for sign in HOSTILE if not set("<>&") & set(sign) and "[1]" not in sign)
    where = {"from": "* and *", "summary": all_of_it, "description": all_of_it, "title": harmless}
    edition = {
        "work": {
            "title": harmless,
            "publisher": {"name": all_of_it},
            "series": harmless,
            "number": "*1*",
            "date": "2020-02-01",
            "language": "en",
            "rights": all_of_it,
        },
        "site": {"title": harmless, "description": all_of_it},
        "pages": [{"slug": "/", **where, "sections": [{"id": "first", "title": harmless, "from": "* and *"}]}],
        "notes": [
            {"number": 1, "status": "supplied", "works": [{"key": "a", "locator": all_of_it}], "comment": all_of_it}
        ],
        "emendations": [{"find": "The last.", "read": f"The {all_of_it} last.", "because": all_of_it, "kind": "print"}],
        "figures": [{"value": harmless, "label": all_of_it, "words": "The first."}],
        "about": [{"id": "origin", "title": harmless, "text": all_of_it}],
    }
    make_project(
        tmp_path,
        {
            "mkdocs.yml": config,
            EDITION: yaml.safe_dump(edition, allow_unicode=True, sort_keys=False),
            BRIEF: "\n\n".join([*(f"{sign} and {sign}." for sign in HOSTILE), "The first.", "The last."]) + "\n",
            "sources/x/references.bib": r"@online{a, title = {* _ [x](y) 1918. The war \# \& \{: \#x\} <b>}, "
            "date = {2020}, url = {https://x.y/a_b*c}}\n",
        },
    )
    shutil.rmtree(tmp_path / "docs/templates")
    (tmp_path / "docs/templates").mkdir()
    call_build(tmp_path)

    home = tmp_path / "site/index.html"
    for number, sign in enumerate(HOSTILE, 1):
        assert shown(home, f"p{number}") == f"{sign} and {sign}."
    assert shown(home, f"p{len(HOSTILE) + 2}") == f"The {all_of_it} last."
    tree = LexborHTMLParser(home.read_text(encoding="utf-8"))
    for selector, wanted in [
        ("h1", harmless),
        ("h2[id=first]", harmless),
        (".summary", all_of_it),
        ("section.notes .comment", all_of_it),
        ("details.emendations li", all_of_it),
        (".figures dt", harmless),
        (".figures dd", all_of_it),
    ]:
        (node,) = tree.css(f"article {selector}")
        assert straight(wanted) in straight(node.text()), selector
    for name in ('meta[name="description"]', 'meta[property="og:description"]'):
        (node,) = tree.css(name)
        assert straight(node.attributes["content"] or "") == straight(all_of_it)
    for page in (tmp_path / "site").rglob("index.html"):
        tree = LexborHTMLParser(page.read_text(encoding="utf-8"))
        assert not tree.css("article script, article b, article del, article img, article table, .par strong, .par em")
        assert not tree.css("[onload]")
        scripts = tree.css("script")
        data = [node for node in scripts if (node.attributes.get("type") or "").endswith("json")]
        assert "alert" not in "".join(node.text() for node in scripts if node not in data)
        assert all(json.loads(node.text()) is not None for node in data)
        for node in tree.css("a[href]"):
            assert node.attributes["href"] not in {"y", "y.png"}
            to = node.attributes["href"] or ""
            assert not to.startswith("https://x.y") or node.text() in {to, to.removeprefix("https://")}
    works = LexborHTMLParser((tmp_path / "site/bibliography/index.html").read_text(encoding="utf-8"))
    (work,) = works.css("li.work[id=a]")
    # The style sets titles in its own case.
    assert "* _ [x](y) 1918. the war # & {: #x} <b>" in " ".join(work.text().split()).lower()


#: Lines of a text whose words are told apart from each other by nothing but white space and markers.
WORDS = st.one_of(
    st.sampled_from(
        [*HOSTILE, "well-", "known", "1914-", "[1]", "[2]", "[12]", "[sic]", "so:", "To", "a,", '"', "“x”", "-", "…"]
    ),
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), min_size=1, max_size=8),
)
PARTED = st.sampled_from([" ", " ", " ", "\n", "\n\n", "\n ", ".\n\n", ".\n ", ":\n\n", "", "\r\n"])


@settings(max_examples=settings().max_examples // 5)  # each is a build
@given(st.lists(st.tuples(WORDS, PARTED), max_size=12).map(lambda parts: "".join(map("".join, parts))))
@example("It rained.[01] It rained.")
@example("1914-\n1918 and merry-\ngo-\nround.")
def test_property_any_text_is_built_or_refused_for_what_is_in_it(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    """What a build proves of the words holds for any text: W01 would call the program at fault."""
    text = f"Beginning of it all. {text}"
    notes = "".join(f"  - {{ number: {number}, status: unidentified }}\n" for number in (1, 2, 12))
    root = make_project(
        tmp_path_factory.mktemp("any"),
        {
            BRIEF: f"{text}\n\nIt closed.[1][2][12]\n",
            EDITION: "pages: [{ slug: /, title: T, from: Beginning of it all, summary: S }]\nnotes:\n" + notes,
        },
    )
    result = call(root, "build")
    assert result.exit_code == 0 or set(re.findall(r": error (\w\d\d) ", result.output)) <= {"N01", "N02"}, (
        result.output
    )
    assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    shutil.rmtree(root)


@pytest.mark.parametrize("quoted", ["[51", "51", "mended. [51", "[51 It"])
def test_an_emendation_may_quote_any_part_of_a_marker(tmp_path: Path, quoted: str) -> None:
    emendations = (
        f'emendations: [{{ find: "{quoted}", read: "{quoted.replace("51", "5]")}", because: x, kind: scan }}]\n'
    )
    make_project(
        tmp_path,
        {
            BRIEF: "The river rose and the bridge was mended. [51 It held.\n",
            EDITION: f"{emendations}notes: [{{ number: 5, status: unidentified }}]\n",
        },
    )
    call_build(tmp_path)
    assert shown(tmp_path / "site/index.html", "p1") == "The river rose and the bridge was mended. [5] It held."


@pytest.mark.parametrize(
    "type_", ["online", "article", "report", "thesis", "book", "dataset", "software", "misc", "unpublished"]
)
def test_every_work_is_named_by_its_reference(tmp_path: Path, type_: str) -> None:
    fields = "title = {The River}, author = {{The Press}}, date = {2020}, journaltitle = {Waters}, institution = {Dam}"
    make_project(
        tmp_path,
        {
            BRIEF: "The river rose.[1]\n",
            EDITION: "notes: [{ number: 1, status: supplied, works: [press2020] }]\n",
            "sources/x/references.bib": f"@{type_}{{press2020, {fields}}}\n",
        },
    )
    call_build(tmp_path)
    for page, selector in (("bibliography/index.html", "li.work"), ("index.html", "li[id=n1] .reference")):
        tree = LexborHTMLParser((tmp_path / "site" / page).read_text(encoding="utf-8"))
        (node,) = tree.css(selector)
        assert "The River" in node.text()
        assert "The Press" in node.text()


# -- the same again --------------------------------------------------------------------------------------------------


def test_the_same_sources_give_the_same_bytes_anywhere(brief: Path, tmp_path: Path) -> None:
    other = tmp_path / "an other place – with blanks"
    shutil.copytree(brief, other, ignore=shutil.ignore_patterns("site", ".briefsite"))
    for path in other.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    build(other, TZ="Pacific/Apia", LC_ALL="C", LANG="C", PYTHONHASHSEED="42", COLUMNS="40", SOURCE_DATE_EPOCH="1")
    assert published(other) == published(brief)
    assert str(other) not in "".join(str(data) for data in snapshot(other / "site").values())


def test_a_second_build_with_nothing_changed_says_so_and_does_nothing(tmp_path: Path) -> None:
    make_project(tmp_path)
    first = call_build(tmp_path).output
    before = {path: path.stat().st_mtime_ns for path in tmp_path.rglob("*") if path.is_file() and path.name != "lock"}
    second = call_build(tmp_path).output
    assert second.endswith("Nothing has changed: site/ is up to date.\n")
    assert re.findall(r".* words of .*\n", second) == re.findall(r".* words of .*\n", first)
    assert before == {path: path.stat().st_mtime_ns for path in before}


@pytest.mark.parametrize(
    "change",
    [
        f"echo '\nThe mill fell.' >> {BRIEF}",
        f"echo '# a remark' >> {EDITION}",
        "echo '@online{press2020, title = {The River}, url = {https://x.y/}}' > sources/x/references.bib",
        "echo '<p>Below.</p>' >> docs/templates/main.html",
        "echo 'site_description: Other.' >> mkdocs.yml",
        "echo 'By hand.' > docs/extra.md",
        "rm docs/index.md",
        "rm site/about/index.html",
        "echo damaged > site/index.html",
        "rm -r site",
        "rm -r .briefsite",
    ],
)
def test_whatever_changed_is_built_anew(tmp_path: Path, change: str) -> None:
    make_project(tmp_path)
    call_build(tmp_path)
    subprocess.run(["/bin/sh", "-c", change], cwd=tmp_path, check=True)
    assert "Nothing has changed" not in call_build(tmp_path).output
    after = published(tmp_path)
    call_build(tmp_path, "--force")
    assert published(tmp_path) == after
    assert (tmp_path / "site/about/index.html").is_file()


# -- never half-done -------------------------------------------------------------------------------------------------

LATER = "The river rose in the morning.\n\nThe mill fell.\n\nThe bridge held.\n"


@pytest.mark.long
def test_what_is_killed_at_any_moment_has_happened_or_not(tmp_path: Path) -> None:
    """A release, with its rendering, killed at 200 moments: a command afterwards finds the state before or after it."""
    kept, root = make_project(tmp_path / "kept"), tmp_path / "root"
    call_release(kept, "2026-11-24")
    (kept / BRIEF).write_text(LATER)
    shutil.copytree(kept, root)
    began = time.monotonic()
    ended = forked(lambda: call_release(root, "2026-12-01").output)
    taken = time.monotonic() - began
    assert ended.status == 0
    before, after = published(kept), published(root)
    chance = random.Random(15)
    happened = 0
    for moment in range(200):
        shutil.rmtree(root)
        shutil.copytree(kept, root)
        when = chance.uniform(0, taken * 1.1)
        forked(lambda: call_release(root, "2026-12-01").output, kill_after=when)
        call(root, "addresses")
        assert published(root) in (before, after), f"moment {moment}, after {when} s"
        happened += published(root) == after
        assert not (root / ".briefsite/unfinished").exists()
    assert 0 < happened < 200


def test_builds_and_a_preview_at_once_all_succeed_and_leave_one_whole_site(tmp_path: Path) -> None:
    root = make_project(tmp_path / "root")
    call_build(root)
    (root / BRIEF).write_text(LATER)
    wanted = shutil.copytree(root, tmp_path / "wanted")
    call_build(wanted)
    shown = tmp_path / "shown"
    with ThreadPoolExecutor(3) as pool:
        builds = [pool.submit(build_project, root, force=True) for _ in range(2)]
        preview = pool.submit(build_preview, root, shown, Preview(), Clock())
        assert [build.result().problems for build in builds] == [(), ()]
        assert preview.result()[1].published
    assert published(root) == published(wanted)
    assert snapshot(shown)["index.html"] == (root / "site/index.html").read_bytes()


@pytest.mark.parametrize(
    "size",
    [0, 2_000, 12_000]
    + [pytest.param(size, marks=pytest.mark.long) for size in (1, *(2**power for power in range(4, 20)))],
)
def test_a_full_disk_leaves_everything_as_it_was(tmp_path: Path, size: int) -> None:
    """No file can grow beyond a size, as on a disk that is full."""
    make_project(tmp_path)
    call_build(tmp_path)
    (tmp_path / BRIEF).write_text("The river rose in the morning.\n\n" + "The bridge held and held. " * 500 + "\n")
    before = published(tmp_path)

    def build_on_full_disk() -> str:
        resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))
        return call(tmp_path, "build").output

    ended = forked(build_on_full_disk)
    assert ended.status == 0
    if "The site is in" in ended.said:
        assert size > 12_000
        return
    said = re.match(r"(\S+): error S03 cannot be written: File too large\n  help: free some space, ", ended.said)
    assert said, ended.said
    assert re.match(r"(docs|site)(/[^/]+)*$|\.briefsite$", said[1])
    assert "Traceback" not in ended.said
    assert published(tmp_path) == before
    call_build(tmp_path)


@pytest.mark.parametrize(
    ("folder", "arguments", "named"),
    [
        ("docs", ("build",), r"docs/\S+"),
        ("sources/x", ("release", "--date", "2026-12-01"), r"sources/x/\S+"),
        (".", ("build",), "site"),
        (".briefsite", ("build",), r"\.briefsite"),
    ],
)
def test_a_folder_that_is_read_only_is_named(tmp_path: Path, folder: str, arguments: Sequence[str], named: str) -> None:
    root = make_project(tmp_path / "root")
    call_build(root)
    (root / BRIEF).write_text(LATER)
    before = published(root)

    def build_where_it_is_not_allowed() -> str:
        obey_permissions()
        (root / folder).chmod(0o555)
        return call(root, *arguments).output

    ended = forked(build_where_it_is_not_allowed)
    (root / folder).chmod(0o755)
    assert re.match(rf"{named}: error S03 cannot be written: Permission denied\n  help: check the perm", ended.said)
    assert "unchanged" in ended.said
    assert published(root) == before
    call_build(root)


@pytest.mark.parametrize("name", ["site", "docs", "sources/x/versions"])
@pytest.mark.parametrize("kind", ["link", "file", "pipe"])
def test_a_folder_that_is_none_is_refused(tmp_path: Path, name: str, kind: str) -> None:
    root, outside = make_project(tmp_path / "root"), tmp_path / "outside"
    outside.mkdir()
    (outside / "kept.txt").write_text("kept")
    if (root / name).exists():
        shutil.rmtree(root / name)
    match kind:
        case "link":
            (root / name).symlink_to(outside)
        case "file":
            (root / name).write_text("kept")
        case _:
            os.mkfifo(root / name)
    for arguments in (("build",), ("release", "--date", "2026-12-01"), ("check",)):
        result = call(root, *arguments)
        assert result.exit_code == 1, arguments
        # What is read as well is refused before it is written to.
        codes = "S03" if name == "site" else "S03|L02"
        assert re.match(rf"{name}: error ({codes}) ", result.output)
    assert snapshot(outside) == {"kept.txt": b"kept"}
    assert kind != "file" or (root / name).read_text() == "kept"


@pytest.mark.parametrize("name", ["index.md", "about.md", "received.md"])
def test_a_page_that_cannot_be_put_in_its_place_leaves_everything_as_it_was(tmp_path: Path, name: str) -> None:
    make_project(tmp_path)
    call_build(tmp_path)
    (tmp_path / BRIEF).write_text("The river rose in the morning.\n\nThe bridge fell.\n")
    (tmp_path / "docs" / name).unlink()
    (tmp_path / "docs" / name).mkdir()
    before = published(tmp_path)
    result = call(tmp_path, "build")
    assert result.exit_code == 1
    assert published(tmp_path) == before
    assert f"docs/{name}: error " in result.output


def test_locked_changes_nothing_and_fails_if_a_build_would(tmp_path: Path) -> None:
    make_project(tmp_path)
    call_build(tmp_path)
    call_build(tmp_path, "--force", "--locked")
    (tmp_path / BRIEF).write_text("The river rose in the morning.\n\nThe bridge held.\n")
    before = published(tmp_path)
    result = call(tmp_path, "build", "--locked")
    assert result.exit_code == 1
    assert "docs/index.md: error R03 " in result.output
    assert published(tmp_path) == before


def test_check_reads_only(brief: Path, tmp_path: Path) -> None:
    root = shutil.copytree(brief, tmp_path / "checkout")
    before = published(root)
    result = run(root, "check", "-v")
    assert result.returncode == 0, result.stderr
    assert "sources/mongolia/brief.txt:36:1: runs on from line 28, which does not end a sentence" in result.stdout
    assert published(root) == before
