"""Feeds: of an edition, what the page of its changes says of each version; of a site, the versions of all editions."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from briefsite.edition.standing_pages import CHANGES_PAGE
from briefsite.exports.cited_work import editor_names
from briefsite.exports.feed import FEED, FEED_OF_SITE, Feed, FeedEntry, atom, entry_id, feed_id
from briefsite.exports.placeholder import is_placeholder
from briefsite.html import PageBlock
from briefsite.language.strings import ENGLISH, Strings
from briefsite.ledger.version import Version, read_version, shown_version
from briefsite.ledger.version_links import version_path
from briefsite.markup import typeset
from briefsite.pages.changes import changes_id, released_changes
from briefsite.pages.mark import page_mark
from briefsite.reading.publication import Publication
from briefsite.reading.summary import EditionSummary
from briefsite.works.work import names_in_words

AsHtml: TypeAlias = Callable[[Sequence[PageBlock], str], str]


def version_feed(publication: Publication, address: str, sources: str, as_html: AsHtml) -> Mapping[str, bytes]:
    """The feed by its path from the edition's; none before the first version.

    `address` is that of the edition, `sources` where an editor finds its sources. `as_html` renders blocks, with links
    that count from an address (`pages.fragment`).
    """
    if not publication.released.versions:
        return {}
    edition, say = publication.edition, publication.strings
    first = publication.released.versions[0]
    title = typeset(edition.site.title)
    base = "" if is_placeholder(address) else address
    changes = released_changes(publication)
    feed = Feed(
        id=feed_id(entry_id(edition.site.path, first)),
        title=title,
        subtitle=say.text("feed.subtitle", title=typeset(edition.work.title)),
        authors=[names_in_words([name], say) for name in editor_names(publication)]
        or [say.text("feed.editors", title=title)],
        file=FEED,
        page=CHANGES_PAGE.path[1:],
        entries=[
            _entry(edition.site.path, version, say, as_html(changes[version.id], base))
            for version in publication.released.versions
        ],
        language=say.language,
    )
    return {FEED: atom(feed, address, page_mark(sources))}


def feed_of_site(
    cards: Sequence[EditionSummary], name: str, address: str, sources: str, say: Strings = ENGLISH
) -> Mapping[str, bytes]:
    """The feed of the versions of all editions by its name in docs/; none if the only edition is at the root.

    `name` and `address` are those of the site. The feeds of the editions say what changed.
    """
    entries = []
    for card in cards:
        below = f"{card.path}/" if card.path else ""
        for shown in card.versions:
            entry = _entry(card.path, Version(read_version(shown.id), shown.words, shown.note), say)
            version = shown_version(entry.version, say)
            title = say.text("feed.entry_of", title=typeset(card.title), version=version)
            paths = (f"{below}{entry.path}", f"{below}{entry.changes}")
            entries.append(replace(entry, title=title, path=paths[0], changes=paths[1]))
    if not entries or not any(card.path for card in cards):
        return {}
    first = min(entries, key=lambda entry: (entry.version, entry.path))
    feed = Feed(
        id=feed_id(f"site {first.id}"),
        title=name,
        subtitle=say["feed.site"],
        authors=[say.text("feed.editors", title=name)],
        file=FEED_OF_SITE,
        page="",
        entries=entries,
        language=say.language,
    )
    return {FEED_OF_SITE: atom(feed, address, page_mark(sources))}


def _entry(path: str, version: Version, say: Strings, html: str = "") -> FeedEntry:
    changes = f"{CHANGES_PAGE.path[1:]}#{changes_id(version)}"
    return FeedEntry(
        id=entry_id(path, version),
        title=say.text("feed.entry", version=shown_version(version.id, say)),
        version=version.id,
        note=typeset(version.note),
        path=f"{version_path(version.id)}/" if version.words else changes,
        changes=changes,
        html=html,
    )
