"""What other programs get wrong, or do in a way that we rely on: a canary for every place that repairs or reads it.

Each test shows the program alone, without us, and fails when the fault is gone or the behaviour has changed. The
message says which of our places that is about, and what to do there. Faults of the citation engine are rows of
`styles.STYLES`; the tests go through them.
"""

from __future__ import annotations

import datetime
import json
import logging
import re
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import markdown
import msgspec
import pytest
from bibtexparser import model
from bibtexparser.middlewares.names import split_multiple_persons_names
from bibtexparser.splitter import Splitter
from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.exceptions import Abort
from mkdocs.theme import Theme
from pylatexenc.latex2text import LatexNodes2Text
from selectolax.lexbor import LexborHTMLParser

from briefsite.problems.collector import Problems
from briefsite.rendering.csp import source_hash
from briefsite.rendering.shipped_scripts import ShippedScripts, theme_folders
from briefsite.works.bibliography import read_bibliography
from briefsite.works.engine_text import engine_text
from briefsite.works.hayagriva import entry_form, without_repetition
from briefsite.works.references import engine_html
from briefsite.works.style import Style
from briefsite.works.style_repairs import TYPST, Exchange, Repair, repaired
from briefsite.works.styles import STYLES
from briefsite.works.work import Work
from tests.helpers import latest_pages

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig

KINDS = Path(__file__).parent / "bibliography" / "kinds" / "references.bib"
MORE_KINDS = Path(__file__).parent / "references" / "kinds.bib"
CHAPTERS = MORE_KINDS.with_name("chapters.bib")
UNCOMMON = MORE_KINDS.with_name("uncommon.bib")


#: The releases that the places were compared with; patch releases are not told apart.
COMPARED = {
    "bibtexparser": "2.1",
    "markdown": "3.11",
    "mkdocs": "1.6",
    "mkdocs-material": "9.8",
    "msgspec": "0.22",
    "pylatexenc": "2.11",
    "pyyaml": "6.0",
    "typst": TYPST,
}


def no_longer(upstream: str, fault: str, place: str) -> str:
    """The message of a canary whose fault is gone."""
    return f"{_named(upstream)} no longer does this: {fault}.\nTake the repair out of {place}, and this test."


def changed(upstream: str, place: str) -> str:
    """The message of a canary for something that a place of ours reads or builds upon."""
    return f"{_named(upstream)} does this in another way: bring {place} into line with it, then this test."


def _named(upstream: str) -> str:
    return f"{upstream} {version(upstream)} (compared with {COMPARED[upstream]})"


# -- Typst: citations -------------------------------------------------------------------------------------------------


@cache
def _works() -> tuple[Work, ...]:
    return tuple(
        work
        for file in (KINDS, MORE_KINDS, CHAPTERS, UNCOMMON)
        for work in read_bibliography(file.name, file.read_text("utf-8"), None, Problems()).works
    )


@cache
def _texts(style: Style) -> Sequence[tuple[Work, str]]:
    """Every kind of work as the engine writes it in a style, before any repair."""
    return list(zip(_works(), map(engine_text, engine_html([(style, work) for work in _works()])), strict=True))


@pytest.mark.parametrize(
    ("style", "repair"),
    [pytest.param(style, row, id=f"{style.cli}-{row.why}") for style in STYLES for row in style.repairs],
)
def test_typst_needs_the_repair(style: Style, repair: Repair) -> None:
    wrong = [work.key for work, text in _texts(style) if repaired(text, work, (repair,)) != text]
    assert wrong, no_longer("typst", repair.why, f"the row {style.cli} of works/")


