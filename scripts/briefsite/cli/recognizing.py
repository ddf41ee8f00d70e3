"""The command `works`: what the author's notes cite."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from briefsite.cli.project import publications_of

if TYPE_CHECKING:
    from briefsite.publish.works_review import ProposedWork
    from briefsite.reading.publication import Publication
    from briefsite.site.inputs import Inputs
    from briefsite.works.work import Work


@click.command()
@click.option("--write", is_flag=True, help="Add what is certain to references.bib and to the notes of edition.yml.")
@click.option("--review", is_flag=True, help="Ask about each work that is not certain; answers are kept.")
@click.pass_obj
def works(root: Path, *, write: bool, review: bool) -> None:
    """List the works that the author's notes cite, with ibid., op. cit. and short titles resolved.

    What is not certain is listed with its words and the reason. It is in no bibliography until somebody approves it.
    """
    from briefsite.citations.recognize import recognize_citations, report
    from briefsite.problems.collector import Problems
    from briefsite.publish.recognized_works import write_works
    from briefsite.reading.citation_review import read_review

    inputs, publications = publications_of(root)
    for folder, publication in publications.items():
        if len(publications) > 1:
            click.echo(f"{folder}:")
        if review:
            if _review(inputs, folder, publication):
                continue
            return
        found = recognize_citations(publication, read_review(inputs.sources[folder], Problems()))
        for line in report(found):
            click.echo(line)
        for line in write_works(inputs, folder, publication, found) if write else ():
            click.echo(line)


_CHOICES = "[a]ccept, [c]orrect, [n]o citation, [l]ater, [q]uit?"


def _review(inputs: Inputs, folder: str, publication: Publication) -> bool:
    """Asks about every proposed work of an edition; whether to go on with the next edition."""
    from briefsite.publish.works_review import keep_answer, works_to_review

    asked = works_to_review(publication, inputs.sources[folder])
    if not asked:
        click.echo("nothing to review")
        return True
    accepted, answer = 0, ""
    for number, one in enumerate(asked, 1):
        work, answer = _answer(one, f"{number} of {len(asked)}")
        if answer == "q":
            break
        if answer != "l":
            accepted += answer == "a"
            kept = work if answer == "a" else None
            click.echo(keep_answer(inputs, folder, publication, one.words, kept))
    if accepted:
        click.echo("To link the notes that cite these works:   briefsite works --write")
    return answer != "q"


def _answer(one: ProposedWork, which: str) -> tuple[Work, str]:
    """The work, corrected if it was, and the answer: a, n, l or q. The end of the input is q."""
    from briefsite.publish.works_review import shown_fields

    work = one.work
    click.echo(f"\n{which}. Note{'s' * (len(one.labels) > 1)} {', '.join(one.labels)}: {one.words}")
    click.echo(f"   {one.because}")
    while True:
        for line in shown_fields(work):
            click.echo(f"   {line}")
        answer = (_line(f"{_CHOICES} ") or "q").strip().casefold()[:1]
        if answer in set("anlq"):
            return work, answer
        if answer == "c":
            work = _corrected(work)


def _corrected(work: Work) -> Work:
    """The work with the fields that are typed, one in a line, up to an empty line."""
    from briefsite.publish.works_review import with_field

    click.echo("   field = value, one in a line; an empty line ends")
    while line := (_line("   ") or "").strip():
        try:
            work = with_field(work, line)
        except ValueError as error:
            click.echo(f"   not changed: {error}")
    return work


def _line(prompt: str) -> str | None:
    """A line of the input, a terminal or not; None at its end."""
    click.echo(prompt, nl=False)
    line = sys.stdin.readline()
    if not line:
        click.echo()
    return line or None
