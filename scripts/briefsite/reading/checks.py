"""Checks of an edition against its text, and of what it leaves out."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Final

from briefsite.edition.atlas import outlines
from briefsite.edition.model import Edition
from briefsite.paragraphs.paragraph import Assembly, Paragraph
from briefsite.problems.collector import Problems
from briefsite.problems.problem import Removal
from briefsite.reading.name_index import mentioned
from briefsite.reading.quotations import quotations
from briefsite.reading.timeline import idle_omissions, untold
from briefsite.reading.typography import is_typeset
from briefsite.reading.whose_figure import whose_figure
from briefsite.source.source import Source
from briefsite.words import squeezed
from briefsite.works.bibliography import Bibliography
from briefsite.writing.quotation_marks import has_rule
from briefsite.yaml_files.located import Located


def check_edition(source: Source, assembly: Assembly, edition: Edition, located: Located, problems: Problems) -> None:
    """Checks what the edition says besides the text, as far as the text can confirm it.

    Problems: O06 quotations, O07 years and O08 names that don't agree with the text, O09 countries without an outline;
    O12 charts that mix shares of different wholes, O13 figures whose number is nobody's, O14 images without a text; M06
    a rule for the marks of a language that has none here; E06, M05 and O11 what a first edition leaves to its editors.
    """
    _check_finished(edition, located, problems)
    _check_typography(edition, located, problems)
    _check_quotations(assembly, edition, located, problems)
    _check_years(source, assembly.paragraphs, edition, located, problems)
    _check_names(assembly.paragraphs, edition, located, problems)
    _check_map(edition, located, problems)
    _check_charts(edition, located, problems)
    _check_figures(edition, located, problems)
    _check_images(source, assembly, edition, located, problems)


#: How far the parts of a chart may be from the whole, as a share of it: texts round their numbers.
_ROUNDING: Final = 0.02
#: The most works without a note that have a warning each.
_MOST_UNCITED: Final = 10
#: The most pages without a summary that are named one by one, and the subject of the problem about all of them.
_MOST_BARE: Final = 12
ALL_PAGES: Final = "pages"


def check_citing(source: Source, edition: Edition, works: Bibliography, problems: Problems) -> None:
    """B08, a warning, for every work, except the document itself, that no note cites; never if there are no notes.

    A document that came in may cite works in its text as well. Of many such works, as in the library of a reference
    manager, there is one warning.
    """
    cited = {entry.key for note in edition.notes for entry in note.cited}
    blocks = source.structure.blocks if source.structure is not None else ()
    cited |= {span.value.split(" ")[0] for block in blocks for span in block.spans if span.kind == "cite"}
    every = [work for work in works.works if not work.proposed] if edition.notes else ()
    uncited = [work for work in every if work.key not in cited and "source-document" not in work.keywords]
    help_ = "cite it in a note, or delete it; if it is the text itself, add   keywords = {source-document}"
    if len(uncited) > _MOST_UNCITED:
        shown = ", ".join(f'"{work.key}"' for work in uncited[:_MOST_UNCITED])
        said = f"no note cites {len(uncited):,} of the works: {shown} and others"
        help_ = "cite them in notes, or delete them; if one is the text itself, add   keywords = {source-document}"
        problems.warning(uncited[0].place, "B08", said, help_, subject=uncited[0].key)
        return
    for work in uncited:
        problems.warning(work.place, "B08", f'"{work.key}" is never cited', help_, subject=work.key)


def _check_finished(edition: Edition, located: Located, problems: Problems) -> None:
    """What a first edition leaves to its editors: E06 facts about the work, M05 proposals to confirm, O11 summaries."""
    work = edition.work
    for path, said in (("publisher", work.publisher.shown), ("date", work.date), ("rights", work.rights)):
        if not said and path in located.data["work"]:
            message = f"the {path} of the work {'are' if path == 'rights' else 'is'} not stated yet"
            help_ = "fill it in, or delete the key if you don't know it: pages and citations leave it out"
            problems.warning(located.place("work", path), "E06", message, help_, subject=path)
    for index, emendation in enumerate(edition.emendations):
        if emendation.proposed:
            place = located.place("emendations", index, "find")
            message = f'"{squeezed(emendation.find)}" was corrected automatically: please check'
            help_ = "if it is right, delete   proposed: true; if not, fix   read"
            problems.warning(place, "M05", message, help_, subject=emendation.find)
    _check_summaries(edition, located, problems)


def _check_typography(edition: Edition, located: Located, problems: Problems) -> None:
    """M06 where the text's language has no rule for its quotation marks: none of them is changed."""
    language = edition.work.language
    if is_typeset(edition) and not has_rule(language):
        message = f'quotation marks of texts in "{language}" are shown as received: their rule is not known'
        help_ = "check   language   of the work, or delete   typography"
        problems.warning(located.place("typography"), "M06", message, help_, subject=language)


