"""The templates that a build writes for its pages, loaded without being compiled.

Nearly all of them are text with relative links in it (`exports.template.printed`). An edition has dozens; to compile
them takes a third of the time of its rendering. What has any other syntax is compiled, as all other templates are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, MutableMapping
from typing import TYPE_CHECKING, Any, Final

from jinja2 import BaseLoader, Environment, Template

if TYPE_CHECKING:
    from jinja2.runtime import Context

#: The folders of these templates in docs/templates/.
OF_PAGES: Final = ("drafts/", "heads/", "parts/")
#: A comment that takes the blanks around it along, or a link.
_SYNTAX: Final = re.compile(r"\s*\{#-(?P<comment>.*?)-#\}\s*|\{\{ '(?P<link>[^'\\]*)' \| url \}\}", re.DOTALL)
_OTHER: Final = re.compile(r"\{[{%#]")


class PrintedLoader(BaseLoader):
    """Loads templates as `loader` does, and makes those that only print without the compiler.

    `texts` are templates that aren't in a file, by their names.
    """

    def __init__(self, loader: BaseLoader) -> None:
        self.loader = loader
        self.texts: Mapping[str, bytes] = {}

    def load(
        self,
        environment: Environment,
        name: str,
        globals: MutableMapping[str, Any] | None = None,  # noqa: A002 - Jinja's
    ) -> Template:
        """The template with a name. TemplateNotFound if there is none."""
        if name.startswith(OF_PAGES):
            source, filename, uptodate = self.get_source(environment, name)
            pieces = pieces_of_template(source)
            if pieces is not None:
                return _template(environment, name, filename, pieces, globals or {}, uptodate)
        if name in self.texts:
            return super().load(environment, name, globals)
        return self.loader.load(environment, name, globals)

    def get_source(self, environment: Environment, template: str) -> tuple[str, str | None, Callable[[], bool] | None]:
        """The text of a template, its file, and whether that is still the same. TemplateNotFound if there is none."""
        if template not in self.texts:
            return self.loader.get_source(environment, template)
        data = self.texts[template]
        return data.decode(), None, lambda: self.texts.get(template) == data

    def list_templates(self) -> list[str]:
        """The names of all templates."""
        return self.loader.list_templates()


def pieces_of_template(source: str) -> list[tuple[str, bool]] | None:
    """The text and the links of a template, in order, each with whether it is a link; None if it has other syntax."""
    pieces: list[tuple[str, bool]] = []
    end = 0
    source = source.removesuffix("\n")  # as Jinja does
    for found in _SYNTAX.finditer(source):
        pieces.append((source[end : found.start()], False))
        if found["link"] is not None:
            pieces.append((found["link"], True))
        end = found.end()
    pieces.append((source[end:], False))
    return None if any(_OTHER.search(text) for text, is_link in pieces if not is_link) else pieces


def _template(
    environment: Environment,
    name: str,
    filename: str | None,
    pieces: list[tuple[str, bool]],
    globals_: MutableMapping[str, Any],
    uptodate: Callable[[], bool] | None,
) -> Template:
    url = environment.filters["url"]

    def root(context: Context, *_: object, **__: object) -> Iterator[str]:
        yield from (url(context, text) if is_link else text for text, is_link in pieces)

    code = {"name": name, "blocks": {}, "root": root, "debug_info": "", "__file__": filename}
    template = environment.template_class.from_module_dict(environment, code, globals_)
    template._uptodate = uptodate  # noqa: SLF001 - as the loaders of Jinja do
    return template
