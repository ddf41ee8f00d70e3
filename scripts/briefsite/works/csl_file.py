"""A citation style of a site's own: a file in the Citation Style Language (1.0.2)."""

from __future__ import annotations

import re
from pathlib import PurePosixPath
from typing import Final
from xml.etree import ElementTree as ET

from briefsite.words import fold, squeezed
from briefsite.works.style import DateForms, Style

_SPACE: Final = "{http://purl.org/net/xbiblio/csl}"


def style_of_file(name: str, data: bytes) -> Style:
    """The style in a file with this name. Its title is that of the file, its `cli` the file's name without `.csl`.

    Raises ValueError, with the reason, if the file is no CSL style that stands by itself and has a bibliography.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise ValueError("it is not in UTF-8") from None
    if "<!DOCTYPE" in text or "<!ENTITY" in text:
        raise ValueError("it has a DOCTYPE, which a CSL file hasn't")
    try:
        root = ET.fromstring(text.removeprefix(_declaration(text)))  # noqa: S314 - without a DOCTYPE no entities
    except ET.ParseError as error:
        raise ValueError(f"it is not valid XML: {error}") from None
    if root.tag != f"{_SPACE}style":
        raise ValueError("it is not a CSL file, which begins with <style xmlns=…>")
    title = squeezed(root.findtext(f"{_SPACE}info/{_SPACE}title") or "")
    for link in root.iterfind(f"{_SPACE}info/{_SPACE}link"):
        if link.get("rel") == "independent-parent":
            raise ValueError(f"it only refers to another style; use that file instead: {link.get('href')}")
    if not title:
        raise ValueError("it has no <title> in its <info>")
    if root.find(f"{_SPACE}bibliography") is None:
        raise ValueError("it has no <bibliography>")
    british = root.get("default-locale") == "en-GB"
    day = "D MMMM YYYY" if british else "MMMM D, YYYY"
    return Style(
        re.sub(r"[^a-z0-9]+", "-", fold(PurePosixPath(name).stem)).strip("-") or "style",
        title,
        re.sub(r"[^a-z0-9]+", "-", fold(PurePosixPath(name).stem)).strip("-") or "style",
        # Nothing says whether the year follows the author, where a day would be wrong.
        DateForms("YYYY", "", day),
        region="GB" if british else "US",
        title_case='text-case="title"' in text,
        initials="initialize-with=" in text,
        csl=text.removeprefix("\ufeff"),
    )


def _declaration(text: str) -> str:
    """The XML declaration, whose encoding no longer counts once a file is decoded."""
    found = re.match(r"\s*<\?xml[^>]*\?>", text)
    return found[0] if found else ""
