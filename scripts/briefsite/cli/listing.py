"""The commands that list what there is: addresses, problems, texts, and `schema` for the keys of edition.yml."""

from __future__ import annotations

import re
from pathlib import Path

import click

from briefsite.cli.project import inputs_of, publications_of


@click.command()
@click.argument("editions", nargs=-1)
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", show_default=True)
@click.pass_obj
def addresses(root: Path, *, editions: tuple[str, ...], form: str) -> None:
    """List every permalink ever issued: its page, its status, and how its text begins.

    EDITIONS: folders in sources/ (default: all). With --format json, prints the addresses.json of one edition.
    """
    from briefsite.file_names import SOURCES
    from briefsite.ledger.listing import addresses_as_json, addresses_as_text
    from briefsite.site.address_files import address_list, listed_site

    inputs, publications = publications_of(root)
    folders = [f"{SOURCES}/{name.strip('/').rpartition('/')[2]}" for name in editions] or [*publications]
    if unknown := [folder for folder in folders if folder not in publications]:
        raise click.UsageError(f"no edition in {unknown[0]}; the editions are {', '.join(publications)}")
    if form == "json" and len(folders) > 1:
        raise click.UsageError(f"JSON output is for one edition: choose one of {', '.join(folders)}")
    paths = [publication.edition.site.path for publication in publications.values()]
    for folder in folders:
        publication = publications[folder]
        at = listed_site(inputs, publication.edition.site.path, paths)
        if form == "json":
            click.echo(addresses_as_json(address_list(folder, publication, at)), nl=False)
        else:
            click.echo(addresses_as_text(publication.ledger, at), nl=False)


@click.command()
def schema() -> None:
    """Print the JSON Schema of edition.yml, which text editors use for completion and help."""
    from briefsite.edition.schema import schema_as_json

    click.echo(schema_as_json(), nl=False)


@click.command()
@click.argument("language", default="en")
@click.pass_obj
def strings(root: Path, *, language: str) -> None:
    """List the texts of the site's interface for translation into LANGUAGE (de, tr ...), as YAML.

    Save them as sources/strings.yml and fill them in. Without LANGUAGE, lists the English texts.
    """
    from briefsite.language.listing import strings_as_yaml

    if not re.fullmatch("[a-z]{2,3}", language):
        raise click.UsageError(f"unknown language {language}; use two or three letters: de, tr, mn")
    click.echo(strings_as_yaml(language, inputs_of(root).strings_for(language)), nl=False)


@click.command()
def problems() -> None:
    """List every problem code with its meaning."""
    from briefsite.problems.codes import CODES

    for code, meaning in CODES.items():
        click.echo(f"{code}  {meaning}")
