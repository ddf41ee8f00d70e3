"""References in citation styles: works in, one clean HTML fragment out for each work and style.

The engine is Typst, which formats by the Citation Style Language. It gets one document for all works and styles at
once, each work in a bibliography of its own, so that no reference depends on its neighbours ("2018a", "———"). The
references are cached, so that a build in which no work changed doesn't even load it.
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
from briefsite.problems import Problems
from briefsite.works.hayagriva import hayagriva_entry
from briefsite.works.reference_html import engine_text, finished_reference
from briefsite.works.stand_ins import TITLE
from briefsite.works.styles import Style
from briefsite.works.work import Work

#: The document. It is the same for all works: their data come from outside and are never read as markup.
_DOCUMENT: Final = """\
#for (id, style, region, entry) in json(bytes(sys.inputs.entries)) {
  set text(lang: "en", region: region)
  html.elem("div", attrs: (id: id), bibliography(bytes(entry), style: style, full: true, title: none))
}
"""
#: The modules that a reference comes from: their code is part of the cache key.
_MODULES: Final = ("references", "styles", "hayagriva", "languages", "stand_ins", "style_repairs", "reference_html")
#: Fragments kept at most. What the last build used is never dropped.
_KEPT: Final = 5_000


def format_works(
    works: Sequence[Work], styles: Sequence[Style], cache: Path | None, problems: Problems
) -> Mapping[tuple[str, str], str]:
    """The reference of every work in every style as an HTML fragment: text, `<em>`, `<a href>`.

    The keys are (id of the style, key of the work). `cache` is a folder that is looked into before anything is
    formatted, and written to afterwards (the result is the same without it), or None. A work that the engine refuses is
    a problem B07 and has no reference.
    """
    file = None if cache is None else cache / "references.json"
    kept = read_cache(file)
    maker = code_checksum(tuple(f"briefsite.works.{module}" for module in _MODULES), ("typst",))
    checksums = {work.key: checksum(maker, repr(work)) for work in works}
    names = {(style.id, work.key): checksum(style.id, checksums[work.key]) for style in styles for work in works}
    missing = [(style, work) for style in styles for work in works if names[style.id, work.key] not in kept]
    made = _formatted(missing, problems) if missing else {}
    references = {
        wanted: made[wanted] if wanted in made else kept[name]
        for wanted, name in names.items()
        if wanted in made or name in kept
    }
    if file is not None and made:
        used = {names[wanted]: text for wanted, text in references.items()}
        others = {name: text for name, text in kept.items() if name not in used}
        write_cache(file, dict([*others.items(), *used.items()][-max(_KEPT, len(used)) :]))
    return references


def _formatted(missing: Sequence[tuple[Style, Work]], problems: Problems) -> dict[tuple[str, str], str]:
    """The references of these works, made now. What the engine refuses is looked for only when it refuses something."""
    with contextlib.suppress(_RefusedError):
        return _made(missing)
    references: dict[tuple[str, str], str] = {}
    refused: set[str] = set()
    for style, work in missing:
        try:
            references |= _made([(style, work)])
        except _RefusedError as error:
            said = f'the citation engine cannot format "{work.key}" ({style.id}): {error}'
            help_ = "look for something odd in its names, numbers or dates"
            if work.key not in refused:
                problems.error(work.place, "B07", said, help_, subject=work.key)
            refused.add(work.key)
    return references


class _RefusedError(Exception):
    """The engine takes none of what it was given; the sentence is its own."""


def _made(wanted: Sequence[tuple[Style, Work]]) -> dict[tuple[str, str], str]:
    found = engine_html(wanted)
    if not all(TITLE in text for text in found):
        raise _RefusedError("it leaves the title out")
    return {
        (style.id, work.key): finished_reference(engine_text(text), work, style)
        for (style, work), text in zip(wanted, found, strict=True)
    }


def engine_html(wanted: Sequence[tuple[Style, Work]]) -> list[str]:
    """What the engine makes of each work in its style: HTML, with stand-ins for the work's words (`stand_ins`)."""
    import typst

    entries = [
        (str(number), style.id, style.region, json.dumps({"work": hayagriva_entry(work, style)}, ensure_ascii=False))
        for number, (style, work) in enumerate(wanted)
    ]
    inputs = {"entries": json.dumps(entries)}
    try:
        # No fonts: HTML has no use for them.
        data = typst.compile(_DOCUMENT.encode(), format="html", ignore_system_fonts=True, sys_inputs=inputs)
    except BaseException as error:
        # If the engine panics instead of reporting an error, Python gets a BaseException that is not an Exception.
        if not isinstance(error, typst.TypstError) and type(error).__name__ != "PanicException":
            raise
        raise _RefusedError(str(error).partition("\n")[0]) from error
    return re.findall(r'<div id="\d+">(.*?)</div>', data.decode(), re.DOTALL)
