"""The renderer, which makes a site of HTML from a folder of Markdown: MkDocs, in this process, or a successor.

No other module starts MkDocs.
"""

from __future__ import annotations

import contextlib
import logging
import os
import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

import briefsite
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Place
from briefsite.progress import Clock
from briefsite.rendering.successors import render_by_successor
from briefsite.rendering.watch import Look, look
from briefsite.site.renderers import RENDERER, RENDERERS, THEME_NAME

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.theme import Theme

    from briefsite.rendering.rest_of_site import Menu


#: The folder of our theme.
THEME: Final = Path(briefsite.__path__[0]).resolve() / "theme"
#: The renderer that runs in this process, and can make a part of a site.
IN_PROCESS: Final = "mkdocs"


class Templates:
    """The theme's compiled templates, which are cached because compiling takes half the time of a rendering.

    They are cached in `folder`, by Jinja's own cache, which recompiles a changed template; and in memory, from one
    rendering to the next.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made_from: tuple[tuple[str, ...], Look] | None = None
        self._environment: Environment | None = None
        self._files: list[str] = []

    def __reduce__(self) -> tuple[type[Templates], tuple[Path]]:
        return Templates, (self.folder,)  # in another process, they are loaded again

    def of(
        self,
        theme: Theme,
        make: Callable[[], Environment],
        texts: Mapping[str, bytes],
        *,
        assets: bool = True,
    ) -> Environment:
        """The templates of `theme`: those in memory, or as `make` gives them if one in its `custom_dir` has changed.

        `texts` are templates that aren't in a file. Without `assets`, they list none of the theme's files.
        """
        from jinja2 import FileSystemBytecodeCache

        from briefsite.rendering.printed_templates import PrintedLoader

        own = look([Path(theme.custom_dir)] if theme.custom_dir else [])
        made_from = (tuple(theme.dirs), own)
        if self._environment is None or made_from != self._made_from:
            self._environment, self._made_from = make(), made_from
            if self._environment.loader:
                self._environment.loader = PrintedLoader(self._environment.loader)
            with contextlib.suppress(OSError):
                self.folder.mkdir(parents=True, exist_ok=True)
                self._environment.bytecode_cache = FileSystemBytecodeCache(str(self.folder))
            # Of our own theme, a site with another one gets only the templates.
            self._files = _names(folder for folder in theme.dirs if folder != str(THEME) or theme.name == THEME_NAME)
        loader, loaded = self._environment.loader, self._environment.cache
        if isinstance(loader, PrintedLoader):
            loader.texts = texts
            listed = self._files if assets else []
            loader.list_templates = lambda: listed  # type: ignore[method-assign]
        if loaded:
            # The templates in docs/ change between renderings. Jinja would look at a file each time it is included.
            for key in [key for key, template in loaded.items() if key[1] in texts or not template.is_up_to_date]:
                del loaded[key]
        return self._environment


def _names(folders: Iterable[str]) -> list[str]:
    """The paths of a theme's files, sorted, without hidden folders: these hold 14,000 icons, and MkDocs skips them."""
    found = set()
    for folder in folders:
        for place, inner, names in os.walk(folder):
            inner[:] = [name for name in inner if not name.startswith(".")]
            found |= {Path(place, name).relative_to(folder).as_posix() for name in names}
    return sorted(found)


@dataclass(frozen=True, slots=True)
class RestOfDocs:
    """What is rendered elsewhere, if a part of the site is rendered by itself.

    `names` are its files in docs/. `facts` are the metadata of those pages of it that mkdocs.yml's `nav` names. `menu`
    is the menu of the site, or None for the part at the root: its menu is mkdocs.yml's, or else has its own pages.
    Only that part has the theme's own files. `templates` are those of its own pages, by their paths in docs/templates,
    which aren't in a file.
    """

    names: Collection[str]
    facts: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    menu: Menu | None = None
    templates: Mapping[str, bytes] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Rendered:
    """What a rendering gives besides files: the menu, and the files outside of docs/ that were looked for in it.

    `asked` says for each of these, by its path in docs/, whether the rest of the site has it.
    """

    menu: Menu
    asked: Mapping[str, bool]


