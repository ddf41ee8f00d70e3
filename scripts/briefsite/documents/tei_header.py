"""The header of an edition in TEI P5: what it is, where its text is from, what was corrected, how it has changed.

Source of the format: TEI P5 4.11, chapter 2.
"""

from __future__ import annotations

from collections.abc import Iterator
from xml.etree.ElementTree import Element

from briefsite.documents.tei_text import category_id, correction_id, section_category, work_id
from briefsite.documents.xml_tree import lines_of, node, xml_id
from briefsite.edition.license import license_of
from briefsite.exports.cited_work import original
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
    editors = [node("name", editor.name) for editor in edition.editors]
    resp = lines_of(
        "respStmt",
        node("resp", "edition, corrections, and notes that are marked as the editors’"),
        *(editors or [node("name", "the editors")]),
        xml_id="editors",
    )
    authors = [_name("author", name, xml_id="author" if not at else None) for at, name in enumerate(work.authors)]
    authors = authors or [node("author", xml_id="author")]
    title = lines_of(
        "titleStmt", node("title", edition.work.title), *(authors or [node("author", xml_id="author")]), resp
    )
    version = publication.version
    stated = f"version of {version}" if version else "draft"
    license_ = license_of(edition.license)
    rights = [node("p", edition.work.rights)] if edition.work.rights else []
    if license_:
        rights.append(node("licence", f"The editors’ part: {license_.name}", target=license_.url or None))
    return lines_of(
        "fileDesc",
        title,
        lines_of("editionStmt", node("edition", stated, n=str(version or ""))),
        lines_of(
            "publicationStmt",
            node("publisher", edition.site.title),
            node("ptr", target=site_url) if site_url else None,
            lines_of("availability", *rights) if rights else None,
        ),
        lines_of("sourceDesc", *_sources(publication, work)),
    )


def _sources(publication: Publication, work: Work) -> Iterator[Element]:
    source = publication.source
    name = source.file.rsplit("/", 1)[-1]
    yield node("bibl", *_bibl(work), type="original")
    yield node(
        "bibl",
        "The text as received: ",
        node("title", name),
        ", ",
        node("extent", f"{len(source.data)} bytes"),
        ", SHA-256 ",
        node("idno", source.sha256, type="SHA-256"),
        ", in full in sourceDoc.",
        type="received",
    )


def _encoding(publication: Publication) -> Element:
    declared = "Words are the author’s, but for what a correction or a note names as the editors’ (resp)."
    corrections = [
        node(
            "item",
            node("quote", one.old),
            " is read as ",
            node("quote", one.new),
            f" ({one.emendation.kind}): {one.emendation.because}",
            xml_id=correction_id(one.index),
        )
        for one in publication.corrections
    ]
    listed = [lines_of("list", *corrections)] if corrections else []
    hyphens = 'Line ends of the source are kept as lb; those within a word have break="no".'
    themes = [_theme(leaf) for leaf in publication.outline.leaves]
    return lines_of(
        "encodingDesc",
        lines_of(
            "editorialDecl",
            node("interpretation", node("p", declared)),
            lines_of("correction", node("p", "Every correction is in its place and in this list.", *listed)),
            node("hyphenation", node("p", hyphens)),
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
        yield node("change", version.note or "released", when=str(version.id.day), n=str(version.id))


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
