"""Versions: what was released is read again as it was, for good, and takes as much room as what has changed."""

from __future__ import annotations

import codecs
import datetime
import json
import re
import shutil
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from briefsite.file_names import LEDGER
from briefsite.ledger.ledger import Ledger
from briefsite.ledger.reader import read_ledger
from briefsite.ledger.version import DRAFT, VersionId
from briefsite.ledger.writer import write_ledger
from briefsite.pages.all_pages import edition_files
from briefsite.problems.collector import Problems
from briefsite.problems.problem import fatal
from briefsite.publish.release import next_ledger
from briefsite.reading.publication import Publication
from briefsite.reading.read import Reading, read_edition
from briefsite.site.compose import read_one
from briefsite.site.inputs import gather
from briefsite.site.kept_versions import check_versions
from briefsite.source.furniture import TakenOut
from briefsite.versions.editorial import editorial_changes
from briefsite.versions.freeze import freeze, words_of
from briefsite.versions.lines import changes, with_changes, written
from briefsite.versions.store import read_state, renamed_version, stored_version, version_file
from briefsite.versions.thaw import thaw
from tests.helpers import GOLDEN, VERSIONS_OF_BRIEF, call, collect, commit, make_project, snapshot

HERE = Path(__file__).parent
KEYNES = HERE / "editions/keynes"
STORED = HERE / "versions"
DAY = datetime.date(2026, 12, 1)


def read(root: Path, folder: str = "sources/x") -> Reading:
    inputs, problems = collect(gather, root, {})
    assert inputs, problems
    return read_one(inputs, folder)


def released(publication: Publication) -> Publication:
    """The publication as it is after its release."""
    ledger = next_ledger(publication, DAY, "") or publication.released
    return replace(publication, ledger=ledger, released=ledger)


def is_the_same_again(publication: Publication) -> None:
    """Holds that a publication is the same after it was kept: its state, its words and its pages."""
    lines = freeze(publication)
    again = thaw(lines, publication.ledger)
    assert freeze(again) == lines
    assert again.frozen
    assert words_of(again) == words_of(publication)
    pages = edition_files(publication, "x/")
    assert len(pages) > 5
    assert edition_files(replace(again, frozen=False, edited=publication.edited), "x/") == pages


# ---- frozen and thawed


def test_the_brief_is_the_same_again(publication: Publication) -> None:
    is_the_same_again(released(publication))


def test_a_state_without_listed_addresses_has_those_that_new_ones_get(publication: Publication) -> None:
    lines = freeze(publication)
    bare = [line for line in lines if not line.startswith('["listed"')]
    assert len(lines) - len(bare) > 90
    assert thaw(bare, publication.ledger).addresses == publication.addresses


def test_listed_addresses_are_those_that_were_released(publication: Publication) -> None:
    lines = [line.replace("name-khanquest", "name-other").replace("em-p9", "em-p9-2") for line in freeze(publication)]
    again = thaw(lines, publication.ledger)
    names = {name.name: fragment for name, fragment in again.name_ids.items()}
    assert names["Khanquest"] == "name-other"
    assert {ids["/china-dependence/"] for ids in again.emendation_ids.values() if "/china-dependence/" in ids} == {
        "em-p8",
        "em-p9-2",
        "em-p10",
    }


def test_what_few_texts_have_is_the_same_again(publication: Publication, tmp_path: Path) -> None:
    """A work whose address is not its key, a line that was taken out, raised marks of notes, places out of order."""
    key = publication.bibliography.works[0].key
    works = {**publication.addresses.works, key: "other-2"}
    rare = replace(
        publication,
        addresses=replace(publication.addresses, works=works),
        furniture=(TakenOut(31, "THE SURVEY"),),
    )
    is_the_same_again(released(rare))
    again = thaw(freeze(rare), rare.ledger)
    assert (again.work_address(key), again.furniture) == ("other-2", rare.furniture)
    text = "The river rose.¹\n\nThe bridge held.²\n\nNotes\n\n1. So.\n\n2. Thus.\n"
    raised = read(make_project(tmp_path, {"sources/x/brief.txt": text})).publication
    assert raised is not None
    first, second = raised.notes
    swapped = (replace(first, citations=(replace(first.citations[0], address="n1-2"),)), second)
    is_the_same_again(replace(raised, notes=swapped))
    kept = thaw(freeze(replace(raised, notes=swapped)), raised.ledger)
    assert [note.citations[0].address for note in kept.notes] == ["n1-2", "n2-1"]
    assert [run.label for paragraph in kept.paragraphs for run in paragraph.body.runs if run.label] == ["1", "2"]


