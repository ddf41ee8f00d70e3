"""The generated files of docs/: those of an edition, and those that belong to none."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from briefsite.file_names import CARD, SOURCES
from briefsite.page_path import PagePath
from briefsite.problems.collector import Problems
from briefsite.reading.publication import Publication
from briefsite.reading.summary import EditionSummary
from briefsite.site.address_files import ALL_WORKS, address_schema_files
from briefsite.site.inputs import MARK, Inputs
from briefsite.site.navigation import listed_files
from briefsite.site.offered import document_links, zip_links
from briefsite.site.robots import ROBOTS, robots_file
from briefsite.storage.files import WORK_FOLDER


def cache_of(root: Path, folder: str) -> Path:
    """The folder of the caches of an edition's formatted references."""
    return root / WORK_FOLDER / "references" / folder.rpartition("/")[2]


def edition_pages(
    inputs: Inputs,
    folder: str,
    publication: Publication,
    problems: Problems,
    *,
    others: Sequence[EditionSummary] = (),
) -> Mapping[str, bytes]:
    """The pages of an edition, its files for reference managers and those of its figures, by their names in docs/.

    `others` are the editions that its first page lists.
    """
    from briefsite.exports.downloads import download_files
    from briefsite.exports.metadata import page_metadata
    from briefsite.exports.signposting import linkset_file
    from briefsite.exports.social_card import social_card
    from briefsite.exports.style_templates import page_templates
    from briefsite.pages.all_pages import edition_files
    from briefsite.pages.document_images import image_files
    from briefsite.pages.figure_files import figure_files
    from briefsite.pages.fragment import fragment_html
    from briefsite.pages.how_to_cite import how_to_cite
    from briefsite.pages.mark import data_mark
    from briefsite.pages.version_feed import version_feed
    from briefsite.source.document_place import published_name

    path = publication.edition.site.path
    address = inputs.address_of(path)
    documents = document_links(inputs.settings, folder, publication, len(others))
    templates = page_templates(publication, cache_of(inputs.root, folder), problems)
    metadata = page_metadata(publication, address, templates, documents)
    cited = how_to_cite(publication, address, templates)
    cache = cache_of(inputs.root, folder)
    texts = edition_files(publication, f"{folder}/", metadata, cited, others, cache, documents=documents)
    pictures = figure_files(publication, address, cache_of(inputs.root, folder))
    downloads = {**download_files(publication, address), **linkset_file(publication, address), **pictures}
    structure = publication.source.structure
    below = f"{path}/" if path else ""
    if structure is not None and not publication.frozen:
        document, sources = structure.head.document, inputs.sources[folder]
        downloads[published_name(document)] = sources[document]
        downloads |= image_files(folder, sources, inputs.docs, below)
    files = {name: text.encode() for name, text in texts.items()}
    if not publication.frozen:
        downloads |= version_feed(publication, address, f"{folder}/", fragment_html)
        if f"{below}{CARD}" not in inputs.written_by_hand:
            before = inputs.docs.get(f"{below}{CARD}")
            downloads[CARD] = social_card(publication, inputs.mark, before, data_mark(f"{folder}/"))
    return files | {f"{below}{name}": data for name, data in downloads.items()}


def own_files(inputs: Inputs, cards: Mapping[str, EditionSummary]) -> Mapping[str, bytes]:
    """The files that belong to no edition: a home, all works, the schema of addresses, robots.txt, icons.

    A home is made where no edition is at the root, the list of all works if the navigation has it, icons if the site
    has a mark of its own. Neither a home nor robots.txt nor an icon takes the place of one that was made by hand.
    """
    from briefsite.exports.icons import icon_files
    from briefsite.pages.home import all_works_page, home_page
    from briefsite.pages.mark import data_mark
    from briefsite.pages.page import page_files
    from briefsite.pages.site_head import site_head
    from briefsite.pages.string_files import string_files
    from briefsite.pages.version_feed import feed_of_site

    pages = []
    if all(card.path for card in cards.values()) and PagePath().markdown not in inputs.written_by_hand:
        documents = zip_links(inputs.settings, {}, len(cards))
        pages.append(home_page(tuple(cards.values()), inputs.site_strings, documents))
    if ALL_WORKS.markdown in listed_files(inputs.settings):
        pages.append(all_works_page(tuple(cards.values()), ALL_WORKS, inputs.site_strings))
    files = {name: text.encode() for name, text in page_files(pages, f"{SOURCES}/").items()}
    robots = robots_file(inputs.site_url) if ROBOTS not in inputs.written_by_hand else {}
    by_hand = inputs.written_by_hand
    icons = icon_files(by_hand[MARK], inputs.docs, data_mark(f"docs/{MARK}")) if MARK in by_hand else {}
    icons = {name: data for name, data in icons.items() if name not in by_hand}
    site_name = str(inputs.settings.data.get("site_name", ""))
    feed = feed_of_site(tuple(cards.values()), site_name, inputs.site_url, f"{SOURCES}/", inputs.site_strings)
    head = site_head(tuple(cards.values()), inputs.site_url, f"{SOURCES}/", inputs.site_strings)
    interfaces = {card.path: inputs.strings_for(card.language) for card in cards.values()}
    strings = string_files(interfaces.get("", inputs.site_strings), interfaces.values(), f"{SOURCES}/")
    return {**files, **address_schema_files(), **robots, **icons, **feed, **head, **strings}
