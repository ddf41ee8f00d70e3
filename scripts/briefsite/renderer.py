"""The renderer: the one module that knows MkDocs. Markdown in a folder in, a site in another folder out."""

from __future__ import annotations

import logging
import os
import re
from pathlib import Path

from briefsite.problem import Place, Problem


def render(config: Path, docs: Path, site: Path, epoch: int) -> tuple[Problem, ...]:
    """Renders `docs` into `site` by `config` (a mkdocs.yml). `epoch`: the date of the build, seconds since 1970.

    Every warning of MkDocs is a problem R01: a site that was warned about is not published. Nothing is printed.
    """
    # Material prints an advertisement of its author's opinions about MkDocs 2 at import; the sitemap takes its date
    # from the clock unless told otherwise. Both are environment variables by contract.
    os.environ["NO_MKDOCS_2_WARNING"] = "1"
    os.environ["SOURCE_DATE_EPOCH"] = str(epoch)
    from jinja2 import TemplateError, TemplateSyntaxError
    from mkdocs.commands.build import build
    from mkdocs.config import load_config
    from mkdocs.exceptions import ConfigurationError, MkDocsException

    heard = _Listener()
    logger = logging.getLogger("mkdocs")
    before = (logger.level, logger.propagate)
    logger.addHandler(heard)
    logger.setLevel(logging.WARNING)
    logger.propagate = False
    try:
        loaded = load_config(config_file=str(config), docs_dir=str(docs), site_dir=str(site))
        loaded.plugins.on_startup(command="build", dirty=False)
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
    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.messages: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.messages.append(record.getMessage())


def _problem(message: str, config: str) -> Problem:
    named = re.search(r"[\w./-]+\.md", message)
    file = f"docs/{named[0]}" if named else config
    return Problem(Place(file), "R01", f"MkDocs warns: {' '.join(message.split())}", "mend it in the file it names")
