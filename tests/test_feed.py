"""Feeds: an entry for each version, valid by RFC 4287, and the same whatever is being drafted."""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from urllib.parse import urljoin
from xml.etree.ElementTree import Element, fromstring

import msgspec
import pytest
from selectolax.lexbor import LexborHTMLParser

from briefsite.exports.feed import Feed, FeedEntry, atom, entry_id
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.record import Change
from briefsite.ledger.version import DRAFT, Version, VersionId
from briefsite.pages.fragment import fragment_html
from briefsite.pages.mark import is_marked
from briefsite.pages.version_feed import feed_of_site, version_feed
from briefsite.reading.publication import Publication
from briefsite.reading.summary import summarize

ATOM = "{http://www.w3.org/2005/Atom}"
SITE = "https://press.test/dams/"
VERSIONS = (
    Version(VersionId(datetime.date(2026, 12, 1)), "a" * 64, "The first."),
    Version(VersionId(datetime.date(2026, 12, 1), 2), "b" * 64, 'Words & <b> "signs".'),
    Version(VersionId(datetime.date(2027, 1, 5))),
)


@pytest.fixture(scope="module")
def edited(publication: Publication) -> Publication:
    """The brief with three versions: ¶ 8 changed in the second, and is changed again in the draft."""
    first, second, _ = (version.id for version in VERSIONS)
    records = {record.id: replace(record, since=first, history=()) for record in publication.released.records}
    now = records["p8"].wording
    records["p8"] = replace(records["p8"], history=(Change("edited", second, f"{now} Only at first."),))
    released = Ledger(tuple(records.values()), VERSIONS)
    drafted = replace(records["p8"], wording="Secret.", history=(*records["p8"].history, Change("edited", DRAFT, now)))
    ledger = Ledger(tuple({**records, "p8": drafted}.values()), VERSIONS)
    return replace(publication, released=released, ledger=ledger)


def feed_of(publication: Publication, address: str = SITE) -> Element:
    (data,) = version_feed(publication, address, "sources/x/", fragment_html).values()
    assert is_marked(data)
    tree = fromstring(data)  # noqa: S314 - our own
    assert [*faults(tree)] == []
    return tree


def faults(feed: Element) -> Iterator[str]:
    """What RFC 4287 forbids (4.1.1, 4.1.2, 4.2.6, 3.3), as far as it concerns elements that we write."""
    assert feed.tag == f"{ATOM}feed"
    entries = feed.findall(f"{ATOM}entry")
    for whole in (feed, *entries):
        counts = Counter(child.tag.removeprefix(ATOM) for child in whole)
        yield from (f"{counts[name]} × {name}" for name in ("id", "title", "updated") if counts[name] != 1)
        yield from (f"several {name}" for name in ("summary", "content", "subtitle") if counts[name] > 1)
        links = [link.attrib for link in whole.findall(f"{ATOM}link")]
        shown = Counter(link["type"] for link in links if link["rel"] == "alternate")
        yield from (f"{count} alternates" for count in shown.values() if count != 1)
        if not shown and whole is not feed and not counts["content"]:
            yield "neither content nor an alternate"
        if not re.fullmatch(r"urn:uuid:[0-9a-f-]{36}", whole.findtext(f"{ATOM}id") or ""):
            yield "an id that is no URN"
        if not re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00Z", whole.findtext(f"{ATOM}updated") or ""):
            yield "no date of RFC 3339"
    if not feed.findtext(f"{ATOM}author/{ATOM}name"):
        yield "no author"
    ids = [whole.findtext(f"{ATOM}id") for whole in (feed, *entries)]
    yield from (f"{one} twice" for one, count in Counter(ids).items() if count > 1)


def said(entry: Element, name: str) -> str:
    return entry.findtext(f"{ATOM}{name}") or ""


def target(entry: Element, rel: str) -> str:
    return "".join(link.attrib["href"] for link in entry.findall(f"{ATOM}link") if link.attrib["rel"] == rel)


def test_every_version_is_an_entry_the_newest_first_with_what_changed(edited: Publication) -> None:
    feed = feed_of(edited)
    third, second, first = feed.findall(f"{ATOM}entry")
    assert (said(feed, "updated"), said(third, "updated")) == ("2027-01-05T00:00:00Z",) * 2
    assert target(feed, "self") == f"{SITE}feed.xml"
    assert [said(entry, "title") for entry in (second, first)] == [
        "Version of 1 December 2026 (2)",
        "Version of 1 December 2026",
    ]
    assert target(second, "alternate") == f"{SITE}v/2026-12-01.2/"
    assert target(second, "related") == f"{SITE}changes/#changes-2026-12-01.2"
    # Of a version that was not kept there is only what the page of the changes says.
    assert target(third, "alternate") == f"{SITE}changes/#changes-2027-01-05"
    assert said(second, "summary") == "Words & <b> “signs”."
    content = LexborHTMLParser(said(second, "content"))
    (line,) = content.css("li")
    assert "was revised" in line.text()
    assert [node.text().strip() for node in line.css("del")] == ["Only at first."]
    assert line.css("a")[0].attributes["href"] == f"{SITE}china-dependence/#p8"
    assert "The first version" in said(first, "content")


