"""The command line: `briefsite build | check | serve | …`. It prints; everything it prints was made elsewhere."""

from __future__ import annotations

import codecs
import gc
import sys
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Literal

import click

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable, Mapping

    from briefsite.problem import Problem
    from briefsite.reading.publication import Publication
    from briefsite.reading.read import Reading
    from briefsite.site.inputs import Inputs


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
@click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    help="The folder that has mkdocs.yml (found from here upwards if not given).",
)
@click.version_option(package_name="briefsite")
@click.pass_context
def main(context: click.Context, root: Path | None) -> None:
    """One annotated text in, one citable site out."""
    # Commands make many objects and few cycles. Looking for cycles less often saves a build a twentieth of its time.
    gc.set_threshold(_OBJECTS)
    context.obj = root.resolve() if root else _root()


#: New objects between two searches for cycles, instead of Python's 700.
_OBJECTS = 20_000


def _root() -> Path:
    here = Path.cwd()
    return next((folder for folder in (here, *here.parents) if (folder / "mkdocs.yml").is_file()), here)


@main.command()
@click.option("--force", is_flag=True, help="Build even if nothing has changed.")
@click.option("--locked", is_flag=True, help="Fail if anything in docs/ would change (for continuous integration).")
@click.option("--released", is_flag=True, help="Fail if anything waits for a release (before you publish the site).")
@click.option("--profile", is_flag=True, help="Say where the time went.")
@click.pass_obj
def build(root: Path, *, force: bool, locked: bool, released: bool, profile: bool) -> None:
    """Make docs/ and site/ from sources/, prove them, and swap them in. Never writes the ledger."""
    from briefsite.progress import reporting
    from briefsite.publish.build import build as build_

    with reporting(sys.stderr) as clock:
        result = build_(root, force=force, locked=locked, released=released, clock=clock)
    _print(result.problems)
    for line in result.says:
        click.echo(line)
    if profile:
        for name, seconds in clock.stages:
            click.echo(f"{seconds * 1000:8.1f} ms  {name}")
    if result.failed:
        click.echo("Nothing was published: docs/ and site/ are as they were.", err=True)
        sys.exit(1)


@main.command()
@click.argument("editions", nargs=-1)
@click.option(
    "--date", "day", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="Its date (today's if not given)."
)
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
    _print(result.problems)
    for line in result.says:
        click.echo(line)
    if day is None and not result.failed:
        click.echo(f"The date is today's, {today()}; --date gives another.")
    if result.failed:
        click.echo("Nothing was released: the ledger, docs/ and site/ are as they were.", err=True)
        sys.exit(1)


@main.command()
@click.option("--format", "form", type=click.Choice(["text", "json", "github"]), default="text", show_default=True)
@click.option("-v", "--verbose", is_flag=True, help="List every decision about the paragraphs, with its line.")
@click.option(
    "--fix", is_flag=True, help="First write what needs no judgment into edition.yml: emendations, quotations."
)
@click.pass_obj
def check(root: Path, *, form: str, verbose: bool, fix: bool) -> None:
    """List everything that is wrong, at once. Only reads, unless told to --fix what is sure."""
    from briefsite.problem import fatal
    from briefsite.problems import Problems
    from briefsite.progress import reporting
    from briefsite.publish.state import last_build
    from briefsite.site.compose import compose
    from briefsite.site.continuity import check_dropped
    from briefsite.site.generated import check_conflicts, check_edits, edited_files
    from briefsite.site.inputs import gather
    from briefsite.site.settings import check_placeholder

    written = last_build(root).written
    problems = Problems()
    inputs = gather(root, written, problems.step("inputs"))
    if fix and inputs is not None:
        from briefsite.publish.fix import fix_editions

        for line in fix_editions(inputs):
            click.echo(line, err=form != "text")
        inputs = gather(root, written, problems.step("inputs"))
    readings: Mapping[str, Reading] = {}
    if inputs is not None:
        with reporting(sys.stderr) as clock:
            made = compose(inputs, clock, {}, problems)
        if not fatal(problems):
            check_edits(edited_files(root, inputs.generated, made.pages, written), problems.step("publish"))
            check_conflicts(inputs.generated, problems.step("publish"))
        check_dropped(inputs, problems.step("history"))
        check_placeholder(inputs.settings, problems.step("site"))
        readings = made.readings
    if verbose and form == "text":
        for folder, reading in readings.items():
            for decision in reading.decisions:
                place = decision.place
                click.echo(f"{folder}/{place.file}:{place.line}:{place.column}: {decision.says}")
    found = problems.in_order()
    if form == "text":
        _print(found)
        if not found:
            click.echo("Nothing to complain about.")
    else:
        from briefsite.problem import problems_as_github, problems_as_json

        click.echo(problems_as_json(found) if form == "json" else problems_as_github(found), nl=False)
    sys.exit(1 if fatal(problems) else 0)


