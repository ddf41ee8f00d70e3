"""What each kind of work is called in each format: a row for each kind.

A reference manager finds out from this name which fields a work has. So the names are those that Zotero and EndNote
know, even where a format has a closer one: Zotero drops an entry whose type it doesn't know (`@dataset`), reads it as
an article of a journal (RIS `GEN`), or refuses the file (CSL `software`).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from briefsite.works.work import WorkKind


@dataclass(frozen=True, slots=True)
class TypeNames:
    """The names of a kind of work.

    `bibtex` is the type in classic BibTeX, if the work has the fields that the type needs there. `openurl` is the
    metadata format, with its genre if it has one ("book report"). `zotero` is the type that Zotero reads, by its name;
    `schema` the type of schema.org.
    """

    bibtex: str
    biblatex: str
    ris: str
    csl: str
    openurl: str
    zotero: str
    schema: str


TYPE_NAMES: Final[dict[WorkKind, TypeNames]] = {
    "article": TypeNames(
        "article", "article", "JOUR", "article-journal", "journal article", "journalArticle", "ScholarlyArticle"
    ),
    "newspaper": TypeNames(
        "article", "article", "NEWS", "article-newspaper", "journal article", "newspaperArticle", "NewsArticle"
    ),
    "magazine": TypeNames(
        "article", "article", "MGZN", "article-magazine", "journal article", "magazineArticle", "Article"
    ),
    "news": TypeNames("misc", "online", "NEWS", "article-newspaper", "dc", "newspaperArticle", "NewsArticle"),
    "online": TypeNames("misc", "online", "ELEC", "webpage", "dc", "webpage", "WebPage"),
    "report": TypeNames("techreport", "report", "RPRT", "report", "book report", "report", "Report"),
    # Of a thesis in the format "dissertation", Zotero reads neither language nor address.
    "thesis": TypeNames("phdthesis", "thesis", "THES", "thesis", "dc", "thesis", "Thesis"),
    "book": TypeNames("book", "book", "BOOK", "book", "book book", "book", "Book"),
    "chapter": TypeNames("incollection", "incollection", "CHAP", "chapter", "book bookitem", "bookSection", "Chapter"),
    "paper": TypeNames(
        *("inproceedings", "inproceedings", "CPAPER", "paper-conference", "book proceeding"),
        *("conferencePaper", "ScholarlyArticle"),
    ),
    "entry": TypeNames(
        *("incollection", "inreference", "ENCYC", "entry-encyclopedia", "book bookitem"),
        *("encyclopediaArticle", "Article"),
    ),
    "dataset": TypeNames("misc", "misc", "DATA", "dataset", "dc", "dataset", "Dataset"),
    # In CSL-JSON, Zotero takes a book with a version for software.
    "software": TypeNames("misc", "software", "COMP", "book", "dc", "computerProgram", "SoftwareApplication"),
    "manuscript": TypeNames("unpublished", "unpublished", "MANSCPT", "manuscript", "dc", "manuscript", "Manuscript"),
    "patent": TypeNames("misc", "patent", "PAT", "patent", "dc", "patent", "CreativeWork"),
    "video": TypeNames("misc", "movie", "MPCT", "motion_picture", "dc", "film", "VideoObject"),
    "audio": TypeNames("misc", "audio", "SOUND", "song", "dc", "audioRecording", "AudioObject"),
    "image": TypeNames("misc", "artwork", "ART", "graphic", "dc", "artwork", "VisualArtwork"),
    "law": TypeNames("misc", "legislation", "STAT", "legislation", "dc", "statute", "Legislation"),
    "case": TypeNames("misc", "jurisdiction", "CASE", "legal_case", "dc", "case", "CreativeWork"),
    "letter": TypeNames("misc", "letter", "PCOMM", "personal_communication", "dc", "letter", "Message"),
    "standard": TypeNames("misc", "misc", "STAND", "standard", "dc", "standard", "CreativeWork"),
    "document": TypeNames("misc", "misc", "MANSCPT", "document", "dc", "document", "CreativeWork"),
}
#: The kinds that a type of biblatex doesn't name: the field `entrysubtype` does.
BIBLATEX_SUBTYPES: Final[frozenset[WorkKind]] = frozenset({"newspaper", "magazine", "news", "dataset", "standard"})