def test_a_draft_is_in_no_feed(edited: Publication) -> None:
    (data,) = version_feed(edited, SITE, "sources/x/", fragment_html).values()
    assert b"Secret" not in data
    assert b"draft" not in data
    assert version_feed(replace(edited, ledger=edited.released), SITE, "sources/x/", fragment_html) == {
        "feed.xml": data
    }
    assert not version_feed(replace(edited, released=Ledger((), ())), SITE, "sources/x/", fragment_html)


def test_entries_are_the_same_wherever_the_site_is(edited: Publication) -> None:
    here, there = feed_of(edited), feed_of(edited, "https://example.org/")
    ids = [[said(entry, "id") for entry in (feed, *feed.findall(f"{ATOM}entry"))] for feed in (here, there)]
    assert ids[0] == ids[1]
    # Without an address links lead on from wherever the feed is.
    assert not target(there, "self")
    for mine, its in zip(here.findall(f"{ATOM}entry"), there.findall(f"{ATOM}entry"), strict=True):
        assert target(mine, "alternate") == urljoin(SITE, target(its, "alternate"))
        assert "://" not in said(its, "content")
    assert entry_id("", VERSIONS[0]) != entry_id("dams", VERSIONS[0])


def test_a_site_of_several_editions_has_a_feed_of_all_their_versions(edited: Publication) -> None:
    card = summarize(edited)
    other = msgspec.structs.replace(card, path="old/dams", title='"Dams"', versions=card.versions[:1])
    assert not feed_of_site([card], "Press", SITE, "sources/")
    assert not feed_of_site([msgspec.structs.replace(other, versions=())], "Press", SITE, "sources/")
    (data,) = feed_of_site([card, other], "Press", SITE, "sources/").values()
    feed = fromstring(data)  # noqa: S314 - our own
    assert [*faults(feed)] == []
    entries = feed.findall(f"{ATOM}entry")
    assert [said(entry, "title").partition(": ")[2] for entry in entries[:2]] == [
        "version of 5 January 2027",
        "version of 1 December 2026 (2)",
    ]
    (dams,) = (entry for entry in entries if said(entry, "title") == "“Dams”: version of 1 December 2026")
    assert target(dams, "alternate") == f"{SITE}old/dams/v/2026-12-01/"
    # An entry is the same one in the feed of its edition.
    own = {said(entry, "id") for entry in feed_of(edited).findall(f"{ATOM}entry")}
    assert {said(entry, "id") for entry in entries} == own | {entry_id("old/dams", VERSIONS[0])}


def test_signs_that_xml_forbids_are_left_out() -> None:
    entry = FeedEntry("urn:uuid:" + "0" * 36, "T\x00", VERSIONS[0].id, "\x1b[1m\ufffe", "v/", "c/")
    data = atom(Feed("urn:uuid:" + "1" * 36, "a\x08b", "S", ["N"], "feed.xml", "", [entry]), SITE, "<!-- m -->")
    feed = fromstring(data)  # noqa: S314 - our own
    assert (said(feed, "title"), said(feed[-1], "summary")) == ("ab", "[1m")
    with pytest.raises(ValueError, match="needs a version"):
        atom(Feed("i", "t", "s", [], "f", "", []), SITE, "")


def test_pages_name_the_feed_and_their_own_text_as_alternates(brief: Path) -> None:
    twin = [("text/markdown", "index.md")]
    for name in (
        "index.html",
        "turkey/index.html",
        "changes/index.html",
        "citing/index.html",
        "v/2026-11-24/turkey/index.html",
    ):
        page = LexborHTMLParser((brief / "site" / name).read_text("utf-8"))
        found = [(link.attributes["type"], link.attributes["href"]) for link in page.css("head link[rel=alternate]")]
        feed = [("application/atom+xml", "../" * name.count("/") + "feed.xml")]
        of_text = not name.startswith(("changes", "citing"))
        assert found == ([] if name.startswith("v/") else feed) + (twin if of_text else [])
    assert (brief / "site/feed.xml").is_file()
