"""The values of the fields of an entry, as the parts of a work."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from briefsite.works import latex
from briefsite.works.bibtex_entry import BibField
from briefsite.works.dates import MONTHS
from briefsite.works.languages import language_name, language_tag
from briefsite.works.name_lists import read_names
from briefsite.works.page_ranges import page_range
from briefsite.works.remarks import Remarks
from briefsite.works.rich_text import MarkedText
from briefsite.works.work import Date, Name, names_in_words
from briefsite.works.written_dates import month_number, with_month, written_date, written_year

#: What the persons in `editor` are, by `editortype`, if they aren't editors.
_EDITOR_ROLES: Final = {
    "editor": "Edited by",
    "translator": "Translated by",
    "annotator": "Annotated by",
    "commentator": "Commentary by",
    "illustrator": "Illustrated by",
    "compiler": "Compiled by",
    "founder": "Founded by",
    "continuator": "Continued by",
    "redactor": "Redacted by",
    "reviser": "Revised by",
    "collaborator": "In collaboration with",
    "director": "Directed by",
    "organizer": "Organized by",
    "producer": "Produced by",
    "conductor": "Conducted by",
    "performer": "Performed by",
}


_AND: Final = re.compile(r"\s+and\s+")
#: biblatex's keys for the countries of patents.
_COUNTRIES: Final = {
    "countryde": "Germany",
    "countryeu": "European Union",
    "countryep": "European Union",
    "countryfr": "France",
    "countryuk": "United Kingdom",
    "countryus": "United States of America",
}


@dataclass(frozen=True, slots=True)
class EntryFields:
    """The `fields` of the entry with a `key`, by biblatex's names. What is doubtful in them goes to `remarks`."""

    key: str
    fields: dict[str, BibField]
    remarks: Remarks

    def text(self, name: str) -> str:
        """A field as plain text; "" if it is missing."""
        return latex.plain_text(self.fields[name].value) if name in self.fields else ""

    def listed(self, name: str) -> str:
        """A field with places or bodies, of which BibTeX separates several by "and": "Bonn, Paris and Rome"."""
        parts = _AND.split(self.fields[name].value) if name in self.fields else []
        if "{" in "".join(parts) and any(part.count("{") != part.count("}") for part in parts):
            parts = [self.fields[name].value]
        shown = [_COUNTRIES.get(word := latex.plain_text(part), word) for part in parts]
        return " and ".join(filter(None, [", ".join(shown[:-1]), *shown[-1:]]))

    def names(self, name: str) -> tuple[tuple[Name, ...], bool]:
        """The persons and bodies in a field, and whether there are others."""
        if name not in self.fields:
            return (), False
        found = read_names(self.fields[name].value)
        for shown in found.doubtful:
            self.remarks.add("names", self.fields[name].place, self.key, f"“{shown}”")
        return found.names, found.others

    def all_names(self, name: str) -> tuple[Name, ...]:
        """The persons and bodies in a field other than `author`; "others" are one of them."""
        names, others = self.names(name)
        return (*names, Name(literal="others")) if others else names

    def editors(self) -> tuple[tuple[Name, ...], str]:
        """The editors; or, if the persons in `editor` are something else, a sentence about them."""
        names = self.all_names("editor")
        role = self.role_of("editor") if self.text("editortype").lower() not in {"", "editor"} else ""
        return ((), f"{role} {names_in_words(names)}") if role and names else (names, "")

    def role_of(self, name: str) -> str:
        """What the persons in `editor`, `editora`, `editorb` or `editorc` did: "Compiled by", "Cartographer:"."""
        type_ = self.text(f"{name}type")
        return _EDITOR_ROLES.get(type_.lower(), f"{type_[:1].upper()}{type_[1:]}:") if type_ else "Edited by"

    def marked(self, name: str) -> MarkedText:
        """A field as text with its markup; empty if there is none."""
        return latex.marks_of_tex(self.fields[name].value) if name in self.fields else MarkedText()

    def title(self, *, main: bool) -> MarkedText:
        """The title with its subtitle, after the main title if `main` is set."""
        title = MarkedText()
        for name, sub in ([("maintitle", "mainsubtitle")] if main else []) + [("title", "subtitle")]:
            for part in (name, sub):
                if part in self.fields and (part == name or name in self.fields):
                    title = joined_title(title, self.marked(part)) if title.text else self.marked(part)
        return title

    def journal(self) -> MarkedText:
        """The title of the journal or site that holds a work."""
        return joined_title(self.marked("journaltitle"), self.marked("journalsubtitle"))

    def book_title(self, besides: str) -> MarkedText:
        """The title of the book that holds a work, after the main title of its volumes.

        Empty if it is the title of the work itself, `besides`: a book may have both, for others to inherit.
        """
        title = joined_title(self.marked("booktitle"), self.marked("booksubtitle"))
        if title.text and besides.casefold().startswith(title.text.casefold()):
            return MarkedText()
        main = joined_title(self.marked("maintitle"), self.marked("mainsubtitle"))
        return joined_title(main, title) if main.text and title.text else title

    @property
    def has_date(self) -> bool:
        """Whether there is a date of publication."""
        return bool({"date", "year"} & self.fields.keys())

    def date(self) -> Date | None:
        """The date from the field `date`, or else from `year`, `month` and `day`."""
        date = self.other_date("date", remark=False)
        if date is not None and not date.year and "year" in self.fields:
            return self._of_year("date")  # EndNote has "Mar 3" in one, and the year in the other
        self.other_date("date")
        if date is not None:
            year = written_year(self.fields["year"].value)[0] if "year" in self.fields else None
            if year and year.year != date.year:
                self.remarks.add(
                    "double", self.fields["year"].place, self.key, f"year {year.shown} and date {date.shown}"
                )
            return date
        if "year" not in self.fields:
            if "month" not in self.fields:
                return None
            self._doubt("month")
            month = self.text("month")
            return Date(literal=MONTHS[number - 1] if (number := month_number(month)) else month)
        if "day" in self.fields and "month" not in self.fields:
            self.remarks.add("unshown", self.fields["day"].place, self.key, "day without a month")
        return self._of_year("month")

    def _of_year(self, within: str) -> Date | None:
        """The date in the field `year`, with what the field `within` has of month and day."""
        date, sure = written_year(self.fields["year"].value)
        if not sure:
            self._doubt("year")
        if date is not None and within in self.fields and not (date.month and not date.literal):
            date, sure = with_month(date, self.fields[within].value, self.text("day"))
            if not sure:
                self._doubt(within)
        return date

    def other_date(self, name: str, *, remark: bool = True) -> Date | None:
        """The date in a field by itself. With `remark`, doubts are added to the remarks."""
        if name not in self.fields:
            return None
        date, sure = written_date(self.fields[name].value)
        if remark and not sure:
            self._doubt(name)
        return date

    def pages(self) -> str:
        """The pages, or else the number of an article that has no pages ("e9490")."""
        return page_range(self.fields["pages"].value) if "pages" in self.fields else self.text("eid")

    def language(self) -> tuple[str, str]:
        """The tag of the work's language, and a sentence where that doesn't say it all.

        `language` is the language of the work; `langid`, which TeX hyphenates by, counts where there is no other.
        """
        said = [word.strip() for word in re.split(r"\band\b|[,;/&]", self.text("language")) if word.strip(" .")] or [
            self.text("langid")
        ]
        said = [word for word in said if word]
        tags = [language_tag(word) for word in said]
        if len(tags) == 1 and tags[0]:
            return tags[0], ""
        field = self.fields.get("language") or self.fields.get("langid")
        for word in (word for tag, word in zip(tags, said, strict=True) if not tag):
            if field is not None:
                self.remarks.add("values", field.place, self.key, f"{field.name} {word}")
        named = [language_name(tag) if tag else word for tag, word in zip(tags, said, strict=True)]
        return "", f"In {' and '.join(filter(None, [', '.join(named[:-1]), *named[-1:]]))}" if named else ""

    def remark_macros(self) -> None:
        """Remarks on macros that aren't known."""
        for name, field in self.fields.items():
            for macro in () if name in {"url", "doi", "eprint"} else latex.unknown_macros(field.value):
                self.remarks.add("macros", field.place, self.key, f"\\{macro}")

    def _doubt(self, name: str) -> None:
        field = self.fields[name]
        self.remarks.add("dates", field.place, self.key, f'{name} "{latex.plain_text(field.value)}"')


def joined_title(title: MarkedText, subtitle: MarkedText) -> MarkedText:
    """A title and its subtitle, with a colon between them unless the title ends with a mark of its own."""
    if not (title.text and subtitle.text):
        return title
    return title.followed_by(subtitle, " " if title.text.endswith(("?", "!", ":")) else ": ")