@pytest.mark.parametrize(
    ("style", "exchange"),
    [pytest.param(style, row, id=f"{style.cli}-{row.why}") for style in STYLES for row in style.exchanges],
)
def test_typst_needs_the_exchange(style: Style, exchange: Exchange) -> None:
    bare = replace(style, exchanges=())
    shown = [(work, without_repetition(work, style)) for work in _works()]
    wrong = [work for work, seen in shown if entry_form(seen) in exchange.forms and exchange.when(seen)]
    assert wrong, "no work of tests/bibliography/kinds has this form: add one"
    faults = [work.key for work, text in _texts(bare) if work in wrong and re.search(exchange.fault, text)]
    assert faults, no_longer("typst", exchange.why, f"the row {style.cli} of works/")


@pytest.mark.parametrize("style", [style for style in STYLES if style.editors_as_authors], ids=lambda style: style.cli)
def test_typst_inverts_no_editor(style: Style) -> None:
    alone = [(work, text) for work, text in _texts(replace(style, editors_as_authors=False)) if not work.authors]
    faults = [work.key for work, text in alone if work.leading and text.startswith(work.leading[0].given[:1])]
    assert faults, no_longer("typst", "the name of an editor who leads is not inverted", f"{style.cli}: the flag")


@pytest.mark.parametrize("style", STYLES, ids=lambda style: style.cli)
def test_the_rows_were_compared_with_this_typst(style: Style) -> None:
    rows = [*((row.typst, row.why) for row in style.repairs), *((row.typst, row.why) for row in style.exchanges)]
    for compared, why in rows:
        assert version("typst").startswith(f"{compared}."), f"read tests/cited anew, then raise the version of: {why}"


def test_typst_remembers_its_last_runs() -> None:
    program = r"""
import re, typst
from pathlib import Path
from briefsite.works.engine import engine_run

def memory(first, count, run):
    for number in range(first, first + count):
        run(f"#lorem({8000 + number})".encode())
    return re.search(r"VmRSS:\s*(\d+)", Path("/proc/self/status").read_text())[1]

def plain(document):
    typst.compile(document, format="pdf", ignore_system_fonts=True)

def ours(document):
    with engine_run():
        plain(document)

print(memory(0, 2, ours), memory(2, 8, ours), memory(10, 8, plain))
"""
    said = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True).stdout
    first, forgotten, remembered = map(int, said.split())
    fault = "it remembers what it worked out in its last ten runs, also for texts that are set once"
    assert remembered - forgotten > forgotten / 4, no_longer("typst", fault, "works/engine.py")
    assert (forgotten - first) * 5 < remembered - forgotten, changed("typst", "works/engine.py, RUNS_UNTIL_FORGOTTEN")


# -- msgspec: its English ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("kind", "data", "said"),
    [
        (str, 1, "Expected `str`, got `int`"),
        (int, None, "Expected `int`, got `null`"),
        (bool, "x", "Expected `bool`, got `str`"),
        (tuple[str, ...], {}, "Expected `array`, got `object`"),
        (dict[str, str], [], "Expected `object`, got `array`"),
        (str | tuple[str, ...], True, "Expected `str | array`, got `bool`"),
        (tuple[str, ...], ["a", 1], "Expected `str`, got `int` - at `$[1]`"),
        (Annotated[str, msgspec.Meta(pattern="^a$")], "b", "Expected `str` matching regex '^a$'"),
        (Annotated[str, msgspec.Meta(min_length=1)], "", "Expected `str` of length >= 1"),
        (datetime.date, "tomorrow", "Invalid RFC3339 encoded date"),
    ],
)
def test_msgspec_says_what_is_put_into_plain_words(kind: Any, data: object, said: str) -> None:
    with pytest.raises(msgspec.ValidationError) as raised:
        msgspec.convert(data, kind)
    assert str(raised.value) == said, changed("msgspec", "yaml_files/typed.py, `_said`")


def test_msgspec_stops_at_the_first_complaint() -> None:
    with pytest.raises(msgspec.ValidationError) as raised:
        msgspec.convert(["a", 1, 2], tuple[str, ...])
    fault = "it names one of two mistakes"
    assert "$[1]" in str(raised.value), changed("msgspec", "yaml_files/typed.py, `_complain`")
    assert "$[2]" not in str(raised.value), no_longer("msgspec", fault, "yaml_files/typed.py, `_complain`")


