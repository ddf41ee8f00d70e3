"""The bibliography: every work once, every note in order, with the way back to each place that cites it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from briefsite.markup import editorial, from_fragment
from briefsite.page_path import PagePath
from briefsite.pages.blocks import PageText
from briefsite.pages.note_list import STATUS, note_entry, note_parts
from briefsite.pages.page import GeneratedPage
from briefsite.pages.work_filters import buttons, facets, relied_on, work_classes
from briefsite.reading.publication import Publication
from briefsite.works.languages import language_name
from briefsite.works.work import Work, sort_key


def works_page(publication: Publication) -> GeneratedPage:
    """The page of the works, as a list of works is sorted, and of the notes."""
    ordered = sorted(publication.bibliography.works, key=sort_key)
    own = [work for work in ordered if "source-document" in work.keywords]
    others = [work for work in ordered if work not in own]
    body = list(_about(publication))
    if own:
        body += ["## The brief itself { #the-brief }", _list(publication, own)]
    choices = "\n\n".join(buttons(publication, others))
    register = f'<div class="register" markdown="1">\n\n{choices}\n\n{_list(publication, others)}\n\n</div>'
    body += ["## Works { #works }", register]
    entries = [note_entry(publication, note, None, repeated=True) for note in publication.notes]
    body += [
        '<section class="notes" role="doc-endnotes" aria-labelledby="notes" markdown="1">',
        # Every note stands on the page that cites it, too, and is found there.
        '## Notes { #notes data-search-exclude="" }',
        "\n".join(['<ol markdown="1">', *entries, "</ol>"]),
        "</section>",
    ]
    body += PageText(publication, (), "/bibliography/").others_left()
    description = f"{publication.edition.work.title}: the works behind its notes, and every note with its status."
    return GeneratedPage(
        PagePath("bibliography"),
        "Bibliography",
        description,
        tuple(body),
        parts=note_parts(publication, publication.notes),
    )


def _about(publication: Publication) -> Iterator[str]:
    notes = publication.notes
    counts = {status: sum(note.status == status for note in notes) for status in STATUS}
    if not counts["author"] and notes:
        lead = (
            f"The received text has the markers of {len(notes)} notes, but not the notes themselves. The works below "
            "were located afterwards by the editors. They are not the author’s notes and may differ from them."
        )
        yield f"{lead}\n{{: .lead }}"
    rows = [f"- {STATUS[status]}: **{count}**" for status, count in counts.items() if count]
    if rows:
        yield "\n".join(rows)


def _list(publication: Publication, ordered: Sequence[Work]) -> str:
    entries = []
    offered = facets(publication, ordered)
    for work in ordered:
        foreign = work.language not in {"", publication.edition.work.language}
        said = f' <span class="language">In {language_name(work.language)}.</span>' if foreign else ""
        paragraphs = [f"{from_fragment(publication.reference(work.key))}{said}\n{{: .reference }}"]
        if work.annotation:
            remark = editorial(work.annotation)
            paragraphs.append(f'<span class="label">Editors’ remark</span> {remark}\n{{: .remark }}')
        if links := list(relied_on(publication, work)):
            paragraphs.append(f"Cited: {', '.join(links)}\n{{: .cited-by }}")
        body = "\n\n".join(paragraphs)
        entries.append(f'<li id="{work.key}" class="{work_classes(offered, work)}" markdown="block">\n\n{body}\n</li>')
    return "\n".join(['<ol class="works" markdown="1">', *entries, "</ol>"])
