"""Incoming links: every place where a file has the URL of an edition, however it is written there.

With or without a scheme and www, with a fragment, a text fragment (`#:~:text=`), a query, percent-encoding, or
`index.html`; in brackets or quotes, and at the end of a sentence.
"""

from __future__ import annotations

import contextlib
import posixpath
import re
from collections.abc import Iterator, Mapping, Sequence
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from briefsite.ledger.version import VersionId
from briefsite.links.spelling import FileKind, without_escapes
from briefsite.links.stated_version import Extent, StatedVersions, stated_versions
from briefsite.problems.problem import Place
from briefsite.source.source import Source


@dataclass(frozen=True, slots=True)
class IncomingLink:
    """A citation of the edition with the URL `edition`, at a `place` in a file.

    `url` is as it was written, without the file's escapes; `path` is that of the page, from the first page of the
    edition. `version` is the one that the text around it says it cites; None if it doesn't say.
    """

    place: Place
    url: str
    edition: str
    path: str
    fragment: str
    version: VersionId | None = None


@dataclass(frozen=True, slots=True)
class SiteBase:
    """What URLs of an edition begin with: its host, without www, its port (None: the usual one), its path."""

    host: str
    port: int | None
    path: str

    @classmethod
    def of(cls, url: str) -> SiteBase:
        """The beginning that `url` is. ValueError if it has no host."""
        parts = urlsplit(url if "//" in url else f"//{url}")
        if not parts.hostname:
            raise ValueError(f"{url} is not the URL of a site")
        path = "/" + "".join(f"{part}/" for part in unquote(parts.path).split("/") if part)
        return cls(parts.hostname.removeprefix("www."), _port(parts.port), path)

    @property
    def hosts(self) -> tuple[str, ...]:
        """The host in letters and, if it has others than ASCII, as the network has it."""
        found = {self.host}
        with contextlib.suppress(UnicodeError):
            found.add(self.host.encode("idna").decode())
        with contextlib.suppress(UnicodeError):
            found.add(self.host.encode().decode("idna"))
        return tuple(sorted(found))

    def below(self, path: str) -> str | None:
        """The part of a path that comes after this beginning, with a slash before it; None if it is not below."""
        if f"{path}/" == self.path:
            return "/"
        return path[len(self.path) - 1 :] if path.startswith(self.path) else None


def _port(port: int | None) -> int | None:
    return None if port in {80, 443} else port


#: The characters of a URL (RFC 3986, 2). A text fragment may have others, as browsers show it.
_URL: Final = re.compile(r"[A-Za-z0-9._~:/?#\[\]@!$&'()*+,;=%-]*")
_TEXT_FRAGMENT: Final = re.compile(r"""[^\s<>"{}|\\^`“”„«»]*""")
_DIRECTIVE: Final = ":~:"
_CLOSING: Final = {"(": ")", "[": "]", "{": "}", "<": ">", '"': '"', "'": "'", "‘": "’", "`": "`"}
#: What ends a sentence or an emphasis behind a URL.
_TRAILING: Final = ".,;:!?'*_~…’"
#: What comes before a URL whose end is certain: nothing of it is the sentence's.
_SURE: Final = re.compile(r"""[{<]$|\]\($|=\s*["']$""")
_DEFINITION: Final = re.compile(r"^ {0,3}\[(?!\^)([^\]\n]+)\]:[ \t]*<?", re.MULTILINE)
#: The use of a Markdown reference: [text][label], [label].
_LABEL: Final = re.compile(r"\[([^\[\]\n]{1,200})\](?!:)")
#: Between the target of a link and its text, if that is its URL once more.
_SAME_LINK: Final = re.compile(r"""["']?[^<>\n]*>\s*|\]\(<?|\}\{""")


def incoming_links(
    source: Source, kind: FileKind, bases: Mapping[SiteBase, str], known: Mapping[str, AbstractSet[VersionId]]
) -> Iterator[IncomingLink]:
    """Every citation in a file, in its order.

    `bases` has the URL of the edition for all that URLs of it may begin with, `known` the versions of each edition.
    """
    if not bases:
        return
    plain = without_escapes(source.text, kind)
    found = [*_spans(plain.text, bases)]
    spans = [span for span, _, _ in found]
    versions: dict[str, list[Sequence[VersionId | None]]] = {}
    for edition in {edition for _, edition, _ in found}:
        stated = stated_versions(plain.text, kind.between, known.get(edition, frozenset()))
        versions[edition] = _versions(plain.text, spans, stated, kind)
    for number, (span, edition, path) in enumerate(found):
        if number and _names_again(plain.text, found[number - 1], found[number]):
            continue
        url = plain.text[slice(*span)]
        begin, end = map(plain.written, span)
        place = source.place(begin, end - begin)
        fragment = unquote(url.partition("#")[2].partition(_DIRECTIVE)[0])
        for version in versions[edition][number]:
            yield IncomingLink(place, url, edition, path, fragment, version)


