"""Programs that ask: every answer begins with the link and the version, and what they quote can be checked."""

from __future__ import annotations

import asyncio
import json
import random
from typing import Any

import pytest
from mcp import Client, StdioServerParameters
from mcp.client.stdio import stdio_client

from briefsite.answers import tools
from briefsite.answers.library import AnswerError, Library, LibraryEdition
from briefsite.answers.serving import server
from briefsite.ledger.listing import ListedSite
from briefsite.reading.publication import Publication
from briefsite.source.marker import markers
from tests.conftest import ROOT
from tests.helpers import command

SITE = "https://press.org/"


@pytest.fixture(scope="module")
def library(publication: Publication) -> Library:
    return Library({"mongolia": LibraryEdition("mongolia", publication, SITE, ListedSite(SITE, ""))})


def test_a_reader_reaches_a_hundred_passages_with_the_right_link(library: Library, publication: Publication) -> None:
    dice = random.Random(7)
    places = [(index, item) for index, p in enumerate(publication.paragraphs) for item, _ in p.passages()]
    for _ in range(100):
        index, item = dice.choice(places)
        passage = publication.paragraphs[index].passage(item)
        text = "".join(
            " " if any(m.start <= at < m.end for m in markers(passage)) else s for at, s in enumerate(passage.text)
        )
        words = text.split()
        start = dice.randrange(max(1, len(words) - 8))
        page = publication.leaf(index).at.url(SITE)
        link = f"{page}#{publication.addresses.of(index, item)}"
        found = tools.find(library, " ".join(words[start : start + 8]))
        assert link in [one["link"] for one in found["passages"]]
        answer = tools.read(library, link)
        assert list(answer)[:2] == ["link", "version"]
        assert (answer["link"], answer["version"]) == (link, str(publication.version))
        assert passage.text in [one["text"] for one in answer["passages"]]


def test_each_answer_begins_with_its_link_and_version(library: Library) -> None:
    link, version = f"{SITE}china-dependence/#p9", str(library.edition().publication.version)
    asked = [
        tools.read(library, "¶ 9"),
        tools.cite(library, "p9", "mla"),
        tools.quote(library, "The sources of this quotation are nowhere to be found in it"),
        tools.quote(library, "have increased the concerns about China in terms of the economic security"),
        tools.history(library, "p9"),
        *tools.find(library, "migrant workers")["passages"],
    ]
    for answer in asked:
        if answer.get("status") != 2:
            assert list(answer)[:2] == ["link", "version"]
            assert (answer["link"].split("?")[0], answer["version"]) == (link, version)


def test_what_the_editors_say_is_apart_from_the_authors_words(library: Library) -> None:
    answer = tools.read(library, "n8")
    assert answer["kind"] == "note"
    assert "author" not in answer
    assert answer["editors"].startswith("The World Factbook")
    page = tools.read(library, "/china-dependence/")
    assert [one["label"] for one in page["passages"]] == ["¶\u00a08", "¶\u00a09", "¶\u00a010"]
    assert {note["label"] for note in page["notes"]} >= {"7", "8", "9", "10", "11", "12", "13"}
    assert [one["label"] for one in tools.read(library, "economic-concerns")["passages"]] == ["¶\u00a09"]


@pytest.mark.parametrize(
    ("ask", "code", "near"),
    [
        (lambda known: tools.read(known, "p99"), "not-found", "p9"),
        (lambda known: tools.read(known, "p9", "mongola"), "unknown-edition", "mongolia"),
        (lambda known: tools.cite(known, "p9", "vancouver"), "refused", "chicago"),
        (lambda known: tools.cite(known, "p99"), "not-found", ""),
        (lambda known: tools.quote(known, "too short"), "refused", ""),
        (lambda known: tools.find(known, "  "), "refused", ""),
    ],
)
def test_an_error_has_a_code_and_what_is_near(library: Library, ask: Any, code: str, near: str) -> None:
    with pytest.raises(AnswerError) as error:
        ask(library)
    said = error.value.as_answer()["error"]
    assert said["code"] == code
    assert not near or near in said["near"]


def test_nothing_is_made_up_where_no_passage_has_the_words(library: Library) -> None:
    assert tools.find(library, "submarine cables of Portugal") == {"found": 0, "passages": []}


def test_the_client_of_the_protocol_gets_the_same_answers(library: Library) -> None:
    async def talk() -> list[Any]:
        async with Client(server(library)) as client:
            tools_ = await client.list_tools()
            read = await client.call_tool("read", {"address": "p9"})
            wrong = await client.call_tool("read", {"address": "p99"})
            return [sorted(tool.name for tool in tools_.tools), said(read), said(wrong)]

    names, read, wrong = asyncio.run(talk())
    assert names == ["cite", "find", "history", "quote", "read"]
    assert read == tools.read(library, "p9")
    assert wrong["error"]["code"] == "not-found"


def said(result: Any) -> Any:
    return json.loads(result.content[0].text)


def test_the_command_serves_over_standard_input_and_output() -> None:
    program, *arguments = command(ROOT, "mcp")

    async def talk() -> Any:
        parameters = StdioServerParameters(command=program, args=arguments)
        async with Client(stdio_client(parameters)) as client:
            return said(await client.call_tool("cite", {"address": "p9", "style": "address"}))

    answer = asyncio.run(talk())
    assert answer["citation"].endswith("china-dependence/#p9")
    assert list(answer)[:2] == ["link", "version"]
