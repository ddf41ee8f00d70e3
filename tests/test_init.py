"""`briefsite init`: a first edition of texts as ugly as they come, each of which builds as it is.

A case more: a folder in init/ with a `text.txt`. `scripts/test -k NAME --update` writes what was decided, and why.
"""

from __future__ import annotations

import random
import re
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest
import yaml

from briefsite.edition.emendation_file import amended
from briefsite.edition.model import Emendation
from briefsite.init import detect
from briefsite.init.git_attributes import git_attributes
from briefsite.init.refused import refusal
from briefsite.init.title_page import title_page
from briefsite.problems.problem import Fix, Place
from briefsite.problems.shown import describe
from briefsite.reading.read import read_edition
from briefsite.source.emendation import emend
from briefsite.source.garbled import ask_about_garbled
from briefsite.source.misreadings import find_misreadings
from briefsite.source.page_breaks import page_furniture
from briefsite.source.source import Source, decode
from tests import helpers
from tests.helpers import DEFAULT, collect, make_project, published, snapshot

ROOT = Path(__file__).resolve().parent.parent

CASES = sorted(path for path in (Path(__file__).parent / "init").iterdir() if path.is_dir())
call = partial(helpers.call, env={"SOURCE_DATE_EPOCH": "1614643200"})


@pytest.fixture
def bare(tmp_path: Path) -> Path:
    """A site without an edition: its pages have no more than the author's words and what we make of them."""
    root = tmp_path / "root"
    shutil.copytree(DEFAULT / "docs", root / "docs")
    shutil.copy(DEFAULT / "mkdocs.yml", root)
    shutil.copy(ROOT / ".gitattributes", root)
    return root


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_a_first_edition_builds_as_it_is(case: Path, bare: Path, golden: Callable[[Path, str], None]) -> None:
    made = call(bare, "init", str(case / "text.txt"))
    assert made.exit_code == 0, made.output
    folder = bare / "sources/text"
    assert (folder / "text.txt").read_bytes() == (case / "text.txt").read_bytes(), "the text is as it was received"
    golden(case / "decided.txt", made.output + "\n" + (folder / "edition.yml").read_text(encoding="utf-8"))
    built = call(bare, "build")
    assert built.exit_code == 0, built.output
    assert call(bare, "check").exit_code == 0


def test_what_is_there_is_never_overwritten(bare: Path) -> None:
    text = CASES[0] / "text.txt"
    assert call(bare, "init", str(text)).exit_code == 0
    (bare / "sources/text/references.bib").write_text("% mine\n", encoding="utf-8")
    before = published(bare)
    again = call(bare, "init", str(text))
    assert again.exit_code == 1
    assert "error S06" in again.output
    assert "No files were written." in again.output
    assert published(bare) == before
    assert call(bare, "init", str(text), "--name", "other").exit_code == 0
    edition = yaml.safe_load((bare / "sources/other/edition.yml").read_text(encoding="utf-8"))
    assert edition["site"]["path"] == "other", "the root of the site is taken"


def test_works_that_are_there_are_taken_over(bare: Path, tmp_path: Path) -> None:
    bib = tmp_path / "works.bib"
    bib.write_text("@book{a, title = {A}, publisher = {P}, author = {{An Office}}, date = {1933}}\n", encoding="utf-8")
    assert call(bare, "init", str(CASES[0] / "text.txt"), "--bib", str(bib)).exit_code == 0
    assert (bare / "sources/text/references.bib").read_bytes() == bib.read_bytes()
    assert call(bare, "build").exit_code == 0


