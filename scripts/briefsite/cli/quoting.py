"""The command `quote`, which says where words are in an edition."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from briefsite.cli.project import publications_of


@click.command()
@click.argument("words", nargs=-1, required=True)
@click.option(
    "--edition", "names", metavar="NAME", multiple=True, help="Search this edition only (a folder in sources/)."
)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def quote(root: Path, *, words: tuple[str, ...], names: tuple[str, ...], form: str) -> None:
    """Find WORDS in the text, the source file or an earlier version, and report any differences.

    At least 12 characters. The exit status is 0 if they are in the current text word for word, except for … and
    brackets; 1 if they are there with differences, or only in the source or an earlier version; 2 if not found.
    """
    from itertools import chain

    from briefsite.file_names import SOURCES
    from briefsite.quotations.facts import CheckedQuotation
    from briefsite.quotations.find import check_quotation
    from briefsite.quotations.quotation_report import quotation_as_json, quotation_as_text
    from briefsite.quotations.quoted_words import read_quotation
    from briefsite.quotations.wording_index import wording_index
    from briefsite.quotations.wordings import searched_wordings
    from briefsite.site.address_files import listed_site

    quotation = read_quotation(" ".join(words))
    checked, searched = CheckedQuotation(quotation, refused=quotation.refused), []
    if not checked.refused:
        inputs, publications = publications_of(root)
        folders = [f"{SOURCES}/{name.strip('/').rpartition('/')[2]}" for name in names] or [*publications]
        if unknown := [folder for folder in folders if folder not in publications]:
            raise click.UsageError(f"no edition in {unknown[0]}; the editions are {', '.join(publications)}")
        paths = [publication.edition.site.path for publication in publications.values()]
        searched = [folder.rpartition("/")[2] for folder in folders]
        blocks = (
            searched_wordings(
                name, publications[folder], listed_site(inputs, publications[folder].edition.site.path, paths)
            )
            for name, folder in zip(searched, folders, strict=True)
        )
        checked = check_quotation(quotation, wording_index(chain.from_iterable(blocks)))
    said = quotation_as_json(checked, searched) if form == "json" else quotation_as_text(checked, searched)
    click.echo(said, nl=False, err=bool(checked.refused) and form == "text")
    sys.exit(checked.status)
