"""French particles that stay before the family name in a list, although those of most names follow the given names."""

from __future__ import annotations

import re
from typing import Final

from briefsite.works.work import Name

#: They are or contain an article, and belong to the family name: "Du Bellay, Joachim".
_ARTICLES: Final = {"du", "des", "le", "la", "les"}
_VOWELS: Final = re.compile("[aeiouyàâéèêîôû]+")
#: Spellings of Dutch and Swedish names, in which "de" isn't French and follows: "Vries, Jan de", "Geer, Ingrid de".
_NOT_FRENCH: Final = re.compile("aa|ee|oo|uu|oe|ij|ie|[kw]|ng$|tt$", re.IGNORECASE)


def leads_the_family_name(name: Name) -> bool:
    """Whether a particle precedes the family name in a list in Chicago and MLA style.

    It does if it is an article, or a French "de" before a name of one syllable: "de Gaulle, Charles", but "Beauvoir,
    Simone de" (*The Chicago Manual of Style*, on particles in indexes). An "e" at the end isn't heard.
    """
    if name.prefix in _ARTICLES:
        return True
    if name.prefix != "de" or _NOT_FRENCH.search(name.family):
        return False
    return len(_VOWELS.findall(re.sub(r"es?$", "", name.family.lower()))) == 1
