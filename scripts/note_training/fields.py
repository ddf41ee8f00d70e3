"""The fields of invented citations: titles, places in a work, dates, addresses, cases, archives."""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Mapping
from typing import Final

from note_training.material import Material
from note_training.persons import initial, names, person

_ROMAN: Final = (*("I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X"), *("XI", "XIV", "XX", "XXXV", "LII"))
_PATHS: Final = (
    *("river", "archive", "data", "report", "news", "water", "text", "en", "index"),
    *("basin", "document", "view", "article", "id", "mill"),
)


def _year(chance: random.Random) -> str:
    return str(chance.choice([chance.randint(1750, 1945), *[chance.randint(1946, 2024)] * 4]))


def _range(chance: random.Random) -> str:
    low = chance.choice([chance.randint(1, 60), chance.randint(60, 480), chance.randint(300, 1400)])
    high = low + chance.randint(1, 40)
    shown = str(high)
    if low > 100 and chance.random() < 0.2 and str(low)[:-2] == shown[:-2]:
        shown = shown[-2:]
    return f"{low}{chance.choice(['–', '–', '-', '—'])}{shown}"


def _locator(material: Material, chance: random.Random, how: str) -> str:
    if how == "para":
        return chance.choice(["para. {}", "paras {}", "§ {}", "§{}", "¶ {}", "art. {}", "Art. {}", "ch. {}"]).format(
            chance.choice([chance.randint(1, 200), _range(chance)])
        )
    following = {"de": [" f.", " ff.", "f.", "ff."], "ru": [" и сл."], "fr": [" sq.", " et suiv."]}
    number = str(chance.randint(1, 620))
    if chance.random() < 0.1:
        return number + chance.choice(following.get(material.language, [" ff.", " n. 3", "f."]))
    if chance.random() < 0.12:
        return f"{number}, {int(number) + chance.randint(1, 60)}"
    return number if chance.random() < 0.65 else _range(chance)


def _volume(chance: random.Random) -> str:
    if chance.random() < 0.2:
        return chance.choice(_ROMAN)
    return str(chance.choice([chance.randint(1, 40), chance.randint(1, 130)]))


def day(material: Material, chance: random.Random, *, year: str = "") -> str:
    """A day as the language writes it, with or without a year."""
    number, month = chance.randint(1, 28), material.phrase("months", chance)
    behind = f" {year}" if year else ""
    match material.language:
        case "en":
            return chance.choice([f"{number} {month}{behind}", f"{month} {number}{',' * bool(year)}{behind}"])
        case "de":
            return f"{number}. {month}{behind}"
        case "es" | "pt":
            return f"{number} de {month}{f' de {year}' if year else ''}"
        case _:
            return f"{number} {month}{behind}"


def _number_day(chance: random.Random) -> str:
    one, two, year = chance.randint(1, 28), chance.randint(1, 12), chance.randint(1998, 2024)
    return chance.choice([f"{one:02}.{two:02}.{year}", f"{one}.{two}.{year}", f"{year}-{two:02}-{one:02}"])


def _dated(material: Material, chance: random.Random) -> str:
    return day(material, chance, year=_year(chance)) if chance.random() < 0.7 else _number_day(chance)


def _url(chance: random.Random) -> str:
    path = "/".join(chance.choice(_PATHS) for _ in range(chance.randint(0, 4)))
    end = chance.choice(["", "/", ".html", f"-{chance.randint(1, 9999)}", ".pdf", f"?id={chance.randint(1, 999)}"])
    host = chance.choice(["www.", "", "www."]) + chance.choice(_PATHS) + chance.choice(_PATHS)
    return f"http{chance.choice(['s', 's', ''])}://{host}.example/{path}{end if path else ''}"


def _doi(chance: random.Random) -> str:
    name = f"10.{chance.randint(1000, 9999)}/{chance.choice(['s', 'abc.', 'j.', ''])}{chance.randint(100, 99999)}"
    return chance.choice(["https://doi.org/", "doi:", "doi: ", "DOI: ", "https://doi.org/"]) + name


def _case(material: Material, chance: random.Random) -> str:
    """A decision, an act or a treaty, with numbers and days in the places of # and @."""
    text = material.phrase("cases", chance)
    text = re.sub("@", lambda _: day(material, chance, year=_year(chance)), text)
    text = re.sub("#", lambda _: str(chance.randint(1, chance.choice([9, 90, 900]))), text)
    return text if chance.random() < 0.9 else f"UN Doc. A/{chance.randint(20, 900)}/{chance.randint(1, 90)}."


