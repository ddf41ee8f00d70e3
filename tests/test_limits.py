"""The limits: whatever a stranger sends, a build ends soon, with a problem that says where and what to do."""

from __future__ import annotations

import dataclasses
import itertools
import json
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Final

import pytest

from briefsite import limits
from briefsite.markup import escape
from briefsite.problems.collector import Problems
from briefsite.yaml_files.reader import read_yaml
from tests.helpers import DEFAULT, EDITION, call, call_build, make_project

BRIEF: Final = "sources/x/brief.txt"
BIB: Final = "sources/x/references.bib"
LEDGER: Final = "sources/x/permalinks.yml"
FIRST: Final = "The river rose.\n\n"
MKDOCS: Final = (DEFAULT / "mkdocs.yml").read_text(encoding="utf-8")


ANCHORS: Final = "a: &a [x, x, x, x, x, x, x, x, x]\n" + "".join(
    f"{name}: &{name} [{', '.join([f'*{before}'] * 9)}]\n" for before, name in itertools.pairwise("abcdefghij")
)
MERGES: Final = "x-a: &a {k: 1}\n" + "".join(
    f"x-{name}: &{name} {{{name}: 1, <<: [{', '.join([f'*{before}'] * 9)}]}}\n"
    for before, name in itertools.pairwise("abcdefghij")
)
STRINGS: Final = '@string{a = "long "}\n' + "".join(
    f"@string{{{name} = {' # '.join([before] * 10)}}}\n" for before, name in itertools.pairwise("abcdefghijkl")
)
#: What brought the machine down, or could, with the problem that it is now.
BOMBS: Final[Mapping[str, tuple[str, str | bytes, str]]] = {
    "anchors": (EDITION, ANCHORS, "edition.yml:1:32: error L01 the document has 1,001 alia"),
    "anchors in the settings": ("mkdocs.yml", f"{MKDOCS}extra:\n  {ANCHORS.replace(chr(10), chr(10) + '  ')}", "L01"),
    "merges in the settings": ("mkdocs.yml", MKDOCS + MERGES, "mkdocs.yml:7:10: error L01"),
    "a mapping that merges itself": (
        "mkdocs.yml",
        f"{MKDOCS}x: &a {{<<: *a}}\n",
        "L01 mappings are merged in 51",
    ),
    "lists in lists": (EDITION, f"names: {'[' * 100_000}\n", "edition.yml:1:56: error L01 lists and mapp"),
    "lists in lists, closed": (
        EDITION,
        f"names: {'[' * 1000}{']' * 1000}\n",
        "L01 lists and mappings are nested",
    ),
    "lists in blocks": (EDITION, f"names:\n{'- ' * 100_000}\n", "L01 lists and mappings are nested"),
    "keys in keys": (EDITION, f"{'? ' * 100_000}\n", "L01 lists and mappings are nested"),
    "mappings": (EDITION, f"names: {'{a: ' * 100_000}\n", "L01 lists and mappings are nested"),
    "values": (EDITION, f"names: [{'[a],' * 50_000}]\n", "L01 the list has 50,000 entries"),
    "a value": (EDITION, f"license: {'a' * 1_000_000}\n", "L01 the value has 1,000,000 char"),
    "markup in a value": (EDITION, f"license: a{'[' * 99_000}\n", "L01 the value has 99,000 signs"),
    "unknown keys": (EDITION, "".join(f"key{number}: 1\n" for number in range(3000)), 'E02 .*"key0"'),
    "lost emendations": (
        EDITION,
        "emendations:\n" + "- { find: nowhere at all is it, read: x, because: y, kind: scan }\n" * 2000,
        'M01 "nowhere at all is it" is not in',
    ),
    "abbreviations": (
        BIB,
        f"{STRINGS}@online{{k, title = l}}\n",
        "references.bib:6:21: error L01 with its",
    ),
    "one long abbreviation": (
        BIB,
        f'@string{{s = "{"x" * 90_000}"}}\n' + "".join(f"@online{{k{n}, title = s}}\n" for n in range(9000)),
        "L01 with this entry, abbreviations have added 3,0",
    ),
    "accents": (BIB, "@online{k, title = {" + '\\"' * 200_000 + "}}\n", "L01 the line has 400,0"),
    "accents in lines": (BIB, "@online{k, title = {" + '\\"\n' * 100_000 + "}}\n", "L01 the value has 300,0"),
    "formulas": (BIB, f"@online{{k, title = {{{'$' * 99_000}}}}}\n", "L01 the value has 99,0"),
    "entries": (
        BIB,
        "@online{k, title = {T}}\n" * 50_000,
        "references.bib:10001:1: error L01 the file has 50,0",
    ),
    "brackets": (BRIEF, f"{FIRST}{'[' * 100_000}\n", "brief.txt:3:1: error L01 the line has 100,000 signs"),
    "brackets in lines": (
        BRIEF,
        FIRST + ("[" * 80 + "\n") * 1250,
        "brief.txt:3:1: error L01 the paragraph has 100",
    ),
    "stars": (BRIEF, f"{FIRST}{'*' * 100_000}\n", "L01 the line has 100,000 signs of markup"),
    "small paragraphs": (
        BRIEF,
        FIRST + "Word.\n\n" * 50_000,
        "brief.txt:50001:1: error L01 .* has 50,001 blocks",
    ),
    "a long line": (
        BRIEF,
        f"{FIRST}{'word ' * 2_000_000}\n",
        "brief.txt:3:1: error L01 the line has 10,000,0",
    ),
    "a long word": (BRIEF, f"{FIRST}{'a' * 1_000_000}\n", "L01 the line has 1,000,000 characters"),
    "lines": (BRIEF, FIRST + "a\n" * 300_000, "brief.txt:250001:1: error L01 .* has 300,002 lines"),
    "notes": (BRIEF, FIRST + "It was so.[1]\n" * 50_000, "brief.txt:10003:11: error L01 .* has 50,000 marks of notes"),
    "damaged notes": (BRIEF, FIRST + "[1 [1 [1 [1 [1\n" * 900, "L01 the text has 4,500 signs like damaged note"),
    "a far note": (BRIEF, f"{FIRST}It was.[1] So [2 it was.[9999]\n", 'N02 damaged note number "\\[2"'),
    "control characters": (BRIEF, FIRST + "a\x01 b.\n" * 50_000, "L01 the text has 50,000 control characters"),
    "a large file": (BRIEF, FIRST.encode() + b"a\n" * 17_000_000, "brief.txt: error L01 the file has 34,000,0"),
    "lists in the ledger": (LEDGER, "[" * 100_000, "permalinks.yml:1:22: error A03"),
    "lines of a version": (
        LEDGER,
        "form: 2\nversions: [{version: 2020-01-01, lines: 999999999}]\naddresses: []\n",
        "permalinks.yml:2:41: error A03 999999999 is not a number of lines",
    ),
}
#: Builds each of the projects that it is given in a process of its own, and says what was printed, and what it cost.
MEASURED: Final = """
import json, os, resource, sys, time
from click.testing import CliRunner
import briefsite.site.compose, briefsite.works.from_bibtex, briefsite.pages.full_text
from briefsite.cli.main import main

for root in sys.argv[1:]:
    reader, writer = os.pipe()
    begun = time.monotonic()
    if (child := os.fork()) == 0:
        resource.setrlimit(resource.RLIMIT_CPU, (20, 20))
        result = CliRunner().invoke(main, ["--root", root, "check"])
        traceback = "" if isinstance(result.exception, SystemExit) else repr(result.exception)
        spent = resource.getrusage(resource.RUSAGE_SELF)
        said = {"said": result.output[:20000], "traceback": traceback, "megabytes": spent.ru_maxrss // 1024}
        said["seconds"] = spent.ru_utime + spent.ru_stime
        os.write(writer, json.dumps(said).encode()[:60000])
        os._exit(0)
    status = os.waitpid(child, 0)[1]
    os.close(writer)
    with os.fdopen(reader, "rb") as told:
        print(told.read().decode() or json.dumps({"said": f"ended with {status}"}), flush=True)
"""


