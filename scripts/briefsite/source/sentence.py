"""The end of a sentence, as far as a line can tell it."""

from __future__ import annotations

import re
from string import ascii_letters
from typing import Final

from briefsite.source.marker_forms import PRINTED_MARKER
from briefsite.writing.sentence_end import BLOCK_END, CLOSING_MARKS

# After the punctuation there may be closing quotes and brackets, and marks of notes. Older print has ":--" for a colon.
_ENDED: Final = re.compile(rf"{BLOCK_END}(?:(?<=:)[-–—]{{1,3}})?(?:[{re.escape(CLOSING_MARKS)}]|{PRINTED_MARKER}|\s)*$")
#: So many characters at the end of a text say whether it ends a sentence.
LONGEST_END: Final = 80
#: What no mark of punctuation or of a note ends with: most lines end within a sentence.
_INSIDE: Final = frozenset(ascii_letters + ",")


def ends_sentence(text: str) -> bool:
    """Whether `text` ends with terminal punctuation, looking through closing quotes, brackets and markers."""
    end = text[-LONGEST_END:].rstrip()
    return end[-1:] not in _INSIDE and _ENDED.search(end) is not None
