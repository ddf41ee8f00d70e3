"""The ends of sentences in all scripts: the one table of the marks that end them."""

from __future__ import annotations

import re
from typing import Final

#: Latin, Greek, Cyrillic and others: full stop, exclamation mark, question mark.
LATIN: Final = ".!?"
#: Marks that end a sentence in other scripts (Unicode Character Database, Sentence_Terminal, without those of scripts
#: that are no longer written): Chinese and Japanese, Arabic and Persian, Urdu, Hindi, Ethiopic, Armenian, Burmese,
#: Khmer, Tibetan, Mongolian, Syriac, Greek question mark, and the double marks of East Asian typography.
OTHER: Final = "。．！？｡﹒﹗﹖؟۔।॥።፧፨։՞՜၊။។៕៚།༎᠃᠉܀܁܂߹\u037e‼⁇⁈⁉‽"
#: What can be between the mark and the end: closing quotation marks and brackets.
CLOSING_MARKS: Final = "\"'”’»›)]*†‡§」』）】》〉〕］｣｝〗〙〛＂＇״׳“‘«"
#: Scripts that put a blank at the end of a sentence and no mark: Thai, Lao.
_UNMARKED: Final = "\u0e01-\u0e4e\u0e81-\u0ecd"
_GREEK: Final = "\u0370-\u03ff\u1f00-\u1fff"
#: The inside of a regular expression: a mark that ends a block of text. A colon and an ellipsis do, too, as does the
#: semicolon that is the Greek question mark.
BLOCK_END: Final = rf"(?:[{LATIN}{OTHER}:：…⋯]|(?<=[{_GREEK}]);|[{_UNMARKED}])"


def is_unmarked(text: str) -> bool:
    """Whether `text` ends with a letter of a script that marks no end of a sentence: Thai, Lao."""
    return re.search(rf"[{_UNMARKED}]\Z", text) is not None


def ends_with_mark(text: str) -> bool:
    """Whether `text` ends with a mark that ends a sentence, apart from closing quotation marks and brackets."""
    return text.rstrip(f"{CLOSING_MARKS} \u3000")[-1:] in {*LATIN, *OTHER, "…", "⋯"}
