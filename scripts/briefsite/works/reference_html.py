"""References as HTML fragments: the engine's HTML cleaned up, with the work's texts in place of the stand-ins.

A fragment holds only escaped text, `<em>`, `<sub>`, `<sup>`, `<span class="small-caps">`, and `<a href>` with an
http(s) address.
"""

from __future__ import annotations

import html
import re
from dataclasses import replace
from typing import Final

from briefsite.html import element, verbatim_html
from briefsite.works.addresses import doi_address, eprint_address
from briefsite.works.archived_copies import copy_in_words
from briefsite.works.dates import MONTHS
from briefsite.works.hayagriva import clean, genre, has_odd_range, is_no_range, is_odd_volume
from briefsite.works.languages import is_english, main_language
from briefsite.works.published_date import published_in_words
from briefsite.works.rich_text import (
    EMPHASIS_END,
    LEVEL,
    MarkedText,
    html_of_signs,
    kept_spans,
    raised_in_text,
    signed,
)
from briefsite.works.stand_ins import (
    APART,
    BARE_DOI,
    CONTAINER,
    DOI_LINK,
    EDITION,
    GENRE,
    LINK,
    OTHERS,
    PUBLISHER,
    PUBLISHER_PLACE,
    SERIES,
    STAND_IN_NUMBER,
    STAND_IN_PAGES,
    STAND_IN_VOLUME,
    STAND_IN_YEAR,
    TITLE,
)
from briefsite.works.style import Style
from briefsite.works.style_repairs import repaired
from briefsite.works.title_case import title_case
from briefsite.works.unshown import sentences_after, typographic
from briefsite.works.work import PARTS, Date, Work, marked_title, text_with_marks
from briefsite.writing.script import direction_of_language, direction_of_text

#: A word at the beginning of a sentence, which may need a capital. An address doesn't.
_WORD: Final = re.compile(r"[^\W\d_]+(?=[\s,;!?)’'–—-]|\.?$)")
_ADDRESS: Final = re.compile(r"https?://[^\s<>]*[^\s<>.,;:!?)\]”’]")
_COPY_LINK: Final = re.compile(r'<a href="([^"]*)">(Archived copy[^<]*)</a>')
#: The address that closes a reference without a full stop, in APA and IEEE style. Sentences come before it.
_CLOSING_LINK: Final = re.compile(rf" (?:(?:Accessed: [^:]+\. )?\[Online\]\. Available: )?[{LINK}{DOI_LINK}]$")
#: Double quotation marks to single ones, for a title that is itself in quotation marks.
_INNER: Final = str.maketrans("“”", "‘’")


def finished_reference(text: str, work: Work, style: Style) -> str:
    """The reference as an HTML fragment. `text` is the `engine_text.engine_text` of `work` in `style`."""
    text = text.replace(APART, "")
    if is_odd_volume(work.volume):
        text = text.replace(str(STAND_IN_VOLUME), clean(work.volume))
    text = _nested_quotes(_filled(repaired(text, work, style.repairs), work, style))
    if style.region == "US":
        # American English has the full stop inside of all closing marks: “Conrad’s ‘Heart of Darkness.’”
        text = re.sub(r"(?<=‘)([^‘’“”]*)’([.,])(?=”)", r"\1\2’", text)
        text = re.sub(r"(“[^“”]*)”([.,])(?= |$)", r"\1\2”", text)
    said = (_sentence(typographic(clean(said))) for said in sentences_after(work, text, style))
    closing = _CLOSING_LINK.search(text)
    own, link = (text[: closing.start()], text[closing.start() :].strip()) if closing else (text, "")
    sentences = [sentence for sentence in said if sentence]
    before = [sentence for sentence in sentences if link and not sentence.startswith("(")]
    after = [sentence for sentence in sentences if sentence not in before]
    parts = [_rendered(own, work), *before, _rendered(link, work), *after, _in_archive(work), _copy(work, style)]
    return " ".join(part for part in parts if part)


def _sentence(text: str) -> str:
    """A text as a sentence in HTML, with links for the addresses in it; "" for ""."""
    if (word := _WORD.match(text)) and word[0].islower():  # not "arXiv"
        text = f"{text[0].upper()}{text[1:]}"
    in_brackets = text.startswith("(") and text.find(")") == len(text) - 1
    if text and not in_brackets and not text.rstrip("”’)").endswith((".", "?", "!")):
        text += "."
    escaped = html.escape(text, quote=False)
    return _ADDRESS.sub(lambda found: element("a", verbatim_html(found[0]), href=html.unescape(found[0])), escaped)


def _copy(work: Work, style: Style) -> str:
    """The archived copy of the work, as a sentence in HTML with a link, unless its note or addendum names it."""
    copy = work.archived
    if copy is None or copy.url in f"{work.note} {work.addendum}":
        return ""
    date = copy.date.shown if copy.date else ""
    if copy.date and copy.date.day and not copy.date.literal and style.region != "US":
        date = f"{copy.date.day} {MONTHS[(copy.date.month or 1) - 1]} {copy.date.year}"
    said = copy_in_words(copy, work.url, date)
    if copy.url == work.url:
        return _sentence(said)
    shown = said.removesuffix(f" at {copy.url}").rstrip(",")
    return element("a", verbatim_html(html.escape(shown, quote=False)), href=copy.url) + "."


def _in_archive(work: Work) -> str:
    """The place of the work in an archive, as a sentence in HTML, unless its URL or DOI leads there."""
    eprint = work.eprint
    if eprint is None or eprint.number.casefold() in f"{work.url} {work.doi}".casefold():
        return ""
    # The archive's name isn't capitalized: "arXiv:1706.99999".
    shown = html.escape(typographic(clean(str(eprint))), quote=False)
    address = eprint_address(eprint)
    return (element("a", verbatim_html(shown), href=address) if address else shown) + "."