def test_works_that_no_note_cites_are_one_question(bare: Path, tmp_path: Path) -> None:
    bib = tmp_path / "works.bib"
    bib.write_text("".join(f"@book{{a{n}, title = {{A}}, date = {{1933}}}}\n" for n in range(11)), encoding="utf-8")
    text = tmp_path / "text.txt"
    text.write_text("The dam held.[1]\n\nIt held on.\n", encoding="utf-8")
    assert call(bare, "init", str(text), "--bib", str(bib)).exit_code == 0
    said = call(bare, "check").output
    assert 'B08 no note cites 11 of the works: "a0", "a1"' in said
    assert "help: cite them in notes, or delete them; if one is the text itself, add   keywords" in said


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"The dam held.\n\n[3\n\nIt held on.\n", id="what may be a marker, alone"),
        pytest.param(b"The dam held.[1]\n\n[Footnote 1:]\n\nIt held on.\n", id="a note that says nothing"),
        pytest.param(b"[Footnote 1: By hand.] The dam held.\n", id="a note between brackets without marker"),
        pytest.param(
            b"Year      Water\n \x1a   1931    12\n      1932    14\n      1933    15\n", id="blanks of a table"
        ),
        pytest.param(b"The d\x00a\x1am held, a\x00m.\n\na\x00m\na\x00m\n", id="one control character after the other"),
        pytest.param(b"The d\x00am held.[\x1a1]\n\n[1] By h\x00and.\n", id="control characters in marker and note"),
        pytest.param("THE D\u0080AM\n\nIt held\u00e9.\n".encode("latin-1"), id="a control character in the title"),
    ],
)
def test_damage_of_every_kind_is_built_from_without_an_edit(bare: Path, tmp_path: Path, data: bytes) -> None:
    text = tmp_path / "text.txt"
    text.write_bytes(data)
    made = call(bare, "init", str(text))
    assert "Ready to build" in made.output, made.output
    done = call(bare, "build")
    assert done.exit_code == 0, done.output


#: What befalls a text on its way, besides being cut in two anywhere.
_DAMAGE = (
    *("\n\n", "\f", "\t", "[1]", "[12] See page 3.\n", "*", "†", "FOOTNOTES:\n", "CHAPTER II\n\n", "]", "["),
    *("\x00", "\u00ad", "_word_", "--", "    verse\n", "| a | b |\n", "# heading", "<b>", "[^1]", "{: #x}", "\x1a"),
    *("* * * * *\n\n", "Notes\n\n1. A note\n2. Another\n", "ﬁ", "-\n", ":\n\nTo do.\n\nTo be.\n\n"),
    "[Footnote 1: A note.]",
)


@pytest.mark.parametrize("seed", range(12))
def test_whatever_befell_a_text_init_and_build_end_with_words(bare: Path, tmp_path: Path, seed: int) -> None:
    dice = random.Random(seed)
    whole = (ROOT / "sources/mongolia/brief.txt").read_text(encoding="utf-8")
    start = dice.randrange(len(whole) - 2_000)
    damaged = whole[start : start + dice.choice([60, 500, 2_000])]
    for _ in range(dice.randint(1, 10)):
        at = dice.randint(0, len(damaged))
        damaged = damaged[:at] + dice.choice(_DAMAGE) + damaged[at:]
    text = tmp_path / "text.txt"
    text.write_text(damaged, encoding="utf-8", newline="")
    made = call(bare, "init", str(text))
    done = call(bare, "build")
    for result in (made, done):
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
    assert done.exit_code == 0 or "It does not build yet" in made.output, done.output


def test_a_work_has_no_date_from_the_works_that_it_cites() -> None:
    text = "THE SURVEY\n\nThe harbour was measured in spring.\n\nBibliography\n\nDale, Bo. On Rivers. London, 1999.\n"
    assert not title_page(Source("text.txt", b"", text)).date
    assert title_page(Source("text.txt", b"", text.replace("\n\nThe", "\n\nLondon, 1887.\n\nThe"))).date == "1887"


def test_letters_of_honor_behind_an_author_are_no_part_of_the_name(bare: Path, tmp_path: Path) -> None:
    text = tmp_path / "peace.txt"
    text.write_text("THE PEACE\n\nby\n\nJOHN MAYNARD KEYNES, C.B., M.A.\n\n1920\n\nIt was signed.\n", encoding="utf-8")
    assert call(bare, "init", str(text)).exit_code == 0
    work = yaml.safe_load((bare / "sources/peace/edition.yml").read_text(encoding="utf-8"))["work"]
    assert work["authors"] == ["John Maynard Keynes"]


def test_where_there_is_no_site_one_is_begun(tmp_path: Path) -> None:
    root = tmp_path / "root"
    root.mkdir()
    made = call(root, "init", str(ROOT / "tests/init/notes-that-begin-again/text.txt"))
    assert "written: mkdocs.yml" in made.output, made.output
    assert "written: .gitattributes" in made.output
    assert (root / ".gitattributes").read_bytes() == (ROOT / ".gitattributes").read_bytes().replace(
        b".venv/bin/", b""
    ), "as our own"
    built = call(root, "build")
    assert built.exit_code == 0, built.output
    page = (root / "site/chapter-ii/index.html").read_text(encoding="utf-8")
    assert "The bridge held." in page
    assert "For reference managers:" in page
    assert 'id="citation-data"' in page
    assert "Z3988" in page


