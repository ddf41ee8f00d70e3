"""`briefsite quote`: where words are in an edition, and how they differ. Facts, which a scholar can check by hand."""

from __future__ import annotations

import datetime
import gc
import json
import random
import re
import shutil
import sys
import textwrap
import time
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import chain
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefsite.ledger.listing import ListedSite
from briefsite.ledger.record import Change
from briefsite.ledger.version import Version, VersionId
from briefsite.quotations.facts import CheckedQuotation
from briefsite.quotations.find import check_quotation
from briefsite.quotations.letters import letters
from briefsite.quotations.quotation_report import quotation_as_json, quotation_as_text
from briefsite.quotations.quoted_words import read_quotation
from briefsite.quotations.wording_index import WordingIndex, wording_index
from briefsite.quotations.wordings import SearchedWording, searched_wordings
from briefsite.reading.publication import Publication
from briefsite.site.compose import read_one
from briefsite.site.inputs import gather
from tests.helpers import call, collect

BOOK = Path(__file__).parent / "editions/keynes"
SITE = ListedSite("https://press.test/", "")
FIRST, SECOND = (VersionId(datetime.date(2026, month, 1)) for month in (11, 12))


@pytest.fixture(scope="module")
def book(tmp_path_factory: pytest.TempPathFactory) -> Publication:
    """Keynes, read and not released."""
    return read_book(tmp_path_factory.mktemp("keynes") / "book")


def read_book(root: Path) -> Publication:
    """Keynes, in a copy of its repository."""
    shutil.copytree(BOOK, root)
    inputs, problems = collect(gather, root, {})
    assert inputs, problems
    reading = read_one(inputs, "sources/keynes")
    assert reading.publication
    return reading.publication


@pytest.fixture(scope="module")
def index(publication: Publication, book: Publication) -> WordingIndex:
    """The brief, with an earlier wording of ¶ 1 and a passage withdrawn, and Keynes."""
    editions = {"mongolia": with_history(publication), "keynes": book}
    return wording_index(chain.from_iterable(searched_wordings(name, each, SITE) for name, each in editions.items()))


def with_history(publication: Publication) -> Publication:
    """The brief after a second version, which changed ¶ 1, and withdrew ¶ 14a."""
    ledger = publication.ledger
    first = publication.ledger.by_id["p1"]
    before = first.wording.replace("landlocked country", "nation without a coast[2]")
    edited = replace(first, since=FIRST, history=(Change("edited", SECOND, before),))
    gone = replace(
        ledger.by_id["p14"],
        id="p14a",
        since=FIRST,
        wording="A railway to the coast was once thought of.",
        history=(Change("withdrawn", SECOND),),
    )
    records = tuple(edited if record.id == "p1" else replace(record, since=FIRST) for record in (*ledger.records, gone))
    versions = (Version(FIRST, words="1"), Version(SECOND, words="2"))
    changed = replace(ledger, records=records, versions=versions)
    return replace(publication, ledger=changed, released=changed)


def checked(index: WordingIndex, words: str) -> CheckedQuotation:
    return check_quotation(read_quotation(words), index)


def in_short(found: CheckedQuotation) -> str:
    """The first fact: how, in which wording, where."""
    if found.refused:
        return "refused"
    if not found.facts:
        return "not found"
    fact = found.facts[0]
    return f"{fact.how} {fact.state} {fact.wordings[0].place} {' '.join(each.address for each in fact.wordings)}"


def lines_of(found: CheckedQuotation) -> list[str]:
    """What is printed, with plain blanks."""
    return quotation_as_text(found, ["mongolia"]).replace("\u00a0", " ").splitlines()


