"""The full text's menu: each of its turns has a name of its own."""

from __future__ import annotations

from dataclasses import replace

import pytest

from briefsite.reading.publication import Publication
from briefsite.reading.turns import turn_title


@pytest.mark.parametrize("sections", [True, False], ids=["with sections", "without"])
def test_a_page_with_several_stretches_is_told_apart(publication: Publication, sections: bool) -> None:
    if not sections:
        outline = replace(publication.outline)
        outline.__dict__["section_at"] = {}
        publication = replace(publication, outline=outline)
    turns = [number for number in publication.heading_ids if isinstance(number, int)]
    titles = [turn_title(publication, number) for number in turns]
    assert len(set(titles)) == len(titles) == 8
    assert titles[0] == "Overview (opening)"
    assert titles[3] == "Dependence on China"
    assert titles[-1] == ("Overview: The economy comes first" if sections else "Overview (conclusion)")
