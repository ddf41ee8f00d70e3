"""The short citations that point to a reference: a note in Chicago style, and in the text in the other styles.

They follow *The Chicago Manual of Style* (notes), the APA's *Publication Manual*, the *MLA Handbook*, *Cite Them Right*
and the *IEEE Reference Guide*. The citation engine isn't needed for them.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Final, Literal

from briefsite.exports import slots
from briefsite.exports.cited_work import CitedWork
from briefsite.exports.style_templates import version_in_words
from briefsite.html import element, html_text
from briefsite.works.addresses import doi_address
from briefsite.works.languages import is_english
from briefsite.works.particles import leads_the_family_name
from briefsite.works.repair_values import ordinal
from briefsite.works.rich_text import EMPHASIS, EMPHASIS_END, MarkedField, MarkedText, html_of_signs, kept_spans, signed
from briefsite.works.style import InText, Style
from briefsite.works.styles import STYLES
from briefsite.works.title_case import title_case
from briefsite.works.work import (
    IN_THE_PRESS,
    ON_SITES,
    PARTS,
    PERIODICALS,
    Date,
    Name,
    Work,
    marked_title,
    names_in_words,
    text_with_marks,
)

#: The forms of a citation: the reference, a note, or words in the text.
Form = Literal["reference", "note", "text"]

#: A stand-in for the locator: no text contains a noncharacter (Unicode, 23.7).
_LOCATOR: Final = "\ufdef"
#: Kinds of works whose titles are in quotation marks, as those of parts of a whole.
_QUOTED: Final = PERIODICALS | ON_SITES | PARTS | {"thesis", "manuscript", "letter", "dataset", "document"}
#: The most authors that a note names.
_MOST_IN_NOTES: Final = 2


def no_such_form(style: Style, form: Form) -> str:
    """Why a style doesn't have a form, and what to ask for instead; "" if it has it."""
    if form != "reference" and style.csl:
        return f"{style.label} is a style of this site, which has references only: leave --form out"
    if form == "text" and style.in_text is None:
        other = next(one.cli for one in STYLES if one.in_text)
        return f"{style.label} cites in notes: `--form note`, or another style, such as `--style {other}`"
    if form == "note" and style.in_text:
        other = next(one.cli for one in STYLES if one.in_text is None)
        return f"{style.label} cites in the text: `--form text`, or `--style {other}` for notes"
    return ""


def form_of(style: Style) -> Form:
    """The short form that a style has: "text" or "note"."""
    return "text" if style.in_text else "note"


def short_templates(cited: CitedWork, style: Style, *, addressed: bool) -> Sequence[str]:
    """The short form as a template (`slots`), and one for a citation without a locator where that needs its own.

    To the locator that is filled in, `locator_words` must have been applied. If not `addressed`, the address is that of
    the work.
    """
    address = slots.STAND_IN_ADDRESS if addressed else ""
    located, bare = (
        slots.literal(short_form(cited, style, locator, address)).replace(slots.STAND_IN_ADDRESS, slots.ADDRESS)
        for locator in (_LOCATOR, "")
    )
    both = located.replace(f", {_LOCATOR}", "{locator|, |}")
    # “Title,” par. 9: a comma within quotation marks is there only with a locator.
    return (both,) if slots.fill(both, "") == slots.fill(bare, "") else (both.replace(_LOCATOR, "{locator||}"), bare)


def locator_words(style: Style) -> Mapping[str, str]:
    """What takes the place of signs in a locator, in the short form of a style; each in turn, in this order.

    Brackets within brackets are square.
    """
    form = style.in_text
    if form is None:
        return {}
    return {"¶¶": form.several, "¶": form.one} | ({} if form.numbered else {"(": "[", ")": "]"})


def short_form(cited: CitedWork, style: Style, locator: str = "", address: str = "") -> str:
    """The note (Chicago) or the citation in the text (other styles) as an HTML fragment of text, <em> and <a>.

    `locator` is as `Citable.locators` has it ("¶ 9", "¶¶ 9–12", "note 7"), `address` the URL that a note ends with.
    """
    if style.in_text:
        return html_of_signs(_in_text(cited, style, style.in_text, locator))
    return _note(cited, locator, address)


