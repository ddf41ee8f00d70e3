"""No id that an editor gives breaks a build: it is refused where it is written, or stands on its page alone."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import pytest

from briefsite.ledger.page_ids import PAGE_IDS, PageWithIds, drawing_ids, is_reserved, theme_id
from briefsite.rendering.built_site import read_site
from briefsite.site.compose import read_one
from briefsite.site.inputs import gather
from tests.helpers import call, call_build, call_release, collect, make_project

TEXT = (
    "The river rose in the niight.[1]\n\nKhovd is dry.\n\nThe bridge held in 1636 at Batumi,[1] for three days.\n\n"
    "It laasts to this day.\n\nThe town of Batumi slept.\n\nIt slept on.\n\nNothing moved.\n\nA dog barked.\n"
)
BIBLIOGRAPHY = """
@online{own, title = {The Bridge}, url = {https://own.test/}, keywords = {source-document}}
@online{kerry, title = {Kerry}, url = {https://kerry.test/}}
"""
#: Those of the ids below are on a page of `full`, too, which has all that a page can have.
FOUND = {kind: PAGE_IDS[kind] - {"traces", "citation-data", "editions"} for kind in PAGE_IDS}


def quantity(value: int, words: str = "") -> dict[str, Any]:
    return {"value": value, "shown": str(value), "label": "days", **({"words": words} if words else {})}


def edition(*, full: bool) -> dict[str, Any]:
    """An edition of two pages, with all that a page can have, or (not `full`) with nothing that it can do without."""
    emended = {"because": "A slip.", "kind": "print"}
    made: dict[str, Any] = {
        "pages": [
            {"slug": "/", "title": "Overview", "from": "The river", "summary": "It rains.", "sections": []},
            {"slug": "bridge", "title": "Bridge", "from": "The bridge", "summary": "It holds.", "sections": []},
        ],
        "charts": [],
        "about": [],
        "notes": [{"number": 1, "status": "supplied", "works": ["kerry"]}],
        "emendations": [{"find": "niight", "read": "night", **emended}] if full else [],
    }
    if not full:
        return made
    made["emendations"].append({"find": "laasts", "read": "lasts", **emended})
    made["pages"].append({**made["pages"][1], "slug": "town", "from": "The town", "sections": []})
    made["names"] = [{"name": "Batumi", "kind": "place", "line": "A town."}]
    made["timeline"] = [{"when": "1636", "year": 1636, "what": "It held.", "words": "The bridge held in 1636"}]
    made["figures"] = [{"value": "3", "label": "days", "words": "three days"}]
    made["charts"] = [chart("days")]
    made["map"] = {
        "id": "map",
        "title": "Where",
        "center": [103, 46],
        "groups": [
            {
                "style": "subject",
                "legend": "here",
                "countries": [{"outline": "mongolia", "name": "Mongolia", "label": [103, 46]}],
            }
        ],
    }
    made["work"] = {
        "title": "The Bridge",
        "publisher": {"name": "The Press"},
        "date": "2020-02-01",
        "language": "en",
        "rights": "The publisher’s.",
        "published": [{"title": "Die Brücke", "language": "de", "date": "2020-03-01", "url": "https://a.test/"}],
    }
    return made


def chart(id_: str) -> dict[str, Any]:
    part = quantity(2, "for three days")
    return {"id": id_, "title": "Days", "whole": quantity(3), "part": part}


def project(root: Path, made: dict[str, Any], works: str = BIBLIOGRAPHY) -> Path:
    text = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in made.items())
    # Dates are dates in YAML, and texts in JSON.
    text = re.sub(r'"(\d{4}-\d\d-\d\d)"', r"\1", text)
    return make_project(
        root,
        {"sources/x/edition.yml": text, "sources/x/references.bib": works, "sources/x/brief.txt": TEXT},
    )


def given(kind: PageWithIds, name: str, *, full: bool) -> Iterator[tuple[str, dict[str, Any], str]]:
    """Every way to give something on a page of a `kind` the id `name`."""
    if kind == "bibliography":
        yield "work", edition(full=full), f"{BIBLIOGRAPHY}@online{{{name}, title = {{X}}, url = {{https://x.test/}}}}\n"
    if kind == "about":
        yield "part", {**edition(full=full), "about": [{"id": name, "title": "X", "text": "X."}]}, BIBLIOGRAPHY
    if kind in {"first", "theme"}:
        made, start = edition(full=full), "The river" if kind == "first" else "It laasts" if not full else "It lasts"
        made["pages"][kind == "theme"]["sections"] = [{"id": name, "title": "X", "from": start}]
        yield "section", made, BIBLIOGRAPHY
    if kind == "theme":
        yield "chart", {**edition(full=full), "charts": [chart(name)]}, BIBLIOGRAPHY
    if kind == "first":
        made = edition(full=True)
        yield "map", {**made, "map": {**made["map"], "id": name}}, BIBLIOGRAPHY


#: Of each form that ids have, besides the words of `PAGE_IDS`.
FORMS = {
    *("p1", "p9z1", "n1", "n1-1", "n1a", "ns1", "em-a", "em-a-ref", "l1", "t-1636-p3", "from-p3"),
    *("name-batumi", "names-place", "theme-bridge", "edition-dams", "map", "map-t", "days", "days-d"),
    *("citing", "search", "bridge"),
}
TRIED = [(kind, name) for kind, names in PAGE_IDS.items() for name in sorted(names | FORMS)]
#: Every sixth in the normal run: each is up to six builds.
ROUNDS = [pytest.param(*tried, marks=[pytest.mark.long] if at % 6 else []) for at, tried in enumerate(TRIED)]


@pytest.mark.parametrize(("kind", "name"), ROUNDS)
def test_an_id_that_pages_use_is_refused_or_harms_nothing(kind: PageWithIds, name: str, tmp_path: Path) -> None:
    for full in (True, False):
        for what, made, works in given(kind, name, full=full):
            root = project(tmp_path / f"{what}-{full}", made, works)
            checked = call(root, "check")
            if ": error " not in checked.output:
                built = call(root, "build")
                assert built.exit_code == 0, f"{what} {name} passes the check and breaks the build: {built.output}"
                # The address of a work is made of its key, and is another one where the page has it already.
                assert what == "work" or not (full and name in FOUND[kind]), f"{what} {name} is on the page already"
                continue
            refused = re.findall(r"^(\S+?):\d+:\d+: error (\w+) (.*)", checked.output, re.MULTILINE)
            wanted = ("sources/x/edition.yml", "O04")
            assert len(refused) == 1, checked.output
            file, code, said = refused[0]
            # Two things that are cited by one id can't both have it, wherever they are.
            both = (file, code) == ("sources/x/edition.yml", "A06") and said.startswith(f"{name} is the ID of a")
            assert both or ((file, code) == wanted and f'"{name}' in said), checked.output


def test_what_can_not_meet_is_not_refused(tmp_path: Path) -> None:
    made = edition(full=False)
    made["about"] = [{"id": name, "title": "X", "text": "X."} for name in ("p9", "notes", "works", "cite")]
    made["charts"] = [chart(name) for name in ("published", "about-the-notes", "themes", "map")]
    sections = ("key-figures", "published-there", "the-brief", "l1")
    starts = ("The bridge", "It laasts", "The town", "It slept")
    made["pages"][1]["sections"] = [
        {"id": name, "title": "X", "from": start} for name, start in zip(sections, starts, strict=True)
    ]
    lawful = ("citing", "emendations", "key-figure", "em-a", "l12", "t-1636-p3", "published-too")
    works = "".join(f"@online{{{key}, title = {{X}}, url = {{https://x.test/{key}}}}}\n" for key in lawful)
    call_build(project(tmp_path, made, BIBLIOGRAPHY + works))


def test_what_was_published_goes_on_working_until_it_meets_another(tmp_path: Path) -> None:
    made = edition(full=False)
    made["pages"][1]["sections"] = [{"id": "crossing", "title": "X", "from": "The bridge"}]
    works = BIBLIOGRAPHY.replace("source-document", "x")
    works += "@online{ownbook, title = {Y}, url = {https://y.test/}}\n"
    call_release(project(tmp_path, made, works), "2026-11-24")
    # As an earlier version of the program would have published them.
    ledger = tmp_path / "sources/x/permalinks.yml"
    published = ledger.read_text(encoding="utf-8").replace("id: crossing", "id: emendations")
    published = re.sub("(?m)^  words: .*\n", "", published)
    ledger.write_text(published.replace("id: ownbook", "id: the-brief"), encoding="utf-8")
    made["pages"][1]["sections"][0]["id"] = "emendations"
    works = works.replace("ownbook", "the-brief")
    call_build(project(tmp_path, made, works))

    made["emendations"] = edition(full=True)["emendations"]
    works += "@online{own2, title = {The Bridge}, url = {https://own.test/}, keywords = {source-document}}\n"
    refused = call(project(tmp_path, made, works), "check")
    heads = re.findall(r'^(\S+?):\d+:\d+: error (\w+) "(.*?)" is an ID', refused.output, re.MULTILINE)
    assert heads == [
        ("sources/x/edition.yml", "O04", "emendations"),
        ("sources/x/references.bib", "B06", "the-brief"),
    ]


def test_the_ids_of_pages_are_all_known(brief: Path, tmp_path: Path) -> None:
    """Whatever a page brings that an editor doesn't is in the list, or has a form of its own."""
    rich = project(tmp_path, edition(full=True))
    call_build(rich)
    found: dict[PageWithIds, set[str]] = {kind: set() for kind in PAGE_IDS}
    for root, folder in ((brief, "sources/mongolia"), (rich, "sources/x")):
        inputs, _ = collect(gather, root, {})
        assert inputs
        publication = read_one(inputs, folder).publication
        assert publication
        slugs = {leaf.at.path for leaf in publication.outline.leaves}
        own = {section.id for leaf in publication.outline.leaves for section in leaf.page.sections}
        own |= {work.key for work in publication.bibliography.works} | {part.id for part in publication.edition.about}
        drawn = [entry.id for entry in (*publication.edition.charts, publication.edition.map) if entry]
        own |= {name for entry in drawn for name in drawing_ids(entry)}
        for url, page in read_site(root / "site").pages.items():
            kind = KINDS.get(url, "theme" if url in slugs else None)
            if kind is None:
                continue
            left = {name for name in page.ids if not name.startswith("__")} - own
            if kind == "first":
                left -= {theme_id(leaf.page.slug) for leaf in publication.outline.leaves}
            assert [name for name in left if not is_reserved(name, kind)] == []
            found[kind] |= left
    for kind, names in FOUND.items():
        assert names | {"citation-data"} <= found[kind]


KINDS: Mapping[str, PageWithIds] = {"/": "first", "/bibliography/": "bibliography", "/about/": "about"}
