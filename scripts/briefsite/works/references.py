"""References in citation styles: works in, one clean HTML fragment out for each work and style.

The engine is Typst, which formats by the Citation Style Language. It gets one document for all works and styles at
once, each work in a bibliography of its own, so that no reference depends on its neighbours ("2018a", "———"). What it
gave is kept, so that a build in which no work changed doesn't even load it.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from briefsite.cache import code_checksum, read_cache, write_cache
from briefsite.checksum import checksum
from briefsite.problem import Problem
from briefsite.works import hayagriva, reference_html
from briefsite.works.work import Work

#: The styles that the site offers, as the engine calls them.
STYLES: Final = ("chicago-notes", "apa", "mla", "harvard-cite-them-right", "ieee")

#: The document. It is the same for all works: their data come from outside and are never read as markup.
_DOCUMENT: Final = """\
#for (id, style, region, entry) in json(bytes(sys.inputs.entries)) {
  set text(lang: "en", region: region)
  html.elem("div", attrs: (id: id), bibliography(bytes(entry), style: style, full: true, title: none))
}
"""
#: Styles whose manuals write British English: ‘single’ quotation marks, the comma outside.
_REGIONS: Final = {"harvard-cite-them-right": "GB"}
#: Fragments kept at most. What the last build used is never dropped.
_KEPT: Final = 5_000


def format_works(
    works: Sequence[Work], styles: Sequence[str], cache: Path | None = None
) -> tuple[Mapping[tuple[str, str], str], tuple[Problem, ...]]:
    """The reference of every work in every style, by (style, key), as an HTML fragment: text, `<em>`, `<a href>`.

    `styles` are of `STYLES` or others that the engine knows; `cache` is a folder to keep the references in, or None. A
    work that the engine refuses is a problem B07 and has no reference.
    """
    file = None if cache is None else cache / "references.json"
    kept = read_cache(file)
    maker = code_checksum(
        ("briefsite.works.references", "briefsite.works.hayagriva", "briefsite.works.reference_html"), ("typst",)
    )
    checksums = {work.key: checksum(maker, repr(work)) for work in works}
    names = {(style, work.key): checksum(style, checksums[work.key]) for style in styles for work in works}
    missing = [(style, work) for style in styles for work in works if names[style, work.key] not in kept]
    made, problems = _formatted(missing) if missing else ({}, ())
    references = {
        wanted: made[wanted] if wanted in made else kept[name]
        for wanted, name in names.items()
        if wanted in made or name in kept
    }
    if file is not None and made:
        used = {names[wanted]: text for wanted, text in references.items()}
        others = {name: text for name, text in kept.items() if name not in used}
        write_cache(file, dict([*others.items(), *used.items()][-max(_KEPT, len(used)) :]))
    return references, problems


def _formatted(missing: Sequence[tuple[str, Work]]) -> tuple[dict[tuple[str, str], str], tuple[Problem, ...]]:
    """The references of these works, made now. What the engine refuses is looked for only when it refuses something."""
    with contextlib.suppress(_RefusedError):
        return _made(missing), ()
    references: dict[tuple[str, str], str] = {}
    problems: dict[str, Problem] = {}
    for style, work in missing:
        try:
            references |= _made([(style, work)])
        except _RefusedError as error:
            said = f'the citation engine cannot format "{work.key}" ({style}): {error}'
            help_ = "look for something odd in its names, numbers or dates"
            problems.setdefault(work.key, Problem(work.place, "B07", said, help_))
    return references, tuple(problems.values())


class _RefusedError(Exception):
    """The engine takes none of what it was given; the sentence is its own."""


def _made(wanted: Sequence[tuple[str, Work]]) -> dict[tuple[str, str], str]:
    import typst

    entries = [
        (
            str(number),
            style,
            _REGIONS.get(style, "US"),
            json.dumps({"work": hayagriva.hayagriva_entry(work, style)}, ensure_ascii=False),
        )
        for number, (style, work) in enumerate(wanted)
    ]
    inputs = {"entries": json.dumps(entries)}
    try:
        # No fonts: HTML has no use for them.
        data = typst.compile(_DOCUMENT.encode(), format="html", ignore_system_fonts=True, sys_inputs=inputs)
    except BaseException as error:
        # Where the engine breaks down instead of complaining, that is no Exception in Python.
        if not isinstance(error, typst.TypstError) and type(error).__name__ != "PanicException":
            raise
        raise _RefusedError(str(error).partition("\n")[0]) from error
    found = re.findall(r'<div id="\d+">(.*?)</div>', data.decode(), re.DOTALL)
    if not all(hayagriva.TITLE in text for text in found):
        raise _RefusedError("it leaves the title out")
    return {
        (style, work.key): reference_html.finished_reference(text, work, style)
        for (style, work), text in zip(wanted, found, strict=True)
    }
