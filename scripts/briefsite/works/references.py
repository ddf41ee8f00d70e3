"""References in citation styles: an HTML fragment for each work and style.

The engine is Typst, which formats by the Citation Style Language. One run formats all works in all styles. Each work is
in a bibliography of its own, so that no reference depends on its neighbors ("2018a", "———"). References are cached, so
a build in which no work changed doesn't load the engine.
"""

from __future__ import annotations

import contextlib
import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Final

from briefsite.problems.collector import Problems
from briefsite.storage.cache import code_checksum, read_cache, write_cache
from briefsite.storage.checksum import checksum
from briefsite.works.engine import RefusedError, engine_run
from briefsite.works.engine_text import engine_text
from briefsite.works.hayagriva import hayagriva_entry
from briefsite.works.reference_html import finished_reference
from briefsite.works.stand_ins import TITLE
from briefsite.works.style import Style
from briefsite.works.work import Work

#: The Typst document. It is constant: works are passed to it as data and never read as markup.
_DOCUMENT: Final = """\
#let files = json(bytes(sys.inputs.files))
#for (id, style, region, entry) in json(bytes(sys.inputs.entries)) {
  let style = if style in files { bytes(files.at(style)) } else { style }
  set text(lang: "en", region: region)
  html.elem("div", attrs: (id: id), bibliography(bytes(entry), style: style, full: true, title: none))
}
"""
#: The modules that affect a reference. Their code is part of the cache key.
_MODULES: Final = (
    "references",
    "style",
    "csl_file",
    "common_repairs",
    "apa_style",
    "chicago_style",
    "harvard_style",
    "ieee_style",
    "mla_style",
    "hayagriva",
    "addresses",
    "languages",
    "engine",
    "engine_text",
    "stand_ins",
    "style_repairs",
    "repair_values",
    "published_date",
    "reference_html",
    "unshown",
    "rich_text",
    "title_case",
)
#: The most fragments to cache. Those that the last build used are always kept.
_KEPT: Final = 5_000


def format_works(
    works: Sequence[Work], styles: Sequence[Style], cache: Path | None, problems: Problems
) -> Mapping[tuple[str, str], str]:
    """The reference of every work in every style, as an HTML fragment (`reference_html`).

    The keys are (id of the style, key of the work). `cache` is the folder of the cache, or None for no cache; the
    result is the same with and without one. Problems: B07 for a work that the engine rejects, which has no reference.
    """
    file = None if cache is None else cache / "references.json"
    kept = read_cache(file)
    maker = code_checksum(tuple(f"briefsite.works.{module}" for module in _MODULES), ("typst",))
    checksums = {work.key: checksum(maker, repr(work)) for work in works}
    names = {
        (style.id, work.key): checksum(style.id, style.csl, checksums[work.key]) for style in styles for work in works
    }
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


def why_refused(style: Style, work: Work, cache: Path | None) -> str:
    """Why the engine doesn't accept a style, which is tried out with `work`; "" if it does."""
    if format_works([work], [style], cache, Problems()):
        return ""
    try:
        _made([(style, work)])
    except RefusedError as error:
        return str(error)
    return ""


def _formatted(missing: Sequence[tuple[Style, Work]], problems: Problems) -> dict[tuple[str, str], str]:
    """The references of these works, not from the cache.

    If the engine rejects the whole, each work is formatted alone to find the faulty one.
    """
    with contextlib.suppress(RefusedError):
        return _made(missing)
    references: dict[tuple[str, str], str] = {}
    refused: set[str] = set()
    for style, work in missing:
        try:
            references |= _made([(style, work)])
        except RefusedError as error:
            said = f'the citation engine cannot format "{work.key}" ({style.id}): {error}'
            help_ = "look for something odd in its names, numbers or dates"
            if work.key not in refused:
                problems.error(work.place, "B07", said, help_, subject=work.key)
            refused.add(work.key)
    return references


def _made(wanted: Sequence[tuple[Style, Work]]) -> dict[tuple[str, str], str]:
    found = engine_html(wanted)
    if not all(TITLE in text for text in found):
        raise RefusedError("it leaves the title out")
    return {
        (style.id, work.key): finished_reference(engine_text(text), work, style)
        for (style, work), text in zip(wanted, found, strict=True)
    }


def engine_html(wanted: Sequence[tuple[Style, Work]]) -> list[str]:
    """The engine's HTML for each work in its style, in order, with stand-ins for the work's texts (`stand_ins`).

    Raises RefusedError if the engine rejects its input.
    """
    import typst

    said = [
        (style.id, style.region, json.dumps({"work": hayagriva_entry(work, style)}, ensure_ascii=False))
        for style, work in wanted
    ]
    # The pages of a text differ only by what has stand-ins, so that hundreds of them are one entry.
    entries = list(dict.fromkeys(said))
    numbered = [(str(number), *entry) for number, entry in enumerate(entries)]
    files = {style.id: style.csl for style, _ in wanted if style.csl}
    inputs = {"entries": json.dumps(numbered), "files": json.dumps(files)}
    with engine_run():
        # HTML needs no fonts.
        data = typst.compile(_DOCUMENT.encode(), format="html", ignore_system_fonts=True, sys_inputs=inputs)
    made = re.findall(r'<div id="\d+">(.*?)</div>', data.decode(), re.DOTALL)
    texts = dict(zip(entries, made, strict=True))
    return [texts[entry] for entry in said]
