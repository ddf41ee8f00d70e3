"""biblatex's entry types and fields, and the older BibTeX names for them.

Types and fields follow *The biblatex Package* (P. Lehman et al., chapter 2), with those of BibTeX's standard styles and
of reference managers. An entry's type and fields are brought to biblatex's names. No entry is refused: an unknown type
is `@misc`, and what an entry lacks or has in vain is a remark (`remarks`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from briefsite.problems import Problems
from briefsite.words import nearest
from briefsite.works.bibtex import BibEntry, BibField
from briefsite.works.remarks import Remarks
from briefsite.works.work import WorkKind


@dataclass(frozen=True, slots=True)
class EntryShape:
    """An entry type: the kind of work, the genre that its name implies ("PhD thesis"), and the fields that it needs.

    A need is the name of a field, or several joined by `|`, of which one is enough.
    """

    kind: WorkKind
    genre: str = ""
    needs: tuple[str, ...] = ("title",)


_PART: Final = ("title", "booktitle")
_SHAPES: Final[dict[str, EntryShape]] = {
    "article": EntryShape("article", needs=("title", "journaltitle")),
    "artwork": EntryShape("image", "Artwork"),
    "audio": EntryShape("audio", "Audio recording"),
    "bathesis": EntryShape("thesis", "Bachelor’s thesis", ("title", "author", "institution")),
    "book": EntryShape("book"),
    "booklet": EntryShape("book"),
    "commentary": EntryShape("book", "Commentary"),
    "dataset": EntryShape("dataset"),
    "image": EntryShape("image", "Image"),
    "inbook": EntryShape("chapter", needs=_PART),
    "incollection": EntryShape("chapter", needs=_PART),
    "inproceedings": EntryShape("paper", needs=_PART),
    "inreference": EntryShape("entry", needs=_PART),
    "jurisdiction": EntryShape("case"),
    "legal": EntryShape("law"),
    "legislation": EntryShape("law"),
    "letter": EntryShape("letter", "Letter"),
    "magazinearticle": EntryShape("magazine", needs=("title", "journaltitle")),
    "manual": EntryShape("book"),
    "map": EntryShape("image", "Map"),
    "mastersthesis": EntryShape("thesis", "Master’s thesis", ("title", "author", "institution")),
    "misc": EntryShape("document"),
    "movie": EntryShape("video", "Film"),
    "music": EntryShape("audio", "Music"),
    "newspaperarticle": EntryShape("newspaper", needs=("title", "journaltitle")),
    "online": EntryShape("online"),
    "patent": EntryShape("patent", "Patent", ("title", "number")),
    "performance": EntryShape("document", "Performance"),
    "periodical": EntryShape("book"),
    "phdthesis": EntryShape("thesis", "PhD thesis", ("title", "author", "institution")),
    "report": EntryShape("report", needs=("title", "institution|author")),
    "review": EntryShape("article", "Review", ("title", "journaltitle")),
    "set": EntryShape("document"),
    "software": EntryShape("software"),
    "standard": EntryShape("standard", "Standard"),
    "suppperiodical": EntryShape("article", needs=("title", "journaltitle")),
    "techreport": EntryShape("report", "Technical report", ("title", "institution|author")),
    "thesis": EntryShape("thesis", needs=("title", "author", "institution")),
    "unpublished": EntryShape("manuscript"),
    "video": EntryShape("video", "Video"),
}
#: Other names of these types. Those of the last lines aren't biblatex's, but in use.
_SAME_TYPE: Final = {
    **dict.fromkeys(("mvbook", "mvcollection", "collection", "mvproceedings", "proceedings"), "book"),
    **dict.fromkeys(("mvreference", "reference"), "book"),
    **dict.fromkeys(("bookinbook", "suppbook"), "inbook"),
    "suppcollection": "incollection",
    "conference": "inproceedings",
    **dict.fromkeys(("electronic", "www"), "online"),
    **dict.fromkeys(("bibnote", "customa", "customb", "customc", "customd", "custome", "customf"), "misc"),
    **dict.fromkeys(("webpage", "website", "web", "blog", "internet"), "online"),
    **dict.fromkeys(("preprint", "manuscript", "workingpaper"), "unpublished"),
    **dict.fromkeys(("newspaper", "news"), "newspaperarticle"),
    "film": "movie",
    **dict.fromkeys(("case", "legalcase"), "jurisdiction"),
    **dict.fromkeys(("statute", "law", "bill"), "legislation"),
    **dict.fromkeys(("data", "database"), "dataset"),
    **dict.fromkeys(("computer_program", "program", "softwareversion", "softwaremodule", "codefragment"), "software"),
    **dict.fromkeys(("diplomathesis", "mathesis", "bachelorthesis"), "thesis"),
    "magazine": "magazinearticle",
    "encyclopedia": "inreference",
    "journal": "article",
    "speech": "misc",
    "other": "misc",
    "doctoralthesis": "phdthesis",
}
#: Entries that aren't works: containers of fields, and settings of a style.
NO_WORKS: Final = {"xdata", "ieeetranbstctl", "control", "revtex41control", "achemso-control", "acm-control"}
#: Field names of classic BibTeX, of reference managers and of older releases, and biblatex's names for them.
_SAME_FIELD: Final = {
    "address": "location",
    "annote": "annotation",
    "archiveprefix": "eprinttype",
    "articleno": "eid",
    "article-number": "eid",
    "art_number": "eid",
    "articlenumber": "eid",
    "arxivid": "eprint",
    "howpublish": "howpublished",
    "hyphenation": "langid",
    "journal": "journaltitle",
    "origyear": "origdate",
    "primaryclass": "eprintclass",
    "school": "institution",
    "translators": "translator",
    "organisation": "organization",
    "editors": "editor",
    "authors": "author",
    "website": "url",
    "link": "url",
    "accessed": "urldate",
    "lastaccessed": "urldate",
    "lastchecked": "urldate",
}
#: biblatex's keywords for the field `type`, and the genre that each stands for.
GENRES: Final = {
    "bathesis": "Bachelor’s thesis",
    "candthesis": "Candidate thesis",
    "mastersthesis": "Master’s thesis",
    "mathesis": "Master’s thesis",
    "phdthesis": "PhD thesis",
    "resreport": "Research report",
    "techreport": "Technical report",
    "software": "Computer software",
    "datacd": "CD-ROM",
    "audiocd": "Audio CD",
    "patent": "Patent",
    "patentde": "German patent",
    "patenteu": "European patent",
    "patentfr": "French patent",
    "patentuk": "British patent",
    "patentus": "U.S. patent",
    **{f"patreq{land}": f"{name} patent request" for land, name in (("de", "German"), ("eu", "European"))},
    "patreqfr": "French patent request",
    "patrequk": "British patent request",
    "patrequs": "U.S. patent request",
}
#: The fields that a reference shows, or the program uses.
_SHOWN: Final = frozenset(
    [
        "author",
        "editor",
        "editora",
        "editorb",
        "editorc",
        "translator",
        "annotator",
        "commentator",
        "introduction",
        "foreword",
        "afterword",
        "bookauthor",
        "holder",
        "editortype",
        "editoratype",
        "editorbtype",
        "editorctype",
        "title",
        "subtitle",
        "titleaddon",
        "maintitle",
        "mainsubtitle",
        "maintitleaddon",
        "booktitle",
        "booksubtitle",
        "booktitleaddon",
        "journaltitle",
        "journalsubtitle",
        "journaltitleaddon",
        "issuetitle",
        "issuesubtitle",
        "eventtitle",
        "eventdate",
        "venue",
        "date",
        "year",
        "month",
        "day",
        "origdate",
        "origtitle",
        "origpublisher",
        "origlocation",
        "urldate",
        "pubstate",
        "type",
        "version",
        "edition",
        "publisher",
        "institution",
        "organization",
        "location",
        "series",
        "number",
        "volume",
        "volumes",
        "part",
        "issue",
        "chapter",
        "pages",
        "eid",
        "url",
        "doi",
        "eprint",
        "eprinttype",
        "eprintclass",
        "isbn",
        "issn",
        "langid",
        "language",
        "origlanguage",
        "howpublished",
        "note",
        "addendum",
        "nameaddon",
        "annotation",
        "keywords",
        "entrysubtype",
        "crossref",
        "xdata",
        "entryset",
    ]
)
#: Fields that no reference shows anywhere, and that reference managers write into every entry.
_SILENT: Final = frozenset(
    [
        "abstract",
        "file",
        "pdf",
        "timestamp",
        "owner",
        "groups",
        "ranking",
        "relevance",
        "priority",
        "qualityassured",
        "readstatus",
        "printed",
        "comment",
        "comments",
        "review",
        "creationdate",
        "modificationdate",
        "citationkey",
        "localfile",
        "sortname",
        "sortkey",
        "sorttitle",
        "sortyear",
        "sortshorthand",
        "presort",
        "key",
        "label",
        "shorthand",
        "shorthandintro",
        "shortauthor",
        "shorteditor",
        "shorttitle",
        "shortjournal",
        "shortseries",
        "options",
        "execute",
        "gender",
        "indextitle",
        "indexsorttitle",
        "langidopts",
        "related",
        "relatedtype",
        "relatedstring",
        "relatedoptions",
        "ids",
        "xref",
        "pagination",
        "bookpagination",
        "pagetotal",
        "numpages",
        "eissn",
        "isrn",
        "ismn",
        "iswc",
        "isan",
        "lccn",
        "oclc",
        "pmid",
        "pmcid",
        "mrnumber",
        "mrclass",
        "mrreviewer",
        "zblnumber",
        "zbl",
        "fjournal",
        "coden",
        "adsurl",
        "adsnote",
        "bibsource",
        "biburl",
        "acmid",
        "issue_date",
        "price",
        "size",
        "contents",
        "affiliation",
        "author_keywords",
        "abbrev_source_title",
        "document_type",
        "source",
        "correspondence_address",
        "publication_stage",
        "eprinturl",
        "unique-id",
        "times-cited",
        "doc-delivery-number",
        "research-areas",
        "author-email",
        "funding-acknowledgement",
        "funding-text",
        "cited-references",
        "number-of-cited-references",
        "journal-iso",
        "oa",
        "keywords-plus",
        "orcid-numbers",
        "researcherid-numbers",
        "earlyaccessdate",
        "rights",
        "copyright",
        "library",
        "callnumber",
        "urn",
        "shelfmark",
        "intype",
        "nodoi",
        "nourl",
        "crossrefs",
        "tags",
        "keyword",
        "eventtitleaddon",
        "urltime",
        "hidden",
        "added-at",
        "interhash",
        "intrahash",
        "biburl",
        "place_of_original",
        "language_iso",
        "posted-at",
        "collaboration_url",
        "refid",
        "da",
        "usage-count-last-180-days",
        "usage-count-since-2013",
        "web-of-science-categories",
        "web-of-science-index",
        "esi-highly-cited-paper",
        "esi-hot-paper",
        "series-editor-short",
        "bib_source",
        "journal-abbrev",
        "abbr",
        "abbreviation",
        "status",
        "date-added",
        "date-modified",
        "read",
        "rating",
        "archivelocation",
        "archive",
        "userd",
        "usera",
        "userb",
        "userc",
        "usere",
        "userf",
        "verba",
        "verbb",
        "verbc",
        "lista",
        "listb",
        "listc",
        "listd",
        "liste",
        "listf",
        "namea",
        "nameb",
        "namec",
        "editorial_notes",
        "xcrossref",
        "pubmedid",
        "s2id",
        "openalex",
        "dblp",
    ]
)
_SILENT_FORMS: Final = re.compile(
    r"(?:bdsk|mendeley|citeulike|jabref|zotero|sciwheel|papers\d?|tex|biblatex|ieee|opt(?=[a-z]{3})|alt(?=[a-z]{3})|x-|__"
    r"|nameatype|namebtype|timestamp|citation-)[\w.-]*",
)
#: Fields that an entry inherits from its `crossref` under another name, as in biblatex (appendix B).
_RENAMED: Final = {"booktitle": "title", "booksubtitle": "subtitle"}
#: The number of `crossref` levels that are followed.
_DEPTH: Final = 8
#: Fields that no other entry inherits.
_KEPT: Final = {
    *("title", "subtitle", "titleaddon", "url", "urldate", "doi", "pages", "eid", "eprint", "eprinttype"),
    *("note", "addendum", "annotation", "keywords", "crossref", "xdata", "entryset", "author"),
}


def entry_shape(entry: BibEntry, remarks: Remarks) -> EntryShape:
    """The shape of the type of `entry`. An unknown type is read as the most similar one, or as `@misc` (B03)."""
    name = _SAME_TYPE.get(entry.type, entry.type)
    if name not in _SHAPES:
        near = next(iter(nearest(entry.type, [*_SHAPES, *_SAME_TYPE], cutoff=0.8)), "")
        name = _SAME_TYPE.get(near, near) or "misc"
        known = f"did you mean @{near}?" if near else "biblatex and BibTeX have types for most works"
        remarks.add_type(entry.place, entry.type, near or "misc", known)
    return _SHAPES[name]


def entry_fields(
    entry: BibEntry, shape: EntryShape, by_key: Mapping[str, BibEntry], problems: Problems, remarks: Remarks
) -> Mapping[str, BibField]:
    """The fields of `entry` by biblatex's names, including those inherited from its `crossref` and `xdata`.

    Empty fields are left out, and those that nobody shows. Remarks: a field given under two names, a field that would
    be shown nowhere, a field that is missing. Problems: B04 for a `crossref` to an entry that isn't there.
    """
    found: dict[str, BibField] = {}
    for name, field in named_fields(entry):
        if _is_empty(field):
            continue
        if name in found and found[name].value.strip() != field.value.strip():
            remarks.add("double", field.place, entry.key, field.name)
        elif name in _SHOWN:
            found.setdefault(name, field)
        elif name not in _SILENT and not _SILENT_FORMS.fullmatch(name):
            near = next(iter(nearest(name, _SHOWN, cutoff=0.8)), "")
            remarks.add(
                "unshown", field.place, entry.key, f"{field.name}, did you mean {near}?" if near else field.name
            )
    handed_down = _handed_down(entry, by_key, frozenset(), problems)
    found = {name: field for name, field in handed_down.items() if name in _SHOWN} | found
    lacking = [need for need in shape.needs if not set(need.split("|")) & (found.keys() | entry.unread)]
    if lacking:
        remarks.add("missing", entry.place, entry.key, " and ".join(need.replace("|", " or ") for need in lacking))
    return found


def _is_empty(field: BibField) -> bool:
    return not field.value.strip(" \t\r\n{}~")


def named_fields(entry: BibEntry) -> Iterator[tuple[str, BibField]]:
    """The fields of an entry in order, each with biblatex's name for it."""
    for name, field in entry.fields.items():
        yield _SAME_FIELD.get(name, name), field


