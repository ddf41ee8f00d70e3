"""Works as COinS: OpenURL ContextObjects in spans, from which Zotero saves the works of a page.

The format is that of ANSI/NISO Z39.88-2004, with the metadata formats `info:ofi/fmt:kev:mtx:book`, `…:journal`,
`…:dissertation` and `…:dc`.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final
from urllib.parse import urlencode

from briefsite.works.addresses import eprint_address
from briefsite.works.work import Work

#: The class by which reference managers find the spans. It is the number of the standard.
COINS_CLASS: Final = "Z3988"

#: The kinds of works that the formats "journal", "dissertation" and "book" have a genre for.
_KEV: Final = {"article", "newspaper", "magazine", "thesis", "book", "chapter", "paper", "entry", "report"}
_DC_TYPES: Final = {
    "online": "webpage",
    "news": "newspaperArticle",
    "dataset": "dataset",
    "manuscript": "manuscript",
    "patent": "patent",
    "video": "videoRecording",
    "audio": "audioRecording",
    "image": "artwork",
    "law": "statute",
    "case": "case",
    "letter": "letter",
    "standard": "standard",
}


def coins(work: Work) -> str:
    """The `title` attribute of a COinS span, URL-encoded but not yet escaped for HTML.

    In the format "book", Zotero tells the kinds of works apart by their genre. Kinds without a genre there use "dc".
    """
    fields: list[tuple[str, str]] = [("ctx_ver", "Z39.88-2004")]
    year = (work.date.iso or work.date.literal) if work.date else ""
    if work.type not in _KEV:
        fields += [("rft_val_fmt", "info:ofi/fmt:kev:mtx:dc"), ("rft.type", _DC_TYPES.get(work.type, "document"))]
        fields += [("rft.title", work.title), ("rft.source", work.container or work.publisher)]
        fields += [("rft.creator", str(name)) for name in work.authors]
        fields += [("rft.publisher", work.publisher), ("rft.identifier", _url(work))]
    elif work.type in {"article", "newspaper", "magazine"}:
        fields += [("rft_val_fmt", "info:ofi/fmt:kev:mtx:journal"), ("rft.genre", "article")]
        fields += [("rft.atitle", work.title), ("rft.jtitle", work.container), *_kev_names(work)]
        fields += [("rft.volume", work.volume), ("rft.issue", work.issue), ("rft.issn", work.issn)]
    else:
        genre = {"chapter": "bookitem", "entry": "bookitem", "paper": "proceeding", "thesis": "dissertation"}
        held = work.type in {"chapter", "entry", "paper"}
        format_ = "dissertation" if work.type == "thesis" else "book"
        fields += [("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{format_}")]
        fields += [] if work.type == "thesis" else [("rft.genre", genre.get(work.type, work.type))]
        fields += [("rft.atitle", work.title), ("rft.btitle", work.container)] if held else []
        fields += [] if held else [("rft.title" if work.type == "thesis" else "rft.btitle", work.title)]
        fields += [*_kev_names(work), ("rft.inst" if work.type == "thesis" else "rft.pub", work.publisher)]
        series = " ".join(filter(None, [work.series or work.genre, f"No {work.number}" if work.number else ""]))
        fields += [("rft.place", work.publisher_place), ("rft.series", "" if work.type == "thesis" else series)]
        fields += [("rft.edition", work.edition), ("rft.isbn", work.isbn)]
    fields += [("rft.date", year), ("rft.pages", work.pages), ("rft.language", work.language)]
    fields += [("rft.description", work.note)]
    fields += [("rft_id", f"info:doi/{work.doi}" if work.doi else ""), ("rft_id", _url(work))]
    return urlencode([(name, value) for name, value in fields if value])


def _url(work: Work) -> str:
    return work.url or (eprint_address(work.eprint) if work.eprint else "")


def _kev_names(work: Work) -> Iterator[tuple[str, str]]:
    """The fields for the authors: bodies in full (`aucorp`), the first person in parts, and all persons in full."""
    people = [name for name in work.authors if not name.literal]
    yield from (("rft.aucorp", name.literal) for name in work.authors if name.literal)
    for number, name in enumerate(people):
        if number == 0:
            yield "rft.aulast", " ".join(filter(None, (name.prefix, name.family)))
            yield "rft.aufirst", name.given
        yield "rft.au", str(name)