QUOTED = {
    # The words of the text, in any typography.
    "due to its geographical location": "word for word now passage p1",
    "  Due to Its\ngeographical   LOCATION ": "word for word now passage p1",
    "“China’s imposition of sanctions”": "word for word now passage p8",
    "China's imposition of sanc-\ntions against North Korea": "word for word now passage p8",
    "North Kore­a": "word for word now passage p8",
    "a land-locked country surrounded": "word for word now passage p1",
    "in this case—mining": "word for word now passage p7",
    "de\ufb01ned as the highest foreign policy": "word for word now passage p4",
    "ﬁfty percent of foreign investments": "word for word now passage p8",
    "foreign investments in Mongolia are held by China. In addition": "word for word now passage p8",
    "foreign investments in Mongolia are held by China.[7] In addition": "word for word now passage p8",
    "foreign investments in Mongolia are held by China.⁷ In addition": "word for word now passage p8",
    "Will balance between Russia and China": "word for word now passage p6-1",
    "Will balance between Russia and China [sic].": "word for word now passage p6-1",
    "more than fifty [sic] percent of foreign investments": "word for word now passage p8",
    "realized 6.3 billion dollars": "word for word now passage p8",
    # What a quotation says itself that it left out or put in.
    "Mongolia … has limited options": "with gaps now passage p1",
    "Mongolia ... has limited options": "with gaps now passage p1",
    "Mongolia [. . .] has limited options": "with gaps now passage p1",
    "…has limited options due to its…": "word for word now passage p1",
    "[the country] has limited options": "with gaps now passage p1",
    "[m]ongolia, as a landlocked country": "word for word now passage p1",
    "[t]he first … were held": "with gaps now passage p4",
    "maintain[ing] the policy of good relations": "with gaps now passage p6-1",
    "relations with [China and Russia] was defined": "word for word now passage p4",
    "pursuing an independent … faces some difficulties. While most of the": "with gaps now passage p1 p2",
    # Across passages.
    "faces some difficulties. While most of the Mongolian tribes": "word for word now passage p1 p2",
    "Resolution 10 are as follows: To maintain the policy": "word for word now passage p6 p6-1",
    # Words that differ.
    "has unlimited options due to its geographical location": "differing now passage p1",
    "realized 63 billion dollars of its total exports": "differing now passage p8",
    "realized 6,3 billion dollars of its total exports": "differing now passage p8",
    "demonstrates the vulnerability of Russia to China's pressure": "differing now passage p10",
    # Its last word comes again soon, and the word before what is compared, too.
    "More than sixty percent of foreign investments in Mongolia are held by China": "differing now passage p8",
    "This stance can go beyond a populist rhetoric, it is thought": "not found",
    "it is thought that Battulga's anti-China stance can go beyond a populist rhetoric": "differing now passage p10",
    "he landlocked now here near a sea": "not found",
    # As received, and in earlier versions.
    "support given the people to Battulga": "word for word received passage p9",
    "the vulnerability of Mongolia to Chinas pressure": "word for word received passage p10",
    "These were AVI Avrasya incelemeleri Merkezi": "word for word received passage p4",
    "Center for Eurasian Studies the National Security": "word for word received passage p4",
    "as a nation without a coast surrounded by": "word for word earlier passage p1",
    "as a nation without a coast[2] surrounded by": "word for word earlier passage p1",
    "A railway to the coast was once": "word for word earlier passage p14a",
    "a railway to the moon was once thought of": "differing earlier passage p14a",
    # Notes and headings.
    "Background only: the country stud": "word for word now editors’ note n1",
    "The economy comes first": "word for word now editors’ heading conclusion",
    "Context only: the country stud": "word for word earlier editors’ note n1",
    "The economy decides": "word for word earlier editors’ heading conclusion",
    # Keynes: notes of the author's own, and headings in the text.
    "The power to become habituated to his surroundings is a marked characteristic": "word for word now passage p8",
    "a marked characteristic of man-\nkind. Very few of us realise": "differing now passage p8",
    # None of it.
    "The moon is made of green cheese": "not found",
    "Mongolia should join the Shanghai alliance at once": "not found",
    "Mongolia": "refused",
    "… [7] — 12": "refused",
    "— — — … — — —": "refused",
}


@pytest.mark.parametrize(("words", "expected"), QUOTED.items(), ids=range(len(QUOTED)))
def test_facts_about_quotations(index: WordingIndex, words: str, expected: str) -> None:
    assert in_short(checked(index, words)) == expected


@given(st.data())
def test_any_run_of_characters_of_a_passage_is_found_there_as_a_property(
    index: WordingIndex, publication: Publication, book: Publication, data: st.DataObject
) -> None:
    edition, text = data.draw(st.sampled_from([("mongolia", publication), ("keynes", book)]), label="edition")
    number = data.draw(st.integers(0, len(text.paragraphs) - 1), label="paragraph")
    item, passage = data.draw(st.sampled_from([*text.paragraphs[number].passages()]), label="passage")
    words = re.sub(r"\s+", " ", passage.text)
    if len(words) < 12:
        return
    begin = data.draw(st.integers(0, len(words) - 12), label="begin")
    end = data.draw(st.integers(begin + 12, len(words)), label="end")
    found = checked(index, words[begin:end])
    if not letters(words[begin:end]):
        assert found.refused
    elif text is not publication or number:  # ¶ 1 of the brief has another wording in the index
        where = [(fact.how, fact.state, each.edition, each.address) for fact in found.facts for each in fact.wordings]
        assert ("word for word", "now", edition, text.addresses.of(number, item)) in where


