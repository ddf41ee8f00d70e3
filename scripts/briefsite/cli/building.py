"""The commands that make the site: `build`, `check`, `serve`, and `init` for a first edition."""

from __future__ import annotations

import sys
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefsite.cli.project import end_unwritten, gathered, inputs_of, print_problems, readings_of
from briefsite.cli.renderer_option import renderer_option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefsite.publish.drop import Drop
    from briefsite.publish.remove import Removed
    from briefsite.reading.read import Reading
    from briefsite.site.inputs import Inputs
    from briefsite.site.workers import Workers


@click.command()
@click.option("--force", is_flag=True, help="Build even if nothing has changed.")
@click.option("--locked", is_flag=True, help="Fail if anything in docs/ would change (for continuous integration).")
@click.option("--released", is_flag=True, help="Fail if changes are waiting for a release (before publishing).")
@renderer_option
@click.option("--profile", is_flag=True, help="Show timings.")
@click.option("--jobs", type=click.IntRange(min=1), help="Processes for a site of many editions (default: one a core).")
@click.option(
    "--scheduler", metavar="ADDRESS", help="Have the workers of a Dask scheduler make the editions (extra `cluster`)."
)
@click.pass_obj
def build(
    root: Path,
    *,
    force: bool,
    locked: bool,
    released: bool,
    renderer: str,
    profile: bool,
    jobs: int | None,
    scheduler: str | None,
) -> None:
    """Build the site from sources/, check it, and replace the old one. Never writes the ledger."""
    from briefsite.progress import reporting
    from briefsite.publish.build import build as build_
    from briefsite.publish.unwritten import is_unfinished

    with reporting(sys.stderr) as clock, closing(_workers(jobs, scheduler)) as workers:
        result = build_(
            root, force=force, locked=locked, released=released, renderer=renderer, clock=clock, workers=workers
        )
    print_problems(result.problems)
    for line in result.says:
        click.echo(line)
    if profile:
        for name, seconds in clock.stages:
            click.echo(f"{seconds * 1000:8.1f} ms  {name}")
    if result.failed:
        kept = "are only partly replaced" if is_unfinished(result.problems) else "are unchanged"
        click.echo(f"Build stopped; docs/ and site/ {kept}.", err=True)
        sys.exit(1)


def _workers(jobs: int | None, scheduler: str | None) -> Workers:
    from briefsite.site.workers import Processes, cores

    if scheduler is None:
        return Processes(jobs or cores())
    if jobs is not None:
        raise click.UsageError("--jobs is for this machine, --scheduler for others: give one of them")
    from briefsite.site.cluster import Cluster

    try:
        return Cluster(scheduler)
    except ImportError:
        raise click.ClickException('this needs the package distributed: pip install "briefsite[cluster]"') from None
    except ConnectionError as error:
        raise click.ClickException(str(error)) from None


@click.command()
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option("-v", "--verbose", is_flag=True, help="List every decision about the paragraphs, with its line.")
@click.option("--fix", is_flag=True, help="First write the certain corrections and quotations into edition.yml.")
@click.pass_obj
def check(root: Path, *, form: str, verbose: bool, fix: bool) -> None:
    """Report all problems. Changes nothing unless you pass --fix."""
    from briefsite.problems.collector import Problems
    from briefsite.problems.problem import fatal
    from briefsite.progress import reporting
    from briefsite.publish.state import last_build
    from briefsite.publish.unwritten import check_targets
    from briefsite.site.compose import compose
    from briefsite.site.continuity import check_dropped
    from briefsite.site.generated import check_conflicts, check_edits, edited_files
    from briefsite.site.missing_files import check_missing
    from briefsite.site.settings import check_placeholder

    before = last_build(root)
    written = before.written
    problems = Problems()
    inputs = gathered(root, written, problems)
    if fix and inputs is not None:
        _fix(inputs, as_data=form != "text")
        inputs = gathered(root, written, problems)
    readings: Mapping[str, Reading] = {}
    if inputs is not None:
        check_targets(root, inputs.sources, problems.step("publish"))
        check_missing(inputs, before.by_hand, problems.step("inputs"))
        with reporting(sys.stderr) as clock:
            made = compose(inputs, clock, {}, problems)
        if not fatal(problems):
            check_edits(edited_files(root, inputs.generated, made.pages, written), problems.step("publish"))
            check_conflicts(inputs.changed, problems.step("publish"))
        check_dropped(inputs, problems.step("history"))
        check_placeholder(inputs.settings, problems.step("site"))
        readings = {folder: one.reading for folder, one in made.fresh.items()}
    if verbose and form == "text":
        for folder, reading in readings.items():
            for decision in reading.decisions:
                place = decision.place
                click.echo(f"{folder}/{place.file}:{place.line}:{place.column}: {decision.says}")
    found = problems.in_order()
    if form == "text":
        print_problems(found)
        if not found:
            click.echo("No problems found.")
        _tell_web_sources(readings, all_keys=verbose)
    else:
        from briefsite.problems.shown import problems_as_github, problems_as_json

        click.echo(problems_as_json(found) if form == "json" else problems_as_github(found), nl=False)
    sys.exit(1 if fatal(problems) else 0)


