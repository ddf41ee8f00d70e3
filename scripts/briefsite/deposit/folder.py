"""The files of a deposit, and how they are written: all of them, into a folder that is new or empty."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Final

from briefsite.deposit.crate import CRATE, crate
from briefsite.deposit.descriptions import citation_file, codemeta, zenodo
from briefsite.documents.kinds import DOCUMENT_KINDS
from briefsite.reading.publication import Publication
from briefsite.storage.new_folder import write_new_folder

CHECKSUMS: Final = "checksums.sha256"


class NotReadyError(Exception):
    """A deposit can't be made: the sentence says what to do first."""


def deposit_files(
    publication: Publication,
    name: str,
    site_url: str,
    program: str,
    project: Mapping[str, bytes],
    *,
    warn: Callable[[str], None],
) -> Mapping[str, bytes]:
    """All files of the deposit of an edition's last version, by their paths. The same project gives the same bytes.

    `name` is that of the edition's folder, `project` has the files from which the site is built. `warn` is told of each
    document that can't be made, and why: it is left out. NotReadyError if something waits for a release.
    """
    if publication.version is None or publication.is_draft:
        raise NotReadyError("something waits for a release, and only a version can be deposited: `briefsite release`")
    files = {f"project/{path}": data for path, data in sorted(project.items())}
    made = []
    for kind in DOCUMENT_KINDS:
        try:
            files[f"documents/{name}.{kind.ending}"] = kind.write(publication, site_url)
        except ValueError as error:
            warn(f"the deposit has no {kind.label}: {error}")
        else:
            made.append(kind.label)
    files["CITATION.cff"] = citation_file(publication, site_url).encode()
    files["codemeta.json"] = codemeta(publication, site_url, program).encode()
    files[".zenodo.json"] = zenodo(publication, site_url).encode()
    files["README.md"] = _readme(publication, program, made).encode()
    files[CRATE] = f"{crate(publication, site_url, program, files)}\n".encode()
    lines = (f"{hashlib.sha256(data).hexdigest()}  {path}\n" for path, data in sorted(files.items()))
    return {**files, CHECKSUMS: "".join(lines).encode()}


def write_deposit(folder: Path, files: Mapping[str, bytes]) -> None:
    """Writes the files into a folder, which appears as a whole. NotReadyError if it has something in it; OSError."""
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise NotReadyError(f"{folder} is not an empty folder: name one that is new")
    write_new_folder(folder, files)


def _readme(publication: Publication, program: str, kinds: Sequence[str]) -> str:
    title, version = publication.edition.work.title, publication.version
    return f"""# {title}

This is the version of {version}.

- `documents/`: the edition as {", ".join(kinds)}.
- `project/`: the sources, the ledger of addresses, and all versions.
- `{CHECKSUMS}`: the checksums of all files. Check them with `sha256sum --check {CHECKSUMS}`.

To build the site again, byte for byte, install {program} and run `briefsite build` in `project/`.
"""