@pytest.fixture(scope="module")
def measured(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, Mapping[str, object]]:
    folder = tmp_path_factory.mktemp("bombs")
    roots = [
        make_project(folder / str(number), {file: content}) for number, (file, content, _) in enumerate(BOMBS.values())
    ]
    ran = subprocess.run(
        [sys.executable, "-c", MEASURED, *map(str, roots)], capture_output=True, text=True, check=True, timeout=200
    )
    return dict(zip(BOMBS, map(json.loads, ran.stdout.splitlines()), strict=True))


@pytest.mark.parametrize("name", BOMBS)
def test_what_could_bring_the_machine_down_ends_soon_with_a_problem(
    name: str, measured: Mapping[str, Mapping[str, object]]
) -> None:
    found = measured[name]
    assert re.search(BOMBS[name][2], str(found["said"])), str(found["said"])[:2000]
    assert found["traceback"] == ""
    assert float(str(found["seconds"])) < 5
    assert int(str(found["megabytes"])) < 500
    assert len(max(str(found["said"]).splitlines(), key=len)) < 1500, "a line is shown shortened"


def test_each_limit_can_be_changed_in_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for field in dataclasses.fields(limits.Limits):
        monkeypatch.setenv(limits.VARIABLE, f"{field.name}=7")
        assert getattr(limits.limits(), field.name) == 7
    monkeypatch.setenv(limits.VARIABLE, "line=5 works=6,blocks=7")
    assert dataclasses.replace(limits.Limits(), line=5, works=6, blocks=7) == limits.limits()