def _fix(inputs: Inputs, *, as_data: bool) -> None:
    """Writes what needs no judgment, and prints what was written, where errors go if the problems are for programs."""
    from briefsite.publish.fix import fix_editions

    try:
        for line in fix_editions(inputs):
            click.echo(line, err=as_data)
    except OSError as error:
        end_unwritten(error, inputs.root)


def _tell_web_sources(readings: Mapping[str, Reading], *, all_keys: bool) -> None:
    """Prints a line for each edition with works on the web that may be lost. They are no problems."""
    from briefsite.works.archived_copies import web_sources_in_words

    for folder, reading in readings.items():
        works = reading.publication.bibliography.works if reading.publication else ()
        if said := web_sources_in_words(folder, works, all_keys=all_keys):
            click.echo(said)


@click.command()
@click.argument("address")
@click.option("--yes", is_flag=True, help="Don't ask.")
@click.pass_obj
def drop(root: Path, *, address: str, yes: bool) -> None:
    """Remove everything that refers to ADDRESS from edition.yml and the menu.

    ADDRESS: a deleted passage (p9) or note (n7), a page (/turkey/), a work's key, a name, or a section's ID.
    """
    from briefsite.publish.drop import plan_drop, write_drop

    inputs = inputs_of(root)
    plan = plan_drop(inputs, address)
    _agreed(plan, "Remove these?", yes=yes)
    try:
        write_drop(inputs, plan)
    except OSError as error:
        end_unwritten(error, root)
    click.echo(f"Changed: {', '.join(plan.files)}. Now run   briefsite check")


@click.command()
@click.argument("name")
@click.option("-y", "--yes", is_flag=True, help="Don't ask.")
@click.pass_obj
def remove(root: Path, *, name: str, yes: bool) -> None:
    """Remove the edition in sources/NAME from the site, and report what happens to its permalinks."""
    from briefsite.publish.remove import plan_remove, write_removed

    inputs = inputs_of(root)
    plan = plan_remove(inputs, name)
    _agreed(plan, "Remove it?", yes=yes)
    try:
        write_removed(inputs, plan)
    except OSError as error:
        end_unwritten(error, root)
    click.echo("Removed. Now run   briefsite build")


def _agreed(plan: Drop | Removed, question: str, *, yes: bool) -> None:
    """Says what would be done, and asks; exits with status 1 if it can't be done, or shall not."""
    if plan.refused:
        click.echo(plan.refused, err=True)
        sys.exit(1)
    for line in plan.says:
        click.echo(line)
    if not yes and not click.confirm(question):
        click.echo("No changes made.", err=True)
        sys.exit(1)


@click.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 = pick a free port.")
@renderer_option
@click.pass_obj
def serve(root: Path, *, port: int, renderer: str) -> None:
    """Preview the site at http://127.0.0.1:PORT/; reloads when a source changes. Publishes nothing."""
    from briefsite.preview.session import run_preview

    try:
        run_preview(root, port, renderer, click.echo)
    except OSError as error:
        click.echo(f"Port {port} is not available ({error.strerror}): try --port {port % 65535 + 1}", err=True)
        sys.exit(1)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--name", default="", help="Folder in sources/ (default: the only one with a document).")
@click.option(
    "--track", type=click.Choice(["accept", "reject"]), default="accept", show_default=True, help="Tracked changes."
)
@click.pass_obj
def receive(root: Path, *, file: Path, name: str, track: str) -> None:
    """Read a later version of the author's document or text. Every permalink stays with its passage or note.

    Shows what has changed, as `diff` does, and what no longer fits.
    """
    from briefsite.init.receive import receive_version
    from briefsite.publish.difference import differences
    from briefsite.publish.difference_text import DIFFERENCE_FORMS

    receipt = receive_version(inputs_of(root), file, name, accepts=track == "accept")
    for line in receipt.says:
        click.echo(line)
    print_problems(receipt.problems)
    if receipt.problems:
        click.echo("No files were written.", err=True)
        sys.exit(1)
    inputs, readings = readings_of(root)
    click.echo(DIFFERENCE_FORMS["text"](differences(inputs, readings, "")), nl=False)


@click.command()
@click.argument("text", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--bib", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="BibTeX file of cited works.")
@click.option("--name", default="", help="Folder in sources/ (default: the name of the file).")
@click.pass_obj
def init(root: Path, *, text: Path, bib: Path | None, name: str) -> None:
    """Create an edition from TEXT and report each decision. Never overwrites files.

    In a folder without a site, creates a complete one: settings, README and git files.
    """
    from briefsite.init.write import write_first_edition
    from briefsite.publish.unwritten import is_unfinished

    result = write_first_edition(root, text, bib, name)
    if root in Path.cwd().parents:
        click.echo(f"site: {root}")
    for line in result.says:
        click.echo(line)
    print_problems(result.problems)
    if result.problems:
        if not is_unfinished(result.problems):
            click.echo("No files were written.", err=True)
        sys.exit(1)