LINE_ENDS = ["sources/** -text", "docs/** -text"]
LEDGERS, VERSIONS = "sources/*/permalinks.yml merge=briefsite", "sources/*/versions/*.jsonl -merge"


@pytest.mark.parametrize(
    ("known", "lacking"),
    [
        ("*.png binary\n", [*LINE_ENDS, LEDGERS, VERSIONS]),
        (LEDGERS.replace(" ", "  ") + "\r\n", [*LINE_ENDS, VERSIONS]),
        (f"# {LEDGERS}\n{VERSIONS}", [*LINE_ENDS, LEDGERS]),
        ("\n".join([VERSIONS, LEDGERS, *LINE_ENDS]), []),
    ],
)
def test_what_git_has_been_told_is_kept_and_the_rest_is_said(known: str, lacking: list[str]) -> None:
    text, said = git_attributes(known.encode())
    assert (text, [*said[1:]]) == ("", [f"  {rule}" for rule in lacking])


@pytest.mark.parametrize(("apart", "found"), [(3, ()), (40, ("The mill, #",)), (200, ())])
def test_page_furniture_recurs_at_page_distance(apart: int, found: tuple[str, ...]) -> None:
    """What comes again sooner is a refrain, and what comes later the heading of something."""
    pages = (f"The mill, {number}\n\n" + "The river rose and\n" * apart + "\n" for number in range(1, 6))
    forms = page_furniture("".join(pages).splitlines())
    assert tuple(entry.form for entry in forms) == found
    assert sum(len(entry.lines) for entry in forms) == 5 * len(found)


# -- words that look misread, and what mends them ---------------------------------------------------------------------


def suspected(text: str) -> list[str]:
    source = Source("brief.txt", text.encode(), text)
    return [problem.message for problem in collect(find_misreadings, source, source.passage)[1]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("government " * 5 + "govemment", ['"govemment" may be "government", which the text has 5 times']),
        ("govemment government government", []),
        ("government " * 9 + "govemment govemment", []),
        ("in l9l4 and 19I8 and 1O5", ['"l9l4" may be "1914"', '"19I8" may be "1918"', '"1O5" may be "105"']),
        ("it cost 100l and 20l, the 1st and 2nd of II", []),
        ("the rill, the ri1l and the B1a", ['"ri1l" may be "rill", which the text has 1 time']),
        ("corner " * 9 + "comer", ['"comer" may be "corner", which the text has 9 times']),
    ],
)
def test_suspicions(text: str, expected: list[str]) -> None:
    assert suspected(text) == expected


def test_the_fix_of_a_suspicion_mends_its_place_only() -> None:
    text = "government " * 6 + "rose. The govemment fell in l9l4."
    source = Source("brief.txt", text.encode(), text)
    fixes = [problem.fix for problem in collect(find_misreadings, source, source.passage)[1] if problem.fix]
    entries = [Emendation(find=f.find, read=f.read, because=f.because, kind=f.kind) for f in fixes]
    (emended, _), problems = collect(emend, source, entries, [Place("edition.yml")] * len(entries))
    assert not problems
    assert emended.text == text.replace("govemment", "government").replace("l9l4", "1914")
    assert collect(find_misreadings, source, emended) == (None, ()), "somebody has looked at it"


def test_the_brief_and_a_book_raise_no_false_alarm() -> None:
    for file, encoding in (("sources/mongolia/brief.txt", "utf-8"), (KEYNES, "latin-1")):
        text = (ROOT / file).read_bytes().decode(encoding)
        assert suspected(text) == []


KEYNES = "tests/editions/keynes/sources/keynes/keynes-1919.txt"

LAYOUTS = {
    "none": "# mine\nwork: &w {a: 1} # kept\n",
    "none, and no line end": "work: 1",
    "empty": "emendations: [] # none yet\nwork: 1\n",
    "in brackets": "emendations: [ {find: a, read: b, because: c, kind: scan}, ]\n# after\n",
    "a block": "emendations:\n  - find: a\n    read: b\n    because: >-\n      Many # words\n      of it.\n"
    "    kind: scan\n\n\n# Pages\nwork: 1\n",
    "a block at the margin": "emendations:\n- {find: a, read: b, because: c, kind: scan} # why\nwork: 1\n",
    "a block at the end": "work: 1\nemendations:\n    - {find: a, read: b, because: c, kind: scan}",
}


