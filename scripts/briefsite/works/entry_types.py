"""The types of entries: those of biblatex and BibTeX, and others that are in use.

The types are those of *The biblatex Package* (P. Lehman et al., chapter 2.1), of BibTeX's standard styles, and of
reference managers.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from briefsite.words import nearest
from briefsite.works.bibtex_entry import BibEntry
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
#: The kinds of works with the genres that entry types imply for them.
IMPLIED_GENRES: Final = frozenset((shape.kind, shape.genre) for shape in _SHAPES.values())
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
#: What unknown types mean, if no other name of a type is like them.
_MEANT: Final = {
    **dict.fromkeys(("bookchapter", "booksection", "chapter", "inbookchapter"), "incollection"),
    **dict.fromkeys(("editedbook", "editedvolume"), "collection"),
    **dict.fromkeys(("conferencepaper", "proceedingsarticle", "inconference"), "inproceedings"),
    **dict.fromkeys(("journalarticle", "journalpaper"), "article"),
    **dict.fromkeys(("blogpost", "forumpost", "socialmedia", "tweet", "wiki", "post"), "online"),
    **dict.fromkeys(("dictionaryentry", "encyclopediaarticle", "encyclopediaentry"), "inreference"),
    **dict.fromkeys(("podcast", "radiobroadcast", "audiorecording"), "audio"),
    **dict.fromkeys(("videorecording", "tvbroadcast", "tvepisode"), "video"),
}
#: Entries that aren't works: containers of fields, and settings of a style.
NO_WORKS: Final = {"xdata", "ieeetranbstctl", "control", "revtex41control", "achemso-control", "acm-control"}
#: What EndNote writes into the field `type`: no more than the type of the entry.
NO_GENRES: Final = frozenset(
    {
        *("journal article", "book", "edited book", "book section", "conference proceedings", "conference paper"),
        *("web page", "newspaper article", "magazine article", "electronic article", "electronic book", "generic"),
    }
)
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


def entry_shape(entry: BibEntry, remarks: Remarks) -> EntryShape:
    """The shape of the type of `entry`. An unknown type is read as the most similar one, or as `@misc` (B03)."""
    name = _SAME_TYPE.get(entry.type, entry.type)
    if name not in _SHAPES:
        near = _MEANT.get(name.replace("_", "").replace("-", "")) or next(
            iter(nearest(entry.type, [*_SHAPES, *_SAME_TYPE], cutoff=0.8)), ""
        )
        name = _SAME_TYPE.get(near, near) or "misc"
        known = f"did you mean @{near}?" if near else "biblatex and BibTeX have types for most works"
        remarks.add_type(entry.place, entry.type, near or "misc", known)
    return _SHAPES[name]