def _archive(material: Material, chance: random.Random) -> str:
    archive, box = material.phrase("archive", chance), [chance.choice(material.phrases["box"]) for _ in range(3)]
    n = [chance.randint(1, 900) for _ in range(4)]
    if material.language == "ru":
        return f"{archive}. Ф. {n[0]}. Оп. {n[1] % 20}. Д. {n[2]}. Л. {n[3]}."
    code = "".join(initial(material, chance) for _ in range(chance.randint(1, 4)))
    return chance.choice(
        [
            f"{archive}, {code} {n[0]}/{n[1]}, {box[0]} {n[2]}.",
            f"{archive}, {material.filled('P', chance)}, {code} {n[0]}, {box[0]} {n[1]}, {box[1]} {n[2]}.",
            f"{code}, {code}. {n[0]}, {n[1]}/{n[2]}.",
            f"{material.filled('S', chance)} Papers, {archive}, {box[0]} {n[1] % 60}, {box[1]} {n[2] % 30}.",
            f"{archive}, {box[0]} {n[0]}, {box[1]} {n[1]}r.",
        ]
    )


def _letter(material: Material, chance: random.Random) -> str:
    one, two, when = (
        person(material, chance, ""),
        person(material, chance, ""),
        day(material, chance, year=_year(chance)),
    )
    words = {
        "en": f"{one} to {two}, {when}, ",
        "de": f"{one} an {two}, {when}, ",
        "fr": f"Lettre de {one} à {two}, {when}, ",
        "es": f"Carta de {one} a {two}, {when}, ",
        "it": f"Lettera di {one} a {two}, {when}, ",
        "nl": f"{one} aan {two}, {when}, ",
        "pt": f"Carta de {one} a {two}, {when}, ",
        "pl": f"List {one} do {two}, {when}, ",
        "sv": f"{one} till {two}, {when}, ",
        "ru": f"Письмо {one} к {two}, {when} // ",
    }
    return words.get(material.language, f"{one}, {when}, ") + _archive(material, chance)


def _interview(material: Material, chance: random.Random) -> str:
    who = chance.choice([person(material, chance, ""), material.phrase("bodies", chance)])
    said, when, where = material.phrase("interview", chance), day(material, chance, year=_year(chance)), ""
    if chance.random() < 0.7:
        where = material.filled("P", chance) + ", "
    return f"{said} {who}, {where}{when}." if material.language != "tr" else f"{who} {said} {where}{when}."


_DOCUMENTS: Final[Mapping[str, Callable[[Material, random.Random], str]]] = {
    "case": _case,
    "archive": _archive,
    "letter": _letter,
    "interview": _interview,
}


def field(name: str, how: str, material: Material, chance: random.Random) -> str:
    """The text of a field, written in a certain way (empty: the usual one)."""
    match name, how:
        case (("author" | "editor"), _):
            return names(material, chance, how)
        case "title", "short":
            return " ".join(material.title(chance).split()[: chance.randint(1, 4)]).strip(" ,.:;–")
        case ("title", _) | ("container", "book"):
            return material.title(chance).rstrip(".")
        case "container", "law":
            return material.filled(
                chance.choice(["S L. Rev.", "P L.J.", "S. Int’l L.J.", "A N L. Rev.", "S L.Q."]), chance
            )
        case "container", "news":
            return material.phrase("newspapers", chance)
        case "container", _:
            return material.phrase("journals", chance)
        case "publisher", "university":
            return chance.choice([material.filled("University of P", chance), material.phrase("publishers", chance)])
        case "publisher", "body":
            return material.phrase("bodies", chance)
        case "publisher", _:
            return material.phrase("publishers", chance)
        case "place", _:
            more = chance.random() < 0.08
            between = chance.choice(["/", " and ", "–", ", "])
            return material.filled(f"P{between}P" if more else "P", chance)
        case "year", _:
            return _year(chance)
        case "volume", _:
            return _volume(chance)
        case "number", _:
            return chance.choice([str(chance.randint(1, 12)), f"{chance.randint(1, 6)}-{chance.randint(7, 9)}"])
        case "pages", _:
            return _range(chance)
        case "locator", _:
            return _locator(material, chance, how)
        case "date", "day":
            return day(material, chance)
        case "date", _:
            return _dated(material, chance)
        case "accessed", _:
            return _dated(material, chance).strip()
        case "url", _:
            return _url(chance)
        case "doi", _:
            return _doi(chance)
        case "document", kind:
            return _DOCUMENTS[kind](material, chance)
    raise ValueError(f"no field {name}")
