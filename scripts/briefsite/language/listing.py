"""All texts of a language in the form of sources/strings.yml: for an editor to fill in, and to be read as a whole."""

from __future__ import annotations

import json
from collections.abc import Iterator

from briefsite.language.plural_forms import PLURAL_FORMS, plural_forms
from briefsite.language.strings import COMPLETE, Strings, Text, texts_of


def strings_as_yaml(language: str, say: Strings) -> str:
    """The texts that `say` has, by their keys; of another language than English, each below the English text.

    A text that the language lacks is empty: as in sources/strings.yml, English is shown for it.
    """
    own = say.own if say.language == language else {}
    lines = [
        line for key, english in texts_of(COMPLETE).items() for line in _entry(language, key, english, own.get(key))
    ]
    return f"{language}:\n" + "\n".join(lines) + "\n"


def _entry(language: str, key: str, english: Text, own: Text | None) -> Iterator[str]:
    if language != COMPLETE:
        yield f"  # {_shown(english if isinstance(english, str) else english['other'])}"
    if isinstance(english, str):
        yield f"  {key}: {_shown(own if isinstance(own, str) else '')}"
        return
    given = own if isinstance(own, dict) else {}
    forms = [f"{form}: {_shown(given.get(form, ''))}" for form in PLURAL_FORMS if form in plural_forms(language)]
    yield f"  {key}: {{{', '.join(forms)}}}"


def _shown(text: str) -> str:
    """A string of YAML in double quotes, as JSON has it."""
    return json.dumps(text, ensure_ascii=False)