def in_its_language(fragment: str, work: Work, own: str) -> str:
    """The reference with its title in a `<span lang>`, if the work's language differs from `own` (a tag).

    `fragment` itself if the title doesn't occur in it, or occurs twice, so that the right place is unknown.
    """
    if main_language(work.language) in {"", main_language(own)}:
        return fragment
    said = typographic(clean(work.title.translate(LEVEL))).replace("'", "’")
    for title in dict.fromkeys((said, said.translate(_INNER))):
        shown = html.escape(title, quote=False)
        texts = re.split(r"(<[^>]*>)", fragment)  # texts at even indexes, tags at odd ones
        whole = "".join(texts[::2])
        if not shown or whole.translate(LEVEL).count(shown) != 1:
            continue
        begin = whole.translate(LEVEL).index(shown)
        end = begin + len(shown)
        for at in range(0, len(texts), 2):  # a tag within the title parts it
            own, length = texts[at], len(texts[at])
            held = slice(max(begin, 0), max(min(end, length), 0))
            if own[held]:
                part = element("span", verbatim_html(html.unescape(own[held])), lang=work.language, dir=_way(work))
                texts[at] = own[: held.start] + part + own[held.stop :]
            begin, end = begin - length, end - length
        return "".join(texts)
    return fragment


def _way(work: Work) -> str | None:
    """The direction of a title from right to left; None for one in Latin letters, whatever its language."""
    return "rtl" if direction_of_text(work.title, direction_of_language(work.language)) == "rtl" else None


def reference_text(fragment: str) -> str:
    """An HTML fragment as plain text, in which an archived copy has its address."""
    fragment = _COPY_LINK.sub(r"\2, at \1", fragment)
    return html.unescape(re.sub(r"</?(?:em|a|su[bp]|span)\b[^>]*>", "", raised_in_text(fragment)))


def _filled(text: str, work: Work, style: Style) -> str:
    """`text` with the work's texts in place of the stand-ins, and without doubled punctuation after them."""
    # The engine has no "and others", so they are passed to it as one more author.
    text = re.sub(rf"(,?) (?:(?:and|&) )?{OTHERS}\.?", r"\1 et al.", text)
    if work.date and work.date.literal:
        text = re.sub(rf"(\. )?{STAND_IN_YEAR}(\.?)", lambda year: _in_words(work.date, year, style), text, count=1)
    if is_no_range(work.number):
        text = text.replace(str(STAND_IN_NUMBER), clean(work.number))
    if has_odd_range(work.pages):
        text = re.sub(STAND_IN_PAGES.replace("-", "[-–]"), lambda _: clean(work.pages), text)

    def in_case(marked: MarkedText, *, change: bool) -> MarkedText:
        if not (change and is_english(work.language)):
            return marked
        cased = title_case(marked.text, kept_spans(marked.marks), small_prepositions=style.small_prepositions)
        return replace(marked, text=cased)

    title = in_case(text_with_marks(work, "title"), change=style.title_case)
    in_a_book = work.type in PARTS
    words = {
        TITLE: marked_title(replace(work, title=title.text)),
        CONTAINER: in_case(text_with_marks(work, "container"), change=style.title_case and in_a_book),
        PUBLISHER: MarkedText(work.publisher or work.publisher_place),
        PUBLISHER_PLACE: MarkedText(work.publisher_place),
        GENRE: in_case(MarkedText(genre(work)), change=style.cased_genre and work.type == "report"),
        SERIES: in_case(text_with_marks(work, "series"), change=style.title_case),
        EDITION: MarkedText(work.edition),
    }

    def fill(match: re.Match[str]) -> str:
        plain = typographic(clean(words[match[1]].text))
        said = signed(MarkedText(plain, words[match[1]].marks))
        last = plain.rstrip("”’)")[-1:]
        doubled = (match[3] == "." and last in {".", "?", "!", "…"}) or (
            match[3] == "," and last in {"?", "!"} and match[1] == TITLE and not match[2]
        )
        return said + match[2] + ("" if doubled else match[3])

    return re.sub(rf"([{''.join(words)}])({EMPHASIS_END}?)([.,]?)", fill, text.replace("'", "’"))


def _in_words(date: Date | None, year: re.Match[str], style: Style) -> str:
    """The words of a date in place of the engine's year, which may begin or end a sentence."""
    said = clean(published_in_words(date, style)) if date else ""
    if year[1] and said[:2].isalpha():
        said = said[0].upper() + said[1:]
    return (year[1] or "") + said + ("" if said.endswith(".") else year[2])


def _nested_quotes(text: str) -> str:
    """`text` with single quotation marks inside double ones; unchanged if the marks aren't balanced."""
    if text.count("“") != text.count("”"):
        return text
    out = []
    depth = 0
    for sign in text:
        depth += sign == "“"
        out.append({"“": "‘", "”": "’"}.get(sign, sign) if depth > 1 else sign)
        depth -= sign == "”"
    return "".join(out)


def _rendered(text: str, work: Work) -> str:
    out = html_of_signs(text)
    for sign, address, shown in (
        (LINK, work.url, work.url),
        (DOI_LINK, doi_address(work.doi), f"https://doi.org/{work.doi}"),
        (BARE_DOI, doi_address(work.doi), work.doi),
    ):
        out = out.replace(sign, element("a", verbatim_html(shown), href=address))
    return out