# -- PyYAML -----------------------------------------------------------------------------------------------------------


def test_pyyaml_dies_of_a_list_in_a_list_in_a_list() -> None:
    code = "import yaml; yaml.compose('[' * 200_000, Loader=yaml.CSafeLoader)"
    died = subprocess.run([sys.executable, "-c", code], capture_output=True, check=False)
    fault = "it recurses in C until the program dies"
    assert died.returncode < 0, no_longer("pyyaml", fault, "yaml_files/strict.py, `compose_node`")


# -- bibtexparser -----------------------------------------------------------------------------------------------------


def _blocks(text: str) -> list[Any]:
    return list(Splitter(text).split().blocks)


def test_bibtexparser_drops_a_macro_behind_and() -> None:
    names = split_multiple_persons_names(r"Doe, Jane and \'Etienne Bar and \v{S}imon Baz")
    fault = 'it drops a macro right behind "and"'
    assert names == ["Doe, Jane", "Etienne Bar", "{S}imon Baz"], no_longer(
        "bibtexparser", fault, "works/name_lists.py, `_BEGUN`"
    )


def test_bibtexparser_takes_the_field_behind_a_missing_comma_for_a_part_of_the_value() -> None:
    (entry,) = _blocks("@online{a, title = {A} url = {B}}")
    fault = "it passes over a missing comma"
    assert [(field.key, field.value) for field in entry.fields] == [("title", "{A} url = {B}")], no_longer(
        "bibtexparser", fault, "works/bibtex.py, `_fields`"
    )


def test_bibtexparser_takes_text_between_entries_for_a_comment() -> None:
    kinds = [type(block) for block in _blocks("@online{a, title = {A}}\nstray\n@online{b, title = {B}}")]
    assert kinds == [model.Entry, model.ImplicitComment, model.Entry], no_longer(
        "bibtexparser", "it passes over text between entries", "works/damaged_bibtex.py, `complain_of_stray`"
    )


def test_bibtexparser_reads_an_abbreviation_that_nobody_defined_and_joins_no_values() -> None:
    (entry,) = _blocks("@online{a, title = undefined, url = {A} # {B}}")
    assert [field.value for field in entry.fields] == ["undefined", "{A} # {B}"], no_longer(
        "bibtexparser", "it leaves abbreviations and # to others", "works/bibtex_values.py, `resolved`"
    )


def test_bibtexparser_cuts_an_entry_short_at_the_next_sign_and_says_so_in_its_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    cut, whole = _blocks("@online{a, title = {A}\n@online{b, title = {B}}")
    place = "works/bibtex.py, `_blocks`, and works/damaged_bibtex.py"
    assert isinstance(cut, model.ParsingFailedBlock), changed("bibtexparser", place)
    assert isinstance(whole, model.Entry), changed("bibtexparser", place)
    assert [record.name for record in caplog.records] == ["bibtexparser.splitter"], changed("bibtexparser", place)


@pytest.mark.parametrize(
    ("text", "reason"), [("@online{title = {A}}", "comma after entry key"), ("@online{a, title {A}, url = {B}}", "`=`")]
)
def test_bibtexparser_says_why_it_gives_up(text: str, reason: str) -> None:
    block = _blocks(text)[0]
    assert reason in block.error.abort_reason, changed("bibtexparser", "works/damaged_bibtex.py, `complain_of_unread`")


# -- pylatexenc -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "breakdown"),
    [
        (r"\author", AttributeError),
        (r"\href{a}", IndexError),
        (r"\footnote", KeyError),
        (r"\begin{array}", ValueError),
        ("{" * 3_000, RecursionError),
    ],
)
def test_pylatexenc_breaks_down_over(value: str, breakdown: type[Exception]) -> None:
    raised: type[BaseException] | None = None
    try:
        LatexNodes2Text(math_mode="text").latex_to_text(value)
    except Exception as error:  # noqa: BLE001 - whatever it is
        raised = type(error)
    fault = f"{breakdown.__name__} for {value[:20]}"
    assert raised is breakdown, no_longer("pylatexenc", fault, "works/latex.py, `_BREAKDOWNS`")