def _handed_down(
    entry: BibEntry, by_key: Mapping[str, BibEntry], below: frozenset[str], problems: Problems
) -> Mapping[str, BibField]:
    """The fields that `entry` inherits from other entries, including what those inherit.

    `xdata` and `entryset` hand down all that they have (of a set, its first member), `crossref` all but what belongs to
    the parent alone.
    """
    handed: dict[str, BibField] = {}
    if entry.key in below or len(below) > _DEPTH:
        return handed
    for relation in ("crossref", "xdata", "entryset"):
        reference = entry.fields.get(relation)
        keys = [] if reference is None else [key.strip() for key in reference.value.split(",") if key.strip()]
        for key in keys[:1] if relation == "entryset" else keys:
            parent = by_key.get(key)
            if parent is None and reference is not None:
                said = f'{relation} names "{key}", which is not in this file'
                help_ = "add that entry, or take the line out"
                if near := next(iter(nearest(key, by_key)), ""):
                    help_ = f"did you mean {near}?"
                problems.warning(reference.place, "B04", said, help_, subject=key)
            elif parent is not None:
                # Faults of the parent are reported when the parent itself is read.
                above = _handed_down(parent, by_key, below | {entry.key}, Problems())
                known = {**above, **{name: field for name, field in named_fields(parent) if not _is_empty(field)}}
                same = known if relation != "crossref" else _of_crossref(known)
                handed |= {name: field for name, field in same.items() if name not in handed}
    return handed


def _of_crossref(known: Mapping[str, BibField]) -> dict[str, BibField]:
    same = {name: field for name, field in known.items() if name not in _KEPT}
    return same | {part: known[whole] for part, whole in _RENAMED.items() if whole in known}
