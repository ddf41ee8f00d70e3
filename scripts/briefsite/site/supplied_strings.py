"""The texts of the interface that the editors of a site supply, in sources/strings.yml: a table for each language.

    tr:
      page.full-text: "…"
      timeline.all: {one: "…", other: "…"}

A key is that of the English text (`briefsite strings` lists them); what a table lacks is shown in English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from briefsite.file_names import STRINGS_FILE
from briefsite.language.plural_forms import plural_forms
from briefsite.language.strings import COMPLETE, Text, slots, texts_of
from briefsite.problems.collector import Problems
from briefsite.source.conflict import RESOLVE, find_conflicts
from briefsite.source.source import decode
from briefsite.words import did_you_mean
from briefsite.yaml_files.located import Located
from briefsite.yaml_files.reader import read_yaml

_LANGUAGE: Final = re.compile(r"[a-z]{2,3}")
_Supplied = Mapping[str, Mapping[str, Text]]


def read_supplied_strings(data: bytes, problems: Problems) -> _Supplied:
    """The texts by language and key; those with a problem are left out.

    Problems: S02, S07, E01 and E04 as of any file, R10 for each text that can't be used.
    """
    if not data.strip():
        return {}
    find_conflicts(STRINGS_FILE, data, RESOLVE, problems)
    source = decode(STRINGS_FILE, data, "utf-8", problems, help_="save the file as UTF-8")
    if source is None or problems:
        return {}
    located = read_yaml(STRINGS_FILE, source.text.replace("\r\n", "\n"), problems)
    if not isinstance(located.data, dict):
        if located.data is not None:
            said = "the file is not a mapping of languages to their texts"
            problems.error(located.place(), "R10", said, _FORM, subject=STRINGS_FILE)
        return {}
    return {str(language): dict(_of_language(located, language, problems)) for language in located.data}


_FORM: Final = 'for example   de: {page.full-text: "…"}'


def _of_language(located: Located, language: Any, problems: Problems) -> Iterator[tuple[str, Text]]:
    texts = located.data[language]
    if not isinstance(language, str) or not _LANGUAGE.fullmatch(language):
        said = f"“{language}” is not the tag of a language"
        problems.error(
            located.key_place(language), "R10", said, "use two or three letters: de, tr, mn …", subject="tag"
        )
    elif not isinstance(texts, dict):
        said = f"{language} has no texts"
        problems.error(located.key_place(language), "R10", said, f"add some, {_FORM}", subject=language)
    else:
        for key, text in texts.items():
            if key in texts_of(COMPLETE) and _is_empty(text):
                continue  # `briefsite strings` lists what is to be filled in
            if wrong := _objection(language, str(key), text):
                said, help_ = wrong
                problems.error(located.place(language, key), "R10", said, help_, subject=str(key))
            else:
                yield str(key), text


def _is_empty(text: object) -> bool:
    return not any(text.values()) if isinstance(text, dict) else text is None or text == ""


def _objection(language: str, key: str, text: object) -> tuple[str, str] | None:
    """What is wrong with a text, and what to do about it; None if nothing is."""
    english = texts_of(COMPLETE).get(key)
    if english is None:
        return f"“{key}” is not the key of a text", did_you_mean(
            key, texts_of(COMPLETE)
        ) or "`briefsite strings` lists all keys"
    if isinstance(english, str):
        if not isinstance(text, str):
            return f"“{key}” is not one text", f"write one; the English one is   {english}"
        if slots(text) != slots(english):
            named = " ".join(f"{{{slot}}}" for slot in sorted(slots(english))) or "nothing in braces"
            return f"“{key}” does not have the slots of the English text", f"use each of these: {named}"
        return None
    forms = sorted(plural_forms(language))
    wanted = f"write {{{', '.join(f'{form}: …' for form in forms)}}}; in English, other is   {english['other']}"
    if not isinstance(text, dict) or sorted(text) != forms or not all(isinstance(each, str) for each in text.values()):
        return f"“{key}” depends on a number, and needs a text for each plural form of the language", wanted
    if unknown := set().union(*map(slots, text.values())) - slots(english["other"]):
        return f"“{key}” has a slot {{{min(unknown)}}} that the English text does not have", wanted
    return None