def test_the_words_of_a_publication_are_those_of_its_addresses(publication: Publication) -> None:
    items = tuple(own[::-1] for own in publication.addresses.items)
    assert items != publication.addresses.items
    exchanged = replace(publication, addresses=replace(publication.addresses, items=items))
    assert words_of(exchanged) != words_of(publication)


def test_a_whole_book_is_the_same_again(tmp_path: Path) -> None:
    shutil.copytree(KEYNES, tmp_path / "book")
    publication = read(tmp_path / "book", "sources/keynes").publication
    assert publication is not None
    is_the_same_again(released(publication))


def test_every_small_text_is_the_same_again(tmp_path: Path) -> None:
    read_well = 0
    for case in sorted(GOLDEN.glob("reading/*")):
        reading = read(make_project(tmp_path / case.name, case))
        if reading.publication is None:
            assert fatal(reading.problems)
            continue
        is_the_same_again(released(reading.publication))
        read_well += 1
    assert read_well > 15


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "latin-1", "cp1252"])
def test_the_bytes_as_received_come_back_in_every_encoding(encoding: str, tmp_path: Path) -> None:
    name = encoding.removesuffix("-sig")
    text = "The river rose in Orléans.\r\n\r\nThe bridge\u2028held.\r\n".replace("\u2028", "\u00a0")
    data = text.encode(encoding)
    edition = f"source: {{ file: brief.txt, encoding: {name} }}\n"
    publication = read(make_project(tmp_path, {"sources/x/brief.txt": data, "sources/x/edition.yml": edition}))
    assert publication.publication is not None, publication.problems
    kept = thaw(freeze(publication.publication), Ledger())
    assert kept.source == publication.publication.source
    assert kept.source.data == data


def test_bytes_that_no_encoding_gives_again_come_back_too(tmp_path: Path) -> None:
    data = codecs.BOM_UTF16_BE + TEXTS[0].encode("utf-16-be")
    edition = "source: { file: brief.txt, encoding: utf-16 }\n"
    publication = read(make_project(tmp_path, {"sources/x/brief.txt": data, "sources/x/edition.yml": edition}))
    assert publication.publication is not None, publication.problems
    assert thaw(freeze(publication.publication), Ledger()).source == publication.publication.source


# ---- what has changed since another version

LINE = st.builds(
    lambda kind, text, number: written([kind, text, number]),
    st.sampled_from(["line", "paragraph", "note"]),
    st.text(max_size=40) | st.sampled_from(["=", "-", "~", "\u2028", "The river rose in the night, and so on."]),
    st.integers(0, 3),
)
LINES = st.lists(LINE, max_size=12)


@st.composite
def edited_lines(draw: st.DrawFn) -> tuple[list[str], list[str]]:
    """Lines, and what they become when some are edited, put in, taken out or moved."""
    base = draw(LINES)
    lines = list(base)
    for _ in range(draw(st.integers(0, 4))):
        at = draw(st.integers(0, len(lines)))
        how = draw(st.sampled_from(["edit", "insert", "delete", "move"]))
        if how == "insert" or at == len(lines):
            lines.insert(at, draw(LINE))
        elif how == "edit":
            kind, text, number = json.loads(lines[at])
            cut = draw(st.integers(0, len(text)))
            lines[at] = written([kind, text[:cut] + draw(st.text(max_size=5)) + text[cut:], number])
        else:
            line = lines.pop(at)
            if how == "move":
                lines.insert(draw(st.integers(0, len(lines))), line)
    return base, lines


