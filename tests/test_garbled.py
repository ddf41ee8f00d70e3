"""Texts that other programs decoded or saved wrongly: each is asked about or refused, and good texts are not."""

from __future__ import annotations

import base64
import binascii

import pytest

from briefsite.init.detect import encoding
from briefsite.init.refused import refusal
from briefsite.problems.collector import Problems
from briefsite.source.garbled import ask_about_garbled
from briefsite.source.source import Source

_RU = "Мост был построен весной людьми города, и они вышли в лодках, чтобы увидеть его. Лёд сломал его. Вот и всё."
_DE = "Die Brücke wurde im Frühling von den Männern der Stadt gebaut, größer als zuvor. Dann brach sie im März ein."


def asked(text: str) -> list[str]:
    problems = Problems()
    source = Source("text.txt", text.encode(), text)
    ask_about_garbled(source, source.passage, problems)
    return [problem.code for problem in problems.in_order()]


@pytest.mark.parametrize(
    "text",
    [
        _DE.encode("utf-7").decode("ascii"),
        _RU.encode("utf-7").decode("ascii"),
        _RU.encode("koi8-r").decode("windows-1251"),
        _RU.encode("windows-1251").decode("koi8-r"),
        _RU.encode("cp866").decode("windows-1251", "ignore"),
        _RU.encode("windows-1251").decode("latin-1"),
        _DE.encode("ascii", "replace").decode(),
        _RU.encode("ascii", "replace").decode(),
        _DE.encode("cp850").decode("latin-1"),
        _DE.encode("mac-roman").decode("windows-1252"),
        _DE.encode("ascii", "backslashreplace").decode(),
    ],
)
def test_a_text_that_was_decoded_wrongly_is_one_question(text: str) -> None:
    assert asked(text) == ["S14"]


@pytest.mark.parametrize(
    "text",
    [
        _RU,
        _DE,
        "ПЕРВАЯ ГЛАВА. иОС и iPhone. МОСТ БЫЛ ПОСТРОЕН.",
        "Who is he? what? and why? He asked:??? and went. What is it?he said.",
        "Call +49301234567 or +441234567890, or 1+1=2 and a+b-c, x+yz-1, A+B-C.",
        "See https://x.example/a%C3%BC%C3%A4 and https://x.example/b%C3%A9%C3%A8 and www.x.example/%C3%A9%C3%A8.",
        "McÉwan met d'Ávila and O'Ñeill in the bar of the DüsseldorfÄrzte.",
        "The path was C:\\xampp and \\xff was in the manual.",
    ],
)
def test_a_good_text_is_not_asked_about(text: str) -> None:
    assert asked(text) == []


def test_a_text_of_dos_is_read_as_such() -> None:
    assert encoding(_DE.encode("cp850"))[0] == "cp850"
    assert encoding(_DE.encode("windows-1252"))[0] == "latin-1"


def test_what_is_encoded_for_mail_is_refused() -> None:
    data = (_DE * 3).encode()
    uu = b"begin 644 text.txt\n" + b"".join(binascii.b2a_uu(data[at : at + 45]) for at in range(0, len(data), 45))
    for coded in (base64.encodebytes(data), base64.b64encode(data), uu + b"`\nend\n"):
        refused = refusal(coded)
        assert refused is not None
        assert "e-mail" in refused[0]
    assert refusal(b"Rindfleischetikettierung1A" * 1 + b"\n") is None
    assert refusal(_DE.encode()) is None
