"""The outline: which paragraph is on which page, under which section."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from briefsite.edition.model import Edition, Page, Section
from briefsite.edition.standing_pages import RESERVED_SLUGS
from briefsite.page_path import PagePath
from briefsite.paragraphs.paragraph import Assembly
from briefsite.problems.collector import Problems
from briefsite.source.emendation import nearest_words
from briefsite.words import squeezed
from briefsite.writing.segmentation import first_words, measured
from briefsite.yaml_files.located import Located, Path


@dataclass(frozen=True, slots=True)
class Division:
    """Consecutive paragraphs on a page, under a section's heading or before the first one."""

    section: Section | None
    paragraphs: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Leaf:
    """A page with its stretches of the text, each a sequence of divisions."""

    page: Page
    stretches: tuple[tuple[Division, ...], ...]

    @property
    def paragraphs(self) -> tuple[int, ...]:
        """The positions of all paragraphs of the page, in order."""
        return tuple(p for stretch in self.stretches for division in stretch for p in division.paragraphs)

    @property
    def at(self) -> PagePath:
        """Where the page is in its edition."""
        return PagePath.of(self.page.slug)

    @property
    def file(self) -> str:
        """The page's file in docs/."""
        return self.at.markdown


@dataclass(frozen=True)
class Outline:
    """All pages in the order of the edition."""

    leaves: tuple[Leaf, ...]

    @cached_property
    def section_at(self) -> Mapping[int, Section]:
        """The section that begins with a paragraph."""
        divisions = (division for leaf in self.leaves for stretch in leaf.stretches for division in stretch)
        return {division.paragraphs[0]: division.section for division in divisions if division.section}

    @cached_property
    def leaf_of(self) -> Mapping[int, Leaf]:
        """The page of each paragraph."""
        return {paragraph: leaf for leaf in self.leaves for paragraph in leaf.paragraphs}


def outline(assembly: Assembly, edition: Edition, located: Located, problems: Problems) -> Outline:
    """The pages with their paragraphs; empty where it isn't clear which paragraph is on which page.

    Problems: O01 beginnings that begin nothing, O02 order, O03 paragraphs on no page, O04 slugs and ids.
    """
    paragraphs = assembly.paragraphs
    found = problems.part()
    _check_names(edition, located, found)
    starts = _starts(assembly, edition, located, found)
    if not found and paragraphs and 0 not in starts:
        before = min(starts)
        said = "1 paragraph" if before == 1 else f"{before} paragraphs"
        opening = squeezed(first_words(paragraphs[0].body.text, 6))
        message = f"{said} before the first page's beginning: on no page"
        found.error(located.place("pages"), "O03", message, f'start a page at "{opening}"', subject=opening)
    if found:
        return Outline(())
    owner: list[int] = []
    for index in range(len(paragraphs)):
        owner.append(starts[index] if index in starts else owner[-1])
    leaves = []
    owned: dict[int, list[int]] = {number: [] for number in range(len(edition.pages))}
    for index, number in enumerate(owner):
        owned[number].append(index)
    for number, page in enumerate(edition.pages):
        own = owned[number]
        sections = _sections(assembly, page, number, own, located, problems)
        leaves.append(Leaf(page, tuple(_stretches(own, sections, starts))))
    return Outline(tuple(leaves))


def _starts(assembly: Assembly, edition: Edition, located: Located, problems: Problems) -> dict[int, int]:
    """Position of each paragraph that begins a stretch -> position of its page."""
    starts: dict[int, int] = {}
    for number, page in enumerate(edition.pages):
        for position, words in enumerate(page.starts):
            path: Path = ("pages", number, "from") + (() if isinstance(page.start, str) else (position,))
            begun = _begins(assembly, words, located, path, problems)
            if begun in starts:
                message = f'"{words}" already begins another page'
                problems.error(located.place(*path), "O02", message, "start it elsewhere", subject=words)
            elif begun is not None:
                starts[begun] = number
    return starts