def test_what_is_raised_as_the_problem_says_is_read(tmp_path: Path) -> None:
    root = make_project(tmp_path, {BRIEF: f"{FIRST}{'[' * 6000} it fell.\n"})
    assert 'BRIEFSITE_LIMITS="signs=6000"' in call(root, "build").output
    result = call(root, "build", env={"BRIEFSITE_LIMITS": "signs=6000"})
    assert result.exit_code == 0, result.output


@pytest.mark.parametrize("stated", ["lines", "line=", "line=x", "line=-1", "length=1", "line=1e9", "line=٣"])
def test_a_limit_that_there_is_not_is_refused(tmp_path: Path, stated: str) -> None:
    result = call(make_project(tmp_path), "check", env={"BRIEFSITE_LIMITS": stated})
    assert result.exit_code == 2
    assert f'BRIEFSITE_LIMITS: "{stated}" is not a limit' in result.output
    assert "Traceback" not in result.output


def test_too_many_files_in_a_folder_are_a_problem(tmp_path: Path) -> None:
    root = make_project(tmp_path, {"docs/a.txt": "a" * 600, "docs/b.txt": "a" * 600})
    result = call(root, "check", env={"BRIEFSITE_LIMITS": "folder=1000"})
    assert "docs/b.txt: error L01 with the files before it in its folder, this has 1,2" in result.output
    result = call(root, "check", env={"BRIEFSITE_LIMITS": "published=599"})
    assert "docs/a.txt: error L01 the file has 600 bytes, and at most 599 are read" in result.output


