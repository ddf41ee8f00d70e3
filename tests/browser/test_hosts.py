"""The site on hosts of each kind: every address that was ever released leads to its passage, without JavaScript."""

from __future__ import annotations

import contextlib
import html
import http.client
import re
import shutil
import socket
import subprocess
import threading
import time
from collections.abc import Iterator, Sequence
from http import HTTPStatus
from pathlib import Path

import pytest
import yaml
from playwright.sync_api import Browser, expect
from selectolax.lexbor import LexborHTMLParser

from briefsite.init.workflows import workflow_files
from briefsite.ledger.former import published_addresses
from briefsite.ledger.reader import read_ledger
from briefsite.problems.collector import Problems
from setup_servers import set_up_server
from tests.helpers import call_release, make_project
from tests.hosts import Kind, StaticSite, host

EDITION = """\
work: {{ title: The Bridge, publisher: {{ name: The Press }}, date: 2020-02-01, language: en, rights: Theirs. }}
site: {{ title: The Bridge, description: A small text about a bridge. }}
source: {{ file: brief.txt }}
pages:
  - {{ slug: /, title: Overview, from: The river, summary: It rains. }}
  - {{ slug: {slug}, title: Bridge, from: The bridge, summary: It holds. }}
"""
TEXT = """\
The river rose in the night.

The bridge held[1] in the first hour.

Nobody crossed it before the morning came.

NOTES

[1] See the report.
"""
SETTINGS = """\
site_name: The Bridge
site_url: https://press.test/
theme: {name: briefsite, custom_dir: docs/templates}
plugins: []
markdown_extensions: [attr_list, md_in_html, tables, toc]
"""


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A site with two versions; in the second, a page has another slug."""
    root = tmp_path_factory.mktemp("hosts")
    files = {"mkdocs.yml": SETTINGS, "docs/templates/main.html": '{% extends "site.html" %}'}
    make_project(root, {**files, "sources/x/brief.txt": TEXT, "sources/x/edition.yml": EDITION.format(slug="held")})
    call_release(root, "2026-01-01")
    (root / "sources/x/edition.yml").write_text(EDITION.format(slug="bridge"), encoding="utf-8")
    call_release(root, "2026-02-01")
    return root


def _addresses(root: Path) -> Sequence[tuple[str, str]]:
    """Every address that was ever released, also under its former page, as path and fragment."""
    ledger = read_ledger((root / "sources/x/permalinks.yml").read_text("utf-8"), Problems()).ledger
    found = [address.partition("#")[::2] for address in published_addresses(ledger)]
    assert ("/held/", "p2") in found
    assert ("/held/", "") in found
    return found


def _has(page: str, fragment: str) -> bool:
    return not fragment or bool(LexborHTMLParser(page).css(f'[id="{fragment}"]'))


@pytest.mark.parametrize("kind", ["netlify", "cloudflare", "gitlab"])
def test_every_address_leads_to_its_passage_by_redirects(released: Path, tmp_path: Path, kind: Kind) -> None:
    folder = released / "site"
    if kind == "gitlab":  # its file prefers pages, so the workflow takes away those that only lead on
        folder = tmp_path / "public"
        shutil.copytree(released / "site", folder)
        workflow = yaml.safe_load(workflow_files()[".gitlab-ci.yml"])
        (command,) = [line for line in workflow["pages"]["script"] if "public/_redirects" in line]
        subprocess.run(["/bin/sh", "-c", command], cwd=tmp_path, check=True)
        assert not (folder / "held/index.html").exists()
    site = StaticSite(folder, kind)
    for path, fragment in _addresses(released):
        end, answer = site.end(path)
        assert answer.status == 200, path
        assert answer.file is not None
        assert _has(answer.file.read_text("utf-8"), fragment), f"{path}#{fragment}"
        assert not path.startswith("/held") or end == "/bridge/"
    assert site.end("/held")[0] == "/bridge/"
    assert site.end("/v/2026-02-01/held/")[0] == "/v/2026-02-01/bridge/"
    assert site.end("/v/2026-01-01/held/")[0] == "/v/2026-01-01/held/"
    assert site.answer("/nowhere/").status == 404


def test_a_browser_without_javascript_ends_at_the_passage(released: Path, browser: Browser) -> None:
    with host(released / "site", "netlify") as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        address = f"http://127.0.0.1:{server.server_port}"
        page.goto(f"{address}/held/#p3")
        expect(page).to_have_url(f"{address}/bridge/#p3")
        expect(page.locator("#p3:target")).to_contain_text("Nobody crossed it")
        context.close()
        server.shutdown()


def test_every_page_works_under_the_policy_of_the_headers(brief: Path, browser: Browser) -> None:
    """The policy of each page and that of the headers hold both: what a browser does must be allowed by each."""
    site = StaticSite(brief / "site", "cloudflare")
    for path in sorted((brief / "site").rglob("index.html")):
        url = f"/{path.parent.relative_to(brief / 'site').as_posix()}/".replace("/./", "/")
        allowed = set(_sources(site.headers(url)["Content-Security-Policy"]))
        own = re.search(r'http-equiv="Content-Security-Policy" content="([^"]*)"', path.read_text("utf-8"))
        assert own
        assert set(_sources(own[1])) <= allowed, url
    with host(brief / "site", "cloudflare") as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        page = browser.new_page()
        said: list[str] = []
        page.on("console", lambda message: said.append(message.text))
        page.goto(f"http://127.0.0.1:{server.server_port}/china-dependence/")
        page.keyboard.press("/")
        page.keyboard.type("coal")
        expect(page.locator(".md-search-result__item").first).to_be_visible()
        assert not said
        page.close()
        server.shutdown()


def _sources(policy: str) -> Iterator[tuple[str, str]]:
    for directive in html.unescape(policy).split(";"):
        name, *sources = directive.split()
        yield from ((name, source) for source in sources)


NGINX = """\
daemon off; pid {folder}/pid; error_log {folder}/error.log; worker_processes 1;
events {{ worker_connections 64; }}
http {{
  include /etc/nginx/mime.types; access_log off;
  client_body_temp_path {folder}/a; proxy_temp_path {folder}/b; fastcgi_temp_path {folder}/c;
  uwsgi_temp_path {folder}/d; scgi_temp_path {folder}/e;
  server {{ listen 127.0.0.1:{port}; root {site}; include {site}/_nginx.conf; }}
}}
"""
APACHE = """\
ServerRoot {folder}
ServerName 127.0.0.1
Listen 127.0.0.1:{port}
PidFile {folder}/pid
ErrorLog {folder}/error.log
{modules}
TypesConfig {folder}/types
DocumentRoot {site}
<Directory {site}>
  Require all granted
  AllowOverride FileInfo