@given(st.tuples(LINES, LINES) | edited_lines())
def test_property_changes_give_the_lines_again(pair: tuple[list[str], list[str]]) -> None:
    base, lines = pair
    steps = [*changes(base, lines)]
    assert with_changes(base, steps) == lines
    assert all("\n" not in step for step in steps)
    assert len(steps) <= 2 * (len(base) + len(lines))


def test_what_has_not_changed_is_one_line_and_an_edited_word_is_its_middle() -> None:
    long = "The river rose in the night, and the mill stood in water to its second floor."
    base = [written(["line", str(number)]) for number in range(9)] + [written(["line", long])]
    lines = [*base[:-1], base[-1].replace("second", "first")]
    assert [*changes(base, base)] == ['["=",10]']
    assert [*changes(base, lines)] == ['["=",9]', f'["~",{base[-1].index("second")},9,"first"]']
    assert [*changes([], base)] == base
    frequent = [written(["line", "a" if number % 2 else "b"]) for number in range(300)]
    assert [*changes(frequent, [*frequent[:150], "[7]", *frequent[150:]])] == ['["=",150]', "[7]", '["=",150]']


@pytest.mark.parametrize(
    ("steps", "reason"),
    [
        (['["=",3]'], "it changes more lines than its base has"),
        (['["-",3]'], "it changes more lines than its base has"),
        (['["=",1]'], "its base has more lines than it changes"),
        (['["=",2]', '["~",0,0,"x"]'], "it changes more lines than its base has"),
        (["<<<<<<< HEAD"], "this line is not a JSON array: <<<<<<< HEAD"),
        (['{"line":2}'], 'this line is not a JSON array: {"line":2}'),
        (["[]"], "this line is not a JSON array: []"),
        (["x" * 61], f"this line is not a JSON array: {'x' * 60}"),
        ([f'["=","{"x" * 60}"]'], f'this line is not a known instruction: ["=","{"x" * 54}'),
    ],
)
def test_steps_that_do_not_fit_their_base_are_refused(steps: list[str], reason: str) -> None:
    with pytest.raises(ValueError, match=f"^{re.escape(reason)}$"):
        with_changes(['["line","a"]', '["line","b"]'], steps)


# ---- the files


TEXTS = (
    "The river rose in the night.\n\nThe bridge held.\n",
    "The river rose in the morning.\n\nThe bridge held.\n",
    "The river rose in the morning.\n\nNobody was hurt.\n\nThe bridge held.\n",
)


def history(root: Path, texts: Sequence[str | bytes], *, name: str = "brief.txt") -> Iterator[dict[str, bytes]]:
    """The files of an edition after each text was released, a day after the one before."""
    files = snapshot(root)
    for number, text in enumerate(texts):
        files[name] = text.encode() if isinstance(text, str) else text
        publication = read_edition("x", files, None).publication
        assert publication is not None
        ledger = next_ledger(publication, DAY + datetime.timedelta(number), "")
        assert ledger is not None
        assert ledger.latest is not None
        stored = stored_version(ledger.latest.id, freeze(publication), ledger, files)
        files = {**files, version_file(ledger.latest.id): stored, LEDGER: write_ledger(ledger).encode()}
        yield files


@pytest.fixture(scope="module")
def three(tmp_path_factory: pytest.TempPathFactory) -> Mapping[str, bytes]:
    """The files of an edition with three versions."""
    root = make_project(tmp_path_factory.mktemp("three"))
    *_, files = history(root / "sources/x", TEXTS)
    return files


def third(day: int) -> VersionId:
    return VersionId(DAY + datetime.timedelta(day))


def test_each_version_has_its_own_words_and_addresses(three: Mapping[str, bytes]) -> None:
    ledger = read_ledger(three[LEDGER].decode(), Problems()).ledger
    said = []
    for version in ledger.versions:
        kept = thaw(read_state(version.id, three), ledger.at(version.id))
        assert words_of(kept) == version.words
        said.append([(kept.addresses.of(at, None), each.body.text) for at, each in enumerate(kept.paragraphs)])
    assert said == [
        [("p1", "The river rose in the night."), ("p2", "The bridge held.")],
        [("p1", "The river rose in the morning."), ("p2", "The bridge held.")],
        [("p1", "The river rose in the morning."), ("p1a", "Nobody was hurt."), ("p2", "The bridge held.")],
    ]
    sizes = [len(data) for name, data in sorted(three.items()) if name.startswith("versions/")]
    assert max(sizes[1:]) < sizes[0] / 2


