"""The renderer: the one module that knows MkDocs. Markdown in a folder in, a site in another folder out."""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path
from typing import TYPE_CHECKING

from briefsite.problem import Place, Problem
from briefsite.progress import Clock
from briefsite.watch import Look, look

if TYPE_CHECKING:
    from jinja2 import Environment
    from mkdocs.theme import Theme


class Templates:
    """The theme's templates, compiled, for one rendering after the other: half of the time of one goes into them."""

    def __init__(self) -> None:
        self._made_from: tuple[tuple[str, ...], Look] | None = None
        self._environment: Environment | None = None

    def of(self, theme: Theme) -> Environment:
        """The templates of `theme`: those kept, as long as none of the site's own has changed."""
        own = look([Path(theme.custom_dir)] if theme.custom_dir else [])
        made_from = (tuple(theme.dirs), own)
        if self._environment is None or made_from != self._made_from:
            self._environment, self._made_from = theme.get_env(), made_from
            if loader := self._environment.loader:
                # MkDocs asks for all names anew each time, and the theme has ten thousand icons.
                names = loader.list_templates()
                loader.list_templates = lambda: names  # type: ignore[method-assign]
        return self._environment


def render(
    config: Path,
    docs: Path,
    site: Path,
    epoch: int,
    templates: Templates | None = None,
    clock: Clock | None = None,
) -> tuple[Problem, ...]:
    """Renders `docs` into `site` by `config` (a mkdocs.yml). `epoch`: the date of the build, seconds since 1970.

    `templates` are kept from one rendering to the next. Every warning of MkDocs is a problem R01: a site that was
    warned about is not published. Nothing is printed.
    """
    # Material prints an advertisement of its author's opinions about MkDocs 2 at import; the sitemap takes its date
    # from the clock unless told otherwise. Both are environment variables by contract.
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch)
    from jinja2 import TemplateError, TemplateSyntaxError
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import ConfigurationError, MkDocsException

    heard = _Listener(clock, 2 * sum(1 for _ in docs.rglob("*.md")))
    logger = logging.getLogger("mkdocs")
    before = (logger.level, logger.propagate)
    logger.addHandler(heard)
    logger.setLevel(heard.level)
    logger.propagate = False
    try:
        loaded = load_config(config_file=str(config), docs_dir=str(docs), site_dir=str(site))
        loaded.plugins.on_startup(command="build", dirty=False)
        if templates is not None:
            environment = templates.of(loaded.theme)
            loaded.theme.get_env = lambda: environment  # type: ignore[method-assign]
        build(loaded)
    except ConfigurationError as error:
        heard.messages.append(f"{config.name}: {error}")
    except TemplateError as error:
        where = f"{error.name}:{error.lineno}: " if isinstance(error, TemplateSyntaxError) else ""
        heard.messages.append(f"{where}{error}")
    except MkDocsException as error:
        heard.messages.append(str(error))
    except SystemExit:
        pass  # what MkDocs ends with after it has said why
    finally:
        logger.removeHandler(heard)
        logger.level, logger.propagate = before
    # What it says last is only that it has stopped.
    told = [message for message in heard.messages if not message.startswith("Aborted with")] or heard.messages
    return tuple(_problem(message, config.name) for message in told)


class _Listener(logging.Handler):
    """Hears MkDocs' warnings, and, where somebody waits for it, each of the `steps` that it takes: two for a page."""

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


def _problem(message: str, config: str) -> Problem:
    named = re.search(r"[\w./-]+\.md", message)
    file = f"docs/{named[0]}" if named else config
    return Problem(Place(file), "R01", f"MkDocs warns: {' '.join(message.split())}", "mend it in the file it names")
