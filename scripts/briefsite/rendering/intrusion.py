"""What a page has that its policy forbids, as a value: what to say of it, and where to look for it."""

from __future__ import annotations

from collections.abc import Callable, Collection
from dataclasses import dataclass
from typing import Final

from briefsite.rendering.loaded_address import plain_address, scheme_of

#: What to do about it.
OWN_FILE: Final = "put it into a file below docs/ and name that under `extra_javascript` in mkdocs.yml, or remove it"
COPY: Final = (
    "put a copy into docs/ and refer to that, or make it an ordinary link: a page loads nothing from elsewhere"
)
REMOVE: Final = "remove it: the site's policy keeps browsers from doing this"
OWN_SHEET: Final = (
    "give it a class, and put the rule into a style sheet below docs/, named under `extra_css` in mkdocs.yml"
)
#: So many signs of a page are quoted in a message.
_QUOTED: Final = 60


@dataclass(frozen=True, slots=True)
class Intrusion:
    """Something in a page that its policy forbids.

    `does` says what the page does, as a sentence without its subject ("loads an image from another host: …"). `written`
    are the ways in which its place in a file may be spelt, the surest first. `help` says what to do.
    """

    does: str
    written: tuple[str, ...]
    help: str


@dataclass(frozen=True)
class Surroundings:
    """What a page may use: the texts of the `scripts` inside of it, the files with scripts that `is_known` approves.

    `site_url` is the address of the published site, empty if it has none yet: it is the same host. `is_known` gets the
    path of a file from the root of the site (`assets/reader.js`). `styled`: styles inside of it are no matter, as in a
    drawing, whose file has them in it.
    """

    scripts: Collection[str]
    is_known: Callable[[str], bool]
    site_url: str = ""
    styled: bool = False

    def is_elsewhere(self, stated: str) -> bool:
        """Whether an address leads away from this site, or to something that is no file."""
        own = self.site_url and plain_address(stated).startswith(self.site_url)
        return bool(scheme_of(stated)) and not own


def is_picture(value: str) -> bool:
    """Whether an address has an image in it, instead of leading to one."""
    return plain_address(value).lower().startswith("data:image/")


def loads_from_elsewhere(what: str, value: str) -> Intrusion:
    """That a page loads something, such as "an image", from an address on another host."""
    return Intrusion(f"loads {what} from another host: {shown_words(value)}", (value, plain_address(value)), COPY)


def shown_words(value: str) -> str:
    """Words of a page as they are quoted in a message: in one line, and not too long."""
    words = "".join(sign if sign.isprintable() else " " for sign in " ".join(value.split()))
    return f'"{words[:_QUOTED]}…"' if len(words) > _QUOTED else f'"{words}"'
