"""References in citation styles: what no title, name or cache can do to them. What they say is in test_cited.py."""

from __future__ import annotations

import dataclasses
import html
import os
import re
import subprocess
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from briefsite.problems.collector import Problems
from briefsite.storage.cache import read_cache
from briefsite.works import references as references_
from briefsite.works.addresses import doi_address
from briefsite.works.bibliography import read_bibliography
from briefsite.works.reference_html import reference_text
from briefsite.works.references import format_works
from briefsite.works.style import Style
from briefsite.works.styles import STYLES
from briefsite.works.title_case import title_case
from briefsite.works.work import Date, Name, Work, WorkKind
from tests.helpers import collect

KINDS = Path(__file__).parent / "bibliography" / "kinds"
WORKS = read_bibliography("references.bib", (KINDS / "references.bib").read_text("utf-8"), None, Problems()).works


def test_the_works_of_the_edition_have_a_reference_in_every_style(root: Path) -> None:
    text = (root / "sources" / "mongolia" / "references.bib").read_text("utf-8")
    works = read_bibliography("references.bib", text, None, Problems()).works
    references, problems = collect(format_works, works, STYLES, None)
    assert not problems
    assert len(references) == len(works) * len(STYLES)
    for (_, key), reference in references.items():
        work = next(work for work in works if work.key == key)
        said = reference_text(reference).casefold()
        assert work.url.casefold() in said
        assert f'href="{html.escape(work.url)}"' in reference
        # Nothing is said twice, no punctuation piles up, nothing of the stand-ins is left.
        assert not re.search(r"[.,;:] ?[.,;]|\?\.|\s\s| [.,]|\.invalid|[\ue000-\uf8ff]|retrieved", said)
        assert said.count(work.title[3:].casefold().translate(str.maketrans("“”", "‘’"))) <= 1


WORD = st.text(st.characters(exclude_categories=["Cc", "Cs", "Co", "Cn"]), min_size=1, max_size=40)
TITLE = st.one_of(WORD, st.text(st.sampled_from("ab Z.,:;?!'\"“”‘’()[]{}$\\<>&#*_@~`-–—/0é"), min_size=1, max_size=30))


@given(TITLE.filter(str.strip), st.sampled_from(STYLES), st.sampled_from(get_args(WorkKind)))
def test_a_title_comes_out_as_its_words_and_never_as_markup(title: str, style: Style, kind: WorkKind) -> None:
    # A property of one title in one style costs a run of the engine; the words never reach it, so one is enough.
    reference = _reference(Work("k", kind, title, container="Container"), style)
    assert _letters(title) in _letters(reference_text(reference))
    assert _tags(reference) <= {"<em>", "</em>"}


ANYTHING = TITLE | st.text(max_size=20) | st.text(st.characters(categories=["Co", "Cc", "Zs", "Lu"]), max_size=6)
NAME = st.builds(Name, ANYTHING, ANYTHING, ANYTHING, ANYTHING) | st.builds(Name, literal=ANYTHING)
ANY_WORK = st.builds(
    Work,
    key=st.just("k"),
    type=st.sampled_from(get_args(WorkKind)),
    title=ANYTHING,
    authors=st.lists(NAME, max_size=3).map(tuple),
    others=st.booleans(),
    editors=st.lists(NAME, max_size=2).map(tuple),
    date=st.none() | st.builds(Date, st.integers(1, 9999)) | st.builds(Date, literal=ANYTHING.filter(bool)),
    url=st.sampled_from(["", "https://example.org/a%20b?c=1&d=<e>\"'", "mailto:info@example.org"]),
    doi=st.sampled_from(["", '10.1000/(a)<b>&"c"']),
    language=st.sampled_from(["", "en", "en-GB", "tr", "zh-Hans"]),
    **dict.fromkeys(("container", "publisher", "publisher_place", "series", "number", "volume"), ANYTHING),
    **dict.fromkeys(("issue", "edition", "pages", "genre", "note", "addendum"), ANYTHING),
)


@given(ANY_WORK, st.sampled_from(STYLES))
def test_whatever_a_work_says_its_reference_is_text_emphasis_and_links(work: Work, style: Style) -> None:
    references, problems = collect(format_works, [work], [style], None)
    assert not problems
    reference = references[style.id, "k"]
    links = {f'<a href="{html.escape(work.url)}">', f'<a href="{html.escape(doi_address(work.doi))}">'}
    assert _tags(reference) <= {"<em>", "</em>", "</a>", *links}
    assert not re.search("[\ue000-\ue0ff]", reference)
    assert 'href="mailto' not in reference


