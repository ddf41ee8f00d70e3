"""The command `works`: what the author's notes cite."""

from __future__ import annotations

from pathlib import Path

import click

from briefsite.cli.project import publications_of


@click.command()
@click.option("--write", is_flag=True, help="Add what is certain to references.bib and to the notes of edition.yml.")
@click.pass_obj
def works(root: Path, *, write: bool) -> None:
    """List the works that the author's notes cite, with ibid., op. cit. and short titles resolved.

    What is not certain is listed with its words and the reason, and is never written.
    """
    from briefsite.citations.recognize import recognize_citations, report
    from briefsite.publish.recognized_works import write_works

    inputs, publications = publications_of(root)
    for folder, publication in publications.items():
        found = recognize_citations(publication)
        if len(publications) > 1:
            click.echo(f"{folder}:")
        for line in report(found):
            click.echo(line)
        for line in write_works(inputs, folder, publication, found) if write else ():
            click.echo(line)
