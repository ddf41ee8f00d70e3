"""Stand-ins: a private-use character for each text of a work, so that the citation engine never sees the text itself.

The engine arranges the stand-ins, and `reference_html` replaces them by the texts. So no style changes the wording, no
character in a text is read as markup, and no URL is rejected or rewritten.
"""

from __future__ import annotations

from typing import Final

TITLE: Final = "\ue001"
CONTAINER: Final = "\ue002"
PUBLISHER: Final = "\ue003"
PUBLISHER_PLACE: Final = "\ue004"
GENRE: Final = "\ue005"
SERIES: Final = "\ue006"
#: An edition that isn't a number, or is one of a year, to which the engine would add "ed.".
EDITION: Final = "\ue008"
#: One more author, for "and others".
OTHERS: Final = "\ue007"
#: A sign behind the "others" of translators, whom the engine would take for those of the editors.
APART: Final = "\u2060"
#: The stand-in for the address. No host under .invalid can exist (RFC 2606).
URL: Final = "https://address.invalid/"
#: The year in place of a date in words, such as "forthcoming".
STAND_IN_YEAR: Final = 9989

#: A number in place of one that the engine would take for a range, such as "99-02".
STAND_IN_NUMBER: Final = 8880888

#: A number in place of a volume that the engine would print without "vol.", such as "IV".
STAND_IN_VOLUME: Final = 7770777
#: A range of pages in place of one that the engine would change, such as "S1–S9". No style shortens it.
STAND_IN_PAGES: Final = "8870001-9990009"

#: Markup in the engine's HTML, besides emphasis (`rich_text.EMPHASIS`): a link to the work's URL, a link to its DOI
#: that shows the resolver's URL, and one that shows only the DOI.
LINK: Final = "\ue012"
DOI_LINK: Final = "\ue013"
BARE_DOI: Final = "\ue014"
