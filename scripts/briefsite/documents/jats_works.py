"""Works in JATS: each with its fields (`element-citation`) and as the site prints it (`mixed-citation`)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final
from xml.etree.ElementTree import Element

from briefsite.documents.reference import ReferenceRun, reference_runs
from briefsite.documents.xml_tree import Content, english, lines_of, node
from briefsite.exports.type_names import TYPE_NAMES
from briefsite.reading.publication import Publication
from briefsite.works.work import Name, Work

#: How the styles of a run are called.
_STYLES: Final = {"em": "italic", "sub": "sub", "sup": "sup", "small-caps": "sc"}


def reference_list(publication: Publication) -> Element | None:
    """`<ref-list>`: every work of the bibliography, once; None without works."""
    works = [
        lines_of(
            "ref",
            lines_of(
                "citation-alternatives",
                element_citation(work),
                node("mixed-citation", *jats_runs(reference_runs(publication.reference(work.key)))),
            ),
            id=reference_id(publication, work.key),
        )
        for work in publication.bibliography.works
    ]
    return lines_of("ref-list", worded_title(publication.strings["page.bibliography"]), *works) if works else None


def reference_id(publication: Publication, key: str) -> str:
    """The id of a work in the list of references."""
    return f"work-{publication.work_address(key)}"


def worded_title(text: str) -> Element:
    """`<title>` with a text of the language table."""
    return node("title", *_worded(text))


def _worded(text: str) -> list[Content]:
    """A text of the language table; one that the language lacks is marked as English."""
    language = english(text)
    return [node("named-content", text, content_type="editors", xml_lang=language)] if language else [text]


def jats_runs(runs: Iterable[ReferenceRun]) -> Iterator[Content]:
    """Runs with their links, their italics, and their languages."""
    for run in runs:
        shown: Content = run.text
        for style in run.styles:
            shown = node(_STYLES[style], shown)
        if run.language:
            shown = node("named-content", shown, content_type="language", xml_lang=run.language)
        yield web_link(shown, run.url) if run.url else shown


def web_link(shown: Content, url: str) -> Element:
    """`<ext-link>` to an address of the web."""
    found = node("ext-link", shown, ext_link_type="uri")
    found.set("xlink:href", url)
    return found


def element_citation(work: Work) -> Element:
    """The fields of a work."""
    date = work.date
    whole = [("source", work.container or work.title), ("publisher-loc", work.publisher_place)]
    fields: list[tuple[str, str]] = [
        *([("article-title", work.title)] if work.container and work.title else []),
        *whole,
        ("publisher-name", work.publisher),
        ("year", str(date.year) if date and date.year > 0 else ""),
        ("month", str(date.month or "") if date else ""),
        ("day", str(date.day or "") if date else ""),
        ("series", work.series),
        ("edition", work.edition),
        ("volume", work.volume),
        ("issue", work.issue),
        ("page-range", work.pages),
        ("isbn", work.isbn),
        ("issn", work.issn),
    ]
    parts = [
        *_group("author", work.authors),
        *_group("editor", work.editors),
        *_group("translator", work.translators),
        *(node(name, value) for name, value in fields if value),
        *([node("pub-id", work.doi, pub_id_type="doi")] if work.doi else []),
        *([node("uri", work.url)] if work.url else []),
    ]
    return lines_of(
        "element-citation",
        *parts,
        publication_type=TYPE_NAMES[work.type].csl,
        xml_lang=work.language or None,
    )


def name_element(name: Name) -> Element:
    """A person as `<name>`, a body as `<collab>`."""
    if name.literal or not name.family:
        return node("collab", name.literal or name.given)
    parts = [
        node("surname", " ".join(filter(None, (name.prefix, name.family)))),
        *([node("given-names", name.given)] if name.given else []),
        *([node("suffix", name.suffix)] if name.suffix else []),
    ]
    return node("name", *parts)


def _group(kind: str, names: Iterable[Name]) -> Iterator[Element]:
    found = [name_element(name) for name in names]
    if found:
        yield lines_of("person-group", *found, person_group_type=kind)
