"""The questions as tools of the Model Context Protocol, over standard input and output.

The package `mcp` is an optional extra, and is only imported here.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from briefsite.answers import tools
from briefsite.answers.library import Answer, AnswerError, Library

if TYPE_CHECKING:
    from mcp.server.mcpserver import MCPServer

_INSTRUCTIONS = (
    "Read-only access to annotated editions. Every answer begins with the link with which its words are cited, and the "
    "version that has them: give both with any quotation. Quote the words as they are; check a quotation with `quote`."
)


def server(library: Library) -> MCPServer[Any]:
    """A server with all tools. ImportError if `mcp` is not installed."""
    from mcp.server.mcpserver import MCPServer
    from mcp.types import ToolAnnotations

    def find(words: str, edition: str = "", limit: int = 10) -> Answer:
        return _answered(lambda: tools.find(library, words, edition, limit))

    def read(address: str, edition: str = "") -> Answer:
        return _answered(lambda: tools.read(library, address, edition))

    def cite(address: str, style: str = "", edition: str = "") -> Answer:
        return _answered(lambda: tools.cite(library, address, style, edition))

    def quote(words: str, edition: str = "") -> Answer:
        return _answered(lambda: tools.quote(library, words, edition))

    def history(address: str, edition: str = "") -> Answer:
        return _answered(lambda: tools.history(library, address, edition))

    made: MCPServer[Any] = MCPServer("briefsite", instructions=_INSTRUCTIONS)
    for tool in (find, read, cite, quote, history):
        said = getattr(tools, tool.__name__).__doc__
        made.add_tool(tool, description=said, annotations=ToolAnnotations(read_only_hint=True))
    return made


def _answered(ask: Callable[[], Answer]) -> Answer:
    """The answer, or the error as one."""
    try:
        return ask()
    except AnswerError as error:
        return error.as_answer()
