"""The option `--renderer` of the commands that make a site."""

from __future__ import annotations

from typing import Final

import click

from briefsite.site.renderers import RENDERER, RENDERERS, is_installed


def _installed(_context: click.Context, _option: click.Parameter, renderer: str) -> str:
    if not is_installed(renderer):
        raise click.BadParameter(f"{renderer} is not installed. To install it, run   pip install {renderer}")
    return renderer


#: Gives a command the parameter `renderer`, the name of an installed renderer.
renderer_option: Final = click.option(
    "--renderer",
    type=click.Choice(tuple(RENDERERS)),
    default=RENDERER,
    show_default=True,
    envvar="BRIEFSITE_RENDERER",
    show_envvar=True,
    callback=_installed,
    help="The program that makes the pages from docs/.",
)