def test_a_reference_does_not_depend_on_its_neighbours() -> None:
    alone = {style.id: _reference(WORKS[4], style) for style in STYLES}
    twin = dataclasses.replace(WORKS[4], key="twin")  # in one list it would make "2003a", "2003b" and "———"
    together = format_works([WORKS[4], twin], STYLES, None, Problems())
    for style in STYLES:
        assert together[style.id, WORKS[4].key] == together[style.id, "twin"] == alone[style.id]


def test_neither_the_clock_nor_the_place_of_the_machine_has_a_part_in_it(root: Path) -> None:
    said = {
        _in_a_process_of_its_own(root, "", {"TZ": zone, "LC_ALL": locale, "SOURCE_DATE_EPOCH": epoch})
        for zone, locale, epoch in (("Asia/Ulaanbaatar", "C", "0"), ("America/New_York", "tr_TR.UTF-8", "4000000000"))
    }
    assert len(said) == 1
    assert "Nature" in said.pop()


def test_what_was_made_is_kept_and_the_engine_left_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = format_works(WORKS, STYLES, tmp_path, Problems())
    monkeypatch.setattr(references_, "_made", lambda wanted: pytest.fail(f"{len(wanted)} made again"))
    assert collect(format_works, WORKS, STYLES, tmp_path) == (first, ())
    assert format_works(WORKS[:3], STYLES[:1], tmp_path, Problems()).items() <= first.items()
    monkeypatch.undo()
    made: list[str] = []
    real = references_._made

    def counted(wanted: Sequence[tuple[Style, Work]]) -> dict[tuple[str, str], str]:
        made.extend(work.key for _, work in wanted)
        return real(wanted)

    monkeypatch.setattr(references_, "_made", counted)
    changed = dataclasses.replace(WORKS[0], title="Another title")
    references = format_works([changed, *WORKS[1:]], STYLES, tmp_path, Problems())
    assert set(made) == {changed.key}
    assert "Another title" in reference_text(references["ieee", changed.key])


def test_what_is_kept_is_read_without_loading_the_engine(root: Path, tmp_path: Path) -> None:
    first, second = (_in_a_process_of_its_own(root, str(tmp_path), {}) for _ in range(2))
    assert first.splitlines()[0] == "typst: True"
    assert second.splitlines()[0] == "typst: False"
    assert first.splitlines()[1:] == second.splitlines()[1:]


@pytest.mark.parametrize("damage", [b"", b"{", b"[1]", b'{"a": 1}', b"\xff\xfe"])
def test_a_damaged_cache_is_none(tmp_path: Path, damage: bytes) -> None:
    sound = format_works(WORKS[:2], STYLES[:1], tmp_path, Problems())
    (file,) = tmp_path.iterdir()
    file.write_bytes(damage)
    assert collect(format_works, WORKS[:2], STYLES[:1], tmp_path) == (sound, ())
    assert len(read_cache(file)) == len(sound)


def test_a_cache_in_which_a_letter_was_changed_is_empty(tmp_path: Path) -> None:
    sound = format_works(WORKS[:2], STYLES[:1], tmp_path, Problems())
    (file,) = tmp_path.iterdir()
    whole = file.read_bytes()
    file.write_bytes(whole.replace(b"e", b"o"))
    assert read_cache(file) == {}
    assert collect(format_works, WORKS[:2], STYLES[:1], tmp_path) == (sound, ())
    assert file.read_bytes() == whole


def test_a_cache_that_cannot_be_written_stops_nobody(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    references, problems = collect(format_works, WORKS[:1], STYLES[:1], tmp_path / "file" / "cache")
    assert len(references) == 1
    assert not problems


def test_what_the_engine_refuses_is_named_and_the_rest_is_made() -> None:
    odd = dataclasses.replace(WORKS[0], key="odd", language="no language")
    references, problems = collect(format_works, [WORKS[0], odd, WORKS[1]], STYLES, None)
    assert {key for _, key in references} == {WORKS[0].key, WORKS[1].key}
    (problem,) = problems
    assert (problem.code, problem.place) == ("B07", odd.place)
    assert 'cannot format "odd"' in problem.message


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("the making of a concept", "The Making of a Concept"),
        (
            "Anti-Chinese attitudes in post-communist Mongolia: the past",
            "Anti-Chinese Attitudes in Post-Communist Mongolia: The Past",
        ),
        ("Between A Rock And A Hard Place", "Between a Rock and a Hard Place"),
        ("what it stands for", "What It Stands For"),
        ("state-of-the-art", "State-of-the-Art"),
        (
            "NSO: iPhone exports at trends.mn in the 2nd half, 7,38 of eBay’s",
            "NSO: iPhone Exports at trends.mn in the 2nd Half, 7,38 of eBay’s",
        ),
        ("“khaan quest” (the exercise)", "“Khaan Quest” (the Exercise)"),
        ("ﬁve ßoe", "ﬁve ßoe"),
        ("", ""),
    ],
)
def test_title_case(title: str, expected: str) -> None:
    assert title_case(title) == expected