def _in_text(cited: CitedWork, style: Style, form: InText, locator: str) -> str:
    for sign, words in locator_words(style).items():
        locator = locator.replace(sign, words)
    if form.numbered:
        return f"[1{f', {locator}' if locator else ''}]"  # the reference that stands alone is the first
    work = cited.work
    names = [_surname(name, style) for name in work.leading]
    year = [_year(cited.published or work.date) or form.undated] if form.undated is not None else []
    who = _listed(names, form.conjunction, form.most_names, more=work.others)
    if not who:
        main = _main(_title(work, cased=style.title_case))
        title = _inner(signed(main))
        comma = "," if style.region == "US" and (year or locator) and not main.text.endswith(("?", "!")) else ""
        who = f"“{title}{comma}”" if style.region == "US" else f"‘{title}’"
    # Brackets within brackets are square: "(AVİM [Center for Eurasian Studies], 2020)".
    text = ", ".join(filter(None, [who, *year])).translate(str.maketrans("()", "[]"))
    text += f", {locator}" if locator else ""
    return f"({re.sub('(?<=[,?!]”),', '', text)})"


def _surname(name: Name, style: Style) -> str:
    # MLA: a particle with a capital belongs to the surname ("De Quincey"), and one without follows it in the list.
    first = style.particle_first or (style.french_particle_first and leads_the_family_name(name))
    prefix = name.prefix if first or name.prefix[:1].isupper() else ""
    return name.literal or " ".join(filter(None, (prefix, name.family)))


def _listed(names: Sequence[str], conjunction: str, most: int, *, more: bool) -> str:
    if not names:
        return ""
    if len(names) > most or more:
        return f"{names[0]} et al."
    before = ", ".join(names[:-1])
    return f"{before} {conjunction} {names[-1]}" if before else names[-1]


def _year(date: Date | None) -> str:
    if date is None:
        return ""
    months = re.fullmatch(r"(\d{4})-\d\d(?:/\1-\d\d)?", date.edtf)  # a season, or months of one year
    return str(date.year) if months or not date.literal else date.literal


def _main(title: MarkedText) -> MarkedText:
    """The title without its subtitle."""
    return replace(title, text=re.split(r":\s", title.text, maxsplit=1)[0])


def _title(work: Work, *, cased: bool) -> MarkedText:
    return marked_title(replace(work, title=_in_case(work, "title").text) if cased else work)


def _in_case(work: Work, field: MarkedField) -> MarkedText:
    """A title in title case, if it is in English; that of a periodical or site is a name, and stays as it is."""
    title = text_with_marks(work, field)
    if not is_english(work.language) or (field == "container" and work.type not in PARTS):
        return title
    return replace(title, text=title_case(title.text, kept_spans(title.marks)))


def _note(cited: CitedWork, locator: str, address: str) -> str:
    """A note: "Ann Hill, *On Dams* (River Board, 1999), ¶ 9, https://…"."""
    work = cited.work
    people = work.leading
    who = (
        f"{names_in_words(people[:1])} et al."
        if len(people) > _MOST_IN_NOTES or work.others
        else names_in_words(people)
    )
    if people and not work.authors:
        who += ", eds." if len(people) > 1 else ", ed."
    title = signed(_title(work, cased=True))
    in_marks = work.type in _QUOTED
    shown = f"“{html_of_signs(_inner(title))}”" if in_marks else html_of_signs(EMPHASIS + title + EMPHASIS_END)
    link = address or work.url or (doi_address(work.doi) if work.doi else "")
    pieces = [html.escape(who, quote=False), shown, *_within(cited)]
    archived = str(work.eprint) if work.eprint and work.eprint.number not in f"{link} {address}" else ""
    pieces += [html.escape(part, quote=False) for part in (archived, *_edition(cited), locator)]
    pieces.append(element("a", html_text(link), href=link) if link.startswith(("http://", "https://")) else "")
    text = _joined([piece for piece in pieces if piece])
    return text if text.endswith((".", "?”", "!”")) else _closed(text, ".") if text.endswith("”") else f"{text}."