def _spans(text: str, bases: Mapping[SiteBase, str]) -> Iterator[tuple[Extent, str, str]]:
    """Every URL of an edition: its place, the edition, the path of the page."""
    hosts = "|".join(sorted({re.escape(host) for base in bases for host in base.hosts}, key=len, reverse=True))
    begins = re.compile(
        rf"(?:(?<![a-z0-9/])https?://|(?<![a-z0-9:/])//|(?<![a-z0-9@/.%~-]))(?:www\.)?(?P<host>{hosts})"
        r"(?::(?P<port>[0-9]{1,5})(?![0-9]))?(?![a-z0-9@-]|\.[a-z0-9])",
        re.IGNORECASE,
    )
    nearest_first = sorted(bases, key=lambda base: -len(base.path))
    end = 0
    for match in begins.finditer(text):
        if match.start() < end:
            continue
        end = _end(text, match.start(), match.end())
        path = _path(text[match.end() : end])
        port = _port(int(match["port"])) if match["port"] else None
        for base in nearest_first:
            own = match["host"].lower() in base.hosts and port == base.port
            if own and (below := base.below(path)) is not None:
                yield (match.start(), end), bases[base], below
                break


def _end(text: str, start: int, host: int) -> int:
    """The end of a URL that starts at `start` and whose host ends at `host`."""
    run = _URL.match(text, host)
    end = run.end() if run else host
    before = text[start - 1] if start else ""
    if (directive := text.find(_DIRECTIVE, host, end)) >= 0:
        rest = _TEXT_FRAGMENT.match(text, directive)
        end = rest.end() if rest else end
    close = _CLOSING.get(before, "")
    if close and (at := text.find(close, host, end)) >= 0 and close not in ")]":
        end = at
    end = _balanced(text, host, end)
    if close and text[end : end + 1] == close and _SURE.search(text, max(0, start - 9), start):
        return end
    return host + len(text[host:end].rstrip(_TRAILING))


def _balanced(text: str, start: int, end: int) -> int:
    """Where the first bracket is closed that was opened before `start`; `end` if none is."""
    depth = {")": 0, "]": 0}
    for at in range(start, end):
        sign = text[at]
        if sign in "([":
            depth[_CLOSING[sign]] += 1
        elif sign in depth:
            depth[sign] -= 1
            if depth[sign] < 0:
                return at
    return end


def _path(rest: str) -> str:
    """The path in what follows the host of a URL, as a web server reads it."""
    path = unquote(re.split(r"[?#]", rest, maxsplit=1)[0])
    path = path.removesuffix("index.html") if path.endswith("/index.html") else path
    normal = posixpath.normpath(f"/{path.lstrip('/')}")
    return normal if normal == "/" or not path.endswith("/") else f"{normal}/"


def _names_again(text: str, before: tuple[Extent, str, str], this: tuple[Extent, str, str]) -> bool:
    """Whether a link has its URL as its text, too: it is one citation."""
    (_, first), (second, _) = before[0], this[0]
    return text[slice(*before[0])] == text[slice(*this[0])] and _SAME_LINK.fullmatch(text, first, second) is not None


def _versions(
    text: str, spans: Sequence[Extent], stated: StatedVersions, kind: FileKind
) -> list[Sequence[VersionId | None]]:
    """The version that is stated for each citation. For a Markdown reference there may be several: one for each use."""
    found: list[Sequence[VersionId | None]] = [[version] for version in stated.of(spans)]
    if kind.name != "Markdown" or not stated.stated:
        return found
    uses: dict[str, list[Extent]] = {}
    for match in _LABEL.finditer(text):
        uses.setdefault(match[1].casefold(), []).append(match.span())
    defined = {match.end(): match[1].casefold() for match in _DEFINITION.finditer(text)}
    for number, (start, _) in enumerate(spans):
        if start in defined and found[number] == [None]:
            of_uses = dict.fromkeys(version for version in stated.of(uses.get(defined[start], [])) if version)
            found[number] = [*of_uses] if of_uses else [None]
    return found
