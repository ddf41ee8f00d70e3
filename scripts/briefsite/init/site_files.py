"""The files that a site of its own has besides its edition: settings, a template, README, what git has to know."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Final

from briefsite.edition.schema import schema_as_json
from briefsite.edition.standing_pages import QUOTATION_PAGE, STANDING_SLUGS
from briefsite.file_names import SETTINGS
from briefsite.init.workflows import workflow_files
from briefsite.page_path import PagePath
from briefsite.scalar import quoted

SCHEMA: Final = "sources/edition.schema.json"

_SETTINGS: Final = """\
# The site: its URL, its theme, its menu. You write this file; a build only checks it.

site_name: {title}
# The URL of the published site, once you know it. Citations, links and metadata use it. It can also be in the
# environment:   site_url: !ENV [SITE_URL, "https://example.org/"]
site_url: https://example.org/
site_description: {description}

theme:
  name: briefsite
  custom_dir: docs/templates # a template here replaces the theme's
  language: en # of the theme's own menus and buttons

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

# In the edition's order. Write `Title: page.md` if a page's title is too long for the menu.
nav:
{navigation}

# Warn about links and menu entries that lead nowhere.
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
{#- Override blocks of the theme here: those of site.html or of Material's base.html, by name. -#}
{% extends "site.html" %}
"""

_README: Final = """\
# {title}

An annotated edition, made with briefsite: every paragraph has a permanent link that survives edits.

## Two commands

```
briefsite build     # builds the site into site/, checks it, and replaces the old one only if all checks pass
briefsite serve     # previews the site locally and reloads as you edit
```

`pip install briefsite` installs the program. To publish the site, upload the folder `site/` to any web server.

## Publishing

1. Put the URL of the site into `mkdocs.yml` (`site_url`).
2. `briefsite release`, and commit everything.
3. Push. `.github/workflows/` publishes with GitHub Pages, `.gitlab-ci.yml` with GitLab Pages. Delete what you don't
   use.

For other hosts, the build writes `_redirects`, `_headers`, `_apache.conf` and `_nginx.conf` into `site/`: former links
keep leading to their passages, and browsers enforce the site's security policy.

## Folder layout

```
mkdocs.yml            the site: its URL (site_url), its menu
sources/{folder}/
    {text}
                      the text as received, never changed
    edition.yml       the editorial part: pages, emendations, notes, names
    references.bib    the works that the notes cite
docs/                 the pages, written by the build; you can add pages of your own
```

`briefsite check` lists open questions, each with its line. `briefsite release` makes a version: paragraphs, notes and
pages then have permanent links, which are recorded in `permalinks.yml`.
"""

_IGNORED: Final = """\
# written by builds: the site, its staging folders, and what later builds reuse
/site/
/.site-*/
/.briefsite/
"""


def site_files(title: str, folder: str, text: str, pages: Iterable[tuple[str, str]]) -> Mapping[str, bytes]:
    """The files of a new site by their paths from its root.

    `title` is that of its first edition, `folder` that edition's folder in sources/, `text` the name of the text's
    file, `pages` its pages (file in docs/, title).
    """
    files_of_pages, titles = zip(*pages, strict=True)
    # The overview's own title is that of the text, which the menu has above it.
    first, *rest = navigation_lines(files_of_pages, "")
    navigation = "\n".join([first.replace("- ", f"- {quoted(titles[0])}: ", 1), *rest])
    description = quoted(f"An annotated edition of {title}.")
    files = {
        SETTINGS: _SETTINGS.format(title=quoted(title), description=description, navigation=navigation),
        "docs/templates/main.html": _TEMPLATE,
        "README.md": _README.format(title=_in_markdown(title), folder=folder, text=text),
        ".gitignore": _IGNORED,
        SCHEMA: schema_as_json(),
        **workflow_files(),
    }
    return {name: content.encode() for name, content in files.items()}


def navigation_lines(files: Iterable[str], path: str) -> Sequence[str]:
    """The lines of `nav` for an edition: its own pages, then those that every edition has."""
    standing = [*map(PagePath, STANDING_SLUGS), QUOTATION_PAGE]
    pages = [PagePath.of_markdown(file) for file in files] + standing
    return [f"  - {page.under(path).markdown}" for page in pages]


def _in_markdown(title: str) -> str:
    return "".join(f"\\{sign}" if sign in "\\`*_[]#" else sign for sign in title)