def _joined(pieces: Sequence[str]) -> str:
    """The pieces of a note, with commas between them, except before brackets and behind a question mark."""
    text = pieces[0]
    for piece in pieces[1:]:
        if piece.startswith("(") or text.endswith(("?”", "!”")):
            text += f" {piece}"
        elif text.endswith("”"):
            text = f"{_closed(text, ',')} {piece}"
        else:
            text += f", {piece}"
    return text


def _closed(text: str, mark: str) -> str:
    """`text` with a comma or full stop inside of its closing quotation marks, as in American English."""
    inner = text.endswith("’”") and "‘" in text[text.rindex("“") :]  # no apostrophe, but a mark within
    return f"{text[:-2]}{mark}’”" if inner else f"{text[:-1]}{mark}”"


def _inner(title: str) -> str:
    """A title in quotation marks: marks within it are single."""
    return title.translate(str.maketrans("“”", "‘’"))


def _within(cited: CitedWork) -> Iterator[str]:
    """The parts of a note between the title and the edition, as HTML: what holds the work, who made it, and when."""
    work, date = cited.work, cited.published or cited.work.date
    day = (html.escape(date.literal) or slots.known_date("MMMM D, YYYY", date)) if date else ""
    held = html_of_signs(EMPHASIS + signed(_in_case(work, "container")) + EMPHASIS_END) if work.container else ""
    if work.type in IN_THE_PRESS:
        yield held or html.escape(work.publisher, quote=False)
        yield day
    elif work.type == "article" and held:
        issue = f"no. {work.issue}" if work.issue else ""
        yield ", ".join(filter(None, (f"{held} {html.escape(work.volume)}".rstrip(), html.escape(issue))))
        yield f"({html.escape(date.literal or _year(date))})" if date else ""
    else:
        yield f"in {held}" if held else ""
        yield from (html.escape(part, quote=False) for part in _made_by(cited))
        yield _published(cited, day)


def _made_by(cited: CitedWork) -> Iterator[str]:
    work, people = cited.work, cited.work.leading
    editors = work.editors if (work.authors or not people) and not cited.statement else ()
    both = "ed. and trans." if editors == work.translators else "ed."
    yield f"{both} {names_in_words(editors)}" if editors else ""
    yield f"trans. {names_in_words(work.translators)}" if work.translators and editors != work.translators else ""
    yield f"{ordinal(work.edition)} ed." if work.edition.isdecimal() else work.edition
    yield f"vol. {work.volume}" if work.volume else ""
    yield f"pt. {work.part}" if work.part else ""
    yield cited.series or " ".join(
        filter(None, (_in_case(work, "series").text, work.number if _in_series(work) else ""))
    )


def _in_series(work: Work) -> bool:
    """Whether the number of a work is that in its series, and not that of a report of a type."""
    return bool(work.series) and not (work.type == "report" and work.genre)


def _published(cited: CitedWork, day: str) -> str:
    """The bracket of a note: kind and number, publisher, date. A book has the year only."""
    work, date = cited.work, cited.published or cited.work.date
    own = work.genre if not cited.series else ""
    number = work.number if not (_in_series(work) or cited.series) else ""
    by_itself = len(work.authors) == 1 and work.authors[0].literal == work.publisher
    number = f"no. {number}" if number.isdecimal() and not own else number
    made = (" ".join(filter(None, (own, number))), "" if by_itself else work.publisher or work.publisher_place)
    when = _year(date) if work.type in {"book", "chapter", "paper", "entry"} and not cited.statement else day
    said = ", ".join(filter(None, (*(html.escape(part, quote=False) for part in made), when)))
    return f"({said})" if said else ""


def _edition(cited: CitedWork) -> Iterator[str]:
    if cited.statement:
        yield f"{cited.statement[:1].lower()}{cited.statement[1:]}"
        yield version_in_words(cited.version, "MMMM D, YYYY")
