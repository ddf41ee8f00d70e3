"""A reference: the engine's HTML made a clean fragment, with the work's own words put in.

The fragment holds text, `<em>` and `<a href>` with an http(s) address, and nothing else; all text is escaped.
"""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import Final

from briefsite.words import SMALL_WORDS
from briefsite.works import hayagriva
from briefsite.works.work import Work

_EM: Final = "\ue010"
_END: Final = "\ue011"
_LINK: Final = "\ue012"
_DOI: Final = "\ue013"
_BARE_DOI: Final = "\ue014"

#: Styles that want English titles in title case.
_TITLE_CASE: Final = {"chicago-notes", "mla"}
#: Quotation marks of a title that stands between such marks itself.
_INNER: Final = str.maketrans("“”", "‘’")
_MONTH_DAY = re.compile(r"\b((?:Jan|Feb|Mar|Apr|Aug|Sep|Sept|Oct|Nov|Dec)\.|May|June|July|Jun\.|Jul\.) 0(\d, \d{4})")


def finished_reference(engine_html: str, work: Work, style: str) -> str:
    """The reference as an HTML fragment. `engine_html` is what the engine made of the entry of `work` in `style`."""
    reader = _Reader()
    reader.feed(engine_html)
    reader.close()
    text = _repaired(re.sub(r"\s+", " ", "".join(reader.out)).strip(), work, style)
    text = _nested_quotes(_filled(text, work, style))
    for said in (work.note, work.addendum, "" if hayagriva.linked(work) else work.url):
        if sentence := _typographic(hayagriva.clean(said)):
            text += f" {sentence[0].upper()}{sentence[1:]}" + ("" if sentence.endswith((".", "?", "!")) else ".")
    return _rendered(text, work)


def in_its_language(fragment: str, work: Work, own: str) -> str:
    """A reference with its title marked as what it is, where it is in another language than `own`.

    As it is where the title isn't in it, or twice: then nobody knows which letters are meant.
    """
    if work.language.partition("-")[0] in {"", own.partition("-")[0]}:
        return fragment
    said = _typographic(hayagriva.clean(work.title)).replace("'", "’")
    for title in dict.fromkeys((said, said.translate(_INNER))):
        shown = html.escape(title, quote=False)
        texts = re.split(r"(<[^>]*>)", fragment)  # and tags, at every second place
        holding = [at for at in range(0, len(texts), 2) if shown and shown in texts[at]]
        if len(holding) == 1 and texts[holding[0]].count(shown) == 1:
            marked = f'<span lang="{html.escape(work.language)}">{shown}</span>'
            texts[holding[0]] = texts[holding[0]].replace(shown, marked)
            return "".join(texts)
    return fragment


def reference_text(fragment: str) -> str:
    """A fragment as plain text."""
    return html.unescape(re.sub(r"</?(?:em|a)\b[^>]*>", "", fragment))


def title_case(title: str, protected: tuple[tuple[int, int], ...] = ()) -> str:
    """An English title with its words capitalised, as the Citation Style Language has it.

    Words with a capital stay as they are, but for small words in the middle ("Of", "The"); so does what is `protected`.
    """
    words = list(re.finditer(r"\S+", title))
    out = list(title)
    for index, word in enumerate(words):
        first = index == 0 or title[: word.start()].rstrip().endswith((":", ".", "?", "!", "—", "–"))
        parts = list(re.finditer(r"[^-–—/]+", word[0]))
        for position, part in enumerate(parts):
            begin, end = word.start() + part.start(), word.start() + part.end()
            if any(begin < stop and start < end for start, stop in protected):
                continue
            last = index == len(words) - 1 and position == len(parts) - 1
            out[begin:end] = _cased(part[0], edge=last or (first and position == 0))
    return "".join(out)


def _cased(word: str, *, edge: bool) -> str:
    bare = re.sub(r"^\W+|\W+$", "", word)
    if bare.lower() in SMALL_WORDS and bare in {bare.lower(), bare.capitalize()} and not edge:
        return word.lower()
    # A capital is somebody's decision; "7,38", "2nd" and "trends.mn" are no words.
    if bare != bare.lower() or not bare[:1].isalpha() or "." in bare or "@" in bare:
        return word
    at = word.index(bare[0])
    upper = word[at].upper()
    # Some small letters have no capital that is theirs alone (ı, ﬁ).
    return word[:at] + upper + word[at + 1 :] if upper.lower() == word[at] else word