def _check_summaries(edition: Edition, located: Located, problems: Problems) -> None:
    """Problem O11 for each page without a summary, or one for all of them if they are many."""
    bare = [(index, page) for index, page in enumerate(edition.pages) if not page.summary.strip()]
    help_ = "add a one-sentence summary"
    if len(bare) > _MOST_BARE:
        shown = ", ".join(f'"{page.title}"' for _, page in bare[:2])
        message = f"{len(bare):,} pages have no summary yet: {shown} and others"
        place = located.place("pages", bare[0][0], "summary")
        problems.warning(place, "O11", message, help_.replace("its", "the"), subject=ALL_PAGES)
        return
    for index, page in bare:
        message = f'the page "{page.title}" has no summary yet'
        problems.warning(located.place("pages", index, "summary"), "O11", message, help_, subject=page.slug)


def _check_quotations(assembly: Assembly, edition: Edition, located: Located, problems: Problems) -> None:
    """O06 for every quotation behind a figure or event that isn't in the text exactly once."""
    whole = " ".join(paragraph.body.text for paragraph in assembly.paragraphs)
    for found in quotations(edition):
        words = found.words
        times = len(assembly.quotations.places(words)) if found.use == "evidence" else 1
        if times != 1:
            there = "not in the text" if not times else f"in the text {times} times"
            near = not times and squeezed(words) in whole
            help_ = "the words span two paragraphs: quote from one" if near else "quote words that occur exactly once"
            problems.error(located.place(*found.path), "O06", f'"{words}" is {there}', help_, subject=words)


def _check_years(
    source: Source, paragraphs: Sequence[Paragraph], edition: Edition, located: Located, problems: Problems
) -> None:
    """O07, a warning, for every year of the text missing from the timeline, and for omissions of no use."""
    if not edition.timeline:
        return
    omitted = [omission.year for omission in edition.timeline_omits]
    for found in untold(paragraphs, edition.timeline, omitted):
        paragraph = paragraphs[found.paragraph]
        passage = paragraph.passage(found.item)
        problems.warning(
            source.place(passage.place(found.start), len(found.year)),
            "O07",
            f"{found.year} is not on the timeline",
            f'add an event to timeline, or to timeline_omits\n- {{year: "{found.year}", because: "…"}}',
            subject=found.year,
        )
    for year in idle_omissions(paragraphs, edition.timeline, omitted):
        index = omitted.index(year)
        place = located.place("timeline_omits", index, "year")
        message = f"timeline_omits lists {year}, which is already on the timeline or not in the text"
        says = f"the omission of {year}: it is already on the timeline or not in the text"
        removal = Removal((("timeline_omits", index),), says=(says,), sure=True)
        help_ = "delete it (`briefsite check --fix` does)"
        problems.warning(place, "O07", message, help_, subject=year, removal=removal)


def _check_names(paragraphs: Sequence[Paragraph], edition: Edition, located: Located, problems: Problems) -> None:
    """O08, a warning, for every name of the index that the text doesn't have under any of its forms."""
    places = mentioned(paragraphs, edition.names)
    for index, name in enumerate(edition.names):
        if not places[name]:
            help_ = "add the spelling used in the text to aliases, or delete the entry"
            message = f'"{name.name}" does not occur in the text'
            problems.warning(located.place("names", index, "name"), "O08", message, help_, subject=name.name)


