"""`briefsite`, the command of which all others are part."""

from __future__ import annotations

import gc
import io
import os
import sys
from contextlib import suppress
from pathlib import Path

import click

from briefsite.cli.building import build, check, drop, init, receive, remove, serve
from briefsite.cli.citing import cite, links
from briefsite.cli.exporting import deposit, export, mcp
from briefsite.cli.listing import addresses, problems, schema, strings
from briefsite.cli.project import finish_first
from briefsite.cli.quoting import quote
from briefsite.cli.recognizing import works
from briefsite.cli.releasing import diff, merge_ledger, release


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder that contains mkdocs.yml (default: this folder or the nearest one above it).",
)
@click.version_option(package_name="briefsite")
@click.pass_context
def main(context: click.Context, root: Path | None) -> None:
    """Build a citable website from an annotated text."""
    from briefsite.limits import limits

    # Commands make many objects and few cycles. Looking for cycles less often saves a build a twentieth of its time.
    gc.set_threshold(_OBJECTS)
    try:
        limits()
    except ValueError as error:
        raise click.UsageError(str(error)) from None
    context.obj = root.resolve() if root else _root()
    if context.invoked_subcommand not in _WITHOUT_PROJECT:
        finish_first(context.obj)


#: The commands that look at no project.
_WITHOUT_PROJECT = frozenset({"problems", "schema"})

#: New objects between two searches for cycles, instead of Python's 700.
_OBJECTS = 250_000


def run() -> None:
    """The program `briefsite`: runs `main`, and ends the process at once, with the same exit status.

    Python would first free all objects, one by one, which takes a twentieth of the time of a build.
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            # A folder's name need not be in UTF-8. On Windows, Python writes into a file or a pipe in an old encoding,
            # which has no “¶” and no other alphabets.
            stream.reconfigure(encoding="utf-8" if os.name == "nt" else None, errors="backslashreplace")
    try:
        main()
    except SystemExit as end:
        with suppress(OSError):  # what can't be written is then reported by Python
            sys.stdout.flush()
            sys.stderr.flush()
            if isinstance(end.code, int):
                os._exit(end.code)
        raise


def _root() -> Path:
    """The nearest folder, from here upwards, that is a site; here if none is. Above, a site has sources, too."""
    from briefsite.file_names import SETTINGS, SOURCES

    try:
        here = Path.cwd()
    except FileNotFoundError:
        raise click.ClickException("the current folder has been deleted: change to another one") from None
    above = (folder for folder in here.parents if (folder / SETTINGS).is_file() and (folder / SOURCES).is_dir())
    return here if (here / SETTINGS).is_file() else next(above, here)


for _command in (
    addresses,
    build,
    check,
    cite,
    deposit,
    diff,
    drop,
    export,
    init,
    links,
    mcp,
    merge_ledger,
    problems,
    quote,
    receive,
    release,
    remove,
    schema,
    serve,
    strings,
    works,
):
    main.add_command(_command)