def test_a_version_is_based_on_the_last_one_before_it_that_is_there(three: Mapping[str, bytes]) -> None:
    ledger = read_ledger(three[LEDGER].decode(), Problems()).ledger
    state = read_state(third(2), three)
    name, second = version_file(third(2)), version_file(third(1))
    assert stored_version(third(2), state, ledger, three) == three[name], "what a release that was killed has left"
    without = {own: data for own, data in three.items() if own != second}
    stored = stored_version(third(2), state, ledger, without)
    assert stored.startswith(b'{"form":1,"version":"2026-12-03","base":"2026-12-01"}\n')
    assert read_state(third(2), {**without, name: stored}) == state
    assert stored_version(third(0), state, ledger, three).startswith(b'{"form":1,"version":"2026-12-01"}\n')


@pytest.mark.parametrize("names", [{}, {0: 5}, {1: 5}, {2: 5}, {0: 5, 1: 6}, {0: 1, 1: 0}, {0: 5, 1: 6, 2: 7}, {8: 9}])
def test_versions_with_other_names_are_what_they_were(three: Mapping[str, bytes], names: Mapping[int, int]) -> None:
    to = {third(was): third(now) for was, now in names.items()}
    files = {
        version_file(third(names.get(day, day))): renamed_version(three[version_file(third(day))], to)
        for day in range(3)
    }
    for day in range(3):
        assert read_state(third(names.get(day, day)), files) == read_state(third(day), three)
        if not {day, day - 1} & names.keys():
            assert files[version_file(third(day))] == three[version_file(third(day))]


@pytest.mark.parametrize("data", [b"", b"<<<", b"[]\n", b'"x"\n', b'{"form":1}\n["line","a"]\n', b"null"])
def test_a_damaged_file_is_left_as_it_is_when_versions_get_other_names(data: bytes) -> None:
    assert renamed_version(data, {third(0): third(1)}) == data


def damaged(files: Mapping[str, bytes], day: int, old: str, new: str) -> dict[str, bytes]:
    name = version_file(third(day))
    assert old.encode() in files[name]
    return {**files, name: files[name].replace(old.encode(), new.encode(), 1)}


@pytest.mark.parametrize(
    ("day", "old", "new", "reason"),
    [
        (0, '"form":1', '"form":2', "versions/2026-12-01.jsonl does not begin as the file of this version"),
        (0, '"version":"2026-12-01"', '"version":"2026-12-02"', "does not begin as the file of this version"),
        (0, '{"form"', '["form"', "versions/2026-12-01.jsonl does not begin as the file of this version"),
        (0, '["line",', '<<<<<<< HEAD\n["line",', "this line is not a JSON array: <<<<<<< HEAD"),
        (0, '["source",', '["sauce",', "its lines are not those of a state: KeyError('source')"),
        (0, '"encoding":"utf-8"', '"encoding":"klingon"', "unknown encoding: klingon"),
        (0, '"encoding":"utf-8"', '"encoding":8', "its lines are not those of a state: TypeError("),
        (0, '"runs":[[0,28],[0,2,""]]', '"runs":[[0]]', "not enough values to unpack"),
        (0, '"runs":[[0,28]', '"runs":[["a",28]', "its lines are not those of a state: TypeError("),
        (0, '["paragraph","p1",[],', '["paragraph","p1",', "not enough values to unpack"),
        (0, '["paragraph","p1",[],', '["paragraph","p1",["p1-1"],', "its list items and their IDs"),
        (0, '["page",', '["page",1,', "too many values to unpack"),
        (0, "[0,1]]]]]", "[0,2]]]]]", "its pages do not have each paragraph once"),
        (0, '"title":"Overview"', '"title":7', "Expected `str`, got `int`"),
        (1, '"base":"2026-12-01"', '"base":"2026-12-02"', "versions/2026-12-02.jsonl is based on itself"),
        (1, '"base":"2026-12-01"', '"base":"2026-11-30"', "versions/2026-11-30.jsonl is not there"),
        (1, '"base":"2026-12-01"', '"base":["2026-12-01"]', "versions/['2026-12-01'].jsonl is not there"),
        (1, '["=",', '["=",9', "it changes more lines than its base has"),
        (1, '["=",', '["=","x",', 'this line is not a known instruction: ["=","x",'),
        (1, '["~",', '["~","x",', 'this line is not a known instruction: ["~","x",'),
        (1, '["~",', '["line"', "this line is not a JSON array"),
    ],
)
def test_a_damaged_file_is_a_value_error_with_a_reason(
    three: Mapping[str, bytes], day: int, old: str, new: str, reason: str
) -> None:
    files = damaged(three, day, old, new)
    ledger = read_ledger(three[LEDGER].decode(), Problems()).ledger
    with pytest.raises(ValueError, match=re.escape(reason)):
        thaw(read_state(third(day), files), ledger)
    publication = read_edition("x", three, None).publication
    assert publication is not None
    _, problems = collect(check_versions, "sources/x", publication, files)
    assert {problem.code for problem in problems} == {"A09"}
    assert len(problems) == 1, "those that are based on it are right when it is"
    assert not any("\n" in problem.message for problem in problems)


