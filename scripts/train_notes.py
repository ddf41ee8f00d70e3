"""Trains the model that reads the author's notes, or says how well it reads: `python scripts/train_notes.py`.

    train                       trains it and writes scripts/briefsite/data/note_model.json
    evaluate [FILE ...]         compares what the program reads with labelled notes, or with new invented ones
    show [COUNT]                prints invented notes with their labels

Training takes about two minutes. The same machine gives the same bytes again, as long as the words, forms and features
are the same. The format of labelled files is described in note_training/labelled.py.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Final

from note_training.evaluation import measure
from note_training.labelled import LabelledNote, as_labelled, labelled_notes, texts_of, without_italics
from note_training.notes import invented_notes

MODEL: Final = Path(__file__).resolve().parent / "briefsite/data/note_model.json"
#: Other notes than those of the training.
UNSEEN: Final = 1_000_003


def main(arguments: Sequence[str]) -> int:
    """Does what the arguments say; gives the exit status."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("act", choices=("train", "evaluate", "show"))
    parser.add_argument("values", nargs="*", metavar="FILE")
    parser.add_argument("--plain", action="store_true", help="evaluate without italics")
    parser.add_argument("--faults", action="store_true", help="evaluate, and list each difference")
    options = parser.parse_intermixed_args(arguments)
    match options.act:
        case "train":
            from note_training.training import COUNT, SEED, trained

            MODEL.write_bytes(data := trained(SEED, COUNT))
            print(f"{MODEL}: {len(data):,} bytes, from {COUNT:,} invented notes")
        case "show":
            for note in invented_notes(UNSEEN, int(options.values[0]) if options.values else 10):
                print(
                    note.language, "".join(f"[{p.label} {p.text}]" if p.label != "O" else p.text for p in note.pieces)
                )
        case _:
            _evaluate(options.values, plain=options.plain, faults=options.faults)
    return 0


def _evaluate(names: Sequence[str], *, plain: bool, faults: bool) -> None:
    texts: list[Sequence[LabelledNote]] = [[note] for note in as_labelled(invented_notes(UNSEEN, 400 * (not names)))]
    for name in names:
        texts += texts_of(list(labelled_notes(Path(name).read_text(encoding="utf-8").splitlines())))
    if plain:
        texts = [[without_italics(note) for note in notes] for notes in texts]
    found = measure(texts)
    print(f"{sum(map(len, texts))} notes")
    print("\n".join(found.table()))
    for language in sorted({notes[0].lang for notes in texts}):
        print(f"\n{language}")
        print("\n".join(measure(notes for notes in texts if notes[0].lang == language).table()))
    if faults:
        print("\n".join(f"{name}: {fault}" for name, it in found.of.items() for fault in it.faults))
        print("\n".join(f"would be published, but is wrong: {work}" for work in found.false_works))


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