@pytest.mark.parametrize("layout", LAYOUTS)
def test_an_emendation_is_added_and_nothing_else_is_changed(layout: str) -> None:
    text = LAYOUTS[layout]
    made = amended(text, [Fix('"x": [2', '"x": [2]', "scanning error"), Fix("y", "z", "ä")])
    assert made is not None
    left = [line for line in made.splitlines() if line in text.splitlines()]
    assert left == text.splitlines() or layout in {"empty", "in brackets"}
    before, after = yaml.safe_load(text), yaml.safe_load(made)
    assert {k: v for k, v in after.items() if k != "emendations"} == {
        k: v for k, v in before.items() if k != "emendations"
    }
    assert after["emendations"][:-2] == (before.get("emendations") or [])
    assert [entry["find"] for entry in after["emendations"][-2:]] == ['"x": [2', "y"]
    for comment in re.findall(r"#.*", text):
        assert comment in made


def test_check_fix_writes_what_is_sure_and_says_so(bare: Path) -> None:
    make_project(
        bare,
        {
            "sources/x/brief.txt": "The river rose.[1] It rained.[2\n\nIt froze.[3] It held.[4\n",
            "sources/x/edition.yml": "# mine\nnotes:\n"
            + "".join(f"  - {{number: {n}, status: unidentified}}\n" for n in range(1, 5)),
        },
    )
    before = snapshot(bare)
    fixed = call(bare, "check", "--fix")
    assert 'sources/x/edition.yml: emended "[2" to "[2]" (scanning error)' in fixed.output
    assert 'damaged note number "[4"' in fixed.output, "which number it is only its place suggests"
    after = snapshot(bare)
    changed = {name for name in after.keys() | before.keys() if after.get(name) != before.get(name)}
    assert {name for name in changed if not name.startswith(".briefsite")} == {"sources/x/edition.yml"}
    text = after["sources/x/edition.yml"].decode()
    assert text.startswith(before["sources/x/edition.yml"].decode())
    reading = read_edition("x", {name.removeprefix("sources/x/"): data for name, data in after.items()}, None)
    assert "M05" in " ".join(map(describe, reading.problems)), "an editor still has to look at it"
    assert 'to "[2]"' not in call(bare, "check", "--fix").output


def test_check_fix_takes_out_what_has_no_other_remedy(tmp_path: Path) -> None:
    (tmp_path / "text.txt").write_text("THE MILL\n\nThe mill was built in 1913, and stood.\n", encoding="utf-8")
    assert call(tmp_path, "init", str(tmp_path / "text.txt")).exit_code == 0
    file = tmp_path / "sources/text/edition.yml"
    idle = """
hyphens:
  # of the mill
  keep: [mill-pond]
timeline:
  - {when: "1913", year: 1913, what: The mill is built., words: was built in 1913}
timeline_omits:
  - {year: "1913", because: It is told.}
"""
    file.write_text(file.read_text(encoding="utf-8") + idle, encoding="utf-8")
    fixed = call(tmp_path, "check", "--fix").output
    assert 'removed the hyphen override for "mill-pond": it is not broken at a line end' in fixed
    assert "removed the omission of 1913: it is already on the timeline or not in the text" in fixed
    text = file.read_text(encoding="utf-8")
    assert "mill-pond" not in text
    assert "It is told" not in text
    assert "The mill is built." in text
    assert not {"P02", "O07"} & set(re.findall(r"(?:error|warning) (\w\d\d)", call(tmp_path, "check").output))


# -- encodings --------------------------------------------------------------------------------------------------------

ENGLISH = "THE SURVEY\n\nThe harbour’s café was measured — naïve and Überschwang, £5 — in spring.\n\nThe façade fell.\n"
POLISH = "PORT\n\nPort został zmierzony na wiosnę, a ludzie wypłynęli łodziami, żeby go zobaczyć. Są tam śluzy.\n"
TURKISH = "LİMAN\n\nLiman ilkbaharda ölçüldü ve şehrin adamları tekneleriyle çıktılar. Buz henüz gitmemişti.\n"
RUSSIAN = "ГАВАНЬ\n\nГавань была измерена весной, и люди города вышли в море на лодках, чтобы увидеть её.\n"