def render(  # noqa: PLR0913 - each is of its own kind
    config: Path,
    docs: Path,
    site: Path,
    epoch: int,
    templates: Templates,
    problems: Problems,
    *,
    renderer: str = RENDERER,
    clock: Clock | None = None,
    caches: Path | None = None,
    rest: RestOfDocs | None = None,
) -> Rendered:
    """Render the folder `docs` into the folder `site` beside it, with the settings of `config` (a mkdocs.yml).

    `epoch` is the date of the build, in seconds since 1970. `templates` can be reused for the next rendering.
    `renderer` is the name of an installed renderer. `caches` is the folder of the caches of the pages, or None for no
    cache. `rest` is None if `docs` is the whole site, as it has to be for any renderer but MkDocs; only MkDocs uses
    these two. Prints nothing. Problems: R01 for every warning or error of the renderer; a site with a warning isn't
    published.
    """
    if renderer != IN_PROCESS:
        for message in render_by_successor(renderer, config, docs.parent, epoch):
            _complain(renderer, message, config.name, problems)
        return Rendered([], {})
    return _by_mkdocs(config, docs, site, epoch, templates, problems, clock=clock, caches=caches, rest=rest)


def _by_mkdocs(  # noqa: PLR0913 - as `render`
    config: Path,
    docs: Path,
    site: Path,
    epoch: int,
    templates: Templates,
    problems: Problems,
    *,
    clock: Clock | None,
    caches: Path | None,
    rest: RestOfDocs | None,
) -> Rendered:
    # Material prints a notice about MkDocs 2 when it is imported, and MkDocs dates the packed site map by the clock.
    # These environment variables are the documented way to prevent both.
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch)
    from jinja2 import TemplateError, TemplateNotFound, TemplateSyntaxError
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import ConfigurationError, MkDocsException

    from briefsite.rendering.rest_of_site import RestOfSite

    heard = _Listener(clock, 2 * sum(1 for _ in docs.rglob("*.md")))
    at_root = rest is None or rest.menu is None
    others = RestOfSite(rest.names if rest else (), rest.facts if rest else {}, assets=at_root)
    with _listening(heard):
        try:
            loaded = load_config(config_file=str(config), docs_dir=str(docs), site_dir=str(site))
            if not loaded.theme.name and not _names([loaded.theme.custom_dir or ""]).count("main.html"):
                folder = Path(loaded.theme.custom_dir or ".").relative_to(config.parent.resolve()).as_posix()
                message = "is missing, and a theme without a name needs it"
                help_ = "put it back, or give the name of a theme in mkdocs.yml:   theme: {name: briefsite}"
                problems.error(Place(f"{folder}/main.html"), "R01", message, help_, subject="main.html")
                return Rendered([], {})
            folders = _with_our_templates(loaded.theme.dirs)
            loaded.theme.dirs = _staged(folders, Path(loaded.config_file_path).parent / "docs", docs)
            if caches is not None:
                _add_plugins(loaded, caches, config.parent / "site", heard.messages)
            if rest is not None:
                _limit_to_part(loaded, rest)
            loaded.plugins[RestOfSite.NAME] = others  # type: ignore[assignment]
            loaded.plugins.on_startup(command="build", dirty=False)
            # Not before MkDocs asks for them: plugins add templates and files to the theme (`search` its main.js).
            make = loaded.theme.get_env
            texts = rest.templates if rest and str(docs / "templates") in loaded.theme.dirs else {}
            loaded.theme.get_env = lambda: templates.of(loaded.theme, make, texts, assets=at_root)  # type: ignore[method-assign]
            build(loaded)
        except ConfigurationError as error:
            heard.messages.append(f"{config.name}: {error}")
        except TemplateError as error:
            where = f"{error.name}:{error.lineno}: " if isinstance(error, TemplateSyntaxError) else ""
            lost = f"the template {error.name} does not exist" if isinstance(error, TemplateNotFound) else str(error)
            heard.messages.append(f"{where}{lost}")
        except MkDocsException as error:
            heard.messages.append(str(error))
        except SystemExit:
            pass  # MkDocs exits after it has logged the reason
    # The last message says only that MkDocs has stopped.
    told = [message for message in heard.messages if not message.startswith("Aborted with")] or heard.messages
    for message in told:
        _complain(IN_PROCESS, message, config.name, problems)
    return Rendered(others.menu, others.asked)