class _Reader(HTMLParser):
    """The text of the engine's HTML, with one sign for the begin and end of emphasis and for each link."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.out: list[str] = []
        self._skipping = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        known = dict(attrs)
        if tag == "em":
            self.out.append(_EM)
        elif tag == "a":
            address = known.get("href") or ""
            self.out.append(_LINK if address == hayagriva.URL else _DOI)
            self._skipping = "a"
        elif tag == "span" and known.get("class") == "prefix":
            self._skipping = "span"  # IEEE's number in a list of references

    def handle_endtag(self, tag: str) -> None:
        if tag == "em":
            self.out.append(_END)
        elif tag == self._skipping:
            self._skipping = ""

    def handle_data(self, data: str) -> None:
        if not self._skipping:
            self.out.append(data)
        elif self._skipping == "a" and self.out[-1] == _DOI and not data.startswith("http"):
            self.out[-1] = _BARE_DOI


def _repaired(text: str, work: Work, style: str) -> str:
    """`text` less what the engine is known to get wrong. No word of the work is in it yet, so nothing else is hit."""
    text = re.sub(rf"(,?) (?:(?:and|&) )?{hayagriva.OTHERS}\.?", r"\1 et al.", text)
    text = text.replace(f"Retrieved {_LINK}", _LINK).replace(", [Online]. Available", ". [Online]. Available")
    text = re.sub(r"(\(\d{4}),\)", r"\1)", text)
    text = re.sub(r"( no\. [^,]+)\., ", r"\1, ", text)
    text = _MONTH_DAY.sub(r"\1 \2", text)
    if work.type == "book" and work.volume:
        text = re.sub(rf", [Pp]t\. {re.escape(work.volume)}(?:, Chapter {re.escape(work.volume)})?", "", text)
    if style == "mla" and work.type == "thesis":
        text = re.sub(rf", ({_LINK}|{_DOI})\. (.+)\.$", r". \2, \1.", text)
    if style == "chicago-notes" and work.type in {"newspaper", "magazine"} and text.startswith(hayagriva.CONTAINER):
        text = f"{_EM}{hayagriva.CONTAINER}{_END}{text[1:]}"
    if style == "ieee" and work.type in {"news", "online"}:
        text = text.replace(f"{_EM}{hayagriva.CONTAINER}{_END}", hayagriva.CONTAINER)  # a site is no newspaper
    if work.date and work.date.literal:
        text = text.replace(str(hayagriva.STAND_IN_YEAR), hayagriva.clean(work.date.literal), 1)
    return text


def _filled(text: str, work: Work, style: str) -> str:
    """`text` with the work's words in the place of the stand-ins, and no full stop doubled behind them."""
    cased = style in _TITLE_CASE and work.language.partition("-")[0] in {"", "en"}
    words = {
        hayagriva.TITLE: title_case(work.title, work.protected) if cased else work.title,
        hayagriva.CONTAINER: work.container,
        hayagriva.PUBLISHER: work.publisher,
        hayagriva.PUBLISHER_PLACE: work.publisher_place,
        hayagriva.GENRE: hayagriva.genre(work),
        hayagriva.SERIES: work.series,
    }

    def fill(match: re.Match[str]) -> str:
        said = _typographic(hayagriva.clean(words[match[1]]))
        last = said.rstrip("”’)")[-1:]
        doubled = (match[3] == "." and last in {".", "?", "!", "…"}) or (
            match[3] == "," and last in {"?", "!"} and match[1] == hayagriva.TITLE and not match[2]
        )
        return said + match[2] + ("" if doubled else match[3])

    return re.sub(rf"([{''.join(words)}])({_END}?)([.,]?)", fill, text.replace("'", "’"))


def _typographic(text: str) -> str:
    """`text` with curved quotation marks and apostrophes in the place of straight ones."""
    text = re.sub(r"(?:^|(?<=[\s(\[{“‘—–/-]))'(?=\S)", "‘", text).replace("'", "’")
    return re.sub(r'(?:^|(?<=[\s(\[{“‘—–/-]))"(?=\S)', "“", text).replace('"', "”")


def _nested_quotes(text: str) -> str:
    """Quotation marks within quotation marks made single ones; `text` as it is where they don't match."""
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
    out = html.escape(text, quote=False).replace(_EM, "<em>").replace(_END, "</em>")
    resolver = f"https://doi.org/{work.doi}"
    for sign, address, shown in (
        (_LINK, work.url, work.url),
        (_DOI, resolver, resolver),
        (_BARE_DOI, resolver, work.doi),
    ):
        out = out.replace(sign, f'<a href="{html.escape(address)}">{html.escape(shown, quote=False)}</a>')
    return out
