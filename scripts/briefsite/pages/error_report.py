"""Reports of errors: a message or an issue that says already where the error is."""

from __future__ import annotations

from urllib.parse import quote

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
    mail = stated.startswith("mailto:")
    version = f"version of {publication.version.shown}" if publication.version else "not released yet"
    subject = f"Error in “{publication.edition.site.title}”"
    message = f"What is wrong:\n\n\n{publication.edition.site.title}, {version}\n"
    joint = "&" if "?" in stated else "?"
    return f"{stated}{joint}{'subject' if mail else 'title'}={quote(subject)}&body={quote(message)}"