@main.command("merge-ledger")
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
    _print(united.problems)
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


@main.command()
@click.argument("text", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--bib", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="Its works, in BibTeX.")
@click.option("--name", default="", help="The folder in sources/ (the file's name if not given).")
@click.pass_obj
def init(root: Path, *, text: Path, bib: Path | None, name: str) -> None:
    """Make a first edition of TEXT, and say what was decided, and why. Asks nothing, overwrites nothing."""
    from briefsite.init.write import write_first_edition

    result = write_first_edition(root, text, bib, name)
    for line in result.says:
        click.echo(line)
    _print(result.problems)
    if result.problems:
        click.echo("Nothing was written.", err=True)
        sys.exit(1)


@main.command()
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any that is free.")
@click.pass_obj
def serve(root: Path, *, port: int) -> None:
    """Show the site at http://127.0.0.1:PORT/ and update it when a source changes. Publishes nothing."""
    from briefsite.preview.session import run_preview

    try:
        run_preview(root, port, click.echo)
    except OSError as error:
        click.echo(f"Port {port} cannot be used ({error.strerror}): try --port {port % 65535 + 1}", err=True)
        sys.exit(1)


@main.command()
@click.argument("editions", nargs=-1)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def addresses(root: Path, *, editions: tuple[str, ...], form: str) -> None:
    """List every address ever given: where it is, what became of it, how its text begins.

    EDITIONS are folders in sources/; all if none is given. As JSON it is the addresses.json of one edition.
    """
    from briefsite.ledger.listing import addresses_as_json, addresses_as_text
    from briefsite.site.address_files import address_list, listed_site

    inputs, publications = _publications(root)
    folders = [f"sources/{name.strip('/').rpartition('/')[2]}" for name in editions] or [*publications]
    if unknown := [folder for folder in folders if folder not in publications]:
        raise click.UsageError(f"there is no edition in {unknown[0]}; there are {', '.join(publications)}")
    if form == "json" and len(folders) > 1:
        raise click.UsageError(f"as JSON, one edition at a time: name one of {', '.join(folders)}")
    paths = [publication.edition.site.path for publication in publications.values()]
    for folder in folders:
        publication = publications[folder]
        at = listed_site(inputs, publication.edition.site.path, paths)
        if form == "json":
            click.echo(addresses_as_json(address_list(folder, publication, at)), nl=False)
        else:
            click.echo(addresses_as_text(publication.ledger, at), nl=False)


@main.command()
@click.argument("base", default="")
@click.option("--format", "form", type=click.Choice(["text", "markdown", "html"]), default="text", show_default=True)
@click.pass_obj
def diff(root: Path, *, base: str, form: str) -> None:
    """Show what would be released, compared with the last version, or with BASE: any commit.

    Each passage and note has the words before and after, the decision about its address, and links to both.
    """
    from briefsite.publish.difference import differences
    from briefsite.publish.difference_text import DIFFERENCE_FORMS

    inputs, readings = _readings(root)
    try:
        found = differences(inputs, readings, base)
    except ValueError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    click.echo(DIFFERENCE_FORMS[form](found), nl=False)


@main.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--addresses",
    "lists",
    type=click.Path(path_type=Path),
    multiple=True,
    help="The site's addresses.json, or a copy of it (the project's own if not given).",
)
@click.option("--site", "sites", metavar="URL", multiple=True, help="A further URL of the site, such as a former one.")
@click.option("--encoding", default="utf-8", show_default=True, help="The encoding of the files.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def links(
    root: Path, *, files: tuple[Path, ...], lists: tuple[Path, ...], sites: tuple[str, ...], encoding: str, form: str
) -> None:
    """Check citations of this site in other people's FILES: Markdown, HTML, BibTeX or plain text.

    Says of each whether it resolves, has moved, has changed since the version that it cites, was withdrawn, or was
    never given; the last of these is an error.
    """
    from briefsite.links.files import check_links, find_address_lists
    from briefsite.links.report import links_as_json, links_as_text
    from briefsite.problems import Problems

    try:
        codecs.lookup(encoding)
    except LookupError:
        raise click.UsageError(
            f"{encoding} is no encoding; there are utf-8, latin-1, windows-1252 and others"
        ) from None
    problems = Problems()
    checked = check_links(files, lists or find_address_lists(root), sites, encoding, problems.step("links"))
    _print(problems.in_order())
    if form == "json":
        click.echo(links_as_json(checked.found), nl=False)
    elif checked.editions:
        click.echo(links_as_text(checked.found, checked.editions), nl=False)
    sys.exit(1 if problems or any(one.broken for one in checked.found) else 0)


