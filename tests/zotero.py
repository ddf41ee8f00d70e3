"""What Zotero makes of a work that it is given in each format, by the rules of its translators (2026).

The files are parsed by programs that were not written here (rispy, bibtexparser, pylatexenc); what is here is only
which field of which item each tag or key ends up in. A record has the fields by Zotero's names, whatever a type calls
them (`publisher`, not `institution`), and `free`: the note, abstract or "Extra", which any text can be in.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final
from urllib.parse import parse_qsl

import rispy
from bibtexparser.entrypoint import parse_string
from pylatexenc.latex2text import LatexNodes2Text

Record = dict[str, Any]

_EVERY: Final = {"title", "creators", "date", "url", "DOI", "accessDate", "language", "rights", "free", "itemType"}
_BOOKISH: Final = {
    "publicationTitle",
    "publisher",
    "place",
    "series",
    "seriesNumber",
    "volume",
    "edition",
    "pages",
    "ISBN",
}
_ARCHIVED: Final = {"archive", "archiveLocation"}
#: The fields of each type of item, besides those that all have.
FIELDS: Final[Mapping[str, set[str]]] = {
    "artwork": {"medium", *_ARCHIVED},
    "audioRecording": {"seriesTitle", "volume", "publisher", "place", "ISBN", *_ARCHIVED},
    "bill": {"number", "volume", "pages"},
    "book": {*_BOOKISH, "numPages", "originalDate", *_ARCHIVED} - {"publicationTitle", "pages"},
    "bookSection": {*_BOOKISH, "originalDate", *_ARCHIVED},
    "case": {"number", "authority", "volume", "pages"},
    "computerProgram": {
        "seriesTitle",
        "versionNumber",
        "publisher",
        "place",
        "ISBN",
        "programmingLanguage",
        *_ARCHIVED,
    },
    "conferencePaper": {*_BOOKISH, "conferenceName", "issue", *_ARCHIVED} - {"edition"},
    "dataset": {"number", "type", "versionNumber", "publisher", "place", *_ARCHIVED},
    "document": {"type", "publisher", "place", *_ARCHIVED},
    "encyclopediaArticle": {*_BOOKISH, *_ARCHIVED},
    "film": {"publisher", "place", "type", *_ARCHIVED},
    "journalArticle": {
        *("publicationTitle", "publisher", "place", "volume", "issue", "pages", "series", "seriesTitle", "ISSN"),
        *_ARCHIVED,
    },
    "letter": {"type", *_ARCHIVED},
    "magazineArticle": {"publicationTitle", "publisher", "place", "volume", "issue", "pages", "ISSN", *_ARCHIVED},
    "manuscript": {"type", "publisher", "place", "numPages", "number", *_ARCHIVED},
    "newspaperArticle": {
        *("publicationTitle", "publisher", "place", "volume", "issue", "edition", "pages", "ISSN"),
        *_ARCHIVED,
    },
    "patent": {"number", "place", "publisher", "pages"},
    "report": {"number", "type", "publisher", "place", "seriesTitle", "seriesNumber", "pages", "ISBN", *_ARCHIVED},
    "standard": {"number", "type", "publisher", "place", "versionNumber", "edition", "ISBN", *_ARCHIVED},
    "statute": {"number", "pages"},
    "thesis": {"type", "publisher", "place", "series", "seriesNumber", "numPages", "ISBN", *_ARCHIVED},
    "videoRecording": {"seriesTitle", "volume", "publisher", "place", "ISBN", *_ARCHIVED},
    "webpage": {"publicationTitle", "type", "publisher", "place"},
}
#: Who is named first in a type; an author elsewhere.
FIRST: Final = {
    "artwork": "artist",
    "audioRecording": "performer",
    "computerProgram": "programmer",
    "film": "director",
    "patent": "inventor",
    "videoRecording": "creator",
}


_EDITED: Final = {
    *(
        "book",
        "bookSection",
        "conferencePaper",
        "document",
        "encyclopediaArticle",
        "journalArticle",
        "report",
        "standard",
    )
}
_UNTRANSLATED: Final = {
    *("artwork", "bill", "case", "computerProgram", "dataset", "patent", "standard", "statute", "thesis")
}


def _record(found: Mapping[str, Any]) -> Record:
    """What is left of fields that are read: those of the type, with creators that it knows."""
    known = _EVERY | FIELDS[found["itemType"]]
    known -= {"language"} if found["itemType"] == "computerProgram" else set()
    record = {name: value for name, value in found.items() if name in known and value}
    first = FIRST.get(found["itemType"], "author")
    # Whoever has a role that the type lacks is made one of those who are named first.
    lacking = {"author"}
    lacking |= set() if found["itemType"] in _EDITED else {"editor"}
    lacking |= {"translator"} if found["itemType"] in _UNTRANSLATED else set()
    record["creators"] = [
        (first if role in lacking else role, last, given) for role, last, given in found.get("creators", ())
    ]
    return record


# -- COinS -----------------------------------------------------------------------------------------------------------

_GENRES: Final = {"bookitem": "bookSection", "proceeding": "conferencePaper", "report": "report"}
_PARTS: Final = {"journalArticle", "bookSection", "conferencePaper"}
_SIMPLE: Final = {
    **dict.fromkeys(("rft.pub", "rft.publisher"), "publisher"),
    "rft.volume": "volume",
    "rft.issue": "issue",
    "rft.pages": "pages",
    "rft.tpages": "numPages",
    "rft.issn": "ISSN",
    "rft.isbn": "ISBN",
    "rft.place": "place",
    "rft.edition": "edition",
    "rft.date": "date",
}
#: The keys that are read in any format but the one of theses, and that of patents.
_LAST: Final = {
    "rft.description": "free",
    "rft.rights": "rights",
    "rft.language": "language",
    "rft.source": "publicationTitle",
}


def from_coins(title: str) -> Record:
    """The record that a span with this `title` is saved as."""
    keys = parse_qsl(title, strict_parsing=True)
    said = dict(keys)
    format_ = said["rft_val_fmt"].rpartition(":")[2]
    kind = {"journal": "journalArticle", "dc": "webpage", "dissertation": "thesis", "patent": "patent"}.get(format_, "")
    item: Record = {"itemType": kind or _GENRES.get(said.get("rft.genre", ""), "book")}
    plain: list[tuple[str, str, str]] = []
    bodies_and_pairs: list[dict[str, Any]] = []
    for key, value in keys:
        kind = item["itemType"]
        if key == "rft_id":
            _identified(item, value)
        elif key in {"rft.atitle", "rft.btitle", "rft.jtitle", "rft.title"}:
            own = key == "rft.atitle" or (key != "rft.jtitle" and kind not in _PARTS)
            item["title" if own else "publicationTitle"] = value
        elif key in _SIMPLE:
            item[_SIMPLE[key]] = value
        elif key == "rft.series":
            item["seriesTitle" if kind == "report" else "series"] = value
        elif key in {"rft.aulast", "rft.aufirst"}:
            part = "last" if key == "rft.aulast" else "first"
            if not bodies_and_pairs or part in bodies_and_pairs[-1]:
                bodies_and_pairs.append({"at": len(plain)})
            bodies_and_pairs[-1][part] = value
        elif key in {"rft.au", "rft.creator", "rft.contributor"}:
            plain.append(("contributor" if key == "rft.contributor" else "author", *_cleaned(value)))
        elif key == "rft.aucorp":
            bodies_and_pairs.append({"at": 0, "last": value, "first": "", "body": True})
        elif kind == "thesis":
            item |= {"type": value} if key == "rft.degree" else {}
        elif kind == "patent":
            item |= {"number": value} if key == "rft.number" else {}
        elif key == "rft.identifier" and value.startswith("http"):
            item["url"] = value
        elif key in _LAST:
            item[_LAST[key]] = value
        elif key == "rft.type":
            item["itemType"] = value
    item["creators"] = _together(plain, bodies_and_pairs)
    if "url" in item:
        item.setdefault("accessDate", "today")
    return _record(item)


def _identified(item: Record, value: str) -> None:
    if value.startswith("info:doi/"):
        item["DOI"] = value.removeprefix("info:doi/")
    elif value.startswith("http"):
        item |= {"url": value, "accessDate": ""}


def _cleaned(name: str) -> tuple[str, str]:
    """(family name, given name) of a name in one piece: at its first comma, or else at its last blank."""
    comma = "," in name
    name = name.strip(" ,.[]:/")
    if comma:
        last, *rest = re.split(", ?", name)
        given = rest[0] if rest else ""
    else:
        given, _, last = name.rpartition(" ")
    if re.fullmatch("[A-ZА-Я]{1,3}", given):
        given = " ".join(f"{sign}." for sign in given)
    parts = re.split(r"[\s.]+|(?=-)", given.strip(". "))
    return last, " ".join(f"{one}." if re.fullmatch("-?[A-ZА-Я]", one) else one for one in parts).replace(" -", "-")


def _together(plain: Sequence[tuple[str, str, str]], others: Sequence[Mapping[str, Any]]) -> list[tuple[str, str, str]]:
    found = list(plain)
    inserted = 0
    for one in others:
        last, first = one["last"], one.get("first", "")
        if any(name[1] == last and name[2] and name[2].startswith(first) for name in found):
            continue
        # A body knows no place: it goes to the front.
        found.insert(0 if one.get("body") else one["at"] + inserted, ("author", last, first))
        inserted += 1
    return found


# -- RIS -------------------------------------------------------------------------------------------------------------

_RIS_TYPES: Final = {
    "ART": "artwork",
    "BOOK": "book",
    "CASE": "case",
    "CHAP": "bookSection",
    "COMP": "computerProgram",
    "CPAPER": "conferencePaper",
    "DATA": "dataset",
    "ELEC": "webpage",
    "ENCYC": "encyclopediaArticle",
    "GEN": "journalArticle",
    "JOUR": "journalArticle",
    "MANSCPT": "manuscript",
    "MGZN": "magazineArticle",
    "MPCT": "film",
    "NEWS": "newspaperArticle",
    "PAT": "patent",
    "PCOMM": "letter",
    "RPRT": "report",
    "SOUND": "audioRecording",
    "STAND": "report",
    "STAT": "statute",
    "THES": "thesis",
    "VIDEO": "videoRecording",
}
_RIS_FIELDS: Final = {
    "TI": "title",
    "DO": "DOI",
    "UR": "url",
    "AN": "archiveLocation",
    "DB": "archive",
    "PB": "publisher",
    "CY": "place",
    "VL": "volume",
    "IS": "issue",
    "CR": "rights",
    "N1": "free",
    "DA": "date",
    "LA": "language",
    "ET": "edition",
}
_RIS_BY_TYPE: Final[Mapping[str, Mapping[str, str]]] = {
    "T2": {
        "bookSection": "publicationTitle",
        "encyclopediaArticle": "publicationTitle",
        "webpage": "publicationTitle",
        **dict.fromkeys(("journalArticle", "magazineArticle", "newspaperArticle"), "publicationTitle"),
        "conferencePaper": "conferenceName",
        "book": "series",
        "report": "seriesTitle",
        "computerProgram": "seriesTitle",
    },
    "T3": {
        **dict.fromkeys(("bookSection", "conferencePaper", "journalArticle"), "series"),
        "audioRecording": "seriesTitle",
    },
    "C3": {"conferencePaper": "publicationTitle"},
    "C4": {"film": "type"},
    "M1": {"book": "seriesNumber", "statute": "number", "journalArticle": "issue"},
    "M3": {**dict.fromkeys(("manuscript", "report", "thesis", "webpage", "letter"), "type"), "artwork": "medium"},
    "SV": {"bookSection": "seriesNumber", "case": "number"},
    "SN": {
        **dict.fromkeys(("journalArticle", "magazineArticle", "newspaperArticle"), "ISSN"),
        "patent": "number",
        "report": "number",
        **dict.fromkeys(("book", "bookSection", "conferencePaper", "encyclopediaArticle", "thesis"), "ISBN"),
    },
    "SP": {**dict.fromkeys(("book", "thesis", "manuscript"), "numPages"), "film": "runningTime"},
    "ET": {"computerProgram": "versionNumber", "dataset": "versionNumber"},
    "LA": {"computerProgram": "programmingLanguage"},
    "PB": {"case": "authority"},
}
_RIS_PEOPLE: Final[Mapping[str, Mapping[str, str]]] = {
    "AU": {"audioRecording": "composer"},
    "A2": {"book": "seriesEditor", "report": "seriesEditor"},
    "A3": {"book": "editor"},
    "A4": dict.fromkeys(("conferencePaper", "film", "dataset"), "contributor"),
}
_RIS_ROLES: Final = {"AU": "author", "A2": "editor", "A3": "seriesEditor", "A4": "translator", "ED": "editor"}


class _Tags(rispy.RisParser):  # type: ignore[misc] # it comes without types
    """Keeps each tag under its own name; all can be repeated."""

    DEFAULT_MAPPING: Final = {
        f"{one}{two}": f"{one}{two}" for one in "ABCDEIJKLMNOPRSTUVYH" for two in "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789"
    }
    DEFAULT_LIST_TAGS: Final = [tag for tag in DEFAULT_MAPPING if tag not in {"TY", "ER"}]
    DEFAULT_DELIMITER_MAPPING: Final[dict[str, str]] = {}


def from_ris(text: str) -> list[Record]:
    """The records that a file is imported as."""
    return [_from_tags(tags) for tags in rispy.loads(text.replace("\r\n", "\n"), implementation=_Tags)]


def _from_tags(tags: Mapping[str, Any]) -> Record:
    kind = _RIS_TYPES.get(tags["TY"], "journalArticle")
    item: Record = {"itemType": kind, "creators": []}
    for tag, values in tags.items():
        for value in values if isinstance(values, list) else []:
            if tag in _RIS_ROLES:
                role = _RIS_PEOPLE.get(tag, {}).get(kind, _RIS_ROLES[tag])
                last, _, given = value.partition(",")
                item["creators"].append((role, last.strip(), given.strip()))
            elif tag == "EP":
                item["pages"] = f"{item['pages']}-{value}" if item.get("pages") else value
            elif tag == "Y2":
                item["accessDate"] = _ris_date(value)
            else:
                name = _RIS_BY_TYPE.get(tag, {}).get(kind) or _RIS_FIELDS.get(tag) or ("pages" if tag == "SP" else "")
                item[name] = _ris_date(value) if name == "date" else item.get(name) or value
    item.setdefault("date", tags.get("PY", [""])[0])
    return _record(item)


def _ris_date(value: str) -> str:
    if found := re.fullmatch(r"(\d+)(?:/(\d{0,2})(?:/(\d{0,2})(?:[/ ][^/]*)?)?)?", value):
        return "-".join(part for part in found.groups() if part)
    return value if re.search(r"\d{4}", value) else f"0000 {value}"


# -- BibTeX and biblatex ---------------------------------------------------------------------------------------------

_BIB_TYPES: Final = {
    "article": "journalArticle",
    "artwork": "artwork",
    "audio": "audioRecording",
    "book": "book",
    "collection": "book",
    "incollection": "bookSection",
    "inproceedings": "conferencePaper",
    "inreference": "encyclopediaArticle",
    "jurisdiction": "case",
    "legislation": "bill",
    "letter": "letter",
    "manual": "book",
    "mastersthesis": "thesis",
    "misc": "document",
    "movie": "film",
    "online": "webpage",
    "patent": "patent",
    "phdthesis": "thesis",
    "proceedings": "book",
    "report": "report",
    "software": "computerProgram",
    "techreport": "report",
    "thesis": "thesis",
    "unpublished": "manuscript",
    "video": "videoRecording",
}
_BIB_FIELDS: Final = {
    "address": "place",
    "edition": "edition",
    "type": "type",
    "series": "series",
    "title": "title",
    "volume": "volume",
    "copyright": "rights",
    "isbn": "ISBN",
    "issn": "ISSN",
    "url": "url",
    "doi": "DOI",
    "language": "language",
    "booktitle": "publicationTitle",
    "school": "publisher",
    "publisher": "publisher",
    "journaltitle": "publicationTitle",
    "journal": "publicationTitle",
    "eventtitle": "conferenceName",
    "version": "versionNumber",
    "urldate": "accessDate",
    "date": "date",
}
_BIB_NUMBERS: Final = {"report": "number", "book": "seriesNumber", "bookSection": "seriesNumber", "patent": "number"}
_MONTHS: Final = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")


def from_bib(text: str) -> Iterator[Record | None]:
    """The records that a .bib file is imported as; None for an entry that is dropped, because its type is unknown."""
    for entry in parse_string(text).entries:
        yield _from_entry(entry.entry_type, {field.key: field.value for field in entry.fields})


def _from_entry(type_: str, fields: Mapping[str, str]) -> Record | None:
    if type_ not in _BIB_TYPES:
        return None
    item: Record = {"itemType": _BIB_TYPES[type_], "creators": []}
    for name, value in fields.items():
        if name in {"author", "editor", "translator"}:
            item["creators"] += [(name, *_bib_name(one)) for one in _split(value, r"\s+and\s+")]
        elif name == "number":
            item[_BIB_NUMBERS.get(item["itemType"], "issue")] = _text(value)
        elif name == "pages":
            counted = item["itemType"] in {"book", "thesis", "manuscript"}
            item["numPages" if counted else "pages"] = _text(value)
        elif name in {"note", "howpublished", "eprint"}:
            item["free"] = f"{item.get('free', '')} {_text(value)}"
        elif name in _BIB_FIELDS:
            item[_BIB_FIELDS[name]] = value if name in {"url", "doi"} else _text(value)
    for name in ("institution", "organization"):
        if name in fields:
            item.setdefault("publisher", _text(fields[name]))
    if "location" in fields and item["itemType"] != "conferencePaper":
        item.setdefault("place", _text(fields["location"]))
    if year := re.search(r"\b\d{4}\b", fields.get("year", "")):
        month = _MONTHS.index(fields["month"]) + 1 if fields.get("month", "") in _MONTHS else 0
        parts = (year[0], f"{month:02}" if month else "", fields.get("day", "").zfill(2) if month else "")
        item.setdefault("date", "-".join(part for part in parts if part and part != "00"))
    return _record(item)


def _bib_name(name: str) -> tuple[str, str]:
    pieces = [_text(piece) for piece in _split(name, r"\s*,\s*")]
    if len(pieces) > 1:
        last, *suffix, given = pieces
        return last, ", ".join([given, *suffix])
    if len(_split(name, " +")) > 1:
        given, _, last = _text(name).rpartition(" ")
        return last, given
    return _text(name), ""


def _split(value: str, at: str) -> list[str]:
    """`value`, split where `at` matches outside braces."""
    level, depth = 0, []
    for sign in value:
        level += (sign == "{") - (sign == "}")
        depth.append(level)
    out, begin = [], 0
    for found in re.finditer(at, value):
        if depth[found.start()] == 0:
            out.append(value[begin : found.start()])
            begin = found.end()
    return [*out, value[begin:]]


def _text(value: str) -> str:
    return str(LatexNodes2Text(keep_comments=True).latex_to_text(value)).strip()


# -- CSL-JSON --------------------------------------------------------------------------------------------------------

#: The types without which Zotero takes no file for CSL-JSON, of those that anything here could have.
CSL_TYPES: Final = {
    "article-journal": "journalArticle",
    "article-magazine": "magazineArticle",
    "book": "book",
    "article-newspaper": "newspaperArticle",
    "chapter": "bookSection",
    "dataset": "dataset",
    "document": "document",
    "entry-encyclopedia": "encyclopediaArticle",
    "graphic": "artwork",
    "legal_case": "case",
    "legislation": "statute",
    "manuscript": "manuscript",
    "motion_picture": "film",
    "paper-conference": "conferencePaper",
    "patent": "patent",
    "personal_communication": "letter",
    "report": "report",
    "song": "audioRecording",
    "standard": "standard",
    "thesis": "thesis",
    "webpage": "webpage",
}
_CSL_FIELDS: Final = {
    "archive": ("archive",),
    "archive_location": ("archiveLocation",),
    "authority": ("authority",),
    "collection-number": ("seriesNumber",),
    "collection-title": ("seriesTitle", "series"),
    "container-title": ("publicationTitle",),
    "DOI": ("DOI",),
    "edition": ("edition",),
    "event-title": ("conferenceName",),
    "genre": ("type", "programmingLanguage"),
    "ISBN": ("ISBN",),
    "ISSN": ("ISSN",),
    "issue": ("issue",),
    "language": ("language",),
    "license": ("rights",),
    "note": ("free",),
    "number": ("number",),
    "number-of-pages": ("numPages",),
    "page": ("pages",),
    "publisher": ("publisher",),
    "publisher-place": ("place",),
    "title": ("title",),
    "URL": ("url",),
    "version": ("versionNumber",),
    "volume": ("volume",),
}


def from_csl(text: str) -> list[Record]:
    """The records that a CSL-JSON file is imported as. AssertionError if a type would make Zotero refuse the file."""
    items = json.loads(text)
    assert {item["type"] for item in items} <= CSL_TYPES.keys()
    return [_from_item(item) for item in items]


def _from_item(said: Mapping[str, Any]) -> Record:
    kind = CSL_TYPES[said["type"]]
    if said["type"] == "book" and said.get("version"):
        kind = "computerProgram"
    item: Record = {"itemType": kind, "creators": []}
    known = _EVERY | FIELDS[kind]
    for variable, names in _CSL_FIELDS.items():
        if variable in said and (name := next((name for name in names if name in known), "")):
            item[name] = re.sub("</?(?:span|i|su[bp])\\b[^>]*>", "", said[variable])
    for role in ("author", "editor", "translator"):
        for name in said.get(role, ()):
            parts = (name.get("family", ""), name.get("given", ""))
            item["creators"].append((role, *parts) if any(parts) else (role, name["literal"], ""))
    for variable, name in (("issued", "date"), ("accessed", "accessDate"), ("original-date", "originalDate")):
        if variable in said:
            item[name] = _csl_date(said[variable])
    return _record(item)


def _csl_date(date: Mapping[str, Any]) -> str:
    if "literal" in date:
        return str(date["literal"])
    points = ["-".join([_year(year), *(f"{part:02}" for part in rest)]) for year, *rest in date["date-parts"]]
    return "/".join(points) + ("~" if date.get("circa") else "")


def _year(year: int) -> str:
    return f"{'-' if year < 0 else ''}{abs(year):04}"
