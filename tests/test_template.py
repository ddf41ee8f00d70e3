"""What is written into templates is printed as it is: nothing of ours is read as an expression of theirs."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path
from urllib.parse import unquote

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from jinja2 import Environment
from mkdocs.theme import Theme
from selectolax.lexbor import LexborHTMLParser

from briefsite.exports.template import address_in_site, assignments, in_script, printed
from briefsite.html import element, html_text, joined_html
from briefsite.rendering.renderer import Templates

SIGNS = [
    "{",
    "{{",
    "{%",
    "{#",
    "}}",
    "%}",
    "#}",
    "{{{",
    "{%- endraw -%}",
    "\\",
    "'",
    '"',
    "<",
    "&",
    "</script>",
    "<!--",
]
TEXTS = st.lists(st.one_of(st.sampled_from([*SIGNS, "\u2028", "\n", "a"]), st.text(max_size=3)), max_size=8).map(
    "".join
)
ALL = "".join(SIGNS)


def shown(template: str) -> str:
    """What a template prints, without a variable."""
    return Environment(keep_trailing_newline=True).from_string(template).render()  # noqa: S701 - as MkDocs has it


@given(TEXTS)
@example(ALL)
def test_property_text_is_printed_as_it_is(text: str) -> None:
    paragraph = element("p", html_text(text), title=text)
    assert shown(printed(paragraph)).replace("&#123;", "{") == f"{paragraph}\n"
    (node,) = LexborHTMLParser(shown(printed(paragraph))).css("p")
    assert node.attributes == {"title": " ".join(text.split())}
    assert node.text().split() == LexborHTMLParser(f"<p>{html.escape(text)}</p>").css("p")[0].text().split()


@given(st.recursive(TEXTS, lambda inside: st.lists(inside) | st.dictionaries(TEXTS, inside), max_leaves=5))
@example({ALL: [ALL]})
@example("<SCRIPT></Script><!--\u2028")
def test_property_json_in_a_script_is_printed_as_it_is_and_ends_nothing(data: object) -> None:
    assert printed(in_script(data)) == f"{in_script(data)}\n"
    script = shown(in_script(data))
    assert json.loads(script) == data
    assert not re.search("<[!/]|<script|[\u2028\u2029]", script, re.IGNORECASE)


@given(TEXTS, TEXTS)
@example(ALL, ALL)
def test_property_variables_have_their_values(one: str, other: str) -> None:
    module = Environment().from_string(assignments({"a": one, "b": [{"c": other, "d": one}]})).module  # noqa: S701
    assert (module.a, module.b) == (one, [{"c": other, "d": one}])  # type: ignore[attr-defined]


def test_each_fact_has_a_line() -> None:
    assert in_script({"a": ["b", {"c": "d"}]}).splitlines() == [
        *("{", ' "a": [', '  "b",', "  {", '   "c": "d"', "  }", " ]", "}")
    ]
    assert assignments({"a": "b", "c": [{"d": "e"}, {"d": "f"}]}).splitlines() == [
        *('{% set a = "b" %}', "{% set c = [", '  {"d": "e"},', '  {"d": "f"},', "] %}")
    ]


@pytest.mark.parametrize("path", ["cite/history.bib", "x/about/#rights", "bibliography/#o'neil_2020", "a b", "é"])
def test_an_address_in_the_site_is_one_string_of_the_template(path: str) -> None:
    link = printed(element("a", html_text("here"), href=address_in_site(path)))
    said = re.fullmatch(r"<a href=\"\{\{ '([^'{}\\]*)' \| url \}\}\">here</a>\n", link)
    assert said is not None
    assert unquote(said[1]) == path


@pytest.mark.parametrize("text", ["href=\"' ~ x ~ '\"", "' | url }}", "in-site:x"])
def test_no_text_is_taken_for_an_address_in_the_site(text: str) -> None:
    link = element("a", joined_html(html_text(text)), href=text)
    assert shown(printed(link)) == f"{link}\n"


def test_the_next_rendering_has_the_templates_that_were_changed_since(tmp_path: Path) -> None:
    own, staged = tmp_path / "own", tmp_path / "staged"
    for folder in (own, staged):
        folder.mkdir()
    (own / "page.html").write_text("{% include 'part.html' %}", encoding="utf-8")
    theme = Theme(name=None, custom_dir=str(own))
    theme.dirs = [str(staged), *theme.dirs]
    templates = Templates(tmp_path / "compiled")
    for said in ("one", "two", "three"):
        (staged / "part.html").unlink(missing_ok=True)
        (staged / "part.html").write_text(said, encoding="utf-8")
        assert templates.of(theme, theme.get_env, {}).get_template("page.html").render() == said
    # Those in memory come before those in files.
    for said in ("four", "four {{ 2 + 3 }}", "five"):
        environment = templates.of(theme, theme.get_env, {"part.html": said.encode()})
        assert environment.get_template("page.html").render() == said.replace("{{ 2 + 3 }}", "5")
    assert templates.of(theme, theme.get_env, {}).get_template("page.html").render() == "three"