@settings(max_examples=15)
@given(data=st.data())
def test_property_no_damage_is_a_crash_or_unseen(three: Mapping[str, bytes], data: st.DataObject) -> None:
    _expect_damage_to_be_seen(three, data)


@pytest.mark.long
@settings(max_examples=1_000)
@given(data=st.data())
def test_property_a_thousand_damages_are_no_crash_and_seen(three: Mapping[str, bytes], data: st.DataObject) -> None:
    _expect_damage_to_be_seen(three, data)


def _expect_damage_to_be_seen(three: Mapping[str, bytes], data: st.DataObject) -> None:
    publication = read_edition("x", three, None).publication
    assert publication is not None
    name = version_file(third(data.draw(st.integers(0, 2))))
    whole = three[name]
    start = data.draw(st.integers(0, len(whole)))
    end = data.draw(st.integers(start, min(len(whole), start + 30)))
    files = {**three, name: whole[:start] + data.draw(st.binary(max_size=6) | SCRAPS) + whole[end:]}
    _, problems = collect(check_versions, "sources/x", publication, files)
    reported = {problem.subject for problem in problems}
    for version in publication.released.versions:
        if str(version.id) in reported:
            break  # the later ones are based on it
        assert read_state(version.id, files) == read_state(version.id, three)


def test_the_cache_of_proven_versions_hides_no_damage(three: Mapping[str, bytes], tmp_path: Path) -> None:
    publication = read_edition("x", three, None).publication
    assert publication is not None
    proven = tmp_path / "versions.json"

    def complaints(files: Mapping[str, bytes], program: str = "1") -> int:
        problems = Problems()
        check_versions("sources/x", publication, files, problems, proven=proven, program=program)
        return len(problems.in_order())

    broken = {name: data for name, data in three.items() if name != version_file(third(2))}
    assert [complaints(three), complaints(broken), complaints(three), complaints(broken)] == [0, 1, 0, 1]
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("briefsite.site.kept_versions.objection", lambda *_: "other")
        assert complaints(three) == 0, "it is not read again"
        assert complaints(three, "2") == 1, "but it is by another program: those based on the damaged one go with it"


def test_line_ends_that_git_changed_are_no_damage(three: Mapping[str, bytes]) -> None:
    """With core.autocrlf, each line of a checkout ends with a carriage return and a line feed."""
    files = {name: data.replace(b"\n", b"\r\n") if version_of_file(name) else data for name, data in three.items()}
    publication = read_edition("x", files, None).publication
    assert publication is not None
    assert collect(check_versions, "sources/x", publication, files)[1] == ()


