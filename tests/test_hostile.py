"""A stranger's words stay words: every hostile input in every field, and nothing of it becomes markup or script."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any, Final
from zipfile import ZipFile

import pytest
import yaml

from briefsite.edition.file import parse_edition
from briefsite.problems.collector import Problems
from briefsite.problems.shown import DIRECTION_SIGNS
from tests.helpers import EDITION, call, make_project, snapshot
from tests.hostile.detector import PRODUCT, foreign, payloads

PAYLOADS: Final = tuple(payloads())
#: One of each way in which an input could come through, and the words with which the detector must name it.
PLANTED: Final = {
    "<p><b class=ZQX>zqx</b>": "class='ZQX' at <b>",
    "<p><b id=ZQX>zqx</b>": "id='ZQX' at <b>",
    "<p style='color:ZQX'>": "style='color:ZQX' at <p>",
    "<p zqx=1>": "an attribute zqx",
    "<zqx-part>": "an element <zqx-part>",
    "<p onclick='zqx()'>": "a handler onclick at <p>",
    "<svg onload=x>": "a handler onload at <svg>",
    "<img src=x onerror=zqx()>": "a handler onerror at <img>",
    "<script>zqx()</script>": "a <script> with 'zqx()'",
    "<script type=module>import 'zqx'</script>": "a <script> with",
    "<style>@import 'zqx'</style>": "a <style> with",
    '<script type=\'application/ld+json\'>{"a": "zqx", }</script>': "it is not JSON",
    '<script type="application/ld+json">{"a": 1, "zqx": 1}</script>': "a key zqx",
    "<a href='javascript:zqx()'>": "the address 'javascript:zqx()' at <a>",
    "<a href=' java&#115;cript:x'>": "the address ' javascript:x' at <a>",
    "<a href='//zqx.test/'>": "the address '//zqx.test/' at <a>",
    "<a href='https://zqx.test/'>here": "the address 'https://zqx.test/' at <a>",
    "<a href='data:text/html,x'>": "the address 'data:text/html,x' at <a>",
    "<img src=https://zqx.test/a>": "the address 'https://zqx.test/a' at <img>",
    "<form action=https://zqx.test/a>": "the address 'https://zqx.test/a' at <form>",
    "<button formaction=javascript:a>": "at <button>",
    "<video poster=https://zqx.test/a>": "at <video>",
    "<iframe srcdoc='zqx'></iframe>": "an element <iframe>",
    "<base href=https://zqx.test/>": "an element <base>",
    "<meta http-equiv=refresh content='0;url=https://zqx.test/'>": "a <meta>",
    "<p><strong>zqxmd</strong>": "<strong> around zqxmd",
    "<p><em> zqxmd </em>": "<em> around zqxmd",
    "<table><tr><td>zqxmd": "<td> around zqxmd",
    f"<p>{PRODUCT}": "a template was worked out",
}


@pytest.mark.parametrize("page", PLANTED)
def test_the_detector_finds_what_is_planted(page: str) -> None:
    found = foreign("a.html", page.encode())
    assert any(PLANTED[page] in one for one in found), found
    assert not foreign("a.html", f"<p>{page.replace('<', '&lt;').replace(PRODUCT, '')}".encode())


def test_the_detector_reads_other_files_too() -> None:
    assert foreign("feed.xml", b"<a><zqx/></a>") == ["feed.xml: an element zqx"]
    assert foreign("feed.xml", b"<a href='javascript:x'/>") == ["feed.xml: the address 'javascript:x'"]
    assert "it is not XML" in foreign("feed.xml", b"<a>&zqx;</a>")[0]
    assert foreign("a.svg", b"<svg xmlns='http://www.w3.org/2000/svg' onload='x'><script/></svg>") == [
        "a.svg: an attribute onload",
        "a.svg: an element {http://www.w3.org/2000/svg}script",
    ]
    assert foreign("a.json", b'[{"a": {"zqx": 1}}]') == ["a.json: a key zqx"]
    assert foreign("a.txt", PRODUCT.encode()) == [f"a.txt: {PRODUCT}: a template was worked out"]
    assert foreign("a.json", b'["<script>zqx()</script>"]') == []


def test_there_are_inputs_of_every_kind() -> None:
    kinds = set(payloads().values())
    assert kinds == {
        *("HTML", "script", "handlers", "CSS", "Markdown", "attribute lists"),
        *("Jinja", "Typst", "TeX", "XML", "JSON-LD", "front matter"),
    }
    assert len(PAYLOADS) >= 250
    assert not [one for one in PAYLOADS if set(one) & set(DIRECTION_SIGNS)]


def in_title(payload: str) -> str:
    """An input for a field that takes no `<`, `>` and `&`."""
    return re.sub("[<>&]", "", payload).strip() or "zqx"


def edition(texts: tuple[str, ...]) -> Mapping[str, Any]:
    """An edition.yml with hostile inputs in every field that takes words."""
    joined = " ; ".join(" ".join(one.split()) for one in texts)
    title = in_title(joined)[:4000]
    numbered = list(enumerate(texts))
    words = [f"Passage {number} says" for number, _ in numbered]
    quantity = {"value": 2, "shown": joined, "label": joined}
    return {
        "work": {
            "title": title,
            "publisher": {"name": joined, "short": joined, "place": joined},
            "series": joined,
            "number": joined,
            "date": "2020-02-01",
            "language": "en",
            "rights": joined,
            "authors": [joined, *texts[:40]],
            "published": [
                {"title": one, "language": "mn", "date": "2020-02-01", "number": one, "url": "https://ok.test/"}
                for one in texts[::4]
            ],
        },
        "editors": [{"name": title, "role": joined}],
        "license": joined,
        "site": {"title": title, "description": joined},
        "source": {"file": "a'$(zqx) {b} #1.txt"},
        "pages": [
            {
                "slug": "/",
                "title": title,
                "from": "Passage 0 says",
                "summary": joined,
                "description": joined,
                "sections": [{"id": f"s{n}", "title": one, "from": words[n]} for n, one in numbered],
            }
        ],
        "emendations": [
            {"find": f"wrong{n}x", "read": f"right {' '.join(one.split())}", "because": one, "kind": "print"}
            for n, one in numbered[1::2]
        ],
        "hyphens": {},
        "notes": [
            {
                "number": n + 1,
                "status": "supplied",
                "works": [{"key": f"k{n}", "locator": one}],
                "comment": one,
            }
            for n, one in numbered
        ],
        "names": [{"name": f"Passage {n}", "kind": "term", "aliases": [one], "line": one} for n, one in numbered],
        "timeline": [{"when": one, "year": 1900, "what": one, "words": words[n]} for n, one in numbered],
        "figures": [{"value": one, "label": one, "words": words[n], "by": "text"} for n, one in numbered],
        "charts": [
            {
                "id": "chart",
                "title": joined,
                "note": joined,
                "whole": {**quantity, "value": 4},
                "part": {**quantity, "of": joined},
            }
        ],
        "map": {
            "title": joined,
            "note": joined,
            "groups": [
                {"style": "subject", "legend": texts[0], "countries": [{"outline": "mongolia", "name": texts[0]}]}
            ],
        },
        "about": [{"id": f"a{n}", "title": one, "text": one} for n, one in numbered],
    }


def bibliography(texts: tuple[str, ...]) -> str:
    """Works with hostile inputs in every field, as far as braces are in pairs, so that there is a field at all."""
    fields = ("title", "journaltitle", "note", "author", "date", "volume", "pages", "url", "doi", "series", "addendum")
    entries = []
    for number, one in enumerate(texts):
        value = one if _is_balanced(one) else one.replace("{", "").replace("}", "").rstrip("\\")
        lines = "".join(f"  {name} = {{{value}}},\n" for name in fields)
        entries.append(f"@article{{k{number},\n{lines}}}\n")
    return "".join(entries)


def _is_balanced(text: str) -> bool:
    depth = 0
    for sign in text:
        depth += (sign == "{") - (sign == "}")
        if depth < 0:
            return False
    return depth == 0 and not text.endswith("\\")


def hostile_project(root: Path, own: Path, texts: tuple[str, ...]) -> Path:
    """A project with hostile inputs in every field, and the templates and settings of this repository's site."""
    config = re.sub(
        r"(?ms)^(nav|not_in_nav|site_name|site_description|site_author):.*?(?=^\w|\Z)",
        "",
        (own / "mkdocs.yml").read_text(encoding="utf-8"),
    )
    said = json.dumps(" ; ".join(" ".join(one.split()) for one in texts))
    text = "".join(
        f"Passage {n} says {one} and wrong{n}x so.[{n + 1}]\n\n"
        for n, one in enumerate(" ".join(t.split()) for t in texts)
    )
    make_project(
        root,
        {
            "mkdocs.yml": config + "".join(f"site_{one}: {said}\n" for one in ("name", "description", "author")),
            EDITION: yaml.safe_dump(dict(edition(texts)), allow_unicode=True, sort_keys=False, width=10_000),
            "sources/x/a'$(zqx) {b} #1.txt": text,
            "sources/x/references.bib": bibliography(texts),
        },
    )
    return root