@pytest.mark.parametrize(
    ("value", "without_us"),
    [
        *((f"\\{macro}", "") for macro in ("LaTeX", "TeX", "BibTeX", "S", "pounds", "euro")),
        (r"\url{a}", "<a>"),
        ("a % b", "a "),
        ("a & b", "a     b"),
    ],
)
def test_pylatexenc_reads_in_its_own_way(value: str, without_us: str) -> None:
    said = LatexNodes2Text(math_mode="text").latex_to_text(value)
    assert said == without_us, changed("pylatexenc", "works/latex.py, `_MACROS` and `_decoded`")


# -- Python-Markdown --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("source", "made", "place"),
    [
        (r"[a\]: http://x.y", "", "`_SIGNS`: it takes an escaped bracket with a colon behind it for a link's name"),
        (r"a\~b", r"<p>a\~b</p>", r"`_ENTITIES`: it has no \~"),
        (r"a\&copy;", r"<p>a\&copy;</p>", r"`_ENTITIES`: it has no \&"),
        (r"a\<b>", r"<p>a\<b></p>", r"`_ENTITIES`: it has no \<"),
        (r'[a](b "c\*d")', '<p><a href="b" title="c*d">a</a></p>', "`link`: it reads backslashes in titles"),
        ('[a](b "c`d`e")', '<p><a href="b" title="cde">a</a></p>', "`link`: it reads backticks in titles"),
        ("[a](b(c)", "<p>[a](b(c)</p>", "`link`: it counts brackets in addresses"),
        ("[a](b`c`)", '<p><a href="bc">a</a></p>', "`link`: it reads backticks in addresses"),
    ],
)
def test_python_markdown_reads_in_its_own_way(source: str, made: str, place: str) -> None:
    said = markdown.markdown(source, extensions=["attr_list", "md_in_html", "tables", "toc"])
    assert said == made, changed("markdown", f"markup.py, {place}")


# -- MkDocs -----------------------------------------------------------------------------------------------------------


@pytest.fixture
def project(tmp_path: Path) -> MkDocsConfig:
    """A site of two pages with one link that leads nowhere, as MkDocs loads it."""
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs/index.md").write_text("# A\n\n[b](b.md) [c](c.md)\n", encoding="utf-8")
    (tmp_path / "docs/b.md").write_text("# B\n", encoding="utf-8")
    settings = "site_name: A\nsite_url: https://a.test/\ntheme: {name: material}\nplugins: [search]\n"
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    return load_config(config_file=str(tmp_path / "mkdocs.yml"))


def test_mkdocs_logs_two_steps_for_each_page(project: MkDocsConfig, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG, logger="mkdocs.commands.build"):
        mkdocs_build(project)
    steps = [text for text in caplog.messages if text.startswith(("Reading: ", "Building page "))]
    assert sorted(steps) == ["Building page b.md", "Building page index.md", "Reading: b.md", "Reading: index.md"], (
        changed("mkdocs", "rendering/renderer.py, `_Listener`")
    )


def test_mkdocs_names_the_page_in_a_warning_and_says_last_that_it_has_stopped(
    project: MkDocsConfig, caplog: pytest.LogCaptureFixture
) -> None:
    project.strict = True
    with caplog.at_level(logging.WARNING, logger="mkdocs"), pytest.raises(Abort) as raised:
        mkdocs_build(project)
    place = "rendering/renderer.py, `render` and `_problem`"
    assert [re.findall(r"[\w./-]+\.md", text)[0] for text in caplog.messages] == ["index.md"], changed("mkdocs", place)
    assert str(raised.value).startswith("Aborted with"), changed("mkdocs", place)
    assert isinstance(raised.value, SystemExit), changed("mkdocs", place)


