"""The commands that make versions, compare and unite them: `release`, `diff`, `merge-ledger`."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

from briefsite.cli.project import DAY, print_problems, readings_of

if TYPE_CHECKING:
    import datetime


@click.command()
@click.argument("editions", nargs=-1)
@click.option("--date", "day", type=DAY, metavar="YYYY-MM-DD", help="Its date (today's if not given).")
@click.option("--note", default="", help="What has changed, in a sentence for readers.")
@click.option("--dry-run", is_flag=True, help="Only say what would be released.")
@click.pass_obj
def release(root: Path, *, editions: tuple[str, ...], day: datetime.datetime | None, note: str, dry_run: bool) -> None:
    """Make a version: what has changed gets permanent addresses and a date, and can be read for good.

    EDITIONS are folders in sources/; all in which something has changed if none is given.
    """
    from briefsite.progress import reporting
    from briefsite.publish.release import release as release_
    from briefsite.works.dates import today

    with reporting(sys.stderr) as clock:
        result = release_(root, day.date() if day else today(), note, editions, dry_run=dry_run, clock=clock)
    print_problems(result.problems)
    for line in result.says:
        click.echo(line)
    if day is None and not result.failed:
        click.echo(f"The date is today's, {today()}; --date gives another.")
    if result.failed:
        click.echo("Nothing was released: the ledger, docs/ and site/ are as they were.", err=True)
        sys.exit(1)


@click.command()
@click.argument("base", default="")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "html"]), default="text", show_default=True)
@click.pass_obj
def diff(root: Path, *, base: str, form: str) -> None:
    """Show what would be released, compared with the last version, or with BASE: any commit.

    Each passage and note has the words before and after, the decision about its address, and links to both.
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
    help="Whose text keeps an address that both branches gave: that of the branch merged into, or of the other.",
)
@click.option("--with", "further", default="", metavar="COMMIT", help="Unite it with the ledger of this commit.")
@click.pass_obj
def merge_ledger(root: Path, *, files: tuple[Path, ...], keep: Literal["ours", "theirs"], further: str) -> None:
    """Unite what two branches released, so that no address means two texts, and say what has another address now.

    Without arguments, in a merge that is in progress, or after one that went wrong. With files, as git's merge driver:
    `briefsite merge-ledger %O %A %B %P`.
    """
    from briefsite.publish.merge_ledger import unite, unite_files

    if files and not 3 <= len(files) <= 4:  # noqa: PLR2004 - as many as git gives
        raise click.UsageError("give no files, or BASE, OURS, THEIRS and the name of the ledger")
    united = (
        unite_files(files[0], files[1], files[2], name=files[-1].as_posix()) if files else unite(root, keep, further)
    )
    print_problems(united.problems)
    for line in united.says:
        click.echo(line)
    if united.problems:
        click.echo("Nothing was written.", err=True)
    elif files and united.decided:
        click.echo("Look at this, run   briefsite merge-ledger   to finish the ledger, and commit the merge.")
    elif united.decided and keep == "ours" and not further:
        click.echo("If readers have the other branch's addresses:   briefsite merge-ledger --keep theirs")
    elif not united.says:
        click.echo("There is nothing to unite: no address of any commit is lost.")
    # A driver that fails makes git stop before it commits the merge: a person is to look at what was decided.
    sys.exit(1 if united.problems or (files and united.decided) else 0)