@pytest.mark.parametrize("what", ["gone", "damaged", "its base damaged"])
def test_a_version_comes_back_from_the_commits(three: Mapping[str, bytes], tmp_path: Path, what: str) -> None:
    root = make_project(tmp_path, {f"sources/x/{name}": data for name, data in three.items()})
    commit(root)
    path = root / "sources/x" / version_file(third(0 if what == "its base damaged" else 1))
    before = path.read_bytes()
    if what == "gone":
        path.unlink()
    else:
        path.write_bytes(before.replace(b"Overview", b"Overlook").replace(b'["=",', b'["=",1'))
    name = path.relative_to(root).as_posix()
    assert f"{name}: error A09 " in (said := call(root, "check").output)
    assert f"  help: restore it with   git restore {name}" in said
    assert said.count(" A09 ") == 1, "versions that are based on it are right when it is"
    commit(root)
    assert f"{name}: error A09 " in (said := call(root, "check").output)
    assert "  help: run   briefsite merge-ledger   to restore it from the commits" in said
    assert f"{name} is restored to the released version." in call(root, "merge-ledger").output
    assert path.read_bytes() == before
    assert " A09 " not in call(root, "check").output


def test_each_file_that_is_damaged_by_itself_is_a_problem(three: Mapping[str, bytes], tmp_path: Path) -> None:
    root = make_project(tmp_path, {f"sources/x/{name}": data for name, data in three.items()})
    commit(root)
    names = [f"sources/x/{version_file(third(number))}" for number in (0, 2)]
    for name in names:
        (root / name).write_bytes((root / name).read_bytes() + b"[]\n")
    said = call(root, "check").output
    assert [f"{name}: error A09 " in said for name in names] == [True, True]
    assert said.count(" A09 ") == 2


SCRAPS = st.sampled_from([b"[", b"]", b"{", b"}", b'"', b",", b"\n", b"[]", b"{}", b"-1", b"9", b"null", b'"x"'])


def version_of_file(name: str) -> bool:
    """Whether a file of an edition is that of a version."""
    return name.startswith("versions/")