OTHER_WORDINGS = tuple(
    SearchedWording("x", f"p{number}", f"¶ {number}", "passage", "now", text, "")
    for number, text in enumerate(
        (
            "Der Straßenbau im Gebirge kostete 1,5 Millionen, nicht 15.",
            "人民币汇率稳定，与中国的贸易增长很快。",
            "L’État c’est moi, dit-on; l’œuvre née à İstanbul.",
            "He sang:  O rose,   thou art sick!  The invisible worm",
            "It fell to -5 degrees at noon in front of re-elected members, cooperating for a 5% share of $3 million.",
        )
    )
)
OTHERS = {
    "Der STRASSENBAU im Gebirge": [],
    "kostete 15 Millionen, nicht": [("15", "1,5")],
    "人民币汇率稳定,与中国的贸易增长": [],
    "人民币汇率稳定，与美国的贸易增长很快": [("美", "中")],
    "L'Etat c'est moi, dit-on": [("L'Etat", "L’État")],
    "l'oeuvre ne\u0301e a\u0300 I\u0307stanbul": [],
    "O rose / thou art sick, the invisible": [],
    "fell to 5 degrees at noon": [("5", "-5")],
    "fell to −5 degrees at noon": [],
    "of reelected mem-\nbers, co-operating": [],
    "a 5 % share of $3 million": [],
    "a 5 % share of €3 million": [("€", "$")],
}


@pytest.mark.parametrize(("words", "differences"), OTHERS.items(), ids=range(len(OTHERS)))
def test_numbers_scripts_and_letters_count_and_typography_does_not(
    words: str, differences: list[tuple[str, str]]
) -> None:
    (fact,) = checked(wording_index([(wording,) for wording in OTHER_WORDINGS]), words).facts
    assert [(each.quoted, each.text) for each in fact.differences] == differences
    assert (fact.how == "word for word") == (not differences)


def test_a_fact_has_what_a_footnote_needs(index: WordingIndex) -> None:
    found = checked(index, "has unlimited options due to its location")
    (fact,) = found.facts
    assert [(each.quoted, each.text) for each in fact.differences] == [("unlimited", "limited"), ("", "geographical")]
    assert lines_of(found) == [
        "¶ 1: with these differences; unchanged since the version of 1 December 2026",
        "  the quotation has “unlimited”, the text “limited”",
        "  the quotation omits “geographical”",
        "  the text: “has limited options due to its geographical location”",
        "  now: https://press.test/#p1",
        "  permanent link to this wording: https://press.test/v/2026-12-01/#p1",
    ]


def test_an_earlier_wording_leads_to_the_version_that_has_it(index: WordingIndex) -> None:
    said = lines_of(checked(index, "as a nation without a coast surrounded"))
    assert said[0] == "¶ 1: word for word; in the wording until the version of 1 December 2026"
    assert said[-1] == "  permanent link to this wording: https://press.test/v/2026-11-01/#p1"
    said = lines_of(checked(index, "A railway to the coast was once"))
    assert said[0].endswith("until the version of 1 December 2026, in which it was withdrawn or merged")
    assert said[-2] == "  its notice: https://press.test/#p14a"


def test_a_word_that_was_emended_is_named_with_its_emendation(index: WordingIndex) -> None:
    said = json.loads(
        quotation_as_json(checked(index, "the vulnerability of Mongolia to Chinas pressure"), ["mongolia"])
    )
    assert said["status"] == 1
    (fact,) = said["facts"]
    url = "https://press.test/china-dependence/#em-p10"
    assert fact["emended"] == [{"received": "Chinas", "read": "China's", "url": url}]


def test_what_was_left_out_is_said(index: WordingIndex) -> None:
    (fact,) = checked(index, "Mongolia … has [few] options due to").facts
    assert [(gap.quoted, gap.text) for gap in fact.gaps] == [
        ("…", "as a landlocked country surrounded by two great powers (China and Russia"),
        ("[few]", "limited"),
    ]


STATUS = {
    "Mongolia's dependence on China stands out": (
        0,
        "¶ 8: word for word; unchanged since the version of 24 November 2026",
    ),
    "Mongolia's dependence on Russia stands out": (1, "¶ 8: with these differences"),
    "the moon is made of green cheese": (2, "Not found in mongolia."),
    "of China": (2, "Enter at least 12 characters: this quotation has 8."),
}


@pytest.mark.parametrize(("words", "expected"), STATUS.items(), ids=range(len(STATUS)))
def test_the_command_ends_with_a_status_for_scripts(root: Path, words: str, expected: tuple[int, str]) -> None:
    result = call(root, "quote", words)
    said = result.output.replace("\u00a0", " ")
    assert (result.exit_code, said[: len(expected[1])]) == expected


def test_the_command_searches_an_edition_by_its_name(root: Path) -> None:
    result = call(root, "quote", "--edition", "mongolia", "--format", "json", "Mongolia's", "dependence", "on", "China")
    assert json.loads(result.output)["facts"][0]["addresses"][0]["id"] == "p8"
    result = call(root, "quote", "--edition", "tibet", "Mongolia's dependence on China")
    assert (result.exit_code, "no edition in sources/tibet" in result.output) == (2, True)


