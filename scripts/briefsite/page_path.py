"""Where a page is: one value for its path, its Markdown file in docs/, its URL, and the file that it is built to."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import Final
from urllib.parse import urljoin

_FIRST: Final = "index"


# A list of addresses has the URL of each page many times.
_url: Final = lru_cache(maxsize=4096)(urljoin)


@dataclass(frozen=True, slots=True)
class PagePath:
    """A page of an edition, or of the site.

    | part       | a page            | the first page | under an edition's path     |
    |------------|-------------------|----------------|-----------------------------|
    | `slug`     | turkey            |                | turkey                      |
    | `folder`   |                   |                | reports/dams                |
    | `path`     | /turkey/          | /              | /reports/dams/turkey/       |
    | `stem`     | turkey            | index          | reports/dams/turkey         |
    | `markdown` | turkey.md         | index.md       | reports/dams/turkey.md      |
    | `built`    | turkey/index.html | index.html     | reports/dams/turkey/index.html |
    """

    slug: str = ""
    folder: str = ""

    @classmethod
    def of(cls, path: str) -> PagePath:
        """The page with a slug or a path: `turkey`, `/turkey/`; `/` is the first page."""
        folder, _, slug = path.strip("/").rpartition("/")
        return cls(slug, folder)

    @classmethod
    def of_markdown(cls, file: str) -> PagePath:
        """The page that a Markdown file in docs/ becomes: `history.md`; `index.md` is the first of its folder."""
        folder, _, name = file.removesuffix(".md").rpartition("/")
        return cls("" if name == _FIRST else name, folder)

    def under(self, edition: str) -> PagePath:
        """The page where its edition has the path `edition` on the site (empty: the root)."""
        return PagePath(self.slug, "/".join(filter(None, (edition, self.folder))))

    @property
    def name(self) -> str:
        """The slug; of the first page `index`."""
        return self.slug or _FIRST

    @property
    def path(self) -> str:
        """The path from the root: `/turkey/`."""
        return "/" + "".join(f"{part}/" for part in (self.folder, self.slug) if part)

    @property
    def stem(self) -> str:
        """The file in docs/ without its ending: `turkey`."""
        return f"{self.folder}/{self.name}" if self.folder else self.name

    @property
    def markdown(self) -> str:
        """The file in docs/: `turkey.md`."""
        return f"{self.stem}.md"

    @property
    def built(self) -> str:
        """The file in the built site: `turkey/index.html`."""
        return f"{self.path[1:]}{_FIRST}.html"

    def to(self, path: str) -> str:
        """The way from this page to another path of the site, as a relative URL: "../../turkey/"."""
        return "../" * self.path.strip("/").count("/") + "../" * bool(self.path.strip("/")) + path.lstrip("/") or "./"

    def url(self, site: str) -> str:
        """The URL where `site` is the address of what the path counts from; without one (empty) the path itself."""
        return _url(site, self.path[1:]) if site else self.path
