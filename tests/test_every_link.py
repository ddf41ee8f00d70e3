"""Every link that a version of a site offers leads to something in all later versions, whatever its editors do.

A small edition with all that a page can have is released four times, with edits of every kind in between. Each page of
each version is read as a browser gets it, and each link to a fragment, also of an element to itself, is followed in the
sites of that version and of all later ones.
"""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import unquote, urljoin

import pytest

from briefsite.ledger.ledger import Ledger
from briefsite.ledger.reader import read_ledger
from briefsite.problems.collector import Problems
from briefsite.rendering.built_site import BuiltPage, BuiltSite, read_site
from tests.helpers import EDITION, call_build, call_release, completed, make_project

SITE = "https://example.org"
DAYS = ("2026-11-24", "2026-12-01", "2026-12-08", "2026-12-15")
BIBLIOGRAPHY = """
@online{own, title = {The Bridge}, url = {https://own.test/}, keywords = {source-document}}
@online{kerry, title = {On Rivers}, url = {https://kerry.test/}}
@online{bold, title = {On Bridges}, url = {https://bold.test/}}
"""
FIRST = {
    "opening": "The river rose in the niight, and nobody in the valley had expected it.[1]",
    "aim": "This account says what became of the bridge, of the town below it, and of those who lived in both.",
    "source": "The river comes from the glaciers of the north, where snow lies until the end of June.[2]",
    "flood": "The flood of 1911 was the highest that anybody had seen. It carried away two mills and a barn. For weeks "
    "afterwards the fields stood under water, and the harvest of that year was lost to the last sheaf.",
    "fish": "Trout and grayling used to be caught here by the cartload, until the tanneries upstream were built.",
    "goals": "The council had three goals:",
    "goal1": "To dam the river above the mill.",
    "goal2": "To rebuild the bridge in stone.",
    "goal3": "To move the market uphill.",
    "bridge": "The bridge of larch was built in 1884 by carpenters from Khovd,[2] who laasted out the winter in tents.",
    "span": "It spans 120 meters, of which the flood took 40 meters with it when the ice broke in the spring.",
    "toll": "A toll of two coins was taken from every cart, and one from every rider, as the mayor Batbold decreed.",
    "stone": "In 1925 a bridge of stone replaced the larch, designed by Anna Ekholm, an engineer from the coast.",
    "town": "The town below counted 900 souls in 1884 and twice as many when the railway came.[3]",
    "market": "Its market sold wool, salt, tea and tin, and on Sundays the newspapers of the capital, a week old.",
    "school": "A school was opened in 1931 in the house of the ferryman, who had no more work after the new bridge.",
    "end": "Nothing is left of the mills.[1] The barn was found, years later, on a meadow far to the south.",
    "notes": "FOOTNOTES:\n\n[1] See the leters of the mayor in the town archive.\n\n"
    "[2] Carpenters and anglers agree.\n\n[3] The census of that year, printed in the capital.",
}


def quantity(value: int, words: str = "") -> dict[str, Any]:
    return {"value": value, "shown": f"{value} meters", "label": "of the span", **({"words": words} if words else {})}


def first_edition() -> dict[str, Any]:
    slip = {"because": "A slip.", "kind": "print"}
    return {
        "pages": [
            {"slug": "/", "title": "Overview", "from": "The river rose", "summary": "It rains.", "sections": []},
            {
                "slug": "river",
                "title": "The river",
                "from": "The river comes",
                "summary": "It rises.",
                "sections": [
                    {"id": "flood", "title": "The flood of 1911", "from": "The flood"},
                    {"id": "goals", "title": "What the council wanted", "from": "The council"},
                ],
            },
            {"slug": "bridge", "title": "The bridge", "from": "The bridge of", "summary": "It holds.", "sections": []},
            {
                "slug": "town",
                "title": "The town",
                "from": "The town below",
                "summary": "It sleeps.",
                "sections": [{"id": "trade", "title": "Trade", "from": "Its market"}],
            },
        ],
        "notes": [
            {"number": 1, "status": "author"},
            {"number": 2, "status": "supplied", "works": ["kerry", "bold"]},
            {"number": 3, "status": "supplied", "works": ["kerry"]},
        ],
        "emendations": [
            {"find": "niight", "read": "night", **slip},
            {"find": "laasted", "read": "lasted", **slip},
            {"find": "leters", "read": "letters", **slip},
            {"find": "two coins", "read": "three coins", **slip},
        ],
        "names": [
            {"name": "Khovd", "kind": "place", "line": "A town in the west."},
            {"name": "Batbold", "kind": "person", "line": "The mayor who had the toll taken from carts."},
            {"name": "Anna Ekholm", "kind": "person", "line": "The engineer who designed the bridge of stone."},
        ],
        "timeline": [
            {"when": "1884", "year": 1884, "what": "A bridge of larch is built.", "words": "larch was built in 1884"},
            {"when": "1911", "year": 1911, "what": "The highest flood.", "words": "The flood of 1911"},
            {"when": "1925", "year": 1925, "what": "A bridge of stone is built.", "words": "In 1925"},
            {"when": "1931", "year": 1931, "what": "The school opens.", "words": "opened in 1931"},
        ],
        "figures": [{"value": "900", "label": "souls", "words": "900 souls"}],
        "charts": [
            {
                "id": "lost-span",
                "title": "What the flood took",
                "whole": quantity(120, "120 meters"),
                "part": quantity(40, "40 meters"),
            }
        ],
        "map": {
            "id": "where",
            "title": "Where it is",
            "center": [103, 46],
            "groups": [
                {
                    "style": "subject",
                    "legend": "here",
                    "countries": [{"outline": "mongolia", "name": "Khovd", "label": [103, 46]}],
                }
            ],
        },
        "about": [
            {"id": "origin", "title": "Where it comes from", "text": "From an attic."},
            {"id": "method", "title": "How it was edited", "text": "With care."},
        ],
        "work": {
            "title": "The Bridge",
            "publisher": {"name": "The Press"},
            "date": "2020-02-01",
            "language": "en",
            "rights": "The publisher’s.",
            "published": [{"title": "Die Brücke", "language": "de", "date": "2020-03-01", "url": "https://a.test/"}],
        },
    }


