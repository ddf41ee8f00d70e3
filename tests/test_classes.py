"""The list of class names agrees with the style sheets, the scripts, the templates and the built pages."""

from __future__ import annotations

import ast
import re
import shutil
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Final, get_args, get_type_hints

import pytest
from mkdocs.utils import get_theme_dir
from selectolax.lexbor import LexborHTMLParser

from briefsite.edition.extras import MapCountry, MapGroup, Quantity
from briefsite.pages.classes import (
    BLOCK_CLASSES,
    BOUND_CLASSES,
    COUNTRY_CLASSES,
    OF_METADATA,
    OF_SCRIPTS,
    OF_TEMPLATES,
    OF_THEME,
    SIDE_CLASSES,
    STATUS_CLASSES,
    Css,
)
from briefsite.pages.filters import MOST_FACETS, MOST_THEMES
from filter_rules import filter_rules
from tests.helpers import EDITION, GOLDEN, call_build, call_release, make_project

ROOT: Final = Path(__file__).resolve().parent.parent
PACKAGE: Final = ROOT / "scripts/briefsite"
THEME: Final = PACKAGE / "theme"
KEYNES: Final = ROOT / "tests/editions/keynes"
PAGES: Final = frozenset(
    {*Css, *BLOCK_CLASSES.values(), *BOUND_CLASSES, *COUNTRY_CLASSES, *SIDE_CLASSES, *STATUS_CLASSES.values()}
)
OURS: Final = PAGES | OF_METADATA.keys() | OF_TEMPLATES.keys() | OF_SCRIPTS.keys()
NUMBERED: Final = re.compile(r"(theme|facet|show)-(\d+|all)")
#: Classes that none of the editions below has any use for, each with the reason.
UNUSED: Final = {
    "address": "the template prints it where a site has an address of its own, and these have a placeholder",
    "report": "no edition below says where errors are reported",
    "md-nav--long": "the rows of these editions have room for all names",
    "small-caps": "no title in their bibliographies has small capitals",
    "limit": "no edition draws a limit",
    "limit-halo": "no edition draws a limit",
    "limit-text": "no edition draws a limit",
    "more-than": "no edition draws a whole of which its text says only that it is more",
}
_CLASS: Final = re.compile(r"\.(-?[_a-zA-Z][\w-]*)")


def in_styles() -> dict[str, str]:
    """Each class that a style sheet selects, with the file."""
    found: dict[str, str] = {}
    for path in sorted((THEME / "assets").glob("*.css")):
        text = re.sub(r'/\*.*?\*/|"[^"]*"', "", path.read_text(encoding="utf-8"), flags=re.DOTALL)
        for selector in re.findall(r"([^{};]*)\{", text):
            if not selector.strip().startswith("@") and not re.fullmatch(r"\s*[\d.]+%\s*", selector):
                found |= dict.fromkeys(_CLASS.findall(selector), path.name)
    return found


