"""The header of an edition in TEI P5: what it is, where its text is from, what was corrected, how it has changed.

Source of the format: TEI P5 4.11, chapter 2.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from xml.etree.ElementTree import Element

from briefsite.documents.correction_words import correction_in_words
from briefsite.documents.front import front
from briefsite.documents.reference import phrase_runs, text_of_runs
from briefsite.documents.tei_text import category_id, correction_id, section_category, work_id
from briefsite.documents.xml_tree import english, lines_of, node, worded, xml_id
from briefsite.exports.cited_work import original
from briefsite.language.strings import cut_at_slots
from briefsite.reading.outline import Leaf
from briefsite.reading.publication import Publication
from briefsite.works.work import Name, Work


def header(publication: Publication, site_url: str) -> Element:
    """`<teiHeader>`. The editors are `#editors`, the author `#author`: every statement of the file names one."""
    return lines_of(
        "teiHeader",
        _file(publication, site_url),
        _encoding(publication),
        lines_of("profileDesc", lines_of("langUsage", _language(publication))),
        lines_of("revisionDesc", *_revisions(publication)) if publication.ledger.versions else None,
    )


def _file(publication: Publication, site_url: str) -> Element:
    edition, work = publication.edition, original(publication).work
    say = publication.strings
    editors = [node("name", editor.name) for editor in edition.editors]
    resp = lines_of(
        "respStmt",
        worded("resp", say["document.responsible"]),
        *(editors or [worded("name", say["document.the_editors"])]),
        xml_id="editors",
    )
    authors = [_name("author", name, xml_id="author" if not at else None) for at, name in enumerate(work.authors)]
    authors = authors or [node("author", xml_id="author")]
    title = lines_of(
        "titleStmt", node("title", edition.work.title), *(authors or [node("author", xml_id="author")]), resp
    )
    matter, version = front(publication, site_url), publication.version
    rights = [node("p", edition.work.rights)] if edition.work.rights else []
    if matter.license:
        part = phrase_runs(say["document.editors_part"], license=matter.license.name)
        rights.append(node("licence", text_of_runs(part), target=matter.license.url or None))
    return lines_of(
        "fileDesc",
        title,
        lines_of("editionStmt", node("edition", matter.statement, n=str(version or ""))),
        lines_of(
            "publicationStmt",
            node("publisher", edition.site.title),
            node("idno", matter.doi, type="DOI") if matter.doi else None,
            node("ptr", target=site_url) if site_url else None,
            lines_of("availability", *rights) if rights else None,
        ),
        lines_of("sourceDesc", *_sources(publication, work)),
    )


def _sources(publication: Publication, work: Work) -> Iterator[Element]:
    source, say = publication.source, publication.strings
    yield node("bibl", *_bibl(work), type="original")
    template = say["document.received"]
    slots: Mapping[str, Element] = {
        "file": node("title", source.file.rsplit("/", 1)[-1]),
        "bytes": node("extent", say.count("document.bytes", len(source.data))),
        "checksum": node("idno", source.sha256, type="SHA-256"),
    }
    # Words and the names of slots by turns.
    said = [slots[piece] if at % 2 else piece for at, piece in enumerate(cut_at_slots(template))]
    yield node("bibl", *said, type="received", xml_lang=english(template))


def _encoding(publication: Publication) -> Element:
    say = publication.strings
    corrections = [
        node("item", text_of_runs(correction_in_words(publication, one)), xml_id=correction_id(one.index))
        for one in publication.corrections
    ]
    listed = [node("p", lines_of("list", *corrections))] if corrections else []
    themes = [_theme(leaf) for leaf in publication.outline.leaves]
    return lines_of(
        "encodingDesc",
        lines_of(
            "editorialDecl",
            node("interpretation", worded("p", say["document.whose_words"])),
            lines_of("correction", worded("p", say["document.every_correction"]), *listed),
            node("hyphenation", worded("p", say["document.line_ends"])),
        ),
        lines_of("classDecl", lines_of("taxonomy", *themes, xml_id="themes")),
    )


def _theme(leaf: Leaf) -> Element:
    """A theme of the editors with its sections, which the divisions of the text name."""
    sections = [division.section for stretch in leaf.stretches for division in stretch if division.section]
    categories = [
        lines_of("category", node("catDesc", one.title), xml_id=section_category(leaf.at.name, one.id))
        for one in sections
    ]
    said = node("catDesc", f"{leaf.page.title}: {leaf.page.summary}")
    return lines_of("category", said, *categories, xml_id=category_id(leaf.at.name))


def _language(publication: Publication) -> Element:
    language = publication.edition.work.language
    return node("language", language, ident=language)


def _revisions(publication: Publication) -> Iterator[Element]:
    for version in reversed(publication.ledger.versions):
        released = publication.strings["document.released"]
        yield node("change", version.note or released, when=str(version.id.day), n=str(version.id))


def bibliography(publication: Publication) -> Element | None:
    """`<listBibl>`: every work of the bibliography, once."""
    works = [
        node("bibl", *_bibl(work), xml_id=work_id(publication, work.key)) for work in publication.bibliography.works
    ]
    return lines_of("listBibl", *works) if works else None


def index_of_names(publication: Publication) -> Element | None:
    """The index: every name with what the editors say of it."""
    items = [
        node("item", node("name", name.name, type=name.kind), f": {name.line}", xml_id=xml_id(fragment))
        for name, fragment in publication.name_ids.items()
    ]
    return lines_of("div", lines_of("list", *items, type="index"), type="index") if items else None


def events(publication: Publication) -> Element | None:
    """The dated events, each with the place of the words that it rests on."""
    found = [
        node(
            "item",
            node("date", dated.event.when, when=f"{dated.event.year:04}" if dated.event.year > 0 else None),
            f": {dated.event.what} ",
            node("ptr", target=f"#{xml_id(publication.addresses.of(*dated.place))}"),
            xml_id=xml_id(dated.fragment),
        )
        for dated in publication.events
    ]
    return lines_of("div", lines_of("list", *found, type="gloss"), type="timeline") if found else None


def _bibl(work: Work) -> Iterator[Element | str]:
    """A work in its fields, in the order of a reference."""
    fields = [
        *(_name("author", name) for name in work.authors),
        *(_name("editor", name) for name in work.editors),
        node("title", work.title, level="a" if work.container else "m") if work.title else None,
        node("title", work.container, level="m") if work.container else None,
        node("pubPlace", work.publisher_place) if work.publisher_place else None,
        node("publisher", work.publisher) if work.publisher else None,
        node("date", work.date.shown, when=work.date.iso or None) if work.date else None,
        node("idno", work.doi, type="DOI") if work.doi else None,
        node("ref", work.url, target=work.url) if work.url else None,
    ]
    for at, field in enumerate(field for field in fields if field is not None):
        yield from ([". "] if at else [])
        yield field


def _name(tag: str, name: Name, xml_id: str | None = None) -> Element:
    if name.literal:
        return node(tag, node("orgName", name.literal), xml_id=xml_id)
    parts = [
        node("forename", name.given) if name.given else None,
        node("nameLink", name.prefix) if name.prefix else None,
        node("surname", name.family) if name.family else None,
        node("genName", name.suffix) if name.suffix else None,
    ]
    spaced = [one for at, part in enumerate(p for p in parts if p is not None) for one in ([" "] * bool(at) + [part])]
    return node(tag, node("persName", *spaced), xml_id=xml_id)
