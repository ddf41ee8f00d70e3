"""The structure of the code: what may import what, and that each name means one thing."""

from __future__ import annotations

import ast
import re
from collections import defaultdict
from collections.abc import Iterator
from typing import Final

from briefsite import file_names
from draw_structure import ORDER, PACKAGE, PICTURE, WITHOUT_CODE, imports, modules, picture

#: The packages that the modules beside the packages may use: of problems, and of the texts of the interface.
BASE: Final = frozenset({"problems", "language"})
#: The module beside the packages that uses them.
LAST: Final = frozenset({"__main__"})
#: At most so many modules beside the packages, without `__init__` and `__main__`.
MOST_MODULES: Final = 12
#: Public names that two modules share, each with the reason.
SHARED: Final = {
    "build": "the command of this name, and the function that it calls",
    "release": "the same",
    "cite": "the command, and the question that a program asks",
    "quote": "the same",
}


def public_names(tree: ast.Module) -> Iterator[str]:
    """The classes, functions, aliases and constants that a module defines for others."""
    for node in tree.body:
        found: list[str] = []
        if isinstance(node, ast.ClassDef | ast.FunctionDef):
            found = [node.name]
        elif isinstance(node, ast.Assign):
            found = [target.id for target in node.targets if isinstance(target, ast.Name)]
        elif isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name):
            found = [node.target.id]
        yield from (name for name in found if not name.startswith("_"))


def test_packages_import_in_the_direction_of_the_data() -> None:
    packages = {path.parent.name for path in PACKAGE.glob("*/__init__.py")} - WITHOUT_CODE
    assert packages == set(ORDER)
    against = []
    for name, tree in modules():
        own = name.partition(".")[0]
        for imported in imports(tree):
            other = imported.partition(".")[0]
            if own in packages and other in packages and ORDER.index(other) > ORDER.index(own):
                against.append(f"{name} imports {imported}")
            elif own not in packages | LAST and other in packages - BASE:
                against.append(f"{name}, which every package may use, imports {imported}")
    assert against == []


def test_no_modules_import_one_another_in_a_circle() -> None:
    graph = {name: set(imports(tree)) for name, tree in modules()}
    while leaves := [name for name, imported in graph.items() if not imported & graph.keys()]:
        for name in leaves:
            del graph[name]
    assert graph == {}


def test_a_dozen_modules_at_most_are_beside_the_packages() -> None:
    beside = sorted(path.name for path in PACKAGE.glob("*.py") if not path.name.startswith("__"))
    assert len(beside) <= MOST_MODULES, beside


def test_a_package_says_in_three_lines_what_goes_in_and_what_comes_out() -> None:
    for package in ORDER:
        said = ast.get_docstring(ast.parse((PACKAGE / package / "__init__.py").read_text(encoding="utf-8"))) or ""
        title, empty, *lines = said.splitlines()
        assert (title[-1], empty) == (".", ""), package
        assert 1 < len(lines) <= 3, package
        assert lines[0].startswith("In: "), package
        assert "Out: " in said, package


def test_each_public_name_means_one_thing() -> None:
    found: defaultdict[str, list[str]] = defaultdict(list)
    for module, tree in modules():
        for name in public_names(tree):
            found[name].append(module)
    twice = {name: places for name, places in found.items() if len(places) > 1}
    assert {name: places for name, places in twice.items() if name not in SHARED} == {}
    assert SHARED.keys() <= twice.keys(), "take out of SHARED what is no longer shared"


def test_only_the_renderer_knows_mkdocs() -> None:
    for name, tree in modules():
        known = {
            (node.module if isinstance(node, ast.ImportFrom) else alias.name) or ""
            for node in ast.walk(tree)
            if isinstance(node, ast.ImportFrom | ast.Import)
            for alias in node.names
        }
        if name == "pages.fragment":  # what is no page of a site: the feeds
            known = {module for module in known if module.partition(".")[0] != "markdown"}
        if not name.startswith("rendering."):
            assert not [module for module in known if module.partition(".")[0] in {"mkdocs", "jinja2", "markdown"}], (
                name
            )


def test_only_the_modules_that_are_named_read_or_write_files() -> None:
    used = {name for name, tree in modules() for node in ast.walk(tree) if _uses_files(node)}
    said = (ast.get_docstring(dict(modules())["__init__"]) or "").partition("Only these modules")[2]
    named = {name for name, _ in modules() if re.search(rf"(?<![\w.]){re.escape(name)}(?![\w.])", said)}
    assert used == {name for name in named if name != "rendering.renderer"}


def _uses_files(node: ast.AST) -> bool:
    """Whether it is a call that reads or writes the content of a file, or starts another program."""
    if not isinstance(node, ast.Call):
        return False
    called = ast.unparse(node.func)
    calls = {"read_bytes", "read_text", "write_bytes", "write_text", "open"}
    return called.rpartition(".")[2] in calls or called.startswith("subprocess.")


def test_the_names_of_files_are_written_once() -> None:
    """In `file_names`. Elsewhere they are only words of a sentence."""
    names = [value for name, value in vars(file_names).items() if name.isupper() and "." in value]
    assert len(names) > 3
    found = [
        f"{name}: {ast.unparse(node)}"
        for name, tree in modules()
        if name != "file_names"
        for node in ast.walk(tree)
        if isinstance(node, ast.Constant)
        and isinstance(node.value, str)
        and re.fullmatch(rf"([\w*]*/)*({'|'.join(map(re.escape, names))})", node.value)
    ]
    assert found == []


def test_the_picture_of_the_structure_is_what_the_imports_say() -> None:
    assert PICTURE.read_text(encoding="utf-8") == picture(), "python scripts/draw_structure.py"


def test_no_page_calls_every_text_a_brief() -> None:
    """What the text is called is the edition's to say (`work.noun`)."""
    found = []
    for name, tree in modules():
        docstrings = {
            id(node.body[0].value)
            for node in ast.walk(tree)
            if isinstance(node, ast.Module | ast.ClassDef | ast.FunctionDef)
            and node.body
            and isinstance(node.body[0], ast.Expr)
        }
        found += [
            f"{name}: {node.value}"
            for node in ast.walk(tree)
            if name.startswith("pages.")
            and isinstance(node, ast.Constant)
            and isinstance(node.value, str)
            and id(node) not in docstrings
            and re.search(r"(?i)\bthe brief\b", node.value)
        ]
    assert found == []


def test_each_mutant_that_is_listed_is_a_change_of_the_code_as_it_is() -> None:
    listed = (PACKAGE.parents[1] / "tests/mutants.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^```\n(.*?)^```", listed, re.DOTALL | re.MULTILINE)
    changes = [one.splitlines() for block in blocks for one in block.split("\n\n")]
    assert len(changes) > 50
    for place, *lines in changes:
        file, function = place.split()
        code = (PACKAGE / file).read_text(encoding="utf-8")
        names = [f"class {name}" for name in function.split(".")[:-1]] + [f"def {function.split('.')[-1]}("]
        old = [line[2:] for line in lines if line.startswith("- ")]
        assert [one for one in (*names, *old) if one not in code] == [], f"{place}: take it out, or write it anew"
