"""A CSL file next to edition.yml is one more style, in all that offers styles. Refused files are in problems/B09."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from briefsite.works.csl_file import style_of_file
from tests.helpers import call, make_project

CSL = (Path(__file__).parent / "styles" / "river.csl").read_bytes()


def test_a_csl_file_is_a_style_of_the_dialog_of_pages_and_of_the_command_line(tmp_path: Path) -> None:
    make_project(
        tmp_path,
        {
            "sources/x/brief.txt": "The river rose.[1]\n",
            "sources/x/edition.yml": "citation_styles: [river.csl]\n"
            "notes: [{ number: 1, status: supplied, works: [a] }]\n",
            "sources/x/references.bib": r"@book{a, author = {Hill, Ann}, title = {On \emph{Dams} \& <weirs>},"
            " year = 1999, url = {https://x.y/}, langid = {english}}\n",
            "sources/x/river.csl": CSL.decode(),
        },
    )
    assert call(tmp_path, "build").exit_code == 0
    assert (
        call(tmp_path, "cite", "a", "--style", "river").output
        == "Hill, A. <On Dams & <weirs>> 1999. Available from: https://x.y/.\n"
    )
    page = (tmp_path / "site/index.html").read_text("utf-8")
    assert re.findall("<dt>([^<]*)</dt>", page)[-2:] == ["IEEE", "Journal of River Studies"]
    head = (tmp_path / "docs/templates/heads/index.html").read_text("utf-8")
    (data,) = re.findall(r"<script[^>]*citation-data[^>]*>(.*?)</script>", head, re.DOTALL)
    style, label, template = json.loads(data)["styles"][-1]
    assert (style, label) == ("river", "Journal of River Studies")
    assert template.endswith('draft{locator|, |}. Available from: <a href="{address}">{address}</a>.')
    for shown in (page, (tmp_path / "site/bibliography/index.html").read_text("utf-8")):
        assert "<em>On </em>Dams<em> &amp; &lt;Weirs&gt;</em>" in shown  # in the note, in the list of works
    unknown = call(tmp_path, "cite", "a", "--style", "rivers")
    assert unknown.exit_code == 2  # as click has it for a wrong option
    assert "'ieee', 'river', 'bibtex'" in unknown.output
    assert "references only" in call(tmp_path, "cite", "a", "--style", "river", "--form", "note").output


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ((b"<title>Journal of   River Studies</title>", b""), "no <title>"),
        ((b"<info>", b"<!DOCTYPE a><info>"), "a DOCTYPE"),
        ((b"</info>", b"</infos>"), "it is not valid XML: mismatched tag: line 7"),
        ((b"Journal", b"\xff"), "not in UTF-8"),
    ],
)
def test_what_is_no_style_is_refused_with_the_reason(change: tuple[bytes, bytes], reason: str) -> None:
    with pytest.raises(ValueError, match=reason):
        style_of_file("river.csl", CSL.replace(*change))
