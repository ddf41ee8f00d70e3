"""Edition signs: what tells the edition's additions from the author's words in a Word file that the edition exported.

The numbers of paragraphs are in a character style of their own. Corrections, and what the editors say of notes, are in
bookmarks whose names have a checksum of the words between them: if these are still what the edition wrote, they are not
the author's, and the words as received are read in their place. If not, the author has changed them, and they are text.
"""

from __future__ import annotations

import hashlib
import re
from typing import Final

#: The name of the character style of the numbers, and that of the paragraph style of the editors' words.
NUMBER_STYLE: Final = "edition number"
EDITORS_STYLE: Final = "edition editors"
#: Who has made the corrections, as Word shows it beside them.
CORRECTOR: Final = "Edition"
#: A number before a paragraph: "¶ 9", "¶ 6a.1", and the tab or blank behind it.
NUMBER_SIGN: Final = re.compile(r"\s*¶\s*\d+[a-z]{0,2}(?:\.\d+[a-z]{0,2})?(?:\s|$)")
_PREFIX: Final = "edition_"
_LENGTH: Final = 12


def edition_bookmark(received: str, written: str) -> str:
    """The name of the bookmark around what the edition has `written` where it `received` other words, or none."""
    plain = "\0".join("".join(words.split()) for words in (received, written))
    return f"{_PREFIX}{hashlib.sha256(plain.encode()).hexdigest()[:_LENGTH]}"


def named_by_edition(name: str) -> str:
    """The name of a bookmark of that kind, without what LibreOffice adds to those of copies; "" for any other."""
    match = re.fullmatch(rf"({_PREFIX}[0-9a-f]{{{_LENGTH}}})(?:_Copy_\d+)*", name)
    return match[1] if match else ""
