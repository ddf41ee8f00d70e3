"""mkdocs.yml is read as MkDocs reads it, without loading MkDocs."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest
from mkdocs.config import load_config
from mkdocs.exceptions import Abort, ConfigurationError

from briefsite.problems.collector import Problems
from briefsite.problems.problem import Problem
from briefsite.site.inputs import gather
from briefsite.site.settings import Settings, read_settings
from tests.helpers import call, call_build, collect, make_project

REST = "theme: { name: null, custom_dir: docs/templates }\nmarkdown_extensions: [attr_list, md_in_html, tables, toc]\n"
PLAIN = f"site_name: Press\nsite_url: https://press.test/\n{REST}"


@pytest.fixture(autouse=True)
def _environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("SITE_URL", "BASE", "FLAT", "TITLE", "PAGE", "NAV"):
        monkeypatch.delenv(name, raising=False)


def write(root: Path, files: Mapping[str, str]) -> Path:
    (root / "docs/templates").mkdir(parents=True, exist_ok=True)
    for name, text in files.items():
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(text, encoding="utf-8")
    return root


def read(root: Path, config: str, **parents: str) -> tuple[Settings, tuple[Problem, ...]]:
    """The settings, and what is wrong with them."""
    files = {"mkdocs.yml": config, **{f"{name}.yml": text for name, text in parents.items()}}
    settings = read_settings(write(root, files))
    return settings, collect(settings.check)[1]


def in_mkdocs(root: Path) -> Any:
    """The settings as MkDocs itself reads them."""
    return load_config(config_file=str(root / "mkdocs.yml"), docs_dir=str(root / "docs"))


@pytest.mark.parametrize("environment", [{}, {"SITE_URL": "https://other.test/brief"}, {"SITE_URL": ""}])
@pytest.mark.parametrize(
    "written",
    [
        "site_url: https://press.test/",
        "site_url: 'https://press.test/' # the real one",
        'site_url:    "https://press.test/brief"',
        '"site_url" : https://press.test',
        "site_url:\n  https://press.test/a/b",
        "site_url: >-\n  https://press.test/",
        "site_url: >\n  https://press.test/\n",
        "site_url: |\n  https://press.test\n",
        'site_url: "https://press.\\\n  test/"',
        "site_url: &where https://press.test/\nextra: { where: *where }",
        "extra: { where: &where https://press.test/ }\nsite_url: *where",
        "extra: &more { site_url: https://press.test/ }\n<<: *more",
        "extra: &more { site_url: https://press.test/ }\n<<: *more\nsite_url: https://own.test/",
        "site_url: https://first.test/\nsite_url: https://last.test/",
        "site_url: !ENV SITE_URL",
        "site_url: !ENV [SITE_URL]",
        'site_url: !ENV [SITE_URL, "https://press.test/"]',
        "site_url: !ENV\n  - BASE\n  - SITE_URL\n  - https://press.test",
        "site_url: !ENV [BASE, !ENV [SITE_URL, https://press.test/x]]",
        "site_url: !ENV [SITE_URL, null]",
        "site_url: HTTPS://Press.test",
        "site_url: https://press.test:8443/brief",
        "site_url: ''",
        "site_url:",
        "site_url: ~",
        "# site_url: https://press.test/",
        "extra:\n  site_url: https://press.test/",
        "\ufeffsite_url: https://press.test/",
    ],
)
def test_the_address_is_what_mkdocs_takes_it_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, written: str, environment: dict[str, str]
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    found, problems = read(tmp_path, f"{written}\nsite_name: Press\n{REST}")
    assert problems == ()
    assert found.site_url == (in_mkdocs(tmp_path).site_url or "")


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("[https://press.test/]", "site_url must be text, not a list"),
        ("{ a: b }", "site_url must be text, not a mapping"),
        ("8000", "site_url must be text, not 8000"),
        ("!ENV [BASE, 8000]", "site_url must be text, not 8000"),
        ("press.test", "must begin with https:// or http:// and a host"),
        ("/brief/", "must begin with https:// or http:// and a host"),
        ("https:/press.test/", "must begin with https:// or http:// and a host"),
        ("ftp://press.test/", "must begin with https:// or http:// and a host"),
        ("https://[", 'site_url "https://[" is not a valid URL'),
        ("https://press.test/?a=b", "must not contain ? or #"),
        ('"https://press.test/#top"', "must not contain ? or #"),
        ("https://press.test/my brief/", "it contains a space"),
    ],
)
def test_an_address_of_no_use_is_a_problem_at_its_place(tmp_path: Path, written: str, message: str) -> None:
    found, problems = read(tmp_path, f"site_name: Press\nsite_url: {written}\n{REST}")
    (problem,) = problems
    assert message in problem.message
    assert (problem.code, problem.place.file, problem.place.line, problem.place.column) == ("R07", "mkdocs.yml", 2, 11)
    assert found.site_url == ""


@pytest.mark.parametrize(
    ("written", "message"),
    [
        ("briefsite", "custom_dir is missing"),
        ("{ name: briefsite }", "custom_dir is missing"),
        ("{ name: briefsite, custom_dir: ~ }", "custom_dir is missing"),
        ("{ name: briefsite, custom_dir: overrides }", "custom_dir is overrides"),
        ("{ name: briefsite, custom_dir: templates }", "custom_dir is templates"),
        ("{ name: briefsite, custom_dir: ./docs/templates/ }", ""),
        ("material", ""),
        ("{ name: ~, custom_dir: overrides }", ""),
    ],
)
def test_our_theme_needs_the_templates_that_a_build_writes(tmp_path: Path, written: str, message: str) -> None:
    _, problems = read(tmp_path, f"site_name: Press\nsite_url: https://press.test/\ntheme: {written}\n")
    assert bool(message) == bool(problems)
    for problem in problems:
        assert message in problem.message
        assert (problem.code, problem.place.line, problem.place.column) == ("R07", 3, 8)
        assert "{name: briefsite, custom_dir: docs/templates}" in problem.help


@pytest.mark.parametrize("environment", [{}, {"BASE": "base.yml", "TITLE": "Reports", "FLAT": "false", "PAGE": "c.md"}])
def test_all_settings_are_what_mkdocs_takes_them_for(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str]
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    config = (
        'INHERIT: !ENV [BASE, "base.yml"]\nsite_name: Press\nuse_directory_urls: !ENV [FLAT, true]\n'
        "extra: { own: 1, list: [4] }\nnav: [!ENV [TITLE, Home]: index.md, About: [about.md, !ENV [PAGE, b.md]]]\n"
    )
    base = "INHERIT: more/deep.yml\nsite_name: Base\nextra: { list: [1, 2], inner: { a: 1 } }\nnav: [base.md]\n"
    deep = f"site_url: https://press.test/deep\nextra: {{ inner: {{ a: 2, b: 3 }} }}\n{REST}"
    found, _ = read(tmp_path, config, base=base, **{"more/deep": deep})
    wanted = in_mkdocs(tmp_path)
    assert list(found.files) == ["mkdocs.yml", "base.yml", "more/deep.yml"]
    assert found.site_url == wanted.site_url == "https://press.test/deep/"
    for name in ("site_name", "nav", "use_directory_urls", "extra"):
        assert found.data[name] == wanted[name], name
    assert found.place("site_url").file == "more/deep.yml"
    assert found.place("nav", 1, "About", 0).file == "mkdocs.yml"


@pytest.mark.parametrize(
    ("config", "parents", "message"),
    [
        ("INHERIT: base.yml", {}, 'the file "base.yml" to inherit from does not exist or cannot be read'),
        ("INHERIT: docs", {}, 'the file "docs" to inherit from does not exist or cannot be read'),
        ("INHERIT: ./mkdocs.yml", {}, '"./mkdocs.yml" inherits from itself'),
        ("INHERIT: base.yml", {"base": "INHERIT: mkdocs.yml"}, '"mkdocs.yml" inherits from itself'),
        ("INHERIT: [base.yml]", {}, "INHERIT must be the name of a file, not a list"),
        ("INHERIT:", {}, "INHERIT must be the name of a file, not nothing"),
    ],
)
def test_a_file_that_cannot_be_inherited_from_is_named(
    tmp_path: Path, config: str, parents: dict[str, str], message: str
) -> None:
    _, problems = read(tmp_path, f"site_name: Press\n{config}\n", **parents)
    assert [problem.message for problem in problems] == [message]
    assert {problem.code for problem in problems} == {"R07"}


@pytest.mark.parametrize("config", ["nav: [", "- a", "text", "a: !ENV { b: c }\n? [d]\n: e"])
def test_what_is_no_mapping_is_left_to_mkdocs(tmp_path: Path, config: str) -> None:
    found, problems = read(tmp_path, config)
    assert (found.site_url, problems, found.data) == ("", (), {})
    with pytest.raises((ConfigurationError, Abort, TypeError)):
        in_mkdocs(tmp_path)


def test_an_environment_variable_is_part_of_what_the_result_depends_on(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = make_project(
        tmp_path, {"mkdocs.yml": f'site_name: Press\nsite_url: !ENV [SITE_URL, "https://a.test"]\n{REST}'}
    )
    call_build(root)
    assert "https://a.test/" in call(root, "cite", "p1").output
    assert "Nothing has changed" in call_build(root).output
    monkeypatch.setenv("SITE_URL", "https://b.test/brief")
    assert "Nothing has changed" not in call_build(root).output
    assert "https://b.test/brief/#p1" in call(root, "cite", "p1").output
    assert b"https://b.test/brief/" in (root / "docs/cite/index.bib").read_bytes()
    assert "Nothing has changed" in call_build(root).output
    monkeypatch.setenv("OTHER", "x")
    assert "Nothing has changed" in call_build(root).output


def test_an_inherited_file_is_part_of_what_the_result_depends_on(tmp_path: Path) -> None:
    root = make_project(tmp_path, {"mkdocs.yml": "INHERIT: base.yml\nsite_name: Press\n", "base.yml": PLAIN})
    call_build(root)
    assert "Nothing has changed" in call_build(root).output
    (root / "base.yml").write_text(PLAIN.replace("press.test", "b.test"))
    assert "Nothing has changed" not in call_build(root).output
    inputs = gather(root, {}, Problems())
    assert inputs is not None
    assert inputs.site_url == "https://b.test/"


def test_the_navigation_is_checked_however_it_is_written(tmp_path: Path) -> None:
    nav = "nav: !ENV [NAV, [!ENV [HOME_TITLE, Home]: index.md, lost.md]]\nsite_name: Twice\n"
    root = make_project(tmp_path, {"mkdocs.yml": PLAIN + "extra: { emoji: !!python/name:os.name }\n" + nav})
    said = call(root, "check").output
    assert 'O05 the edition has no page "lost.md"' in said
    assert 'O05 "about.md" is not in the navigation' in said
