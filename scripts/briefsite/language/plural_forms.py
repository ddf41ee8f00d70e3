"""Plural forms: which form of a text a count takes, by the rules of the Unicode Common Locale Data Repository.

Only whole numbers are counted, so the rules are those of the CLDR for integers ("Language Plural Rules", cardinals).
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, Literal, TypeAlias, get_args

PluralForm: TypeAlias = Literal["zero", "one", "two", "few", "many", "other"]
#: All forms that a language can have.
PLURAL_FORMS: Final = get_args(PluralForm)

_LAST_DIGIT: Final = 10
_LAST_TWO: Final = 100


def plural_form(language: str, number: int) -> PluralForm:
    """The form for `number` things in a language, by its main tag; those without a rule have "one" and "other"."""
    return _RULES.get(language, _one)(number)


def plural_forms(language: str) -> frozenset[PluralForm]:
    """The forms that a language has for whole numbers."""
    rule = _RULES.get(language, _one)
    return frozenset(rule(number) for number in (*range(2 * _LAST_TWO), 1_000_000))


def _one(number: int) -> PluralForm:
    return "one" if number == 1 else "other"


def _none(_: int) -> PluralForm:
    return "other"


def _french(number: int) -> PluralForm:
    if number in {0, 1}:
        return "one"
    return "many" if number % 1_000_000 == 0 else "other"


def _romance(number: int) -> PluralForm:
    return "many" if number and number % 1_000_000 == 0 else _one(number)


def _from_two_to_four(number: int) -> bool:
    return number % _LAST_DIGIT in {2, 3, 4} and number % _LAST_TWO not in {12, 13, 14}


def _east_slavic(number: int) -> PluralForm:
    if number % _LAST_DIGIT == 1 and number % _LAST_TWO != 11:  # noqa: PLR2004
        return "one"
    return "few" if _from_two_to_four(number) else "many"


def _polish(number: int) -> PluralForm:
    if number == 1:
        return "one"
    return "few" if _from_two_to_four(number) else "many"


def _czech(number: int) -> PluralForm:
    return "few" if number in {2, 3, 4} else _one(number)


def _arabic(number: int) -> PluralForm:
    first: dict[int, PluralForm] = {0: "zero", 1: "one", 2: "two"}
    rest = number % _LAST_TWO
    return first.get(number) or ("few" if rest in range(3, 11) else "many" if rest in range(11, 100) else "other")


_RULES: Final[dict[str, Callable[[int], PluralForm]]] = {
    "fr": _french,
    **dict.fromkeys(("ca", "es", "it"), _romance),
    **dict.fromkeys(("be", "ru", "uk"), _east_slavic),
    "pl": _polish,
    **dict.fromkeys(("cs", "sk"), _czech),
    "ar": _arabic,
    **dict.fromkeys(("id", "ja", "ko", "ms", "th", "vi", "zh"), _none),
}