def test_mkdocs_lists_every_icon_of_the_theme_to_copy_none(
    project: MkDocsConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    environment = project.theme.get_env()
    assert environment.loader
    listed = environment.loader.list_templates()
    asked: list[int] = []

    def counted() -> list[str]:
        asked.append(1)
        return listed

    monkeypatch.setattr(environment.loader, "list_templates", counted)
    monkeypatch.setattr(Theme, "get_env", lambda _: environment)
    mkdocs_build(project)
    place = "rendering/renderer.py, `Templates`"
    assert asked, changed("mkdocs", f"{place}: it lists the theme's files by other means")
    hidden = [name for name in listed if "/." in f"/{name}"]
    assert len(hidden) > len(listed) / 2, no_longer("mkdocs-material", "it brings thousands of hidden files", place)
    assert not list(Path(project.site_dir).glob("**/.icons")), changed("mkdocs", f"{place}: it wants hidden files")


def test_material_prints_an_advertisement_where_mkdocs_is_run() -> None:
    code = "import sys; sys.argv = ['mkdocs']; import material.templates"
    said = {
        silent: subprocess.run(
            [sys.executable, "-c", code], capture_output=True, check=True, env={"NO_MKDOCS_2_WARNING": silent}
        ).stderr
        for silent in ("", "1")
    }
    fault = "it prints an advertisement at import"
    assert said[""], no_longer("mkdocs-material", fault, "rendering/renderer.py, `render`")
    assert not said["1"], changed("mkdocs-material", "rendering/renderer.py, `render`")


def test_mkdocs_dates_the_sitemap_by_the_clock_unless_told_otherwise(
    project: MkDocsConfig, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "86400")
    mkdocs_build(project)
    sitemap = (Path(project.site_dir) / "sitemap.xml").read_text("utf-8")
    assert "<lastmod>1970-01-02</lastmod>" in sitemap, changed("mkdocs", "rendering/renderer.py, `render`")


def test_mkdocs_makes_an_entry_of_the_search_for_each_heading_only(project: MkDocsConfig) -> None:
    (Path(project.docs_dir) / "b.md").write_text("# B\n\nOne\n\n## C { #c }\n\nTwo\n\nThree\n", encoding="utf-8")
    mkdocs_build(project)
    index = json.loads((Path(project.site_dir) / "search/search_index.json").read_text("utf-8"))
    place = "rendering/search_index.py, `by_passage`"
    entries = [entry for entry in index["docs"] if entry["location"].startswith("b/")]
    assert [set(entry) for entry in entries] == [{"location", "title", "text"}] * len(entries), changed("mkdocs", place)
    assert [entry["location"] for entry in entries][-1] == "b/#c-c", changed("mkdocs", place)
    text = entries[-1]["text"]
    assert text.split() == ["<p>Two</p>", "<p>Three</p>"], no_longer("mkdocs", "it makes one entry of a section", place)


# -- Material for MkDocs ----------------------------------------------------------------------------------------------


def _theme() -> Path:
    spec = find_spec("material")
    assert spec
    assert spec.origin
    return Path(spec.origin).parent / "templates"


@pytest.mark.parametrize(
    ("partial", "original", "ours"),
    [
        ("header", " {{ config.site_name }}\n", " Mongolia’s Search for Balance\n"),
        ("search", 'data-md-component="search" role="dialog"', 'data-md-component="search">'),
        ("header", 'for="__drawer">', 'for="__drawer" tabindex="0"><span class="unseen">Menu</span>'),
    ],
)
def test_material_has_in_its_header_what_is_replaced_there(brief: Path, partial: str, original: str, ours: str) -> None:
    place = "theme/site.html, block `header`"
    source = (_theme() / f"partials/{partial}.html").read_text("utf-8")
    assert source.count(original) == 1, changed("mkdocs-material", place)
    for page in latest_pages(brief / "site"):
        (header,) = re.findall(r"<header.*?</header>", page.read_text("utf-8"), re.DOTALL)
        # White space around tags is trimmed (rendering/white_space.py).
        assert ours.strip() in header, f"{page}: nothing was replaced: see {place}"
        assert original not in header, f"{page}: not all was replaced: see {place}"


def test_material_has_in_its_header_what_pages_of_versions_leave_out() -> None:
    """With it, a script puts the page's title in the place of the version as soon as one scrolls."""
    source = (_theme() / "partials/header.html").read_text("utf-8")
    part = ' data-md-component="header-title"'
    assert source.count(part) == 1, changed("mkdocs-material", "theme/site.html, block `header`")


def _script(pattern: str) -> str:
    (path,) = (_theme() / "assets/javascripts").glob(pattern)
    return path.read_text("utf-8")


def test_material_asks_a_worker_as_ours_answers() -> None:
    place = "theme/assets/search_engine.js"
    bundle, worker = _script("bundle.*.min.js"), _script("workers/search.*.min.js")
    for part in ("type:0,data:{config:", "type:2,data:", "data-md-score", '"search.result.more.other"'):
        assert part in bundle, changed("mkdocs-material", place)
    for part in ("{type:1}", "{type:3,data:"):
        assert part in worker, changed("mkdocs-material", place)


def test_material_says_in_english_what_is_replaced() -> None:
    source = (_theme() / "partials/languages/en.html").read_text("utf-8")
    for said in ("No matching documents", "1 matching document", "# matching documents", "Type to start searching"):
        assert f'"{said}"' in source, changed("mkdocs-material", "theme/site.html, block `config`")


def test_material_fetches_the_search_with_every_page() -> None:
    bundle = _script("bundle.*.min.js")
    fault = (
        "it fetches search/search_index.json by XMLHttpRequest and starts a Worker, whether or not somebody searches"
    )
    for part in ('"search/search_index.json"', "new XMLHttpRequest", "new Worker("):
        assert part in bundle or part.replace('"', "") in bundle, no_longer(
            "mkdocs-material", fault, "theme/assets/search.js"
        )
    for partial, part in (("search", 'data-md-component="search"'), ("header", 'for="__search"')):
        source = (_theme() / f"partials/{partial}.html").read_text("utf-8")
        assert part in source, changed("mkdocs-material", "theme/assets/search.js: it waits for what is called so")


def test_material_has_scripts_inside_of_its_pages(project: MkDocsConfig) -> None:
    """With a new version, read what its scripts do before their new hashes go in here."""
    mkdocs_build(project)
    page = LexborHTMLParser((Path(project.site_dir) / "index.html").read_text("utf-8"))
    scripts = [node for node in page.css("script:not([src])") if "json" not in (node.attributes.get("type") or "")]
    fault = "it has scripts inside of pages, which the policy allows by their hashes"
    assert scripts, no_longer("mkdocs-material", fault, "rendering/shipped_scripts.py")
    shipped = ShippedScripts(theme_folders(_theme(), "material")).on_page("/")
    assert {node.text() for node in scripts} <= {*shipped}, changed("mkdocs-material", "rendering/shipped_scripts.py")
    hashes = {source_hash(text).removeprefix("'sha256-")[:8] for text in shipped}
    known = {"5EHb3eWg", "apoQPHef", "OQfXfBx4", "10uztYJZ", "/8wPdzX9", "rmsJsQlP", "DrEMJJ29"}
    assert hashes == known, changed("mkdocs-material", "rendering/shipped_scripts.py")


def test_material_shows_notes_in_a_preview_without_a_name() -> None:
    bundle = _script("bundle.*.min.js")
    place = "theme/assets/reader.js, “The theme’s preview of a note”"
    for part in ("md-tooltip2", "footnote-ref", "aria-controls"):
        assert part in bundle, changed("mkdocs-material", place)
