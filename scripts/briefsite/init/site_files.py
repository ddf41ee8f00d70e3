"""The files that a site of its own has besides its edition: settings, a template, README, what git has to know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from briefsite.edition.schema import schema_as_json
from briefsite.edition.standing_pages import QUOTATION_PAGE, STANDING_SLUGS
from briefsite.file_names import SETTINGS
from briefsite.page_path import PagePath
from briefsite.scalar import quoted

SCHEMA: Final = "sources/edition.schema.json"

_SETTINGS: Final = """\
# The site: where it is published, which pages are in its menu. Written by hand; a build only checks it.

site_name: {title}
# The address of the published site, once it is known. Citations, links and metadata follow it.
site_url: https://example.org/
site_description: {description}

theme:
  name: briefsite
  custom_dir: docs/templates # a template here takes the place of the theme's
  language: en # of the menus and buttons

plugins:
  - material/search: # of the theme that ours extends
      # Words end at blanks, dashes, quotation marks and apostrophes.
      separator: '[\\s\\-‐–—,:;.!?()\\[\\]"“”''‘’/·]+'

markdown_extensions:
  - attr_list
  - md_in_html
  - tables
  - toc:
      permalink: "§"
      permalink_title: Link to this section
      toc_depth: 2

# In the edition's order. Put `Title: page.md` for a page whose title is too long for the menu.
nav:
{navigation}

# Missing targets of links and of the navigation are warnings.
validation:
  nav:
    omitted_files: info
    not_found: warn
    absolute_links: warn
  links:
    not_found: warn
    anchors: warn
    absolute_links: warn
    unrecognized_links: warn
"""

_TEMPLATE: Final = """\
{#- What this site changes of the theme's pages: a block of site.html, or of Material's base.html, by its name. -#}
{% extends "site.html" %}
"""

_README: Final = """\
# {title}

An annotated edition, made with briefsite: every paragraph can be cited, under addresses that survive edits.

## Two commands

```
briefsite build     # sources/ → docs/ → site/, proven, then swapped in as a whole
briefsite serve     # shows the site on your own machine, and follows your edits
```

`pip install briefsite` installs the program. Any web server can publish the folder `site/`.

## What is where

```
mkdocs.yml            the site: its address (site_url), its menu
sources/{folder}/
    {text}
                      the text as received, never changed
    edition.yml       the editorial part: pages, emendations, notes, names
    references.bib    the works that the notes cite
docs/                 the pages, which the build writes; pages of your own can be put beside them
```

`briefsite check` lists what is still open, each with its line. `briefsite release` makes a version: paragraphs, notes
and pages then have addresses for good, which are in `permalinks.yml`.
"""

_IGNORED: Final = """\
# what a build makes: the site, its staging folders, what later builds reuse
/site/
/.site-*/
/.briefsite/
"""


def site_files(title: str, folder: str, text: str, pages: Iterable[tuple[str, str]]) -> Mapping[str, bytes]:
    """The files of a new site by their paths from its root.

    `title` is that of its first edition, `folder` that edition's folder in sources/, `text` the name of the text's
    file, `pages` its pages (file in docs/, title).
    """
    navigation = "\n".join(navigation_lines([file for file, _ in pages], ""))
    description = quoted(f"An annotated edition of {title}.")
    files = {
        SETTINGS: _SETTINGS.format(title=quoted(title), description=description, navigation=navigation),
        "docs/templates/main.html": _TEMPLATE,
        "README.md": _README.format(title=_in_markdown(title), folder=folder, text=text),
        ".gitignore": _IGNORED,
        SCHEMA: schema_as_json(),
    }
    return {name: content.encode() for name, content in files.items()}


def navigation_lines(files: Iterable[str], path: str) -> Sequence[str]:
    """The lines of `nav` for an edition: its own pages, then those that every edition has."""
    standing = [*map(PagePath, STANDING_SLUGS), QUOTATION_PAGE]
    pages = [PagePath.of_markdown(file) for file in files] + standing
    return [f"  - {page.under(path).markdown}" for page in pages]


def _in_markdown(title: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\`*_[]#" else sign for sign in title)
