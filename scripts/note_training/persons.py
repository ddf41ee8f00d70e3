"""The names in invented citations, in every order: of persons and of bodies."""

from __future__ import annotations

import random
from typing import Final

from note_training.material import Material

#: Signs for a field of one language: Cyrillic initials, for one.
_UPPER: Final = {"ru": "АБВГДЕЗИКЛМНОПРСТЮЯ"}


def initial(material: Material, chance: random.Random) -> str:
    """A letter for a name, in the script of the language."""
    return chance.choice(_UPPER.get(material.language, "ABCDEFGHIJKLMNOPRSTVWZ"))


def _initials(material: Material, chance: random.Random) -> str:
    count = chance.choice([1, 1, 2, 2, 3]) if material.language != "ru" else chance.choice([1, 2, 2, 2])
    return chance.choice([" ", " ", ""]).join(f"{initial(material, chance)}." for _ in range(count))


def _family(material: Material, chance: random.Random) -> str:
    family = material.word("surnames", chance, 0.5)
    if chance.random() < 0.05:
        family += "-" + material.word("surnames", chance, 0.5)
    return family


def _given(material: Material, chance: random.Random) -> str:
    given = material.word("given", chance, 0.25)
    if chance.random() < 0.2:
        given += " " + (f"{initial(material, chance)}." if chance.random() < 0.7 else material.word("given", chance))
    return given


def person(material: Material, chance: random.Random, how: str) -> str:
    """A name, written in a certain way: as spoken, family name first, with initials before or behind."""
    family = _family(material, chance)
    match how:
        case "sur":
            return family
        case "inv":
            given = _given(material, chance) if chance.random() < 0.7 else _initials(material, chance)
            return f"{family}, {given}"
        case "apa":
            return f"{family}, {_initials(material, chance)}"
        case "gost":
            return f"{family}{chance.choice([' ', ' ', ', '])}{_initials(material, chance)}"
        case "short" | "gostback":
            return f"{_initials(material, chance)} {family}"
        case "caps" | "family":
            return family.upper()
        case "given":
            return _given(material, chance)
        case _:
            if chance.random() < 0.25:
                return f"{_initials(material, chance)} {family}"
            return f"{_given(material, chance)} {family}"


def names(material: Material, chance: random.Random, how: str) -> str:
    """The names of one to four persons, with what the language puts between them; or the name of a body."""
    if how == "body" or (how == "" and chance.random() < 0.08):
        return material.phrase("bodies", chance)
    if how == "caps" and chance.random() < 0.6:
        given = _given(material, chance)
        family = person(material, chance, "caps")
        return chance.choice([f"{given} {family}", f"{family}, {given}", f"{family} {given}"])
    count = chance.choices([1, 2, 3, 4], [70, 20, 7, 3])[0] if how not in {"caps", "family", "given"} else 1
    found = [person(material, chance, how if not at or how != "inv" else "") for at in range(count)]
    if count == 1:
        return found[0] + (f" {material.phrase('others', chance)}" if chance.random() < 0.05 else "")
    joint = material.phrase("and", chance)
    if how == "gost" or joint in {",", ";", "/", "-", "–"}:
        between = {"/": chance.choice(["/", " / "]), "-": " - ", "–": " – ", ";": "; "}.get(joint, ", ")
        return between.join(found)
    comma = "," if how == "apa" or chance.random() < 0.2 else ""
    return f"{', '.join(found[:-1])}{comma} {joint} {found[-1]}"
