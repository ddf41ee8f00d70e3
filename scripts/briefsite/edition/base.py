"""The base of all parts of edition.yml, and the forms that their values can have.

Passages of the text are named by quotation or by address (`Words`), never by line, so that edits elsewhere in the
source do not break them. If the quoted words are edited, `reading.passage_following` finds those that replaced them.
"""

from __future__ import annotations

from typing import Annotated, Final, Literal

import msgspec
from msgspec import Meta

Words = Annotated[
    str, Meta(min_length=1, description="words quoted from the text (white space matches any), or an ID: p8")
]
#: Words that must be exactly as the source has them.
ExactWords = Annotated[str, Meta(min_length=1, description="words as the source has them; white space matches any")]
Slug = Annotated[str, Meta(pattern=r"^(/|[a-z0-9]+(-[a-z0-9]+)*)$", description="lower case, digits and hyphens")]
Id = Annotated[str, Meta(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", description="lower case, digits and hyphens")]
WebAddress = Annotated[
    str,
    Meta(
        pattern=r"^(https?://|mailto:|doi:)",
        description="begins with http(s)://, mailto: or doi:",
        extra={"code": "E05"},
    ),
]
#: Where an editor can be reached.
Contact = Annotated[
    str,
    Meta(
        pattern=r"^(https?://.*|mailto:.*|[^\s@:/<>]+@[^\s@:/<>]+\.[^\s@:/<>]+)?$",
        description="an email address, or a URL that begins with http(s)://",
        extra={"code": "E05"},
    ),
]
#: What makes an address on the web of an ORCID iD that follows.
ORCID_SITE: Final = "https://orcid.org/"
#: Where readers report errors.
ReportAddress = Annotated[
    str,
    Meta(
        pattern=r"^(mailto:.*|https?://.*)?$",
        description="begins with mailto: or https://, as in https://example.org/project/issues/new",
        extra={"code": "E05"},
    ),
]
#: An identifier of a person at orcid.org. `edition.file` checks its last digit.
Orcid = Annotated[
    str,
    Meta(
        pattern=r"^([0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X])?$",
        description=f"an ORCID iD, without {ORCID_SITE}: 0000-0002-1825-0097",
        extra={"code": "E05"},
    ),
]
#: A DOI, bare or as an address of the resolver. `edition.dois` reads it.
Doi = Annotated[
    str,
    Meta(
        pattern=r"^((https?://(dx\.)?doi\.org/|doi:)?10\.[0-9]{4,9}(\.[0-9]+)*/[^\s\"<>{}\\^`|]+)?$",
        description="a DOI: 10.5281/zenodo.1234567",
        extra={"code": "E05"},
    ),
]
#: The name of a version: its day, and a number if a day has several. YAML's dates are texts here (`edition.file`).
VersionName = Annotated[
    str,
    Meta(
        pattern=r"^[0-9]{4}-[0-9]{2}-[0-9]{2}(\.[0-9]+)?$",
        description="the name of a version, as `briefsite release` gave it: 2026-12-01",
    ),
]
#: A citation style in the Citation Style Language.
StyleFile = Annotated[
    str,
    Meta(pattern=r"\.csl$", description="the name of a CSL file next to edition.yml: apsa.csl", extra={"code": "E05"}),
]
SitePath = Annotated[
    str,
    Meta(
        pattern=r"^([a-z0-9]+(-[a-z0-9]+)*(/[a-z0-9]+(-[a-z0-9]+)*)*)?$",
        description="where the edition is on the site: nothing for the root, or words such as reports/dams",
    ),
]
#: A date as precise as it is known. YAML's dates and whole numbers are texts here (`edition.file`).
StatedDate = Annotated[
    str,
    Meta(
        pattern=r"^$|[0-9]{3}",
        description="a date as precise as it is known: 1887-05-28, 1887-05, 1887, 1887/1889, 1887~ for about",
        extra_json_schema={"type": ["string", "integer"]},
    ),
]
Title = Annotated[str, Meta(pattern=r"^[^<>&]+$", description="plain words; themes print titles raw: no < > &")]
Noun = Annotated[
    str, Meta(pattern=r"^[a-z]+([ -][a-z]+)*$", description="a word in small letters: brief, book, lecture")
]
Sha256 = Annotated[str, Meta(pattern=r"^[0-9a-f]{64}$", description="a SHA-256, 64 hexadecimal digits")]
Degrees = tuple[Annotated[float, Meta(ge=-180, le=180)], Annotated[float, Meta(ge=-90, le=90)]]
#: A frame of a map in units of the earth's radius, its middle at 0, 0 and y downwards: left, top, width, height.
Frame = tuple[float, float, Annotated[float, Meta(gt=0)], Annotated[float, Meta(gt=0)]]
Year = Annotated[str, Meta(pattern=r"^(1[0-9]{3}|20[0-9]{2})s?$", description="a year as the text has it: 1990, 1990s")]
#: A year as a number, for sorting; those before the first year are negative.
YearNumber = Annotated[int, Meta(ge=-9999, le=9999)]
#: What marks a note, if not a number: a letter or Roman number, a sign, and with ^ before it a name.
Sign = Annotated[
    str,
    Meta(
        pattern=r"^([A-Za-z]|[ivxlc]{2,7}|[IVXLC]{2,7}|\*{1,3}|†{1,3}|‡{1,3}|§|\^[A-Za-z0-9_:.-]{0,40})$",
        description="a number as printed, or a letter, or *, †, ‡, §",
    ),
]
#: The kinds of blocks of lines. The rules are in `paragraphs.block_kinds`; `blocks` of edition.yml overrides them.
BlockKind = Literal["prose", "heading", "verse", "quotation", "table", "break", "list", "contents", "index", "lines"]

#: An invisible character that turns the direction of writing (`source.direction_signs`), by its number.
DirectionSign = Literal[
    "U+061C",
    "U+200E",
    "U+200F",
    "U+202A",
    "U+202B",
    "U+202C",
    "U+202D",
    "U+202E",
    "U+2066",
    "U+2067",
    "U+2068",
    "U+2069",
]
Language = Annotated[str, Meta(pattern=r"^[a-z]{2,3}(-[A-Za-z0-9]+)*$", description="a BCP 47 tag: en, tr, mn")]


class EditionPart(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """The base of all parts: values are frozen, and an unknown key is an error."""