def _limit_to_part(config: MkDocsConfig, rest: RestOfDocs) -> None:
    """Change the settings for a part of the site."""
    from briefsite.rendering.rest_of_site import with_titles

    if rest.menu is None:
        config.nav = with_titles(config.nav, rest.facts)
        return
    config.nav = rest.menu
    config.validation.nav.omitted_files = logging.INFO  # all pages of the part are
    config.theme.static_templates &= {SITE_MAP}
    config.extra_templates = []


#: The file that MkDocs makes of the theme's template of this name.
SITE_MAP: Final = "sitemap.xml"


@contextlib.contextmanager
def _listening(heard: _Listener) -> Iterator[None]:
    """Sends to `heard` what MkDocs logs, and nothing of it anywhere else."""
    logger, steps = logging.getLogger("mkdocs"), logging.getLogger("mkdocs.commands.build")
    before = (logger.level, logger.propagate, steps.level)
    logger.addHandler(heard)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    # Only this logger: if the one for pages logs debug messages too, MkDocs skips its check of anchors.
    steps.setLevel(heard.level)
    try:
        yield
    finally:
        logger.removeHandler(heard)
        logger.setLevel(before[0])
        logger.propagate = before[1]
        steps.setLevel(before[2])


def _add_plugins(config: MkDocsConfig, caches: Path, last: Path, warnings: Collection[str]) -> None:
    """Let the caches, and the `last` site, save MkDocs work."""
    from briefsite.rendering.known_settings import PLUGINS
    from briefsite.rendering.markdown_cache import MarkdownCache
    from briefsite.rendering.page_cache import PageCache
    from briefsite.rendering.search_cache import SearchCache
    from briefsite.rendering.unchanged_files import UnchangedFiles

    if PLUGINS.issuperset(config.plugins):  # any other may write into files that are in the site already, or into pages
        config.plugins[UnchangedFiles.NAME] = UnchangedFiles(last)  # type: ignore[assignment]
        config.plugins[PageCache.NAME] = PageCache(caches / "pages")  # type: ignore[assignment]
    config.plugins[MarkdownCache.NAME] = MarkdownCache(caches / "markdown", warnings)  # type: ignore[assignment]
    config.plugins[SearchCache.NAME] = SearchCache(caches / "search")  # type: ignore[assignment]


def _with_our_templates(folders: Sequence[str]) -> list[str]:
    """The folders of a theme, with our own before the last, which is MkDocs': ours prints what pages have beside them.

    So a site with another theme can include our templates, and its site map has no pages of versions.
    """
    return list(folders) if str(THEME) in folders else [*folders[:-1], str(THEME), folders[-1]]


def _staged(folders: Iterable[str], docs: Path, stage: Path) -> list[str]:
    """The folders of a theme, with those in `docs` moved to `stage`, which has the templates that the build wrote."""
    return [
        str(stage / Path(folder).relative_to(docs)) if Path(folder).is_relative_to(docs) else folder
        for folder in folders
    ]


class _Listener(logging.Handler):
    """Collects MkDocs' warnings in `messages`, and reports its progress to `clock`: two `steps` for each page."""

    def __init__(self, clock: Clock | None, steps: int) -> None:
        self.clock = clock if clock and clock.listener else None
        super().__init__(logging.DEBUG if self.clock else logging.WARNING)
        self.steps, self.done = steps, 0
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        if record.levelno >= logging.WARNING:
            self.messages.append(record.getMessage())
        elif self.clock is not None and record.getMessage().startswith(("Reading: ", "Building page ")):
            self.done += 1
            self.clock.step("rendering", self.done, self.steps)


def _complain(renderer: str, message: str, config: str, problems: Problems) -> None:
    named = re.search(r"[\w./-]+\.md", message)
    file = f"docs/{named[0]}" if named else config
    said = f"{RENDERERS[renderer].shown}: {' '.join(message.split())}"
    problems.error(Place(file), "R01", said, "fix it in the file named above", subject=file)
