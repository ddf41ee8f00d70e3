"""The names of the files that the program looks for: those of a site, and of an edition in a folder of `sources/`."""

from __future__ import annotations

from typing import Final

#: The settings of the site.
SETTINGS: Final = "mkdocs.yml"
#: The folder with a folder for each edition.
SOURCES: Final = "sources"
#: The texts of the interface that the editors of the site supply.
STRINGS_FILE: Final = f"{SOURCES}/strings.yml"
#: What an editor says about the text. A folder with this file is an edition. It names the file of the text.
EDITION_FILE: Final = "edition.yml"
#: The ledger of addresses and versions. Only a release writes it.
LEDGER: Final = "permalinks.yml"
#: The works, unless the edition names another file.
BIBLIOGRAPHY: Final = "references.bib"
#: The structure of a text that was derived from a document: what each of its blocks is, and where it was there.
STRUCTURE: Final = "structure.jsonl"
#: What editors decided about citations that were read from the author's notes.
CITATIONS: Final = "citations.jsonl"
#: The text that is derived from a document.
DERIVED_TEXT: Final = "brief.txt"
#: The folder in an edition's that has the document as it was received.
RECEIVED_FILES: Final = "received"
#: The folder in an edition's that has its versions.
VERSION_FILES: Final = "versions"
#: The picture of an edition for other sites, from the path of the edition (`exports.social_card`).
CARD: Final = "card.png"
#: The schema of the model of an edition as JSON (`documents.model_file`), at the root of the site and in data/.
MODEL_SCHEMA: Final = "paragraphs.schema.json"