def test_what_no_person_would_write_in_yaml_is_a_problem_at_its_place() -> None:
    for written, said in {
        ".inf": "is not written as a number",
        "-.INF": "is not written as a number",
        ".nan": "is not written as a number",
        "1:30": "is not written as a number",
        "010": "is not written as a number",
        "0x1F": "is not written as a number",
        "1_000": "is not written as a number",
        "9" * 30: "has too many digits",
        "9" * 5000: "has too many digits",
        "2020-13-45": "month must be in 1..12",
        "0000-01-01": "year 0 is out of range",
        "!!python/object/apply:os.system [ls]": "could not determine a constructor",
        "!!bool maybe": "cannot be read as bool",
        "!!timestamp soon": "cannot be read as timestamp",
        "!!float ''": "is not written as a number",
        "!!int one": "is not written as a number",
        "!own x": "could not determine a constructor",
        "=": "could not determine a constructor",
        "*lost": "found undefined alias",
        "&a [*a]": "an alias holds itself",
        "{[a]: b}": "a key must be plain text",
        "a\0b": "the character U+0000 is not allowed",
        "a\x1bb": "the character U+001B is not allowed",
    }.items():
        problems = Problems()
        located = read_yaml("edition.yml", f"one: 1\ntwo: {written}\n", problems)
        assert [problem.code for problem in problems] == ["E01"], written
        (problem,) = problems
        assert problem.place.line == 2, written
        assert said in problem.message
        assert located.data is None
    keys = read_yaml("edition.yml", "null: 1\nyes: 2\n1: 3\n<<: 4\n2020-01-01: 5\n", Problems())
    assert list(keys.data) == ["null", "yes", "1", "<<", "2020-01-01"]


@pytest.mark.parametrize(
    ("edition", "said"),
    [
        ("work: { title: T, date: 9999-12-31, language: en }", "1:25: error E02 .* it is too far in the future"),
        ("work: { title: T, date: 0000-12-31, language: en }", "1:25: error E01 .*year 0 is out of range"),
        ('work: { title: T, date: "0000-12", language: en }', "1:25: error E02 .* there is no year 0000"),
        (f"work: {{ title: T, date: '{'1' * 30}', language: en }}", "1:25: error E02 .* at most four digits"),
        ("work: { title: T, date: '2020-02-30', language: en }", "1:25: error E02 .* there is no such day"),
        ("work: { title: T, date: '2020-13', language: en }", "1:25: error E02 .* there is no such month"),
        ("timeline: [{ when: x, year: 10000, what: y, words: The river }]", '1:29: error E02 "year"'),
        ("charts: [{ id: c, title: C, whole: { value: .inf, shown: x, label: w } }]", "1:45: error E01"),
        ("charts: [{ id: c, title: C, whole: { value: 1:30, shown: x, label: w } }]", "1:45: error E01"),
    ],
)
def test_a_date_or_number_that_cannot_be_meant_is_a_problem(tmp_path: Path, edition: str, said: str) -> None:
    result = call(make_project(tmp_path, {EDITION: f"{edition}\n"}), "check")
    assert re.search(f"edition.yml:{said}", result.output), result.output
    assert isinstance(result.exception, SystemExit)


def test_no_version_is_dated_in_the_far_future(tmp_path: Path) -> None:
    root = make_project(tmp_path)
    for day in ("9999-12-31", "2101-01-01"):
        result = call(root, "release", "--date", day)
        assert f"error A08 {day} is too far in the future" in result.output
    make_project(root, {LEDGER: "form: 2\nversions: [{version: 9999-12-31}]\naddresses: []\n"})
    assert "permalinks.yml:2:22: error A03 9999-12-31 is not a version" in call(root, "check").output


ADDRESSES: Final = {
    "https://": "it has no host",
    "https:///path": "it has no host",
    "http://a b": "it contains a space",
    "http://x.test:99999/": "its port is not a number",
    "http://x.test:0/": "its port is not a number",
    "http://x.test:٣/": "its port is not a number",
    "https://bank.test@evil.test/": "it has a name before the host",
    "https://user:word@x.test/": "it has a name before the host",
    "https://xn--/": "is not the name of a host",
    "https://a..test/": "is not the name of a host",
    "https://-a.test/": "is not the name of a host",
    f"https://{'a' * 64}.test/": "is not the name of a host",
    f"https://{'a.' * 200}test/": "more than 253 characters",
    "https://[::1": "its host is not valid",
    "https://999.1.1.1/": "is not the number of a host",
    "https://x.test/%zz": "a % in it must begin the code of a character",
    "https://x.test/\u202e": "it contains the character U+202E",
    "https://x.test\\@evil.test/": "it contains the character U+005C",
    'https://x.test/"onload=': "it contains the character U+0022",
    "https://x.test/<script>": "it contains the character U+003C",
}


