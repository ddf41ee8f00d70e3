"""Letters: the lines with which they begin and end."""

from __future__ import annotations

import re
from typing import Final

_SALUTATION: Final = re.compile(
    r"(?:(?:my|mein[e]?|mon|ma|mi|mio|mia)\s+)?(?:very\s+)?"
    r"(?:dear(?:est)?|beloved|sirs?|madam|gentlemen|honou?red|liebe[rs]?|liebste[rs]?|(?:sehr\s+)?(?:ge|ver)ehrte[rs]?|"
    r"chère?s?|monsieur|madame|messieurs|querid[oa]s?|estimad[oa]s?|muy señor|car[oaie]|carissim[oa]|gentile|egregio|"
    r"geachte|beste|lieve|sayın|sevgili|aziz|(?:много)?уважаем\w+|дорог\w+|милостивый)(?:\b.*)?[,:!—–-]+",
    re.IGNORECASE,
)
_CLOSING: Final = re.compile(
    r"(?:.*\b(?:yours?|thine|friend|servant|brother|sister|son|daughter|faithfully|sincerely|truly|respectfully|"
    r"affectionate(?:ly)?|devoted(?:ly)?|regards|wishes|love|hochachtungsvoll|grü(?:ße|ßen|ssen)|deine?|ihre?|euer|"
    r"votre|cordialement|salutations|respects|atentamente|cordialmente|saludos|abrazo|suy[oa]|saluti|distinti|"
    r"hoogachtend|groeten?|saygılar\w*|sevgiler\w*|уважением|ваш[аи]?|тво[йя]|преданн\w+)\b.*)[,—–-]+",
    re.IGNORECASE,
)


def is_salutation(line: str) -> bool:
    """Whether a line greets the person to whom a letter goes: "DEAR ANN,—"."""
    return bool(_SALUTATION.fullmatch(line.strip()))


def is_closing(line: str) -> bool:
    """Whether a line takes leave at the end of a letter: "Your friend,"."""
    return bool(_CLOSING.fullmatch(line.strip()))