def in_scripts() -> dict[str, str]:
    """Each class that a script looks for or writes, with the file."""
    found: dict[str, str] = {}
    for path in sorted((THEME / "assets").glob("*.js")):
        text = re.sub(r"^\s*(//|/?\*).*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
        called = r"(?:find|querySelector|querySelectorAll|closest|matches)\(\s*\"([^\"]*)\""
        for selector in re.findall(called, text):
            found |= dict.fromkeys(_CLASS.findall(re.sub(r"\[[^]]*\]", "", selector)), path.name)
        for names in re.findall(r"(?:className: |status\(|classList\.\w+\()\"([^\"]*)\"", text):
            found |= dict.fromkeys(names.split(), path.name)
    return found


def in_templates() -> dict[str, str]:
    """Each class that a template of ours writes, with the file."""
    found: dict[str, str] = {}
    for path in sorted(THEME.glob("*.html")):
        text = path.read_text(encoding="utf-8").replace("turn__{{ side }}", "turn__previous turn__next")
        for names in re.findall(r"class=\"([^\"]*)\"", text):
            found |= dict.fromkeys(re.sub(r"\{[%{].*?[%}]\}", " ", names).split(), path.name)
    return found


@pytest.fixture(scope="module")
def carried(brief: Path, tmp_path_factory: pytest.TempPathFactory) -> frozenset[str]:
    """The classes on the pages of the brief, of Keynes, of a golden project, and of a text that was edited."""
    keynes = tmp_path_factory.mktemp("keynes") / "book"
    shutil.copytree(KEYNES, keynes)
    call_build(keynes)
    signs = make_project(tmp_path_factory.mktemp("signs"), GOLDEN / "reading/notes-with-signs")
    call_build(signs)
    return frozenset[str]().union(*map(on_pages, (brief, keynes, signs, edited(tmp_path_factory.mktemp("edited")))))


def edited(root: Path) -> Path:
    """A text of which paragraphs and a section were changed and taken out after publication, and that is a draft."""
    night = "The river rose in the night, and the mill stood in water to its second floor."
    rest = "- A rope\n- A lamp\n\nINDEX\n\nBoats, 12\n  Sayings, 21\n"
    bridge = "The bridge held, as it had held in all the other years of which anybody told."
    morning = "Nobody crossed it before the morning came and the carts stood in a row."
    sacks = "The miller counted his sacks and wrote a letter to the owner in the town."
    make_project(root, {"sources/x/brief.txt": f"{night}\n\n{bridge}\n\n{morning}\n\n{sacks}"})
    edition = root / EDITION
    before = edition.read_text(encoding="utf-8")
    section = "summary: It rains., sections: [{ id: dawn, title: The dawn, from: Nobody }]"
    edition.write_text(before.replace("summary: It rains.", section), encoding="utf-8")
    call_release(root, "2021-03-02")
    text = f"{night.replace('second', 'first')}\n\n{bridge} {morning}"
    (root / "sources/x/brief.txt").write_text(text, encoding="utf-8")
    edition.write_text(before, encoding="utf-8")
    call_release(root, "2022-03-02")
    last = text.replace("Nobody crossed", "No one crossed")
    (root / "sources/x/brief.txt").write_text(f"{last}\n\nLISTS\n\n{rest}", encoding="utf-8")
    call_build(root)
    return root


def on_pages(root: Path) -> Iterator[str]:
    for path in (root / "site").rglob("*.html"):
        for node in LexborHTMLParser(path.read_text(encoding="utf-8")).css("[class]"):
            yield from (node.attributes["class"] or "").split()


@cache
def of_theme() -> str:
    """All that the theme writes and styles."""
    folder = Path(get_theme_dir("material"))
    files = [
        *folder.rglob("*.html"),
        *folder.glob("assets/stylesheets/main.*.css"),
        *folder.glob("assets/javascripts/bundle.*.js"),
    ]
    return "\n".join(path.read_text(encoding="utf-8") for path in files)


@pytest.mark.parametrize("named", [in_styles(), in_scripts(), in_templates()], ids=["styles", "scripts", "templates"])
def test_every_class_outside_of_the_code_is_in_the_list(named: dict[str, str]) -> None:
    assert len(named) > 15
    unknown = {
        name: file for name, file in named.items() if name not in OURS | OF_THEME and not NUMBERED.fullmatch(name)
    }
    assert unknown == {}, "a class that nothing carries, or that briefsite.pages.classes lacks"


def test_every_class_in_the_list_is_carried_by_a_page(carried: frozenset[str]) -> None:
    unused = {str(name) for name in (OURS - OF_SCRIPTS.keys()) - carried}
    assert sorted(unused) == sorted(UNUSED)
    assert all(UNUSED.values())


def test_every_class_on_a_page_is_in_the_list(carried: frozenset[str]) -> None:
    ours = {name for name in carried if not re.match(r"md-|no-js$|fi?ll?$|headerlink$", name)}
    assert {name for name in ours if not NUMBERED.fullmatch(name)} - OURS == set()


def test_what_scripts_and_templates_alone_write_is_written_by_them() -> None:
    assert OF_SCRIPTS.keys() - in_scripts().keys() == set()
    assert OF_TEMPLATES.keys() - in_templates().keys() == set()
    assert not OF_SCRIPTS.keys() & PAGES
    assert not OF_TEMPLATES.keys() & PAGES


def test_the_theme_has_the_classes_that_we_name_of_it() -> None:
    named = in_styles().keys() | in_scripts().keys() | in_templates().keys()
    assert OF_THEME - named == set(), "take out what is no longer named"
    missing = [name for name in OF_THEME if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", of_theme())]
    assert missing == [], "the theme calls it otherwise now, and our rule for it does nothing"


def test_the_classes_that_keys_of_the_edition_name_are_those_keys() -> None:
    for owner, key, classes in (
        (Quantity, "bound", BOUND_CLASSES),
        (MapCountry, "side", SIDE_CLASSES),
        (MapGroup, "style", COUNTRY_CLASSES),
    ):
        assert frozenset(get_args(get_type_hints(owner)[key])) == classes


def test_the_style_sheet_has_the_rules_of_the_filters() -> None:
    css = (THEME / "assets/filters.css").read_text(encoding="utf-8")
    assert css.count(filter_rules()) == 1
    assert css.count(":has(.show-") == MOST_THEMES + MOST_FACETS, "no rule but those"


def test_the_code_takes_its_classes_from_the_list() -> None:
    for path in sorted(PACKAGE.rglob("*.py")):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            given: list[ast.expr] = []
            if isinstance(node, ast.keyword) and node.arg == "classes":
                given = node.value.elts if isinstance(node.value, ast.Tuple) else [node.value]
            elif isinstance(node, ast.Call) and ast.unparse(node.func).endswith((".css", ".css_first")):
                given = [part for value in node.args for part in ast.walk(value) if isinstance(part, ast.Constant)]
                given = [part for part in given if _CLASS.search(str(ast.literal_eval(part)))]
            written = [ast.unparse(value) for value in given if isinstance(value, ast.Constant) and value.value]
            assert written == [], f"{path.relative_to(PACKAGE)}:{getattr(node, 'lineno', '')}"