@pytest.mark.parametrize(("address", "said"), ADDRESSES.items())
def test_addresses_are_checked_alike_in_every_file(tmp_path: Path, address: str, said: str) -> None:
    quoted = json.dumps(address)
    edition = (
        "work: { title: T, publisher: { name: P }, date: 2020-02-01, language: en, rights: R, published: "
        f"[{{ title: T, language: en, date: 2020-02-01, url: {quoted} }}] }}\n"
        f"editors: [{{ name: A B, contact: {quoted} }}]\nreport_errors: {quoted}\nlicense: {quoted}\n"
        "direction_signs: [U+202E]\n"
    )
    settings = MKDOCS.replace("https://press.test/", quoted) + (
        f"repo_url: {quoted}\nnav: [Home: index.md, There: {quoted}]\nextra: {{ social: [{{ link: {quoted} }}] }}\n"
    )
    root = make_project(tmp_path, {EDITION: edition, "mkdocs.yml": settings.replace("\u202e", "\\u202e")})
    lines = call(root, "check").output.splitlines()
    there = [line for line in lines if "error E05" in line]
    assert {line.split(":")[1] for line in there} >= {"1", "2", "3"}, lines
    assert sum(said in line for line in there) >= 2
    there = [line for line in lines if "error R07" in line]
    assert len(there) >= 3, lines


@pytest.mark.parametrize(
    "address", ["javascript:alert(1)", "data:text/html,x", "//evil.test/", "\\\\evil.test", "vbscript:x"]
)
def test_no_menu_of_the_site_runs_a_script(tmp_path: Path, address: str) -> None:
    settings = f"{MKDOCS}nav: [Home: index.md, There: {json.dumps(address)}]\n"
    root = make_project(tmp_path, {"mkdocs.yml": settings})
    assert "error R07" in call(root, "check").output


def test_signs_of_direction_that_are_stated_are_published(tmp_path: Path) -> None:
    root = make_project(
        tmp_path,
        {
            BRIEF: "The river\u200f rose \u2067so\u2069.\n",
            EDITION: "direction_signs: [U+200F, U+2067, U+2069]\n",
        },
    )
    assert "L04" not in call_build(root).output
    assert "river\u200f rose \u2067so\u2069." in (root / "site/index.html").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "kept"),
    [("The river \u202erose\u202c. It fell.\n", False), ("\u200fשלום עולם. \u202bשלום\u202c שוב.\n", True)],
)
def test_a_first_edition_answers_for_the_signs_of_direction(tmp_path: Path, text: str, kept: bool) -> None:
    (tmp_path / "text.txt").write_text(text, encoding="utf-8")
    result = call(tmp_path, "init", str(tmp_path / "text.txt"))
    assert result.exit_code == 0, result.output
    written = (tmp_path / "sources/text/edition.yml").read_text(encoding="utf-8")
    assert ("direction_signs: [U+200F, U+202B, U+202C]" in written) == kept
    assert ("proposed: true" in written) == (not kept)
    assert "error" not in call(tmp_path, "check").output


@pytest.mark.parametrize("option", ["text", "bib"])
def test_a_first_edition_is_not_made_of_a_link(tmp_path: Path, option: str) -> None:
    (tmp_path / "own.txt").write_text("The river rose.\n", encoding="utf-8")
    (tmp_path / "link").symlink_to("own.txt")
    text, bib = ("link", "own.txt") if option == "text" else ("own.txt", "link")
    result = call(tmp_path, "init", str(tmp_path / text), "--bib", str(tmp_path / bib))
    assert "link: error L02 this is a symbolic link, not a file" in result.output
    assert not (tmp_path / "sources").exists()


def test_all_that_markdown_could_read_is_escaped_whatever_its_length() -> None:
    most = limits.Limits().signs
    for sign in "[]<>*_`~#{}&\\":
        assert len(escape(sign * most)) <= 6 * most