</Directory>
<FilesMatch "^[._]">
  Require all denied
</FilesMatch>
"""
MODULES = ("mpm_event", "authz_core", "mime", "dir", "alias", "headers")


@contextlib.contextmanager
def _running(program: str, site: Path, folder: Path) -> Iterator[str]:
    """The address of a server of the site, with what the build wrote for it."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    path = set_up_server(program)
    modules = "\n".join(f"LoadModule {name}_module /usr/lib/apache2/modules/mod_{name}.so" for name in MODULES)
    config = (NGINX if program == "nginx" else APACHE).format(folder=folder, port=port, site=site, modules=modules)
    (folder / "types").write_text("text/html html\ntext/css css\ntext/javascript js\n", encoding="utf-8")
    (folder / "conf").write_text(config, encoding="utf-8")
    foreground = ["-c"] if program == "nginx" else ["-D", "FOREGROUND", "-f"]
    with subprocess.Popen([path, *foreground, str(folder / "conf")], stderr=subprocess.PIPE) as server:
        for _ in range(100):
            with contextlib.suppress(OSError), socket.create_connection(("127.0.0.1", port)):
                break
            assert server.poll() is None, server.stderr and server.stderr.read().decode()
            time.sleep(0.1)
        try:
            yield f"http://127.0.0.1:{port}"
        finally:
            server.terminate()


@pytest.mark.long
@pytest.mark.parametrize("program", ["nginx", "apache2"])
def test_every_address_leads_to_its_passage_on_a_server(
    released: Path, tmp_path: Path, browser: Browser, program: str
) -> None:
    site = tmp_path / "site"
    shutil.copytree(released / "site", site)
    site.chmod(0o755)
    for parent in tmp_path.parents:  # the servers' workers are other users
        if parent.owner() == "root" and parent.parts[1:2] in {("dev",), ("tmp",)} and len(parent.parts) > 3:
            parent.chmod(0o755)
    tmp_path.chmod(0o755)
    (site / ".htaccess").write_bytes((site / "_apache.conf").read_bytes())
    with _running(program, site, tmp_path) as address:
        for path, fragment in _addresses(released):
            end, answer, body = _followed(address, path)
            assert answer.status == HTTPStatus.OK, path
            assert _has(body, fragment), f"{path}#{fragment}"
            assert not path.startswith("/held") or end == "/bridge/"
            _expect_headers(site, answer, "public, max-age=0, must-revalidate")
        for path in ("/held", "/held/index.html", "/held/?a=1"):
            assert _followed(address, path)[0].partition("?")[0] == "/bridge/"
        (hashed,) = (site / "assets/javascripts").glob("bundle.*.min.js")
        _, answer, _ = _followed(address, f"/assets/javascripts/{hashed.name}")
        _expect_headers(site, answer, "public, max-age=31536000, immutable")
        _, answer, body = _followed(address, "/bridge/index.md")
        assert answer.headers["Content-Type"] == "text/markdown; charset=utf-8"
        _expect_headers(site, answer, "public, max-age=0, must-revalidate")
        assert "The bridge held" in body
        _, answer, body = _followed(address, "/nowhere/")
        assert (answer.status, "md-container" in body) == (HTTPStatus.NOT_FOUND, True)
        _expect_headers(site, answer, "public, max-age=0, must-revalidate")
        if program == "nginx":
            assert {_followed(address, f"/{name}")[1].status for name in ("_nginx.conf", "_headers", ".htaccess")} == {
                404
            }
        context = browser.new_context(java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{address}/held/#p3")
        expect(page).to_have_url(f"{address}/bridge/#p3")
        expect(page.locator("#p3:target")).to_contain_text("Nobody crossed it")
        context.close()


def _followed(address: str, path: str) -> tuple[str, http.client.HTTPResponse, str]:
    """Where a browser ends, the answer there and its body."""
    for _ in range(5):
        connection = http.client.HTTPConnection(address.removeprefix("http://"), timeout=10)
        connection.request("GET", path)
        answer = connection.getresponse()
        body = answer.read().decode()
        connection.close()
        if answer.status != HTTPStatus.MOVED_PERMANENTLY:
            return path, answer, body
        path = (answer.getheader("Location") or "").removeprefix(address)
    raise AssertionError(f"{path}: it leads in a circle")


def _expect_headers(site: Path, got: http.client.HTTPResponse, kept: str) -> None:
    expected = {**StaticSite(site, "netlify").headers("/x"), "Cache-Control": kept}
    assert {name: got.headers.get_all(name) for name in expected} == {name: [value] for name, value in expected.items()}
