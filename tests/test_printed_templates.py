"""Templates that only print: what comes out is what Jinja makes of them, to the letter."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from jinja2 import DictLoader, Environment, pass_context

from briefsite.exports.template import address_in_site, printed, template_comment
from briefsite.html import Html, element
from briefsite.rendering.printed_templates import PrintedLoader, pieces_of_template

if TYPE_CHECKING:
    from jinja2.runtime import Context

LINK = "{{ 'cite/a.bib' | url }}"
SOURCES = {
    "heads/a.html": f'{{#- Made by a build. -#}}\n<link href="{LINK}">\n<p>two  blanks</p> \n\n',
    "parts/x/b.html": f"{{#- One -#}}\n\n  {{#- two\n lines -#}}  {{ }} %}} #}} {{'no' | url}} \\n \\\\ {LINK}{LINK}",
    "drafts/c.html": "",
    "parts/d.html": "{#- Only this -#}\n",
    "parts/e.html": "a\n\n{#- in the middle -#}\n\nb\n",
    "parts/f.html": printed(
        element("a", Html("{{ {% {#"), href=address_in_site("x/a b'c/#p1")), Html(template_comment("no comment"))
    ),
}
OTHER = {
    "parts/g.html": "{% if true %}yes{% endif %}",
    "parts/h.html": "{{ 1 + 1 }}",
    "parts/i.html": "{# kept blanks #} a {{ 'a\\'b' | url }}",
    "main.html": "{%- include 'heads/a.html' -%}|{% include 'parts/g.html' %}|{% include 'no.html' ignore missing %}",
}


@pass_context
def _url(context: Context, path: str) -> str:
    return f"{context['base']}/{path}"


def _printed(*, ours: bool) -> dict[str, str]:
    loader = DictLoader({**SOURCES, **OTHER})
    environment = Environment(loader=PrintedLoader(loader) if ours else loader)  # noqa: S701 - as MkDocs has it
    environment.filters["url"] = _url
    return {name: environment.get_template(name).render(base="..") for name in (*SOURCES, *OTHER)}


def test_every_template_prints_what_jinja_prints() -> None:
    ours = _printed(ours=True)
    assert ours == _printed(ours=False)
    assert ours["heads/a.html"] == '<link href="../cite/a.bib">\n<p>two  blanks</p> \n'


@pytest.mark.parametrize(("sources", "plain"), [(SOURCES, True), (OTHER, False)])
def test_only_what_has_other_syntax_is_compiled(sources: dict[str, str], *, plain: bool) -> None:
    assert [pieces_of_template(source) is not None for source in sources.values()] == [plain] * len(sources)