def _check_map(edition: Edition, located: Located, problems: Problems) -> None:
    """O09 for every country of the map for which there is no outline."""
    for number, group in enumerate(edition.map.groups if edition.map else ()):
        for index, country in enumerate(group.countries):
            if country.outline not in outlines():
                place = located.place("map", "groups", number, "countries", index, "outline")
                known = ", ".join(sorted(set(outlines()) - {"land"}))
                message = f'unknown outline "{country.outline}"'
                problems.error(place, "O09", message, f"there are {known}", subject=country.outline)


def _check_charts(edition: Edition, located: Located, problems: Problems) -> None:
    """O12 for every number of a chart that is no share of its whole, or is larger than it."""
    for index, drawn in enumerate(edition.charts):
        for key, quantity in drawn.parts:
            whole = squeezed(drawn.whole.label)
            if not drawn.is_of_whole(quantity):
                other = squeezed(quantity.of)
                message = (
                    f"the {key} is a share of “{other}”, the bar shows “{whole}”: side by side they would mislead"
                    if other
                    else f"the {key} doesn't say what it is a share of"
                )
                written = json.dumps(whole, ensure_ascii=False)
                help_ = (
                    f"if it is a share of the same whole, write   of: {written}   otherwise remove it from the chart"
                )
                place = located.place("charts", index, key, *(["of"] if other else []))
                problems.error(place, "O12", message, help_, subject=drawn.id)
            elif quantity.value > drawn.whole.value:
                message = f"the {key} is larger than the whole ({quantity.value:g} of {drawn.whole.value:g})"
                place = located.place("charts", index, key, "value")
                help_ = "correct one of the two values, which are in the same unit"
                problems.error(place, "O12", message, help_, subject=drawn.id)
        if drawn.rest is not None and drawn.part.bound != "more-than":
            both, whole_value = drawn.part.value + drawn.rest.value, drawn.whole.value
            if abs(both - whole_value) > _ROUNDING * whole_value:
                message = f"the part and the rest are {both:g} together, but the whole is {whole_value:g}"
                help_ = "correct one of the three values, which are in the same unit"
                problems.error(located.place("charts", index, "rest", "value"), "O12", message, help_, subject=drawn.id)


def _check_figures(edition: Edition, located: Located, problems: Problems) -> None:
    """O13, a warning, for every key figure of which nothing says whose number it is."""
    for index, figure in enumerate(edition.figures):
        if whose_figure(figure) is None:
            message = f"“{figure.value}” is not in the words quoted, and the figure doesn't say whose number it is"
            help_ = "add   by: editors   if you calculated it, or   by: text   if the text states it in other words"
            problems.warning(located.place("figures", index, "value"), "O13", message, help_, subject=figure.value)


def _check_images(source: Source, assembly: Assembly, edition: Edition, located: Located, problems: Problems) -> None:
    """O14, a warning, for every image that nothing describes, and for descriptions of images that aren't there."""
    shown = {paragraph.image for paragraph in assembly.paragraphs if paragraph.image}
    said = {one.image for one in edition.images if one.alt.strip()}
    for paragraph in assembly.paragraphs:
        if paragraph.image and not paragraph.alt and paragraph.image not in said:
            help_ = f'say in edition.yml what it shows:\nimages:\n  - {{image: "{paragraph.image}", alt: "…"}}'
            place = source.place(paragraph.body.place(0))
            message = "this image has no text for people who don't see it"
            problems.warning(place, "O14", message, help_, subject=paragraph.image)
    for index, one in enumerate(edition.images):
        if one.image not in shown:
            place = located.place("images", index, "image")
            message = f'the text has no image "{one.image}"'
            problems.warning(place, "O14", message, "delete the entry, or correct the name", subject=one.image)
