"""The templates that belong to the program: they print what a build writes for them into docs/templates/."""

from __future__ import annotations

from collections.abc import Mapping
from importlib.resources import files


def shared_templates() -> Mapping[str, bytes]:
    """The same templates for every site, by their names in docs/, where the renderers find them."""
    folder = files("briefsite").joinpath("data/templates")
    return {
        f"templates/{file.name}": file.read_bytes()
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith((".html", ".xml"))
    }
