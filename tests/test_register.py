"""The bibliography's register: which buttons there are, and that each shows just the works that it counts."""

from __future__ import annotations

import re

import pytest
from selectolax.lexbor import LexborHTMLParser

from briefsite.language.strings import ENGLISH
from briefsite.pages.filters import MOST_FACETS
from briefsite.pages.work_filters import (
    FILTERED,
    buttons,
    facets,
    relied_on,
    status_counts,
    work_classes,
)
from briefsite.reading.publication import Publication
from briefsite.works.work import Work
from filter_rules import filter_rules


@pytest.fixture
def works(publication: Publication) -> tuple[Work, ...]:
    return tuple(work for work in publication.bibliography.works if "source-document" not in work.keywords)


def test_a_button_shows_just_what_it_counts(publication: Publication, works: tuple[Work, ...]) -> None:
    offered = facets(publication, works)
    tree = LexborHTMLParser("".join(buttons(publication, works)))
    listed = [work_classes(offered, work) for work in works]
    groups = tree.css("fieldset")
    assert [group.css("legend")[0].text() for group in groups] == ["Status", "Theme", "Type of source"]
    for group in groups:
        assert group.css("label")[0].text(strip=True) == f"All{len(works)}"
        assert [len(group.css(wanted)) for wanted in (".show-all[checked]", "[checked]")] == [1, 1]
        assert len({node.attributes["name"] for node in group.css("input")}) == 1
    assert len({node.attributes["name"] for node in tree.css("input")}) == len(groups), "each is a choice of its own"
    choices = [choice for group in groups for choice in group.css("label")[1:]]
    for number, choice in enumerate(choices, start=1):
        (count,) = (int(node.text()) for node in choice.css("small"))
        assert [node.attributes["class"] for node in choice.css("input")] == [f"show-{number}"]
        assert count == sum(f"facet-{number}" in own for own in listed) > 0
        assert f".register:has(.show-{number}:checked) .work:not(.facet-{number}, :target)" in filter_rules()
    assert len(choices) <= MOST_FACETS


def test_every_work_has_a_status_and_a_kind(publication: Publication, works: tuple[Work, ...]) -> None:
    offered = facets(publication, works)
    for group in ("Status", "Type of source"):
        shown = frozenset[str]().union(*(facet.keys for facet in offered if facet.group == group))
        assert shown == {work.key for work in works}
    (uncited,) = (
        (facet.keys for facet in offered if facet.title == ENGLISH["works.uncited"])
        if any(facet.title == ENGLISH["works.uncited"] for facet in offered)
        else (frozenset(),)
    )
    for work in works:
        assert bool(list(relied_on(publication, work))) == (work.key not in uncited)


def test_the_notes_are_counted_by_status(publication: Publication) -> None:
    said = dict(status_counts(publication))
    assert sum(said.values()) == len(publication.notes)
    assert said["unidentified"] == 1
    assert set(said) <= {*FILTERED, "unidentified"}


def test_a_work_leads_to_every_paragraph_that_relies_on_it(publication: Publication, works: tuple[Work, ...]) -> None:
    for work in works:
        links = " ".join(relied_on(publication, work))
        for note in publication.notes:
            if any(cited.key == work.key for cited in note.works):
                for citation in note.citations:
                    file = publication.leaf(citation.paragraph).file
                    assert f"({file}#{citation.address})" in links
        assert len(re.findall(r"\]\(", links)) == links.count("aria-label=")


def test_what_all_works_have_or_none_is_no_choice(publication: Publication, works: tuple[Work, ...]) -> None:
    one = [work for work in works if work.type == "thesis"][:1]
    assert one
    assert facets(publication, one) == ()
    assert not list(buttons(publication, one))
