"""Strings: the texts of the interface in one language, asked for by their keys.

A text may have slots: `{count}` in "See all {count} events". A text that depends on a count has a form for each plural
of its language. What a language lacks is in English.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final, TypeAlias

import msgspec

from briefsite.language.plural_forms import plural_form

#: A text: a string, or its plural forms by their names.
Text: TypeAlias = str | dict[str, str]

#: The language of the complete table.
COMPLETE: Final = "en"
_SLOT: Final = re.compile(r"\{(\w+)\}")


class Untranslated(str):
    """A text in English, where the interface has another language: what writes HTML marks it as English."""

    __slots__ = ()


@cache
def texts_of(language: str) -> Mapping[str, Text]:
    """The table that the program has for a language, by its main tag; an empty one if there is none."""
    file = files("briefsite").joinpath(f"language/tables/{language}.json")
    return msgspec.json.decode(file.read_bytes(), type=dict[str, Text]) if file.is_file() else {}


def fill_slots(template: str, /, **values: object) -> str:
    """A text with its slots filled in. KeyError for a slot that no value has the name of."""
    words = cut_at_slots(template)
    return "".join(str(values[one]) if at % 2 else one for at, one in enumerate(words))


def slots(template: str) -> frozenset[str]:
    """The names of the slots of a text."""
    return frozenset(_SLOT.findall(template))


@lru_cache(maxsize=2048)
def cut_at_slots(template: str) -> tuple[str, ...]:
    """A text in pieces: words, the name of a slot, words, and so on, words at both ends."""
    return tuple(_SLOT.split(template))


@dataclass(frozen=True, slots=True, eq=False)
class Strings:
    """The texts of one language, of a BCP 47 tag without script and country; `own` are those that it has.

    `strings["about.editors"]` is a text as the table has it, with its slots; KeyError if there is none.
    """

    language: str = COMPLETE
    own: Mapping[str, Text] = field(default_factory=lambda: texts_of(COMPLETE))

    def __getitem__(self, key: str) -> str:
        """The text, with its slots."""
        text = self.own.get(key)
        if isinstance(text, str) and text:
            return text
        text = texts_of(COMPLETE)[key]
        if not isinstance(text, str):
            raise KeyError(f"{key} has plural forms")
        return Untranslated(text)

    def form(self, key: str, number: int) -> str:
        """The form of a text for `number` things, with its slots."""
        text = self.own.get(key)
        if isinstance(text, dict):
            return text[plural_form(self.language, number)]
        text = texts_of(COMPLETE)[key]
        if isinstance(text, str):
            raise KeyError(f"{key} has no plural forms")
        return Untranslated(text[plural_form(COMPLETE, number)])

    def text(self, key: str, /, **values: object) -> str:
        """The text with its slots filled in."""
        template = self[key]
        return _as(template, fill_slots(template, **values))

    def count(self, key: str, number: int, /, **values: object) -> str:
        """The text for `number` things, which is also the value of its slot `count`."""
        template = self.form(key, number)
        return _as(template, fill_slots(template, count=self.number(number), **values))

    def number(self, number: int) -> str:
        """A whole number: "10,556"."""
        return f"{number:,}".replace(",", self["number.thousands"])

    def date(self, day: datetime.date) -> str:
        """A date: "28 August 2020"."""
        return self.text("date.day", day=day.day, month=self[f"date.month.{day.month}"], year=day.year)

    def sequence(self, things: Sequence[str]) -> str:
        """Things in a sentence: "a, b and c"."""
        return self["list.last"].join(filter(None, [self["list.between"].join(things[:-1]), *things[-1:]]))

    def group(self, prefix: str) -> Mapping[str, Text]:
        """All texts whose keys begin so, by the rest of their keys: for scripts, which have the texts as data."""
        keys = (key for key in texts_of(COMPLETE) if key.startswith(prefix))
        return {key.removeprefix(prefix): self.own.get(key) or texts_of(COMPLETE)[key] for key in keys}


def _as(template: str, text: str) -> str:
    return Untranslated(text) if isinstance(template, Untranslated) else text


#: The texts in English: of the command line, and of all that belongs to no edition.
ENGLISH: Final = Strings()


def strings_of(language: str, supplied: Mapping[str, Mapping[str, Text]]) -> Strings:
    """The texts for an edition in `language` (a BCP 47 tag), with those that its editors `supplied` by main tag.

    In English if nobody has supplied any for the language.
    """
    main = language.partition("-")[0].lower()
    own = {**texts_of(main), **supplied.get(main, {})}
    return Strings(main, own) if own else ENGLISH
