"""The citation styles.

To add one, write a module with its `Style`, name it here, and check the golden file that `scripts/test --update` writes
for it (tests/cited). The command line, the pages, the files for the browser and the tests read the styles from here.
"""

from __future__ import annotations

from typing import Final

from briefsite.works.apa_style import APA
from briefsite.works.chicago_style import CHICAGO
from briefsite.works.harvard_style import HARVARD
from briefsite.works.ieee_style import IEEE
from briefsite.works.mla_style import MLA
from briefsite.works.style import Style

#: All styles, in the order of menus. The first is the default, and the style of the bibliography.
STYLES: Final[tuple[Style, ...]] = (CHICAGO, APA, MLA, HARVARD, IEEE)
