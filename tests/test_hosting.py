"""What the build and `init` write for hosts: redirects, headers, snippets for servers, workflows."""

from __future__ import annotations

import re
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

import pytest
import yaml
from click import Group

from briefsite.cli.main import main
from briefsite.init.workflows import workflow_files
from briefsite.rendering.hosting import APACHE, HEADERS, NGINX, REDIRECTS, Hosting, host_files, is_hashed
from tests.helpers import call, make_project

ROOT = Path(__file__).resolve().parent.parent
HASHED = "/assets/javascripts/bundle.a5f9d56c.min.js"
SITE = Hosting(
    [("/old/", "/new/"), ("/older/", "/")], ["/", "/new/", "/404.html", "/a/b/"], [HASHED], "default-src 'none'"
)
#: The actions that are known to exist in these versions.
ACTIONS = {
    *("actions/checkout@v4", "actions/setup-python@v5", "actions/upload-artifact@v4", "actions/download-artifact@v4"),
    *("actions/upload-pages-artifact@v3", "actions/deploy-pages@v4", "actions/github-script@v7"),
}


def _lines(site: Hosting, name: str) -> list[str]:
    return [line for line in host_files(site)[name].decode().splitlines() if not line.startswith("#")]


def test_a_redirect_is_there_for_hosts_that_prefer_files_and_for_those_that_do_not() -> None:
    assert _lines(SITE, REDIRECTS) == [
        *("/old/ /new/ 301!", "/old/ /new/ 301", "/old /new/ 301"),
        *("/older/ / 301!", "/older/ / 301", "/older / 301"),
    ]


def test_below_a_path_every_rule_begins_with_it() -> None:
    below = Hosting(SITE.moved, SITE.pages, SITE.hashed, SITE.policy, "/the brief/")
    assert _lines(below, REDIRECTS)[0] == "/the%20brief/old/ /the%20brief/new/ 301!"
    paths = [line for line in _lines(below, HEADERS) if not line.startswith(" ")]
    assert paths == [f"/the%20brief{path}" for path in ("/*", "/*.md", "/*.epub", HASHED, "/", "/a/*", "/new/*")]
    assert "error_page 404 /the%20brief/404.html;" in _lines(below, NGINX)
    assert "ErrorDocument 404 /the%20brief/404.html" in _lines(below, APACHE)


def test_no_two_rules_give_one_path_the_same_header() -> None:
    """Hosts join the values."""
    rules: list[tuple[str, list[str]]] = []
    for line in _lines(SITE, HEADERS):
        if line.startswith("/"):
            rules.append((line, []))
        else:
            rules[-1][1].append(line.split(":")[0].strip())
    for path in ("/", "/new/", "/a/b/", "/new/index.md", HASHED, "/feed.xml", "/assets/reader.js"):
        given = [name for rule, names in rules if fnmatchcase(path, rule) for name in names]
        assert len(given) == len(set(given)), path
        assert {"Content-Security-Policy", "Strict-Transport-Security", "X-Content-Type-Options"} <= {*given}
        assert {"Referrer-Policy", "Permissions-Policy"} <= {*given}
        assert ("Cache-Control" in given) == (path in {"/", "/new/", "/a/b/", "/new/index.md", HASHED})
        assert ("Content-Type" in given) == path.endswith(".md")


def test_servers_say_that_a_twin_is_text() -> None:
    """A type that a server does not know is a download; without an encoding, text may be taken for Latin."""
    assert 'AddType "text/markdown; charset=utf-8" .md' in _lines(SITE, APACHE)
    assert 'location ~ "\\.md$" { types { } default_type "text/markdown; charset=utf-8"; }' in _lines(SITE, NGINX)
    assert "  Content-Type: text/markdown; charset=utf-8" in _lines(SITE, HEADERS)


def test_however_many_pages_there_are_no_host_gets_more_rules_than_it_reads() -> None:
    many = Hosting((), [f"/{number}/" for number in range(1000)], [HASHED], "x")
    assert len([line for line in _lines(many, HEADERS) if line.startswith("/")]) <= 100


@pytest.mark.parametrize(
    ("name", "hashed"),
    [
        (HASHED, True),
        ("/a/main.57a0d79d.min.css", True),
        ("/a/x.57a0d79d.js", True),
        ("/a/reader.js", False),
        ("/a/1.2.js", False),
    ],
)
def test_a_name_with_a_checksum_is_told_from_others(name: str, *, hashed: bool) -> None:
    assert is_hashed(name) == hashed


def test_what_a_site_brings_itself_is_left_alone_and_its_address_can_come_from_the_environment(tmp_path: Path) -> None:
    settings = (make_project(tmp_path) / "mkdocs.yml").read_text("utf-8")
    wanted = 'site_url: !ENV [SITE_URL, "https://example.org/"]'
    settings = re.sub(r"^site_url: .*", wanted, settings, flags=re.MULTILINE)
    (tmp_path / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (tmp_path / "docs/_redirects").write_text("/a /b 301\n", encoding="utf-8")
    (tmp_path / "docs/assets").mkdir()
    (tmp_path / "docs/assets/own.12345678.js").write_text("own", encoding="utf-8")
    assert call(tmp_path, "build", env={"SITE_URL": "https://press.test/brief"}).exit_code == 0
    site = tmp_path / "site"
    assert (site / REDIRECTS).read_text("utf-8") == "/a /b 301\n"
    headers = (site / HEADERS).read_text("utf-8")
    assert "\n/brief/*\n" in headers
    assert "own.12345678" not in headers, "only the theme changes the name of a file with its content"
    assert "press.test/brief/" in (site / "robots.txt").read_text("utf-8")


def _workflows() -> dict[str, str]:
    own = {path.relative_to(ROOT).as_posix(): path.read_text("utf-8") for path in ROOT.glob(".github/workflows/*.yml")}
    assert own
    return {**workflow_files(), **own}


@pytest.mark.parametrize("name", sorted(_workflows()))
def test_a_workflow_can_be_read_and_uses_what_exists(name: str) -> None:
    text = _workflows()[name]
    workflow: dict[Any, Any] = yaml.safe_load(text)
    assert workflow
    used = re.findall(r"uses: (\S+)", text)
    assert set(used) <= ACTIONS
    assert "@PROGRAM@" not in text
    assert isinstance(main, Group)
    for command, options in re.findall(r"^[ -]*(?:run: )?briefsite (\w+)(.*)$", text, re.MULTILINE):
        known = {each for option in main.commands[command].params for each in option.opts}
        assert {each for each in options.split() if each.startswith("--")} <= known, options


def test_a_strangers_pull_request_gets_no_rights() -> None:
    """What runs its code can only read; what writes the comment runs nothing of it."""
    files = workflow_files()
    for name in (".github/workflows/site.yml", ".github/workflows/preview.yml"):
        assert "pull_request_target" not in files[name]
    site, preview = (yaml.safe_load(files[f".github/workflows/{name}.yml"]) for name in ("site", "preview"))
    assert site["permissions"] == {"contents": "read"}
    assert "permissions" not in site["jobs"]["build"]
    assert "pull_request" in site["jobs"]["deploy"]["if"]
    steps = [step for job in preview["jobs"].values() for step in job["steps"]]
    assert not [step for step in steps if "run" in step or "checkout" in step.get("uses", "")]
    # An expression in a script would be code; what comes from outside goes through the environment.
    for job in site["jobs"].values():
        assert not [step for step in job["steps"] if "${{" in step.get("run", "")]
