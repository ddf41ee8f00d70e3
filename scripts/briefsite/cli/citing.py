"""The commands about citations: `cite`, and `links` for those that others wrote."""

from __future__ import annotations

import codecs
import sys
from dataclasses import replace
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefsite.cli.project import DAY, print_problems, publications_of

if TYPE_CHECKING:
    import datetime
    from collections.abc import Iterable

    from briefsite.exports.short_forms import Form


class _StyleChoice(click.Choice[str]):
    """The names of all styles and formats. They are loaded only when needed: other commands do without them."""

    def __init__(self) -> None:
        self.case_sensitive = True

    @cached_property
    def choices(self) -> tuple[str, ...]:  # type: ignore[override]
        """The names, the default first."""
        from briefsite.exports.cite import CHOICES

        return tuple(CHOICES)

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:  # noqa: ARG002
        """Any name: the edition may have styles of its own (`known_style`)."""
        return value


def known_style(name: str, known: Iterable[str]) -> None:
    """Raises click's error unless `name` is one of the styles and formats that are `known`."""
    if name not in (names := list(known)):
        said = f"{name!r} is not one of {', '.join(map(repr, names))}."
        raise click.BadParameter(said, param_hint="'--style'")


@click.command()
@click.argument("address", default="/")
@click.option(
    "--style",
    type=_StyleChoice(),
    help="A style or a format (default: the first).",
)
@click.option(
    "--form",
    type=click.Choice(["reference", "note", "text"]),
    default="reference",
    show_default=True,
    help="A full reference, a note, or an in-text citation.",
)
@click.option("--accessed", type=DAY, metavar="YYYY-MM-DD", help="Date of access (default: none).")
@click.option("--version", metavar="YYYY-MM-DD", help="Cite the words and link of this version.")
@click.option("--original", is_flag=True, help="Cite the original publication, without this edition.")
@click.pass_obj
def cite(
    root: Path,
    *,
    address: str,
    style: str | None,
    form: Form,
    accessed: datetime.datetime | None,
    version: str | None,
    original: bool,
) -> None:
    """Cite ADDRESS: a paragraph (p9), section, note (n7), work or page. Default: the whole edition."""
    from briefsite.exports.cite import choices, cite_address, cite_original
    from briefsite.site.compose import meant
    from briefsite.site.docs_files import cache_of
    from briefsite.site.kept_versions import publication_of

    inputs, publications = publications_of(root)
    editions = {folder: publication.edition for folder, publication in publications.items()}
    folder, address = meant(inputs, editions, address)
    publication = publications[folder]
    if version:
        try:
            styles = publication.styles
            publication = replace(publication_of(inputs, folder, publication, version), styles=styles)
        except ValueError as error:
            click.echo(str(error), err=True)
            sys.exit(1)
    day = accessed.date() if accessed else None
    base = inputs.address_of(publication.edition.site.path)
    known = choices(publication.styles)
    wanted, cache = style or next(iter(known)), cache_of(root, folder)
    known_style(wanted, known)
    if original:
        text, says = cite_original(publication, wanted, day, cache, form=form)
    else:
        text, says = cite_address(publication, base, address, wanted, day, cache, form=form)
    for line in says:
        click.echo(line, err=True)
    click.echo(text, nl=False)
    sys.exit(0 if text else 1)


@click.command()
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option(
    "--addresses",
    "lists",
    type=click.Path(path_type=Path),
    multiple=True,
    help="The site's addresses.json, or a copy of it (default: the project's own).",
)
@click.option("--site", "sites", metavar="URL", multiple=True, help="Another URL of the site, such as a former one.")
@click.option("--encoding", default="utf-8", show_default=True, help="The encoding of the files.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def links(
    root: Path, *, files: tuple[Path, ...], lists: tuple[Path, ...], sites: tuple[str, ...], encoding: str, form: str
) -> None:
    """Check citations of this site in other people's FILES: Markdown, HTML, BibTeX or plain text.

    Reports whether each one resolves, has moved, has changed since the version that it cites, was withdrawn, or never
    existed; only the last is an error.
    """
    from briefsite.links.files import check_links, find_address_lists
    from briefsite.links.report import links_as_json, links_as_text
    from briefsite.problems.collector import Problems

    try:
        codecs.lookup(encoding)
    except LookupError:
        raise click.UsageError(f"unknown encoding {encoding}; try utf-8, latin-1 or windows-1252") from None
    problems = Problems()
    checked = check_links(files, lists or find_address_lists(root), sites, encoding, problems.step("links"))
    print_problems(problems.in_order())
    if form == "json":
        click.echo(links_as_json(checked.found), nl=False)
    elif checked.editions:
        click.echo(links_as_text(checked.found, checked.editions), nl=False)
    sys.exit(1 if problems or any(one.broken for one in checked.found) else 0)