def published(site: Mapping[str, bytes]) -> Iterator[tuple[str, bytes]]:
    """The files of a site, and those inside of its documents, whose names then say that they are XML."""
    for name, data in site.items():
        yield name, data
        if name.endswith((".epub", ".docx")):
            with ZipFile(BytesIO(data)) as packed:
                for inside in packed.namelist():
                    is_xml = inside.endswith((".xhtml", ".opf", ".rels"))
                    yield f"{name}/{inside}{'.xml' if is_xml else ''}", packed.read(inside)


@pytest.mark.parametrize("texts", [PAYLOADS[::8], pytest.param(PAYLOADS, marks=pytest.mark.long)], ids=["some", "all"])
@pytest.mark.usefixtures("real_documents")
def test_every_hostile_input_in_every_field_stays_text(root: Path, tmp_path: Path, texts: tuple[str, ...]) -> None:
    project = hostile_project(tmp_path, root, texts)
    result = call(project, "build")
    assert result.exception is None, result.output[-3000:] or result.exception
    site = snapshot(project / "site")
    assert {name.rpartition(".")[2] for name in site} >= {"epub", "docx", "pdf", "zip"}
    found = [one for name, data in published(site) for one in foreign(name, data)]
    assert found == []
    page = site["index.html"].decode()
    assert page.count("zqx") > 3 * len(texts), "the inputs are there, as text"


def test_hostile_inputs_for_names_are_refused() -> None:
    """Names of pages, sections, files and paths have a form that leaves no room."""
    for payload in PAYLOADS:
        if payload.isalpha() and payload.islower():  # "null", as a text, is a name like any other
            continue
        stated: dict[str, Any] = {"pages": [{"slug": payload, "title": "T", "from": "The river", "summary": "S"}]}
        stated |= {"source": {"file": f"../{payload}"}, "site": {"title": "T", "description": "d", "path": payload}}
        stated |= {"report_errors": payload, "about": [{"id": payload, "title": "T", "text": "t"}]}
        problems = Problems()
        parsed, _ = parse_edition("edition.yml", yaml.safe_dump(stated), problems)
        assert parsed is None
        lines = {problem.subject for problem in problems}
        assert {"slug", "path", "id"} <= lines, (payload, lines)
        assert "report_errors" in lines or payload.startswith("https://zqx.test"), payload
