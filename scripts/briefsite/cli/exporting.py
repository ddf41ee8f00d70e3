"""The commands for what is beyond the site: `export`, an edition as one file; `mcp`, its words for programs."""

from __future__ import annotations

import sys
from functools import cached_property, partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefsite.cli.project import print_problems, publications_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from briefsite.reading.publication import Publication


class _KindChoice(click.Choice[str]):
    """The names of the kinds of documents. They are loaded only when needed: other commands do without them."""

    def __init__(self) -> None:
        self.case_sensitive = True

    @cached_property
    def choices(self) -> tuple[str, ...]:  # type: ignore[override]
        """The names, in the order of the list."""
        from briefsite.documents.kinds import DOCUMENT_KINDS
        from briefsite.exports.document_links import ZIP_KIND

        return (*(kind.name for kind in DOCUMENT_KINDS), ZIP_KIND)


def _wanted(publications: Mapping[str, Publication], name: str) -> str:
    """The folder of the edition with this name, or of the only one. Raises click's error if that isn't clear."""
    from briefsite.file_names import SOURCES

    wanted = f"{SOURCES}/{name.strip('/').rpartition('/')[2]}" if name else next(iter(publications))
    if (name and wanted not in publications) or (not name and len(publications) > 1):
        known = ", ".join(folder.rpartition("/")[2] for folder in publications)
        raise click.BadParameter(f"choose one of {known}", param_hint="'--edition'")
    return wanted


@click.command()
@click.argument("kind", type=_KindChoice())
@click.option("--edition", "name", metavar="NAME", default="", help="The edition to export (a folder in sources/).")
@click.option("--version", metavar="YYYY-MM-DD", help="Export this version instead of the text as it is now.")
@click.option("--out", type=click.Path(path_type=Path), help="The file to write (default: standard output).")
@click.pass_obj
def export(root: Path, *, kind: str, name: str, version: str | None, out: Path | None) -> None:
    """Write an edition as one file: a document of the kind named, or its bibliography in a download format.

    With `zip` it is the whole site, which opens from a disk: the file that a build offers for download.
    """
    from briefsite.documents.kinds import DOCUMENT_KINDS
    from briefsite.exports.document_links import ZIP_KIND
    from briefsite.site.kept_versions import publication_of

    if kind == ZIP_KIND:
        if name or version:
            raise click.UsageError("the zip has the whole site: it takes neither --edition nor --version")
        _write(_zip(root), out)
        return
    inputs, publications = publications_of(root)
    wanted = _wanted(publications, name)
    publication = publications[wanted]
    base = inputs.address_of(publication.edition.site.path)
    if version:
        try:
            publication = publication_of(inputs, wanted, publication, version)
        except ValueError as error:
            click.echo(str(error), err=True)
            sys.exit(1)
    (row,) = (row for row in DOCUMENT_KINDS if row.name == kind)
    try:
        data = row.write(publication, base)
    except ValueError as error:
        click.echo(str(error), err=True)
        sys.exit(1)
    _write(data, out)


def _zip(root: Path) -> bytes:
    """The whole site. Ends the program with the problems if there is none."""
    from briefsite.problems.problem import fatal
    from briefsite.progress import reporting
    from briefsite.publish.site_zip import site_zip

    with reporting(sys.stderr) as clock:
        data, problems = site_zip(root, clock)
    print_problems(problems)
    if not data:
        if not fatal(problems):
            click.echo("The site offers no zip: it has too many editions, or extra.downloads leaves it out.", err=True)
        sys.exit(1)
    return data


def _write(data: bytes, out: Path | None) -> None:
    from tempfile import TemporaryDirectory

    from briefsite.storage.project import write_file

    if out is None:
        click.echo(data, nl=False)
        return
    try:
        with TemporaryDirectory(prefix=".briefsite-", dir=out.resolve().parent) as scratch:
            write_file(out, data, Path(scratch))
    except OSError as error:
        raise click.FileError(str(out), error.strerror or str(error)) from None


@click.command()
@click.argument("folder", type=click.Path(path_type=Path))
@click.option("--edition", "name", metavar="NAME", default="", help="The edition to deposit (a folder in sources/).")
@click.pass_obj
def deposit(root: Path, *, folder: Path, name: str) -> None:
    """Write the last version to FOLDER for an archive: sources, ledger, documents, metadata. Nothing is uploaded."""
    from briefsite.deposit.folder import NotReadyError, deposit_files, write_deposit
    from briefsite.file_names import SETTINGS, SOURCES
    from briefsite.storage.cache import installed_version
    from briefsite.storage.files import read_tree

    inputs, publications = publications_of(root)
    wanted = _wanted(publications, name)
    publication = publications[wanted]
    project = {SETTINGS: (root / SETTINGS).read_bytes()}
    project |= {f"docs/{path}": data for path, data in inputs.docs.items()}
    project |= {f"{SOURCES}/{path}": data for path, data in read_tree(root / SOURCES).items()}
    base = inputs.address_of(publication.edition.site.path)
    program = installed_version("briefsite").replace("-", " ", 1)
    try:
        edition = wanted.rpartition("/")[2]
        warn = partial(click.echo, err=True)
        files = deposit_files(publication, edition, base, program, project, warn=warn)
        write_deposit(folder, files)
    except NotReadyError as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        raise click.FileError(str(folder), error.strerror or str(error)) from None
    click.echo(f"{len(files)} files are in {folder}. Upload the folder to the archive.")


@click.command()
@click.pass_obj
def mcp(root: Path) -> None:
    """Answer programs over standard input and output: find, read, cite, quote and history. Reads only.

    Needs the extra `mcp`: pip install "briefsite[mcp]".
    """
    from briefsite.answers.library import Library, LibraryEdition
    from briefsite.answers.serving import server
    from briefsite.site.address_files import listed_site

    inputs, publications = publications_of(root)
    paths = [publication.edition.site.path for publication in publications.values()]
    editions = {}
    for folder, publication in publications.items():
        name, path = folder.rpartition("/")[2], publication.edition.site.path
        at = listed_site(inputs, path, paths)
        editions[name] = LibraryEdition(name, publication, inputs.address_of(path), at)
    try:
        made = server(Library(editions))
    except ImportError:
        raise click.ClickException('this needs the package mcp: pip install "briefsite[mcp]"') from None
    made.run("stdio")