UKRAINIAN = "ГАВАНЬ\n\nГавань виміряли навесні, і люди повернулися з човнів. Ніхто не пам'ятає такої зими.\n"
JAPANESE = "港の報告\n\n春に港が測られた。その後、川は増水し、人々は舟から戻った。町の人は皆それを見た。\n"
#: In characters that simplified and traditional Chinese have in common.
CHINESE = "港口在春天的日子。人在水上，一人在大地上。他不是在那。\n"
ARABIC = "تقرير الميناء\n\nتم قياس الميناء في الربيع. ثم ارتفع النهر، وعاد الناس من القوارب.\n"


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        *((ENGLISH, name) for name in ("windows-1252", "mac-roman", "utf-16")),
        (ENGLISH.replace("’", "'").replace("—", "-"), "latin-1"),
        (POLISH, "windows-1250"),
        (POLISH, "iso-8859-2"),
        (TURKISH, "windows-1254"),
        *((RUSSIAN, name) for name in ("windows-1251", "koi8-r", "mac-cyrillic", "cp866", "iso-8859-5")),
        (UKRAINIAN, "koi8-u"),
        *((JAPANESE, name) for name in ("shift_jis", "euc_jp")),
        *((CHINESE, name) for name in ("gb18030", "big5")),
        ("봄에 항구가 측량되었다. 그 후 강물이 불어나고 사람들은 배에서 돌아왔다.\n", "euc_kr"),
        ("Το λιμάνι μετρήθηκε την άνοιξη. Ύστερα ανέβηκε το ποτάμι.\n", "windows-1253"),
        ("הנמל נמדד באביב. אחר כך עלה הנהר, והאנשים שבו מן הסירות.\n", "windows-1255"),
        *((ARABIC, name) for name in ("windows-1256", "iso-8859-6")),
        ("ท่าเรือถูกวัดในฤดูใบไม้ผลิ ต่อมาน้ำในแม่น้ำสูงขึ้น ทุกคนเห็นมัน\n", "cp874"),
    ],
)
def test_a_text_is_read_in_its_encoding(text: str, encoding: str) -> None:
    data = text.encode(encoding)
    assert refusal(data) is None
    assert data.decode(detect.encoding(data)[0]) == text


@pytest.mark.parametrize(
    ("text", "meant", "read"),
    [
        ("Die Männer fuhren über den See.", "utf-8", "windows-1252"),
        ("Les bateaux… « C’est gelé », dit-il.", "utf-8", "latin-1"),
        ("Potem rzeka przybrała; źle, żółć.", "utf-8", "windows-1250"),
        ("Гавань измерили весной, и люди вернулись.", "windows-1251", "latin-1"),
    ],
)
def test_a_text_decoded_in_a_wrong_encoding_is_asked_about(text: str, meant: str, read: str) -> None:
    garbled = text.encode(meant).decode(read, "ignore")
    whole = Source("text.txt", b"", f"{garbled}\n")
    assert [one.code for one in collect(ask_about_garbled, whole, whole.passage)[1]] == ["S14"]
    right = Source("text.txt", b"", f"{text} LIBERTÉ» DÉJÀ… ÄÖ“ Å…\n")
    assert collect(ask_about_garbled, right, right.passage)[1] == ()


@pytest.mark.parametrize(
    ("before", "after", "read", "said"),
    [
        ("façade", b"fa\xe7ade", "façade", "byte 0xe7 in line 5 (ç) is not UTF-8"),
        ("fell.", b"\x93fell.\x94", "“fell.”", "bytes 0x93 in line 5 (“), 0x94 in line 5 (”) are not UTF-8"),
        ("fell.", b"fell\x85 \x81", "fell… \x81", "bytes 0x85 in line 5 (…), 0x81 in line 5 (\x81) are not UTF-8"),
        ("spring", b"\xe2\x80spring", "â€spring", "bytes 0xe2 in line 3 (â), 0x80 in line 3 (€) are not UTF-8"),
    ],
)
def test_a_damaged_byte_is_named_and_the_rest_is_utf_8(before: str, after: bytes, read: str, said: str) -> None:
    data = ENGLISH.encode().replace(before.encode(), after)
    encoding, why = detect.encoding(data)
    assert why.startswith(said)
    source, problems = collect(decode, "text.txt", data, encoding)
    assert source
    assert not problems
    assert source.text == ENGLISH.replace(before, read)