Draft = tuple[dict[str, str], dict[str, Any]]


def second(text: dict[str, str], edition: dict[str, Any]) -> Draft:
    """Withdrawn, split, corrected; a page, a section and two names renamed."""
    del text["fish"]
    first, rest = text["flood"].split(" For weeks ")
    text |= {"flood": f"{first}\n\nFor weeks {rest}"}
    text["opening"] = text["opening"].replace("niight", "night").replace("[1]", "")
    text["town"] = text["town"].replace("counted 900 souls", "had 900 souls, as the priest counted them,")
    del text["goal2"]
    edition["emendations"] = edition["emendations"][1:3]
    edition["pages"][3] |= {"slug": "settlement"}
    edition["pages"][1]["sections"][0] |= {"id": "high-water"}
    edition["pages"][3]["sections"][0] |= {"title": "Wool and salt"}
    edition["names"][0] |= {"name": "Hovd", "aliases": ["Khovd"]}
    edition["names"][1] |= {"name": "Batbold the mayor", "aliases": ["Batbold"]}
    edition["map"]["groups"][0]["countries"][0]["name"] = "Hovd"
    edition["timeline"][0] |= {"when": "1883 or 1884", "year": 1883}
    edition["timeline"][1] |= {"what": "The flood carries away two mills."}
    edition["charts"][0] |= {"title": "What the ice took"}
    return text, edition


def third(text: dict[str, str], edition: dict[str, Any]) -> Draft:
    """Merged and moved; what is beside the text is taken out, the text is shorter by lines."""
    text["aim"] = text.pop("opening") + " " + text["aim"]
    text["source"] = text["source"].replace("[2]", "")
    moved = text.pop("toll")
    text["goal3"] += f"\n\n{moved}"
    text["span"] = "It spans more than can be said, and the flood took much of it when the ice broke in the spring."
    del text["school"], text["goals"], text["goal1"]
    text["goal3"] = text["goal3"].replace("To move the market uphill.\n\n", "")
    edition["pages"][0] |= {"from": "The river rose"}
    edition["pages"][1]["sections"] = edition["pages"][1]["sections"][:1]
    edition["names"] = edition["names"][1:]
    edition["timeline"] = edition["timeline"][1:3]
    edition["emendations"] = [*edition["emendations"][:1]]
    text["notes"] = text["notes"].replace("leters", "letters")
    edition |= {"charts": [], "map": None, "figures": [], "about": edition["about"][1:]}
    edition["work"] |= {"published": []}
    return text, edition


def fourth(text: dict[str, str], edition: dict[str, Any]) -> Draft:
    """Little is left: two pages, no notes, no names, no events, no emendations."""
    left = {name: re.sub(r"\[\d\]", "", text[name]) for name in ("aim", "town", "end")}
    edition["pages"] = [edition["pages"][0], edition["pages"][3] | {"sections": []}]
    edition |= {"names": [], "timeline": [], "emendations": [], "notes": [], "about": []}
    return left, edition


def first(text: dict[str, str], edition: dict[str, Any]) -> Draft:
    return text, edition


EDITS = (first, second, third, fourth)


def write(root: Path, text: Mapping[str, str], edition: Mapping[str, Any]) -> None:
    parts = {key: value for key, value in edition.items() if value is not None}
    lines = "".join(f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in parts.items())
    # Dates are dates in YAML, and texts in JSON.
    lines = re.sub(r'"(\d{4}-\d\d-\d\d)"', r"\1", lines)
    (root / EDITION).write_bytes(completed(lines.encode()))
    (root / "sources/x/brief.txt").write_text("\n\n".join(text.values()) + "\n", encoding="utf-8")


