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
        "version": "The version of this format. There is one: 1.",
        "work": "The work that is edited: title, publisher, date, rights, and where it was published.",
        "editors": "Who edits the edition, as references and pages name them.",
        "license": "The license of what the editors wrote: CC BY 4.0, or the address of another one.",
        "report_errors": "Where readers report errors: mailto:, or the address of a form for issues.",
        "site": "How the edition appears on the site.",
        "source": "The file that holds the text as received.",
        "bibliography": "The BibTeX file of the works that notes cite, next to this file.",
        "citation_styles": "CSL files next to this one, for citation styles besides those of the program.",
        "emendations": "Readings that replace those of the source, and why.",
        "joins": "First words of blocks that continue the block before them, where the rules say otherwise.",
        "splits": "Words that begin a paragraph inside a block.",
        "lists": "Blocks that are the items of a list.",
        "hyphens": "Words broken at a line end that keep their hyphen, or lose it.",
        "blocks": "Blocks of lines that the rules take for something else: a heading, verse, a table …",
        "furniture": (
            "Lines that print adds to its pages, # for a number: page numbers, running heads. They are taken out where "
            "something proves that a page ends, and only there."
        ),
        "recurring": "Lines that recur as page headers do and are the author's, # for a number: none is asked about.",
        "direction_signs": "Invisible characters that turn the direction of writing and belong to the edition: U+200F.",
        "conventions": "Conventions of typed and scanned texts that are shown as print would have them.",
        "note_forms": "Forms of markers that are often something else: bare is word.7, parentheses is word (7).",
        "note_blocks": "Where the notes in the source begin and end, if the rules are wrong.",
        "pages": "The pages in order. Each begins where its `from` says, and goes on to where another begins.",
        "notes": "What each note number in the text refers to.",
        "names": "The index of people, places, bodies, documents and terms.",
        "timeline": "Dated events, each with the words that it rests on.",
        "timeline_omits": "Years of the text that are left off the timeline on purpose.",
        "figures": "The key figures of the text, for the first page.",
        "charts": "Figures drawn to scale from the text's own numbers.",
        "map": "A map of the countries that the text names.",
        "about": "What the editors say about the text, in sections.",
        "addresses": "Rulings on addresses, where a build would decide otherwise.",
    },
    "EditedWork": {
        "title": "The title as it was published.",
        "noun": "What sentences of the site call it: brief, book, lecture; text if not given.",
        "publisher": "Who published it. What is not known can be left out.",
        "series": "The series that it is part of.",
        "number": "Its number in the series.",
        "date": "When it was published, as precisely as is known: 1887-05-28, 1887, 1887/1889, 1887~ for about 1887.",
        "language": "The language of the text as a tag: en, tr, mn.",
        "rights": "Who holds the rights in the text, in a sentence.",
        "authors": "The authors, each as Family, Given; leave it out if none is named.",
        "published": "Where the work itself can be read.",
    },
    "Publisher": {"name": "The name in full.", "short": "The usual abbreviation.", "place": "The city."},
    "PublishedVersion": {
        "title": "The title there.",
        "language": "The language there, as a tag.",
        "date": "When it was published there.",
        "number": "Its number there.",
        "url": "Where it is.",
        "original": "That the text here is a translation of it. Otherwise one in another language is the translation.",
    },
    "Editor": {
        "name": "The name as in references: Family, Given. That of a body is in braces: {World Bank}.",
        "role": "What the editor did: notes and index.",
        "orcid": "The editor's ORCID iD: 0000-0002-1825-0097.",
        "contact": "An address of mail or on the web.",
    },
    "Site": {
        "title": "The edition's name on the site.",
        "date": "The day of this edition. All dates on the site come from it; a later edition has a later day.",
        "description": "What the edition is, in a sentence, for search engines and lists.",
        "path": "Its path on the site; empty for the root. Do not change it once it is published.",
    },
    "SourceFile": {
        "file": "Its name, next to this file.",
        "encoding": "Its encoding: utf-8, latin-1, windows-1252, …",
        "received": "When it came in, with its checksum: `check` says if it has changed since.",
        "changed": "Why it was changed on purpose.",
    },
    "Received": {"date": "The day on which it came in.", "sha256": "The checksum of the file."},
    "ChangedSource": {"because": "Why, in a sentence for readers.", "sha256": "The checksum of the file as it is now."},
    "Emendation": {
        "find": "The words of the source, enough of them to occur only once.",
        "read": "What is read instead; empty takes the words out.",
        "because": "Why.",
        "kind": "A scanning error, a page header or page number, a printing error, or a misspelled name.",
        "proposed": "A program proposed it, and no editor has reviewed it yet.",
    },
    "TextList": {"items": "The first words of each item."},
    "Hyphens": {"keep": "Words that keep their hyphen.", "join": "Words that lose it."},
    "Page": {
        "slug": "The page's address, / for the first one. Do not change it once it is published.",
        "title": "The page's title.",
        "from": "The first words of its first paragraph, or its address; a list, if the page has several stretches.",
        "summary": "What the page's text says, in a sentence by the editors.",
        "description": "A sentence for search engines, instead of the summary.",
        "sections": "Its sections in order.",
    },
    "Section": {
        "id": "The section's address. Do not change it once it is published.",
        "title": "Its title, in the editors' words.",
        "from": "The first words of its first paragraph, or its address: p8.",
    },
    "Block": {"from": "The first words of the block, or the address of its paragraph.", "as": "Its kind."},
    "Conventions": {
        "dashes": "Two hyphens are a dash.",
        "italics": "Text between _underscores_ is emphasized.",
        "ligatures": "A ligature is its letters: ﬁ is fi.",
        "soft_hyphens": "A hyphen that shows only at the end of a line is left out within one.",
        "headings": "The signs that mark a heading (# before it, a rule below it) are left out.",
    },
    "NoteBlocks": {
        "begin": "First words of the headings above notes.",
        "end": "First words of what follows the notes.",
        "read": "no, if nothing in the text is a note or a marker.",
    },
    "NoteEntry": {
        "number": "The number, or the sign, as the text prints it.",
        "from": "The first words of the note, or its address (n3a), if several print the same number.",
        "works": "Keys of the bibliography, or {key, locator}.",
        "status": "The author's own note; supplied by the editors; partly supports the sentence; no work was found.",
        "comment": "What the editors say about it.",
    },
    "Cited": {"key": "The work's key in the bibliography.", "locator": "The place in it: p. 12."},
    "IndexName": {
        "name": "The name as the index shows it.",
        "kind": "What it is; the index has a heading for each kind.",
        "aliases": "Other names, by which the search finds it too: those that the text uses, and others.",
        "line": "A line about it.",
        "language": "The language of the name, as a tag.",
    },
    "TimelineEvent": {
        "when": "The date as it is shown.",
        "year": "The year to sort by.",
        "what": "What happened, in the editors' words.",
        "words": "The words of the text that say so.",
        "turning_point": "Whether it is among the key dates on the first page.",
    },
    "Omission": {"year": "The year as the text has it.", "because": "Why it is left out."},
    "Figure": {
        "value": "The figure as it is shown.",
        "label": "What it measures, in the editors' words.",
        "words": "The words of the text that say so.",
        "by": "Whose number it is: the text states it, or the editors calculated it.",
    },
    "Chart": {
        "id": "The drawing's address on its page.",
        "title": "Its title.",
        "whole": "What the whole bar represents.",
        "part": "The part that is filled.",
        "rest": "What is left.",
        "limit": "A limit set for the part, drawn as a line.",
        "note": "A remark beside the title.",
    },
    "Quantity": {
        "value": "The number, for the drawing, in the unit of the whole.",
        "shown": "The number as the text has it.",
        "label": "What it counts.",
        "words": "The words of the text that say so; leave them out if the editors worked it out.",
        "of": "What it is a share of, as the label of the whole says it; a limit must say so.",
        "bound": "Whether the text says exactly this much, about this much, or more than this.",
    },
    "Map": {
        "id": "The map's address on its page.",
        "title": "Its title.",
        "projection": "Whether it is true to areas, or to distances from its middle.",
        "center": "Longitude and latitude of its middle, in degrees; without it, the middle of the subject.",
        "frame": "What it shows, in radii of the earth from its middle: left, top (up is less than 0), width, height.",
        "groups": "Countries that are drawn alike.",
        "note": "A remark beside the title.",
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
        "label": "Longitude and latitude of its label, in degrees, if it should not be where the program puts it.",
        "side": "Which part of the label is there.",
    },
    "About": {
        "id": "The section's address on the page about the text.",
        "title": "Its title.",
        "text": "Its paragraphs, with empty lines between them.",
    },
    "AddressRuling": {
        "paragraph": "The first words of a paragraph, or its address …",
        "address": "An address that is gone …",
        "is": "… which is this address.",
        "not": "… which is not this address.",
        "into": "… and went into this one.",
        "because": "Why the address was withdrawn, in a sentence for readers.",
        "see": "The address that readers should see instead.",
    },
}


def edition_schema() -> dict[str, Any]:
    """The JSON Schema of an edition.yml, with a description of each key."""
    made = msgspec.json.schema(Edition)
    for part, found in made["$defs"].items():
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
