"""What does not belong in a finished page: scripts that aren't shipped with it, and all that comes from another host.

The policy of the page (`csp`) keeps a browser from running or loading it. A build that only relied on that would
publish a page that is broken or was tampered with, without a word; so each of these things is named, and fails it.
The tree is the one that a browser builds (by the algorithm of the HTML standard).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote, urljoin, urlsplit

from briefsite.rendering.csp import TABLE_STYLES
from briefsite.rendering.intrusion import (
    OWN_FILE,
    OWN_SHEET,
    REMOVE,
    Intrusion,
    Surroundings,
    is_picture,
    loads_from_elsewhere,
    shown_words,
)
from briefsite.rendering.loaded_address import css_addresses, plain_address, scheme_of

if TYPE_CHECKING:
    from selectolax.lexbor import LexborNode


#: Types of a script that are data to a browser. All others are refused: also import maps and rules for fetching ahead.
_DATA: Final = re.compile(r"(?:application|text)/(?:[a-z0-9.+-]*json|plain)")
#: What a link may not lead to: an address that is a program or a page of its own.
_PROGRAMS: Final = {"javascript", "vbscript", "data", "blob", "filesystem"}
#: The relations of a `<link>` that make a browser load or contact its target.
_LOADING: Final = {
    *("stylesheet", "icon", "shortcut", "apple-touch-icon", "apple-touch-icon-precomposed", "mask-icon", "manifest"),
    *(
        "preload",
        "modulepreload",
        "prefetch",
        "prerender",
        "preconnect",
        "dns-prefetch",
        "import",
        "pingback",
        "search",
    ),
    *("apple-touch-startup-image", "fluid-icon", "expect", "compression-dictionary"),
}
#: Elements that show another page, or run something outside the browser.
_FRAMES: Final = {"iframe", "frame", "object", "embed", "applet", "portal", "fencedframe", "webview"}
#: What an element of this kind is called.
_NAMES: Final = {
    "img": "an image",
    "image": "an image",
    "source": "a picture or recording",
    "video": "a video",
    "audio": "a recording",
    "track": "captions",
    "input": "an image",
    "script": "a script",
    "use": "a drawing",
    "feimage": "an image",
    "link": "a file",
}
#: Attributes with addresses that a browser loads or contacts by itself, whatever the element.
_LOADED: Final = {
    *("src", "srcset", "imagesrcset", "poster", "background", "codebase", "classid", "archive", "lowsrc", "dynsrc"),
    *("manifest", "ping", "attributionsrc"),
}
#: Those with several, which blanks separate.
_LISTS: Final = {"srcset", "imagesrcset", "archive", "ping", "attributionsrc"}
#: Attributes of SVG that are values of CSS, and what an animation makes of them.
_PAINTED: Final = {
    *("style", "fill", "stroke", "filter", "clip-path", "mask", "cursor", "from", "to", "by", "values"),
    *("marker", "marker-start", "marker-mid", "marker-end", "color-profile"),
}
_SENT: Final = {"action", "formaction"}


def intrusions(page: str, url: str, around: Surroundings) -> Iterator[Intrusion]:
    """What the page (HTML) at `url` (`/a/b/`) has that its policy forbids, in the order of the document."""
    found = [*_in_document(page, url, around)]
    if "<noscript" in page.lower():
        # With scripts on, what is inside of it is plain text up to its end, and what follows may be another element
        # than it is with scripts off.
        found += _in_document(_NOSCRIPT.sub("", page), url, around)
    yield from dict.fromkeys(found)


def stylesheet_intrusions(sheet: str, around: Surroundings) -> Iterator[Intrusion]:
    """What a style sheet (CSS) loads from another host."""
    yield from _in_css(sheet, around)


_NOSCRIPT: Final = re.compile(r"<noscript\b[^>]*>.*?</noscript[^>]*>", re.DOTALL | re.IGNORECASE)


def _in_document(page: str, url: str, around: Surroundings) -> Iterator[Intrusion]:
    from selectolax.lexbor import LexborHTMLParser

    for node in LexborHTMLParser(page).css("*"):
        attributes = {name.lower(): value or "" for name, value in node.attributes.items()}
        tag = (node.tag or "").lower()
        if tag == "script":
            yield from _in_script(node, attributes, url, around)
        elif tag in _SPECIAL:
            yield from _SPECIAL[tag](node, attributes, around)
        for name, value in attributes.items():
            yield from _in_attribute(tag, name, value, around)


def _in_script(node: LexborNode, attributes: dict[str, str], url: str, around: Surroundings) -> Iterator[Intrusion]:
    kind = attributes.get("type", "").strip().lower()
    if kind and _DATA.fullmatch(kind):
        return
    # A script of SVG names its file in another attribute, which HTML's ignores.
    stated = attributes.get("src", attributes.get("href", attributes.get("xlink:href")))
    text = node.text().replace("\r\n", "\n").replace("\r", "\n")  # as a browser hashes it
    if "src" not in attributes and text.strip() and text not in around.scripts:
        lines = [line.strip() for line in text.splitlines() if line.strip()]
        yield Intrusion(f"has a script of its own: {shown_words(' '.join(lines))}", (*lines[:1], "<script"), OWN_FILE)
    if stated is None:
        return
    if around.is_elsewhere(stated):
        yield loads_from_elsewhere("a script", stated)
        return
    own = around.site_url and plain_address(stated).startswith(around.site_url)
    path = plain_address(stated).removeprefix(around.site_url) if own else urljoin(url, plain_address(stated))
    path = unquote(urlsplit(path).path).lstrip("/")
    if not around.is_known(path):
        help_ = "name it under `extra_javascript` in mkdocs.yml if it is yours, or remove it"
        does = f"runs {shown_words(stated)}, which is neither the theme's nor named in mkdocs.yml"
        yield Intrusion(does, (stated, "<script"), help_)


def _in_attribute(tag: str, name: str, value: str, around: Surroundings) -> Iterator[Intrusion]:
    if name.startswith("on"):
        yield Intrusion(f"has a script in {name}={shown_words(value)}", (value, f"{name}=", name), OWN_FILE)
    elif name == "style" and not around.styled:
        if value and value not in TABLE_STYLES:
            yield Intrusion(f"has a style inside of it: style={shown_words(value)}", (value, "style"), OWN_SHEET)
    elif name in _SENT:
        if value.strip():
            yield Intrusion(f"sends a form to {shown_words(value)}", (value, f"{name}="), REMOVE)
    elif name in {"href", "xlink:href"}:
        yield from _in_reference(tag, value, around)
    elif name in _LOADED and tag not in _FRAMES and tag != "script":
        yield from _in_loaded(tag, name, value, around)
    elif name in _PAINTED:
        yield from _in_css(value, around)


def _in_reference(tag: str, value: str, around: Surroundings) -> Iterator[Intrusion]:
    """A `href`: of a link, it may not be a program; of anything else, not elsewhere."""
    if scheme_of(value) in _PROGRAMS and not (tag in {"image", "feimage", "link"} and is_picture(value)):
        yield Intrusion(f"links to a program: {shown_words(value)}", (value,), REMOVE)
    elif tag not in {"a", "area", "link", "base", "script"} and around.is_elsewhere(value) and not is_picture(value):
        yield loads_from_elsewhere(_NAMES.get(tag, "a part of a drawing"), value)


def _in_loaded(tag: str, name: str, value: str, around: Surroundings) -> Iterator[Intrusion]:
    """An attribute with one address or several. An image may be in its own address."""
    for each in value.split() if name in _LISTS else [value]:
        address = each.strip(",")
        if around.is_elsewhere(address) and not is_picture(address):
            yield loads_from_elsewhere(_NAMES.get(tag, "a file"), address)


def _in_link(node: LexborNode, attributes: dict[str, str], around: Surroundings) -> Iterator[Intrusion]:
    del node
    href, loaded = attributes.get("href", ""), _LOADING.intersection(attributes.get("rel", "").lower().split())
    if loaded and around.is_elsewhere(href) and not ("icon" in loaded and is_picture(href)):
        yield loads_from_elsewhere(f"a file ({' '.join(sorted(loaded))})", href)


def _in_meta(node: LexborNode, attributes: dict[str, str], around: Surroundings) -> Iterator[Intrusion]:
    del node
    if attributes.get("http-equiv", "").strip().lower() != "refresh":
        return
    content = attributes.get("content", "")
    if around.is_elsewhere(_REFRESHED.sub("", content, count=1)):
        does = f"leads its readers away by itself: {shown_words(content)}"
        yield Intrusion(does, (content, 'http-equiv="refresh"', "refresh"), REMOVE)


#: What is before the address in a refresh; "url=" may be left out.
_REFRESHED: Final = re.compile(r"[\s\d.]*[;,\s]*(?:url\s*=\s*)?[\"']?", re.IGNORECASE)


def _in_style(node: LexborNode, attributes: dict[str, str], around: Surroundings) -> Iterator[Intrusion]:
    del attributes
    text = node.text()
    if around.styled:
        yield from _in_css(text, around)
        return
    lines = [line.strip() for line in text.splitlines() if line.strip()]
    yield Intrusion(f"has styles inside of it: {shown_words(' '.join(lines))}", (*lines[:1], "<style"), OWN_SHEET)


def _in_css(text: str, around: Surroundings) -> Iterator[Intrusion]:
    """What a value or a sheet of CSS makes a browser load from elsewhere."""
    for each in css_addresses(text):
        if around.is_elsewhere(each) and not is_picture(each):
            yield loads_from_elsewhere("a part of its looks", each)


def _in_base(node: LexborNode, attributes: dict[str, str], around: Surroundings) -> Iterator[Intrusion]:
    del node, around
    does = f"has another base for all its links: {shown_words(attributes.get('href', ''))}"
    yield Intrusion(does, (attributes.get("href", ""), "<base"), REMOVE)


def _in_template(node: LexborNode, attributes: dict[str, str], around: Surroundings) -> Iterator[Intrusion]:
    del node, around
    if "shadowrootmode" in attributes or "shadowroot" in attributes:
        yield Intrusion("has a part that is hidden from checks (shadowrootmode)", ("shadowroot",), REMOVE)


def _in_frame(node: LexborNode, attributes: dict[str, str], around: Surroundings) -> Iterator[Intrusion]:
    del around
    stated = next((attributes[name] for name in ("src", "data", "srcdoc", "code") if attributes.get(name)), "")
    does = f"shows another page or program inside of it: <{node.tag}> {shown_words(stated)}".rstrip()
    yield Intrusion(does, (stated, f"<{node.tag}"), "make it an ordinary link: the site's policy allows no frames")


def _in_animation(node: LexborNode, attributes: dict[str, str], around: Surroundings) -> Iterator[Intrusion]:
    del around
    if attributes.get("attributename", "").strip().lower() in {"href", "xlink:href", "src"}:
        yield Intrusion("changes an address by an animation", (f"<{node.tag}", "attributeName"), REMOVE)


_Rule = Callable[["LexborNode", dict[str, str], Surroundings], Iterator[Intrusion]]
_SPECIAL: Final[dict[str, _Rule]] = {
    "link": _in_link,
    "meta": _in_meta,
    "style": _in_style,
    "base": _in_base,
    "template": _in_template,
    **dict.fromkeys(_FRAMES, _in_frame),
    **dict.fromkeys(("animate", "set", "animatetransform", "animatemotion"), _in_animation),
}
