"""Stand-ins: one private-use character for each text of a work, so that the citation engine never sees a title.

The engine decides what goes where. No style can damage words that are not there yet, no sign in them means anything to
the engine, and no address is refused or rewritten. `reference_html` puts the words in afterwards.
"""

from __future__ import annotations

from typing import Final

TITLE: Final = "\ue001"
CONTAINER: Final = "\ue002"
PUBLISHER: Final = "\ue003"
PUBLISHER_PLACE: Final = "\ue004"
GENRE: Final = "\ue005"
SERIES: Final = "\ue006"
#: An author in the place of those who are not named.
OTHERS: Final = "\ue007"
#: The stand-in for the address. No host under .invalid can exist (RFC 2606).
URL: Final = "https://address.invalid/"
#: In the place of a date that is words, such as "forthcoming".
STAND_IN_YEAR: Final = 9989

#: Where the engine's HTML has markup: emphasis begins and ends, and a link each to the address, to the resolver of the
#: DOI (which shows its address), and to the resolver (which shows the DOI alone).
EMPHASIS: Final = "\ue010"
EMPHASIS_END: Final = "\ue011"
LINK: Final = "\ue012"
DOI_LINK: Final = "\ue013"
BARE_DOI: Final = "\ue014"