def test_protected_words_and_other_languages_keep_their_case() -> None:
    assert title_case("the real thing", ((4, 8),)) == "The real Thing"
    work = Work("k", "online", "dış politika ve denge", language="tr", publisher="Yayıncı")
    assert all("dış politika ve denge" in _reference(work, style) for style in STYLES)


def _in_a_process_of_its_own(root: Path, cache: str, environment: dict[str, str]) -> str:
    """Whether the engine was loaded to format all works in all styles, and their references."""
    code = """
import pathlib, sys
from briefsite.works.bibliography import read_bibliography
from briefsite.problems.collector import Problems
from briefsite.works.references import format_works
from briefsite.works.styles import STYLES
bib, cache = sys.argv[1:]
works = read_bibliography("b", pathlib.Path(bib).read_text("utf-8"), None, Problems()).works
problems = Problems()
references = format_works(works, STYLES, pathlib.Path(cache) if cache else None, problems)
print("typst:", "typst" in sys.modules, *problems)
print(*references.items(), sep="\\n")
"""
    return subprocess.run(
        [sys.executable, "-c", code, str(KINDS / "references.bib"), cache],
        env={**os.environ, "PYTHONPATH": str(root / "scripts"), "PYTHONUTF8": "1", **environment},
        capture_output=True,
        check=True,
        encoding="utf-8",
    ).stdout


def _reference(work: Work, style: Style) -> str:
    references, problems = collect(format_works, [work], [style], None)
    assert not problems
    return references[style.id, work.key]


def _tags(fragment: str) -> set[str]:
    return set(re.findall(r"<[^>]*>", fragment))


def _letters(text: str) -> str:
    """`text` less case, quotation marks and white space: what a style may change."""
    folded = re.sub(r"[\s\"'“”‘’]", "", text.casefold())
    return re.sub(r"[.,?!…]+$", "", folded)


@pytest.mark.parametrize(
    ("title", "chicago", "mla"),
    [
        ("Hepatitis A virus after 1970", "Hepatitis A Virus After 1970", "Hepatitis A Virus after 1970"),
        ("Once Upon A Time", "Once Upon a Time", "Once Upon a Time"),
        (
            "reading “The Raven” under the lamp",
            "Reading “The Raven” Under the Lamp",
            "Reading “The Raven” under the Lamp",
        ),
        ("Group A: between two tests", "Group A: Between Two Tests", "Group A: Between Two Tests"),
        ("Brown v. Board", "Brown v. Board", "Brown v. Board"),
        ("What it is about", "What It Is About", "What It Is About"),
    ],
)
def test_title_case_of_letters_quotations_and_prepositions(title: str, chicago: str, mla: str) -> None:
    assert title_case(title) == chicago
    assert title_case(title, small_prepositions=True) == mla


@pytest.mark.parametrize(
    ("names", "others", "style", "begin"),
    [
        (("Bank", "Board"), False, "mla", "Bank and Board. "),
        (("Bank", "Board", "Fund"), False, "mla", "Bank et al. "),
        (("Bank", "Board", "Fund"), False, "chicago", "Bank, Board, and Fund. "),
        (("Bank",), True, "chicago", "Bank et al. "),
        (("Bank", "Board"), False, "apa", "Bank & Board. "),
    ],
)
def test_no_comma_follows_a_body_as_if_it_were_inverted(
    names: tuple[str, ...], others: bool, style: str, begin: str
) -> None:
    work = Work("k", "book", "Dams", authors=tuple(Name(literal=name) for name in names), others=others)
    chosen = next(row for row in STYLES if row.cli == style)
    assert reference_text(_reference(work, chosen)).startswith(begin)