def test_the_page_for_those_who_cite_shows_what_the_command_prints(root: Path) -> None:
    page = (root / "docs/citing.md").read_text(encoding="utf-8")
    _, _, example = page.partition("briefsite quote ")
    command, _, shown = example.partition("\n\n")
    result = call(root, "quote", command.strip('"'))
    said = re.sub(r"(?<=: )/", "https://…/", result.output.replace("\u00a0", " "))
    assert result.exit_code == 1
    said = re.sub(r"/v/[\d.-]+/", "/v/2026-11-24/", said)  # the example stays when there is a new version
    assert shown.startswith(textwrap.indent(said, "    "))


# -- many quotations, and many editions ------------------------------------------------------------------------------


COMMON = re.findall(
    r"\w+", "the of and to in a that is was it for on with as by at from this be which not are their has"
)


def generated(text: str, random_: random.Random) -> Mapping[str, str]:
    """Quotations of a passage: as it is, in other typography, changed, made up of its words, long, of common words."""
    words = text.split()
    begin = random_.randrange(len(words) - 8)
    own = words[begin : begin + random_.randint(8, 40)]
    changed = own.copy()
    changed[random_.randrange(1, len(own) - 1)] = "zeppelin"
    dropped = own.copy()
    del dropped[random_.randrange(1, len(own) - 1)]
    whole = words[:600]
    whole[random_.randrange(len(whole))] = "zeppelin"
    invented = random_.sample(words, min(len(words), 14))
    typography = " ".join(own).replace("'", "’").replace(" ", "\u00a0").replace("-", "‑").replace("fi", "ﬁ")
    return {
        "exact": " ".join(own),
        "typography": f"“{typography.upper()}”",
        "changed": " ".join(changed),
        "dropped": " ".join(dropped),
        "invented": " ".join(invented),
        "long": " ".join(whole),
        "common": " ".join(random_.sample(COMMON, 6)),
        "left out": " ".join([*own[:4], "…", *own[6:]]),
        "common, left out": random_.choice(
            ["of the … in the", "that the … and [the] … to", "of the … of the … of the"]
        ),
    }


@pytest.mark.long
def test_a_thousand_quotations_in_two_hundred_editions(
    publication: Publication, book: Publication, capsys: pytest.CaptureFixture[str]
) -> None:
    editions = [(f"e{number}", book if number % 4 == 0 else publication) for number in range(200)]
    random_ = random.Random(13)
    vocabulary = sorted({word for each in (publication, book) for word in content_words(each)})
    blocks = []
    for name, each in editions:
        own = dict(zip(vocabulary, random_.sample(vocabulary, len(vocabulary)), strict=True))
        for block in searched_wordings(name, each, SITE):
            blocks += [tuple(replace(w, text=exchanged(w.text, own)) if name > "e1" else w for w in block)]
    index = wording_index(blocks)
    index.load()
    gc.freeze()  # the program ends after a quotation, and never looks for cycles in the index
    passages = [
        w.text
        for block in blocks
        for w in block
        if w.place == "passage" and w.state == "now" and len(w.text.split()) > 40
    ]
    expected = {"exact": {0}, "typography": {0}, "changed": {0, 1}, "dropped": {0, 1}, "invented": {2}}
    expected |= {"long": {0, 1}, "common": {0, 1, 2}, "left out": {0}, "common, left out": {0, 1, 2}}
    wrong: dict[str, list[str]] = {kind: [] for kind in expected}
    times: list[float] = []
    for _ in range(200):
        for kind, words in generated(random_.choice(passages), random_).items():
            start = time.process_time()
            found = checked(index, words)
            times.append(time.process_time() - start)
            if found.status not in expected[kind]:
                wrong[kind].append(words)
    gc.unfreeze()
    times.sort()
    counted = {kind: len(words) for kind, words in wrong.items()}
    many = f"{len(index.wordings)} wordings, {len(index.letters)} letters"
    took = f"median {times[900] * 1000:.1f} ms, 99 of 100 below {times[1781] * 1000:.1f}, most {times[-1] * 1000:.1f}"
    with capsys.disabled():
        sys.stdout.write(f"\n{many}; wrong of 200 each: {counted}; {took}\n")
    assert len(wrong.pop("invented")) <= 2
    assert not any(wrong.values()), wrong
    assert times[1781] < 0.05


def content_words(publication: Publication) -> Iterator[str]:
    """The words of a text that are no common ones, by their length."""
    yield from (word for each in publication.paragraphs for word in re.findall(r"[A-Za-z]{5,}", each.whole.text))


def exchanged(text: str, words: Mapping[str, str]) -> str:
    """A text that says something else in the same language: each word of length has another in its place."""
    return re.sub(r"[A-Za-z]{5,}", lambda match: words.get(match[0], match[0]), text)
