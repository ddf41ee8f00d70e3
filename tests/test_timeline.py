"""The timeline: every year of the text told or left out on purpose, in order, under addresses that last."""

from __future__ import annotations

import re
from dataclasses import replace

import markdown
from msgspec import structs
from selectolax.lexbor import LexborHTMLParser

from briefsite.edition.extras import TimelineEvent
from briefsite.markup import typeset
from briefsite.pages.filters import MOST_THEMES
from briefsite.pages.timeline import key_dates, timeline_page, turning_points
from briefsite.paragraphs.paragraph import Assembly, Paragraph
from briefsite.reading.publication import Publication
from briefsite.reading.timeline import idle_omissions, ordered_events, untold, years
from briefsite.source.passage import Passage, Run
from filter_rules import filter_rules

EXTENSIONS = ["attr_list", "md_in_html", "tables", "toc"]


def paragraphs(*texts: str) -> tuple[Paragraph, ...]:
    return tuple(Paragraph(Passage((Run(text, 0, len(text)),))) for text in texts)


def event(year: int, words: str, when: str = "", what: str = "It happens.") -> TimelineEvent:
    return TimelineEvent(when=when or str(year), year=year, what=what, words=words)


def test_every_year_of_the_brief_is_on_the_timeline_or_left_out_on_purpose(publication: Publication) -> None:
    edition = publication.edition
    omitted = [omission.year for omission in edition.timeline_omits]
    assert untold(publication.paragraphs, edition.timeline, omitted) == ()
    assert idle_omissions(publication.paragraphs, edition.timeline, omitted) == ()
    without = [told for told in edition.timeline if told.year != 1945]
    (missed,) = untold(publication.paragraphs, without, omitted)
    assert (missed.year, missed.paragraph, missed.item) == ("1945", 1, None)


def test_what_is_a_year() -> None:
    text = "In 1636, 1990s and (2018); the 1994 Concept.[5] No years: 12,1990 1,994 A1990 19901 1990.5 2100 0999 «1911»"
    assert [year for year, _ in years(text)] == ["1636", "1990s", "2018", "1994", "1911"]


def test_years_that_nobody_tells_of_are_found_once_and_useless_omissions_too() -> None:
    text = paragraphs("Since the 1990s, and in 1990.", "In 1996 and 1996; 1500 men; from 1999 to 2018.")
    events = [event(1990, "in 1990"), event(1999, "from 1999 to 2018", "1999 on")]
    assert [found.year for found in untold(text, events, ["1500"])] == ["1990s", "1996"]
    assert idle_omissions(text, events, ["1500", "1999", "1812"]) == ("1999", "1812")


def test_events_stand_by_year_then_in_the_order_of_the_text() -> None:
    text = paragraphs("First c in 1990, then d in 1990, and b in 1945.", "And a in 1636.", "Also e in 1990.")
    events = [event(1990, "e in"), event(1990, "d in"), event(1945, "b in"), event(1990, "c in"), event(1636, "a in")]
    found = ordered_events(events, Assembly(text, ()))
    assert [told.words[0] for told, _ in found] == ["a", "b", "c", "d", "e"]
    assert [place for _, place in found] == [(1, None), (0, None), (0, None), (0, None), (2, None)]
    # What is dated to a decade comes after its first year, wherever the text has it.
    shown = [("c in", "from the 1990s"), ("d in", "June 1990"), ("e in", "1990s")]
    found = ordered_events([event(1990, words, when) for words, when in shown], Assembly(text, ()))
    assert [told.when for told, _ in found] == ["June 1990", "from the 1990s", "1990s"]


def test_the_page_has_every_event_with_its_words_its_paragraph_and_its_theme(publication: Publication) -> None:
    tree = LexborHTMLParser(markdown.markdown("\n\n".join(timeline_page(publication).blocks), extensions=EXTENSIONS))
    entries = tree.css("ol.events > li.event")
    assert [entry.attributes["id"] for entry in entries] == [told.fragment for told in publication.events]
    themes = [re.sub(r" *\d+$", "", label.text(strip=False).strip()) for label in tree.css("fieldset label")]
    assert themes[0] == "All"
    for entry, told in zip(entries, publication.events, strict=True):
        says = {name: " ".join(node.text() for node in entry.css(f".{name}")).split() for name in ("what", "quoted")}
        assert says == {"what": typeset(told.event.what).split(), "quoted": f"“{told.event.words}”".split()}
        (when,) = entry.css("p.when > time")
        assert (when.text(), when.attributes["datetime"]) == (told.event.when, f"{told.event.year:04}")
        leaf = publication.leaf(told.place[0])
        targets = [link.attributes["href"] for link in entry.css(".source a")]
        assert targets == [f"{leaf.file}#{publication.addresses.of(*told.place)}", leaf.file]
        (number,) = re.findall(r"theme-(\d+)", entry.attributes["class"] or "")
        assert themes[int(number)] == leaf.page.title


def test_every_button_has_its_rule(publication: Publication) -> None:
    rule = ".chronicle:has(.show-{0}:checked) .event:not(.theme-{0}, :target)"
    assert [n for n in range(1, MOST_THEMES + 2) if rule.format(n) not in filter_rules()] == [MOST_THEMES + 1]
    tree = LexborHTMLParser(markdown.markdown("\n\n".join(timeline_page(publication).blocks), extensions=EXTENSIONS))
    (chosen,) = tree.css("fieldset input[checked]")
    assert chosen.attributes["class"] == "show-all"
    assert all("style" not in node.attributes for node in tree.css("*"))
    buttons = {node.attributes["class"] for node in tree.css("fieldset input[type=radio][name=theme]")}
    used = {
        f"show-{number}"
        for node in tree.css(".event")
        for number in re.findall(r"theme-(\d+)", node.attributes["class"] or "")
    }
    assert buttons == used | {"show-all"}


def test_key_dates_are_the_turning_points_and_lead_to_all_events(publication: Publication) -> None:
    tree = LexborHTMLParser(markdown.markdown("\n\n".join(key_dates(publication)), extensions=EXTENSIONS))
    marked = [str(each.event.year) for each in publication.events if each.event.turning_point]
    assert [node.text() for node in tree.css("time")] == marked
    (more,) = tree.css("p.more a")
    assert more.attributes["href"] == "timeline.md"
    assert f"all {len(publication.edition.timeline)} events" in more.text()


def test_without_turning_points_key_dates_are_of_the_whole_span(publication: Publication) -> None:
    plain = tuple(replace(each, event=structs.replace(each.event, turning_point=False)) for each in publication.events)
    shown = turning_points(plain)
    assert (shown[0], shown[-1]) == (plain[0], plain[-1])
    assert len(shown) == len(set(map(id, shown))) == 10
    assert list(shown) == [each for each in plain if each in shown]
    assert turning_points(plain[:4]) == plain[:4]
