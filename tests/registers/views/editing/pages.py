"""The form on a page as a browser would send it: read out of the HTML, filled in, posted."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from registers.models import Journal, Revision


class FormReader(HTMLParser):
    """The controls of the form panel of a page, by name, with what they would send."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.sent: dict[str, str] = {}
        self._inside = False
        self._text: str | None = None
        self._select: str | None = None
        self._name = ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        if tag == "form":
            self._inside = "form-panel" in (found.get("class") or "")
        if not self._inside:
            return
        name = found.get("name", "")
        if tag == "input":
            self._input(name, found)
        elif tag == "textarea":
            self._name, self._text = name, ""
        elif tag == "select":
            self._select = name
        elif tag == "option" and (self._select not in self.sent or "selected" in found):
            self.sent[self._select] = found.get("value", "")

    def _input(self, name, found):
        if found.get("type") != "radio" or "checked" in found:
            self.sent[name] = found.get("value", "")

    def handle_data(self, data):
        if self._text is not None:
            self._text += data

    def handle_endtag(self, tag):
        if tag == "textarea" and self._text is not None:
            # A browser leaves the first line end of the markup out and sends each as CRLF.
            text = self._text.removeprefix("\n")
            self.sent[self._name] = re.sub(r"\r\n?|\n", "\r\n", text)
            self._text = None
        if tag == "form":
            self._inside = False


def form_of(response) -> dict[str, str]:
    """What the form of a page would send if it were saved now."""
    return FormReader(response.content.decode()).sent


def opened(client, address: str) -> dict[str, str]:
    """What the form of an address would send, untouched."""
    response = client.get(address)
    assert response.status_code == 200, address
    return form_of(response)


def save(client, address: str, **typed: str):
    """Open a form, type into it, save it."""
    return client.post(address, {**opened(client, address), **typed})


def last(register) -> Revision:
    """The newest revision of a register."""
    return Revision.objects.filter(journal=register.journal_id).latest("number")


def count(register) -> int:
    """How many revisions a register has."""
    return Journal.objects.get(pk=register.journal_id).revisions.count()


def who_what_why(revision) -> tuple[str, str, str, str, str]:
    """Verb, subject, person, organisation and reason of a revision."""
    return (
        revision.verb,
        revision.subject,
        revision.person_name,
        revision.organisation_name,
        revision.reason,
    )
