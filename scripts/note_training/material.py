"""The word material of a language, and phrases made of it: titles, names of periodicals, publishers and bodies."""

from __future__ import annotations

import random
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Final

FOLDER: Final = Path(__file__).resolve().parent
#: A letter that stands for a word, in the patterns of the files; behind ~ it is itself.
_SLOT: Final = re.compile(r"(?<![^\W_])(?<!~)([NAPSYna])(s?)(?![^\W_])")
#: How often a word is invented, letter by letter, instead of taken from its list.
_INVENTED: Final = {"N": 0.45, "n": 0.45, "A": 0.3, "a": 0.3, "S": 0.5, "P": 0.12, "given": 0.25}
_LISTS: Final = {"N": "nouns", "n": "nouns", "A": "adjectives", "a": "adjectives", "S": "surnames", "P": "cities"}


@dataclass(frozen=True)
class Material:
    """The words and phrases of a language by their kinds; `language` is its code."""

    language: str
    words: Mapping[str, Sequence[str]]
    phrases: Mapping[str, Sequence[str]]

    @cached_property
    def _chains(self) -> Mapping[str, Mapping[str, str]]:
        return {kind: _chain(words) for kind, words in self.words.items()}

    def phrase(self, kind: str, chance: random.Random) -> str:
        """A phrase of a kind, with words in its slots; empty if the language has an empty one."""
        return self.filled(chance.choice(self.phrases[kind]), chance)

    def filled(self, pattern: str, chance: random.Random) -> str:
        """A pattern with words in its slots."""

        def word(match: re.Match[str]) -> str:
            if match[1] == "Y":
                return str(chance.randint(1680, 2020))
            found = self.word(_LISTS[match[1]], chance, _INVENTED[match[1]])
            if match[1] in "na":
                keeps = self.language == "de" and match[1] == "n"  # German nouns have a capital everywhere
                return (found if keeps else found[:1].lower() + found[1:]) + match[2]
            return found[:1].upper() + found[1:] + match[2]

        return _SLOT.sub(word, pattern).replace("~", "")

    def word(self, kind: str, chance: random.Random, invented: float = 0.0) -> str:
        """A word of a list, or one invented of its letters."""
        words = self.words[kind]
        if chance.random() >= invented:
            return chance.choice(words)
        chain = self._chains[kind]
        for _ in range(20):
            made = "  "
            while len(made) < 16 and (made[-2:] != "  " or len(made) == 2):
                made += chance.choice(chain[made[-2:]])
                if made[-1] == " ":
                    break
            made = made.strip()
            if 3 < len(made) < 15:
                return made
        return chance.choice(words)

    def title(self, chance: random.Random) -> str:
        """The title of a work: one of the patterns, or words and small words in a row."""
        if chance.random() < 0.08:
            return self.filled("N", chance)
        if chance.random() < 0.75:
            title = self.phrase("titles", chance)
            return title[:1].upper() + title[1:]
        small, length = self.words["small"], chance.randint(2, 11)
        slots = [chance.choice(small) if at % 3 == 1 else chance.choice("nnNa") for at in range(length)]
        title = self.filled(" ".join(slots), chance)
        if chance.random() < 0.3:
            title += chance.choice([": ", ". ", " – ", ": "]) + self.phrase("titles", chance)
        return title[:1].upper() + title[1:]

    def prose(self, words: int, chance: random.Random) -> str:
        """So many words as a sentence has them: mostly small ones, with numbers, names and a bracket at times."""
        said: list[str] = []
        while len(said) < words:
            match chance.random():
                case roll if roll < 0.42:
                    said.append(chance.choice(self.words["small"]).lower())
                case roll if roll < 0.86:
                    said.append(self.filled(chance.choice("nnna"), chance))
                case roll if roll < 0.91:
                    said.append(self.filled(chance.choice(["S", "P", "N", "A N"]), chance))
                case roll if roll < 0.95:
                    number = chance.choice(
                        [chance.randint(2, 90), chance.randint(1000, 90000), chance.randint(1700, 2020)]
                    )
                    said.append(chance.choice([str(number), f"{number:,}", f"${number:,}", f"{number}%", "Art. 235"]))
                case _:
                    before = said[-1] if said else ""
                    said[-1:] = [
                        f"{before}," if before.isalpha() else before,
                        self.filled(chance.choice(["n", "a"]), chance),
                    ]
        text = " ".join(word for word in said if word)
        if chance.random() < 0.15:
            at = chance.randrange(len(said))
            inside = " ".join(said[at : at + 4])
            text = text.replace(inside, chance.choice(["({})", "“{}”", '"{}"', "—{}—"]).format(inside), 1)
        return text[:1].upper() + text[1:]


def _chain(words: Sequence[str]) -> Mapping[str, str]:
    """The letters that follow each two letters, as often as they do; two blanks are before each word."""
    found: dict[str, str] = {}
    for word in words:
        letters = f"  {word} "
        for at in range(2, len(letters)):
            pair = letters[at - 2 : at]
            found[pair] = found.get(pair, "") + letters[at]
    return found


@cache
def material_of(language: str) -> Material:
    """The material of a language, from its file."""
    words: dict[str, Sequence[str]] = {}
    phrases: dict[str, Sequence[str]] = {}
    for line in (FOLDER / f"words/{language}.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("#"):
            continue
        if match := re.match(r"(\w+): (.*)", line):
            words[match[1]] = [word.replace("·", " ") for word in match[2].split()]
        elif match := re.match(r"(\w+)= ?(.*)", line):
            phrases[match[1]] = [phrase.strip() for phrase in match[2].split("|")]
    return Material(language, words, phrases)


@cache
def languages() -> tuple[str, ...]:
    """The codes of the languages, in order."""
    return tuple(sorted(path.stem for path in (FOLDER / "words").glob("*.txt")))
