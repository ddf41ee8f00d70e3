"""Reports of errors: a message or an issue that says already where the error is."""

from __future__ import annotations

from urllib.parse import quote

from briefsite.ledger.version import shown_version
from briefsite.reading.publication import Publication


def report_address(publication: Publication) -> str:
    """Where readers report errors, with the subject and the message up to the address of the page; "" if nowhere.

    Whoever prints it adds the address, percent-encoded, and after that what else is known: the passage, its lines, the
    words. `title` and `body` are the fields that the forms for issues of code hosts take from an address; those of mail
    are in RFC 6068.
    """
    stated = publication.edition.report_errors
    if not stated:
        return ""
    mail, say, title = stated.startswith("mailto:"), publication.strings, publication.edition.site.title
    last = publication.version
    version = say.text("report.version", version=shown_version(last, say)) if last else say["report.no_version"]
    subject = say.text("report.subject", title=title)
    message = say.text("report.message", title=title, version=version)
    joint = "&" if "?" in stated else "?"
    return f"{stated}{joint}{'subject' if mail else 'title'}={quote(subject)}&body={quote(message)}"
