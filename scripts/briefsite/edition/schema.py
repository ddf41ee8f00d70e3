"""The JSON Schema of edition.yml, for text editors: which keys and values it can have, and what they mean.

It is generated from the types, except what each key is for (`HELP`), in a line that a text editor shows when the
pointer rests on the key.
"""

from __future__ import annotations

import json
from typing import Any, Final

import msgspec

from briefsite.edition.model import Edition

#: The version of JSON Schema in which the schemas are written.
JSON_SCHEMA: Final = "https://json-schema.org/draft/2020-12/schema"

#: What each key is for, by the part that has it.
HELP: Final[dict[str, dict[str, str]]] = {
    "Edition": {
        "version": "The version of this format: 1.",
        "work": "The work that is edited: title, publisher, date, rights, and where it was published.",
        "editors": "Who edits the edition, as references and pages name them.",
        "license": "The license of what the editors wrote: a name such as CC BY 4.0, or a URL.",
        "report_errors": "Where readers report errors: a mailto: link, or the URL of a form for issues.",
        "dois": "The DOIs that an archive gave the edition and its versions.",
        "site": "How the edition appears on the site.",
        "source": "The file with the text as received.",
        "bibliography": "The BibTeX file of the works that the notes cite, in the same folder.",
        "citation_styles": "CSL files in the same folder, for citation styles besides the built-in ones.",
        "emendations": "Corrections to the text: what the source has, what is read instead, and why.",
        "joins": "First words of blocks that continue the paragraph before them, where the rules get it wrong.",
        "splits": "Words that begin a new paragraph inside a block.",
        "lists": "Blocks that are the items of a list.",
        "hyphens": "Words divided at a line end that keep their hyphen, or lose it.",
        "blocks": "The kind of a block of lines, where the rules get it wrong: a heading, verse, a table …",
        "furniture": (
            "Patterns of page headers and page numbers, with # for a number. They are removed only where something "
            "proves that a page ends."
        ),
        "recurring": "Recurring lines that are the author's, with # for a number: `check` does not ask about them.",
        "direction_signs": "Invisible characters for the direction of writing that belong to the edition: U+200F.",
        "conventions": "Conventions of typed and scanned texts that are shown as in print.",
        "typography": (
            "quotation_marks shows straight quotation marks and apostrophes as the typographic ones of the text's "
            "language, where that is certain."
        ),
        "note_forms": "Note numbers that other texts use for something else: bare is word.7, parentheses is word (7).",
        "note_blocks": "Where the notes in the source begin and end, if the rules are wrong.",
        "pages": "The pages in order. Each begins at its `from` and ends where the next one begins.",
        "notes": "What each note number in the text refers to.",
        "names": "The index of people, places, organizations, documents and terms.",
        "timeline": "Dated events, each with the words of the text that it rests on.",
        "timeline_omits": "Years in the text that are intentionally not on the timeline.",
        "figures": "The key figures of the text, for the first page.",
        "charts": "Charts of the text's own numbers.",
        "map": "A map of the countries that the text names.",
        "about": "What the editors say about the text, in sections.",
        "images": "What the images of the document show, for people who don't see them.",
        "addresses": "Overrides for permalinks, where a build would decide wrongly.",
    },
    "EditedWork": {
        "title": "The title as it was published.",
        "noun": "What the site calls it in sentences: brief, book, lecture (default: text).",
        "publisher": "Who published it. Leave out what you do not know.",
        "series": "The series that it is part of.",
        "number": "Its number in the series.",
        "date": "When it was published, as precisely as known: 1887-05-28, 1887, 1887/1889, 1887~ for about 1887.",
        "language": "The language of the text as a tag: en, tr, mn.",
        "rights": "Who holds the rights in the text, in a sentence.",
        "authors": "The authors, each as Family, Given; leave it out if no author is named.",
        "published": "Where the original publication can be read.",
    },
    "Publisher": {"name": "The name in full.", "short": "The usual abbreviation.", "place": "The city."},
    "PublishedVersion": {
        "title": "The title there.",
        "language": "The language there, as a tag.",
        "date": "When it was published there.",
        "number": "Its number there.",
        "url": "Its URL.",
        "original": "yes, if the text here is a translation of it. If not, one in another language is the translation.",
    },
    "Editor": {
        "name": "The name as in references: Family, Given. That of a body is in braces: {World Bank}.",
        "role": "What the editor did: notes and index.",
        "orcid": "The editor's ORCID iD: 0000-0002-1825-0097.",
        "contact": "An email address or a URL.",
    },
    "Dois": {
        "all_versions": "The DOI of all versions together, which leads to the newest (concept DOI).",
        "versions": "The DOIs of single versions.",
    },
    "VersionDoi": {"version": "The version: 2026-12-01.", "doi": "Its DOI."},
    "Site": {
        "title": "The edition's name on the site.",
        "date": "No longer used: an edition has the date of its last version.",
        "description": "What the edition is, in a sentence, for search engines and lists.",
        "path": "Its folder in the URL; empty for the root. Do not change it after publication.",
    },
    "SourceFile": {
        "file": "Its name, in the same folder.",
        "encoding": "Its encoding: utf-8, latin-1, windows-1252, …; utf-8+windows-1252 if a few bytes are not UTF-8.",
        "received": "When you received it, and its checksum: `check` reports if it has changed since.",
        "changed": "Why it was changed intentionally.",
    },
    "Received": {"date": "The date on which you received it.", "sha256": "The checksum of the file."},
    "ChangedSource": {"because": "Why, in a sentence for readers.", "sha256": "The checksum of the file as it is now."},
    "Emendation": {
        "find": "The words of the source: enough to occur only once.",
        "read": "The correct words; empty to remove the words.",
        "because": "Why.",
        "kind": "A scanning error, a page header or page number, a printing error, or a misspelled name.",
        "proposed": "The program proposed it, and no editor has reviewed it yet.",
    },
    "TextList": {"items": "The first words of each item."},
    "Hyphens": {"keep": "Words that keep their hyphen.", "join": "Words that lose it."},
    "Page": {
        "slug": "The page's folder in the URL, / for the first one.",
        "title": "The page's title.",
        "from": "The first words of its first paragraph, or its ID; a list, if the page has several parts of the text.",
        "summary": "What the page's text says, in a sentence by the editors.",
        "description": "A sentence for search engines, instead of the summary.",
        "sections": "Its sections in order.",
    },
    "Section": {
        "id": "The section's ID. Do not change it after publication.",
        "title": "Its title, in the editors' words.",
        "from": "The first words of its first paragraph, or its ID: p8.",
    },
    "Block": {"from": "The first words of the block, or the ID of its paragraph.", "as": "Its kind."},
    "ImageText": {
        "image": "The file of the image in received/: figure-0123456789ab.png",
        "alt": "What it shows, in a sentence or two.",
    },
    "Conventions": {
        "dashes": "Two hyphens are a dash.",
        "italics": "Text between _underscores_ is emphasized.",
        "ligatures": "A ligature is its letters: ﬁ is fi.",
        "soft_hyphens": "A hyphen that shows only at the end of a line is left out within one.",
        "headings": "The signs that mark a heading (# before it, a rule below it) are left out.",
        "raised": "Numbers between the tags <sup> and <sub> are raised and lowered: <sup>2</sup> is ².",
    },
    "NoteBlocks": {
        "begin": "First words of the headings above the notes.",
        "end": "First words of what follows the notes.",
        "read": "no, if nothing in the text is a note or a note number.",
    },
    "NoteEntry": {
        "number": "The number, or the sign, as the text prints it.",
        "from": "The first words of the note, or its ID (n3a), if several have the same number.",
        "works": "Keys of the bibliography, or {key, locator}.",
        "status": "The author's own; found by the editors; found, but supports only part of the claim; not found.",
        "comment": "What the editors say about it.",
    },
    "Cited": {"key": "The work's key in the bibliography.", "locator": "The place in it: p. 12."},
    "IndexName": {
        "name": "The name as the index shows it.",
        "kind": "Its kind; the index has a heading for each.",
        "aliases": "Other names, in the text or not: the search also finds it by these.",
        "line": "A one-line description.",
        "language": "The language of the name, as a tag.",
    },
    "TimelineEvent": {
        "when": "The date as shown.",
        "year": "The year to sort by.",
        "what": "What happened, in the editors' words.",
        "words": "The words of the text that say so.",
        "turning_point": "Whether it is among the key dates on the first page.",
    },
    "Omission": {"year": "The year as the text has it.", "because": "Why it is not on the timeline."},
    "Figure": {
        "value": "The figure as shown.",
        "label": "What it measures, in the editors' words.",
        "words": "The words of the text that say so.",
        "by": "Whose number it is: the text states it, or the editors calculated it.",
    },
    "Chart": {
        "id": "The chart's ID on its page.",
        "title": "Its title.",
        "whole": "What the whole bar shows.",
        "part": "The part that is filled.",
        "rest": "What is left.",
        "limit": "A limit set for the part, drawn as a line.",
        "note": "A remark after the title.",
    },
    "Quantity": {
        "value": "The number for the chart, in the unit of the whole.",
        "shown": "The number as the text has it.",
        "label": "What it counts.",
        "words": "The words of the text that say so; leave them out if the editors calculated it.",
        "of": "What it is a share of: the label of that whole. Required for a limit.",
        "bound": "Whether the text says exactly, about, or more than this.",
    },
    "Map": {
        "id": "The map's ID on its page.",
        "title": "Its title.",
        "projection": "Whether areas, or distances from its center, are true.",
        "center": "Longitude and latitude of its center, in degrees (default: the center of the subject).",
        "frame": "What it shows, in radii of the earth from its center: left, top (negative is up), width, height.",
        "groups": "Countries that are drawn alike.",
        "note": "A remark after the title.",
    },
    "MapGroup": {
        "style": "How they are drawn.",
        "legend": "What the legend calls them.",
        "words": "The words of the text that name them.",
        "countries": "The countries.",
    },
    "MapCountry": {
        "outline": "Its outline in the map data.",
        "name": "Its name in the index.",
        "label": "Longitude and latitude of its label, in degrees, to place it yourself.",
        "side": "Which part of the label is at that point.",
    },
    "About": {
        "id": "The section's ID on the page about the text.",
        "title": "Its title.",
        "text": "Its paragraphs, with empty lines between them.",
    },
    "AddressRuling": {
        "paragraph": "The first words of a paragraph, or its ID …",
        "address": "The ID of something that was deleted …",
        "is": "… which is this ID.",
        "not": "… which is not this ID.",
        "into": "… and was merged into this one.",
        "because": "Why it was withdrawn, in a sentence for readers.",
        "see": "The ID of what readers should see instead.",
    },
}


def edition_schema() -> dict[str, Any]:
    """The JSON Schema of an edition.yml, with a description of each key."""
    made = msgspec.json.schema(Edition)
    for part, found in made["$defs"].items():
        found.pop("description", None)  # of the type, for engineers
        properties = found.get("properties", {})
        for key, value in properties.items():
            if said := HELP.get(part, {}).get(key):
                # Older text editors ignore what is beside a reference: it goes into a list of one.
                own = {"allOf": [value]} if "$ref" in value else value
                properties[key] = {**own, "description": said}
    head = {"$schema": JSON_SCHEMA, "title": "An edition of a text: edition.yml"}
    return {**head, **made}


def schema_as_json() -> str:
    """The schema as the text of sources/edition.schema.json."""
    return json.dumps(edition_schema(), ensure_ascii=False, indent=2) + "\n"
