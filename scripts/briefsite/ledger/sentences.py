"""Sentences: a wording a sentence a line, and an earlier wording as what differs from the one after it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from briefsite.writing.sentence_end import LATIN, OTHER

#: The end of a sentence: its mark, quotes and note markers after it, one blank, and then no lower-case letter. Chinese
#: and Japanese have no blank there, in which a line of the ledger could end.
_END: Final = re.compile(rf"""([{LATIN}{OTHER}]["'”’)]*(?:\[[^\]\s]{{1,5}}\])*["'”’)]*) (?=[^\sa-z])""")


@dataclass(frozen=True, slots=True)
class EarlierWording:
    """An earlier wording, as what differs from the next one.

    It has the `first` sentences of the next wording, then its own words (`between`), then the `last` ones of the next.
    """

    first: int
    last: int
    between: str

    def before(self, after: str) -> str:
        """The earlier wording in full. ValueError if the next wording, `after`, has fewer sentences."""
        sentences = sentences_of(after)
        if self.first < 0 or self.last < 0 or self.first + self.last > len(sentences):
            raise ValueError(f"the wording after it has only {len(sentences)} sentences")
        kept = (*sentences[: self.first], *filter(None, [self.between]), *sentences[len(sentences) - self.last :])
        return " ".join(kept)


def sentences_of(text: str) -> list[str]:
    """The sentences of a text; put side by side, with a blank between them, they are the text again."""
    return _END.sub("\\1\n", text).split("\n") if "\n" not in text else [text]


def earlier_wording(before: str, after: str) -> EarlierWording:
    """What of an earlier wording differs from the one after it."""
    old, new = sentences_of(before), sentences_of(after)
    most = min(len(old), len(new))
    first = next((at for at in range(most) if old[at] != new[at]), most)
    last = next((at for at in range(most - first) if old[-1 - at] != new[-1 - at]), most - first)
    found = EarlierWording(first, last, " ".join(old[first : len(old) - last]))
    # Words without a sentence between those that both have would be lost in the blank beside them.
    return found if found.before(after) == before else EarlierWording(0, 0, before)