class _StyleChoice(click.Choice[str]):
    """The names of all styles and formats. They are loaded only when needed: other commands do without them."""

    def __init__(self) -> None:
        self.case_sensitive = True

    @cached_property
    def choices(self) -> tuple[str, ...]:  # type: ignore[override]
        """The names, the default first."""
        from briefsite.exports.cite import CHOICES

        return tuple(CHOICES)


@main.command()
@click.argument("address")
@click.option(
    "--style",
    type=_StyleChoice(),
    help="A style or a format; the first if not given.",
)
@click.option(
    "--accessed", type=click.DateTime(["%Y-%m-%d"]), metavar="YYYY-MM-DD", help="The day of access (none if not given)."
)
@click.option("--version", metavar="YYYY-MM-DD", help="Cite it as it was in this version, under an address for good.")
@click.pass_obj
def cite(
    root: Path, *, address: str, style: str | None, accessed: datetime.datetime | None, version: str | None
) -> None:
    """Print the citation of ADDRESS: a paragraph (p9), section, note (n7), work or page."""
    from briefsite.exports.cite import CHOICES
    from briefsite.exports.cite import cite_address as cite_
    from briefsite.site.compose import cache_of, meant
    from briefsite.site.kept_versions import publication_of

    inputs, publications = _publications(root)
    folder, address = meant(inputs, publications, address)
    publication = publications[folder]
    if version:
        try:
            publication = publication_of(inputs, folder, publication, version)
        except ValueError as error:
            click.echo(str(error), err=True)
            sys.exit(1)
    day = accessed.date() if accessed else None
    base = inputs.address_of(publication.edition.site.path)
    text, says = cite_(publication, base, address, style or next(iter(CHOICES)), day, cache_of(root, folder))
    for line in says:
        click.echo(line, err=True)
    click.echo(text, nl=False)
    sys.exit(0 if text else 1)


@main.command()
def schema() -> None:
    """Print the JSON Schema of edition.yml, which text editors read for completion and help."""
    from briefsite.edition.schema import schema_as_json

    click.echo(schema_as_json(), nl=False)


@main.command()
def problems() -> None:
    """List every code that a problem can have, with its meaning."""
    from briefsite.problem import CODES

    for code, meaning in CODES.items():
        click.echo(f"{code}  {meaning}")


def _publications(root: Path) -> tuple[Inputs, Mapping[str, Publication]]:
    """The inputs, and the publication of each edition by folder. If one has errors, ends as `_readings` does."""
    inputs, readings = _readings(root)
    return inputs, {folder: reading.publication for folder, reading in readings.items() if reading.publication}


def _readings(root: Path) -> tuple[Inputs, Mapping[str, Reading]]:
    """The inputs, and all editions by folder. If one has errors, prints all problems and exits with status 1."""
    from briefsite.problems import Problems
    from briefsite.site.compose import read_one
    from briefsite.site.inputs import gather

    problems = Problems()
    inputs = gather(root, {}, problems.step("inputs"))
    readings = {folder: read_one(inputs, folder) for folder in inputs.sources} if inputs else {}
    if inputs is not None and all(reading.publication for reading in readings.values()):
        return inputs, readings
    for reading in readings.values():
        problems.add(reading.problems)
    _print(problems.in_order())
    sys.exit(1)


def _print(problems: Iterable[Problem]) -> None:
    from briefsite.problem import describe

    for problem in problems:
        click.echo(describe(problem), err=True)