@pytest.mark.parametrize("count", [5, pytest.param(20, marks=pytest.mark.long)])
def test_versions_with_an_edited_paragraph_each_grow_with_what_has_changed(root: Path, count: int) -> None:
    """Of the brief: the version files, and the ledger with all earlier wordings."""
    folder = root / "sources/mongolia"
    text = (folder / "brief.txt").read_text(encoding="utf-8")
    files = snapshot(folder)
    # Behind words that the editors don't quote, from the last to the first, so that the places stay what they are.
    places = [match.start() for match in re.finditer(r"(?<=[a-z] )(?=(?:of|in|to|and|with|by) )", text)]
    texts = []
    for at in reversed(places[:: len(places) // 40]):
        edited = f"{text[:at]}indeed {text[at:]}"
        if read_edition("x", {**files, "brief.txt": edited.encode()}, None).publication is not None:
            text = edited
            texts.append(text)
        if len(texts) == 1 + count:
            break
    assert len(texts) == 1 + count
    # The first of them also gives places their addresses, which the version that is stored lacks.
    base, *_, files = history(folder, texts)
    first = sum(map(len, base.values()))
    before = sum(len(data) for name, data in base.items() if version_of_file(name))
    assert len([*filter(version_of_file, files)]) == len(VERSIONS_OF_BRIEF) + 1 + count
    grown = sum(map(len, files.values())) - first
    versions = sum(len(data) for name, data in files.items() if version_of_file(name)) - before
    assert versions < 0.001 * count * first, f"{versions} of {first} bytes"
    # The rest is in the ledger, which has of each earlier wording the sentences that differ.
    assert grown < 0.005 * count * first, f"{grown} of {first} bytes"
    ledger = read_ledger(files[LEDGER].decode(), Problems()).ledger
    for version in ledger.versions:
        assert words_of(thaw(read_state(version.id, files), ledger.at(version.id))) == version.words


# ---- what the editors have changed since

NAMES = "names: [{ name: Anna, kind: person, line: She built it. }, { name: Oak, kind: place, line: A wood. }]\n"
TIMELINE = 'timeline: [{ when: "1900", year: 1900, what: It was built., words: bridge held }]\n'
SAID = f"{NAMES}{TIMELINE}emendations: [{{ find: roze, read: rose, kind: scan, because: A misprint. }}]\n"
WORK = "@book{press, title = {Press}, date = {2001}}\n"


@pytest.mark.parametrize(
    ("old", "new", "count"),
    [
        ("built it", "built it", 0),
        ("built it", "had it built", 1),
        (", { name: Oak, kind: place, line: A wood. }", "", 1),
        ("{ name: Oak,", "{ name: Elm, kind: place, line: A wood. }, { name: Oak,", 1),
        ("It was built.", "It was opened.", 1),
        ("words: bridge held", "words: The bridge", 1),
        ("from: The river, summary", "from: The river rose, summary", 0),
        ("A misprint.", "A slip.", 1),
        ("summary: It rains.", "summary: It pours.", 1),
        ("title: The Bridge, publisher", "title: A Bridge, publisher", 1),
        ("A misprint. }]", "A misprint. }]\njoins: [The bridge]", 0),
        ("2001", "2002", 1),
        ("}}\n", "}}\n@book{other, title = {Other}, date = {2001}}\n", 1),
        ('"form":1', '"form":9', 0),
    ],
)
def test_editorial_changes_since_the_last_version_are_counted(tmp_path: Path, old: str, new: str, count: int) -> None:
    edition = {"sources/x/edition.yml": SAID, "sources/x/references.bib": WORK}
    root = make_project(tmp_path, {"sources/x/brief.txt": TEXTS[0].replace("rose", "roze"), **edition})
    (files,) = history(root / "sources/x", [TEXTS[0].replace("rose", "roze")])
    changed = dict(files)
    for name in files:
        if version_of_file(name) == old.startswith('"form"'):
            changed[name] = files[name].replace(old.encode(), new.encode())
    assert changed != files or old == new
    publication = read_edition("x", changed, None).publication
    assert publication is not None
    assert len(editorial_changes(publication, changed).get(DRAFT, ())) == count


# ---- for good


def test_stored_versions_of_the_first_form_are_read_for_good(golden: Callable[[Path, str], None]) -> None:
    """These files were written by the first program that kept versions. They are never written again."""
    files = snapshot(STORED / "form-1")
    ledger = read_ledger(files[LEDGER].decode(), Problems()).ledger
    assert [str(version.id) for version in ledger.versions] == ["2026-12-01", "2026-12-01.2", "2027-01-05"]
    said = ""
    for version in ledger.versions:
        kept = thaw(read_state(version.id, files), ledger.at(version.id))
        assert words_of(kept) == version.words
        assert edition_files(kept, "x/")
        said += "".join(f"{line}\n" for line in (f"VERSION {version.id}", *_told(kept), ""))
    golden(STORED / "form-1.txt", said)


def _told(publication: Publication) -> Iterator[str]:
    """All that a version has to say, a line each."""
    yield f"source: {publication.source.file}, {len(publication.source.data)} bytes"
    yield f"title: {publication.edition.work.title}, by {publication.edition.work.publisher.name}"
    for leaf in publication.outline.leaves:
        yield f"page {leaf.page.slug}: {leaf.page.title}: {leaf.page.summary}"
        for stretch in leaf.stretches:
            for division in stretch:
                section = division.section.id if division.section else "-"
                yield f"  section {section}: paragraphs {[*division.paragraphs]}"
    for index, paragraph in enumerate(publication.paragraphs):
        for item, passage in paragraph.passages():
            yield f"{publication.addresses.of(index, item)} ({paragraph.kind}): {passage.text!r}"
            yield from (
                f"  {run.start}-{run.end} {run.text!r} emendation {run.emendation}, style {style!r}"
                for run in passage.runs
                for style in [run.style or " ".join(run.faces)]
                if run.emendation is not None or style
            )
    for note in publication.notes:
        yield f"{note.address}: {note.wording!r}"
    for one in publication.corrections:
        yield f"emendation {one.index} at {one.start}-{one.end}: {one.old!r} → {one.new!r}: {one.emendation.because}"
    yield from (f"work {work.key}: {work.title}" for work in publication.bibliography.works)
    yield from (f"reference {key}: {html}" for key, html in publication.references.items())
    yield from (f"convention {name}: {count}" for name, count in publication.conventions.items())
