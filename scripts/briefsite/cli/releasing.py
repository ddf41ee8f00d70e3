"""The commands that make versions, compare and unite them: `release`, `diff`, `merge-ledger`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from briefsite.cli.project import DAY, print_problems, readings_of
from briefsite.cli.renderer_option import renderer_option

if TYPE_CHECKING:
    import datetime


@click.command()
@click.argument("editions", nargs=-1)
@click.option("--date", "day", type=DAY, metavar="YYYY-MM-DD", help="Date of the version (default: today).")
@click.option("--note", default="", help="What has changed, in a sentence for readers.")
@click.option("--dry-run", is_flag=True, help="Show what would be released, and release nothing.")
@renderer_option
@click.pass_obj
def release(
    root: Path, *, editions: tuple[str, ...], day: datetime.datetime | None, note: str, dry_run: bool, renderer: str
) -> None:
    """Release a version: its changes get a date and permanent links, and it stays readable.

    EDITIONS: folders in sources/ (default: all that have changed).
    """
    from briefsite.progress import reporting
    from briefsite.publish.release import release as release_
    from briefsite.publish.unwritten import is_unfinished
    from briefsite.works.dates import today

    with reporting(sys.stderr) as clock:
        dated = day.date() if day else today()
        result = release_(root, dated, note, editions, dry_run=dry_run, renderer=renderer, clock=clock)
    print_problems(result.problems)
    for line in result.says:
        click.echo(line)
    if day is None and not result.failed:
        click.echo(f"Dated today, {today()}. To use another date, pass --date.")
    if result.failed:
        if is_unfinished(result.problems):
            click.echo("The release is incomplete; the ledger, docs/ and site/ are only partly replaced.", err=True)
        else:
            click.echo("Nothing was released; the ledger, docs/ and site/ are unchanged.", err=True)
        sys.exit(1)


@click.command()
@click.argument("base", default="")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "html"]), default="text", show_default=True)
@click.pass_obj
def diff(root: Path, *, base: str, form: str) -> None:
    """Show what would be released, compared with the last version or with BASE, a commit.

    Shows the words before and after, the decision about each permalink, and links to both.
    """
    from briefsite.publish.difference import differences
    from briefsite.publish.difference_text import DIFFERENCE_FORMS

    inputs, readings = readings_of(root)
    try:
        found = differences(inputs, readings, base)
    except ValueError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    click.echo(DIFFERENCE_FORMS[form](found), nl=False)


@click.command("merge-ledger")
@click.argument("files", nargs=-1, type=click.Path(path_type=Path), metavar="[BASE OURS THEIRS [NAME]]")
@click.option(
    "--keep",
    type=click.Choice(["ours", "theirs"]),
    default="ours",
    show_default=True,
    help="Which text keeps a permalink that both branches issued: that of the branch merged into, or of the other.",
)
@click.option("--with", "further", default="", metavar="COMMIT", help="Merge with the ledger of this commit.")
@click.pass_obj
def merge_ledger(root: Path, *, files: tuple[Path, ...], keep: Literal["ours", "theirs"], further: str) -> None:
    """Merge the releases of two branches so that no permalink means two texts, and report changes.

    Without arguments: during a merge, or after one that went wrong. With files: as git's merge driver,
    `briefsite merge-ledger %O %A %B %P`.
    """
    from briefsite.publish.merge_ledger import unite, unite_files
    from briefsite.publish.unwritten import is_unfinished

    if files and not 3 <= len(files) <= 4:  # noqa: PLR2004 - as many as git gives
        raise click.UsageError("pass no files, or BASE, OURS, THEIRS and the name of the ledger")
    united = (
        unite_files(files[0], files[1], files[2], name=files[-1].as_posix()) if files else unite(root, keep, further)
    )
    print_problems(united.problems)
    for line in united.says:
        click.echo(line)
    if is_unfinished(united.problems):
        pass
    elif united.problems:
        click.echo("No files were written.", err=True)
    elif files and united.decided:
        click.echo("Check this, run   briefsite merge-ledger   to finish the ledger, and commit the merge.")
    elif united.decided and keep == "ours" and not further:
        click.echo("If readers use the other branch's links:   briefsite merge-ledger --keep theirs")
    elif not united.says:
        click.echo("Nothing to merge: no permalink of any commit is lost.")
    # A driver that fails makes git stop before it commits the merge: a person is to look at what was decided.
    sys.exit(1 if united.problems or (files and united.decided) else 0)