def _stretches(
    own: Sequence[int], sections: Mapping[int, Section], starts: Collection[int]
) -> Iterator[tuple[Division, ...]]:
    stretch: list[Division] = []
    for index in own:
        if index in starts and stretch:
            yield tuple(stretch)
            stretch = []
        if index in sections or not stretch:
            stretch.append(Division(sections.get(index), (index,)))
        else:
            stretch[-1] = Division(stretch[-1].section, (*stretch[-1].paragraphs, index))
    if stretch:
        yield tuple(stretch)


def _sections(
    assembly: Assembly,
    page: Page,
    number: int,
    own: Sequence[int],
    located: Located,
    problems: Problems,
) -> dict[int, Section]:
    found: dict[int, Section] = {}
    here = set(own)
    for position, section in enumerate(page.sections):
        path = ("pages", number, "sections", position, "from")
        begun = _begins(assembly, section.start, located, path, problems)
        if begun is None:
            continue
        if begun not in here:
            message = f'"{section.start}" begins a paragraph that is not on the page "{page.slug}"'
            help_ = "move the section to that paragraph's page"
            problems.error(located.place(*path), "O01", message, help_, subject=section.start)
        elif begun in found:
            message = f'the section "{found[begun].id}" already begins with this paragraph'
            problems.error(located.place(*path), "O02", message, "start it elsewhere", subject=section.id)
        else:
            if found and begun < max(found):
                message = f'the section "{found[max(found)].id}" comes after this one in the text'
                help_ = "list the sections in the order of the text"
                problems.warning(located.place(*path), "O02", message, help_, subject=section.id)
            found[begun] = section
    return found


def _begins(assembly: Assembly, words: str, located: Located, path: Path, problems: Problems) -> int | None:
    paragraphs, found = assembly.paragraphs, assembly.quotations.begun_by(words)
    # The first page begins with the text, however often its first words come again.
    if len(found) == 1 or (found and found[0] == 0 and path[:3] in {("pages", 0, "from"), ("pages", 0, "from", 0)}):
        return found[0]
    if found:
        message = f'"{words}" begins {len(found)} paragraphs'
        help_ = "quote a few more words"
    elif inside := assembly.quotations.places(words):
        opening = squeezed(first_words(paragraphs[inside[0][0]].body.text, 6))
        message = f'"{words}" is inside a paragraph, not at its start'
        help_ = f'use "{opening}", or add the words to splits to start a paragraph there'
    else:
        message = f'no paragraph starts with "{words}"'
        help_ = (problems.are_few and _like(assembly, words)) or "copy a paragraph's first words exactly"
    problems.error(located.place(*path), "O01", message, help_, subject=words)
    return None


def _like(assembly: Assembly, words: str) -> str:
    """The question whether the beginning of a paragraph that is most like some words was meant."""
    count = measured(words)
    openings = "\n".join(squeezed(first_words(paragraph.body.text, count)) for paragraph in assembly.paragraphs)
    return nearest_words(openings, words)


def _check_names(edition: Edition, located: Located, problems: Problems) -> None:
    slugs: set[str] = set()
    ids: set[str] = set()
    for number, page in enumerate(edition.pages):
        place = located.place("pages", number, "slug")
        if page.slug in slugs:
            message = f'two pages have the slug "{page.slug}"'
            problems.error(place, "O04", message, "change one of them", subject=page.slug)
        if page.slug in RESERVED_SLUGS:
            message = f'"{page.slug}" is the slug of a page that every edition has'
            problems.error(place, "O04", message, "choose another", subject=page.slug)
        slugs.add(page.slug)
        for position, section in enumerate(page.sections):
            place = located.place("pages", number, "sections", position, "id")
            if section.id in ids:
                message = f'two sections have the id "{section.id}"'
                problems.error(place, "O04", message, "change one of them", subject=section.id)
            ids.add(section.id)
    if "/" not in slugs:
        message, help_ = 'no page has the slug "/"', 'give one page the slug "/"'
        problems.error(located.place("pages"), "O04", message, help_, subject="/")