def with_theme(root: Path, repository: Path) -> None:
    """The theme of the repository's own site, with its menus and permalinks."""
    settings = (repository / "mkdocs.yml").read_text(encoding="utf-8")
    settings = re.sub(r"(?m)^nav:\n(?:[ -].*\n)*", "", settings)
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (root / "docs/templates").mkdir(parents=True, exist_ok=True)
    (root / "docs/templates/main.html").unlink(missing_ok=True)


def offered(page: BuiltPage) -> Iterator[str]:
    """Every address with a fragment that a page links to on the site, as path and fragment."""
    for node in page.tree.css("a[href]"):
        target = unquote(urljoin(f"{SITE}{page.url}", node.attributes.get("href") or ""))
        path, _, fragment = target.removeprefix(SITE).partition("#")
        # The theme's own are in its templates, and no edition can have one that begins like them.
        if target.startswith(SITE) and fragment and not fragment.startswith("__"):
            yield f"{path.removesuffix('index.html')}#{fragment.partition(':~:')[0]}"


def broken(addresses: set[str], site: BuiltSite) -> list[str]:
    """Those of the addresses that don't lead to exactly one place in a site."""
    found = []
    for address in sorted(addresses):
        path, _, fragment = address.partition("#")
        if path not in site.pages or site.pages[path].ids.get(fragment, 0) != 1:
            found.append(address)
    return found


def ledger_of(root: Path) -> Ledger:
    return read_ledger((root / "sources/x/permalinks.yml").read_text(encoding="utf-8"), Problems()).ledger


@pytest.fixture(scope="module")
def released(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the site of each version, by its day, that of each draft before it, and the project at the end."""
    folder = tmp_path_factory.mktemp("released")
    project = make_project(folder / "project", {"sources/x/references.bib": BIBLIOGRAPHY})
    with_theme(project, root)
    text, edition = dict(FIRST), first_edition()
    for day, edit in zip(DAYS, EDITS, strict=True):
        text, edition = edit(text, edition)
        write(project, text, edition)
        call_build(project)
        shutil.copytree(project / "site", folder / f"draft-{day}")
        call_release(project, day)
        shutil.copytree(project / "site", folder / day)
    return folder


def test_every_link_of_every_version_leads_somewhere_in_all_later_ones(released: Path) -> None:
    known: set[str] = set()
    for day in DAYS:
        assert broken(known, read_site(released / f"draft-{day}")) == [], f"in the draft before {day}"
        site = read_site(released / day)
        known |= {address for page in site.pages.values() for address in offered(page)}
        assert broken(known, site) == [], f"in the version of {day}"
    pages = {address.partition("#")[0] for address in known}
    assert {f"/v/{day}/full-text/" for day in DAYS} | {"/names/", "/timeline/", "/received/", "/town/"} <= pages
    assert len(known) > 500, "the crawler finds the links of all versions"


def test_the_edits_are_of_every_kind(released: Path) -> None:
    records = ledger_of(released / "project").records
    became: set[tuple[str, str]] = {(record.kind, record.state) for record in records}
    became |= {(record.kind, event.what) for record in records for event in record.history}
    became |= {(record.kind, "split") for record in records if record.of}
    withdrawn = {"page", "paragraph", "item", "section", "note", "name", "event", "emendation", "figure", "part"}
    assert became >= {(kind, "withdrawn") for kind in withdrawn} | {
        ("paragraph", "merged"),
        ("paragraph", "split"),
        ("paragraph", "moved"),
        ("paragraph", "edited"),
        ("page", "renamed"),
        ("section", "renamed"),
        ("name", "edited"),
        ("event", "edited"),
        ("heading", "withdrawn"),
    }
    lines = [version.lines for version in ledger_of(released / "project").versions]
    assert lines[-1] < lines[0]


def test_a_draft_leaves_the_link_to_its_changes_behind(released: Path) -> None:
    for day in DAYS[1:]:
        draft = read_site(released / f"draft-{day}")
        assert "/changes/#changes-draft" in {address for page in draft.pages.values() for address in offered(page)}
        assert broken({"/changes/#changes-draft"}, read_site(released / day)) == []


def test_what_is_renamed_or_corrected_keeps_its_address(released: Path) -> None:
    site = read_site(released / DAYS[1])
    for address, words in (
        ("/names/#name-khovd", "Hovd A town in the west."),
        ("/names/#name-batbold", "Batbold the mayor"),
        ("/timeline/#t-1884-p7", "1883 or 1884"),
        ("/timeline/#t-1911-p4", "The flood carries away two mills."),
        ("/#theme-town", "The town"),
        ("/bridge/#lost-span", "What the ice took"),
        ("/bridge/#em-p7", "corrected from “laasted”"),
    ):
        path, _, fragment = address.partition("#")
        node = site.pages[path].tree.css_first(f'[id="{fragment}"]')
        assert node is not None, address
        assert words in " ".join(node.text().split()), address
