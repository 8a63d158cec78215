"""What a page says and where it leads, read out of its HTML."""

from html.parser import HTMLParser

BREAKS = {
    "p",
    "li",
    "td",
    "th",
    "tr",
    "h1",
    "h2",
    "h3",
    "div",
    "dt",
    "dd",
    "summary",
    "br",
    "ol",
    "ul",
    "dl",
    "b",
    "small",
    "span",
    "del",
    "ins",
}


class Seen(HTMLParser):
    """An answer: its status, the words of its main part in order, and its links.

    `text` is what stands in the main part, with one space for every run of blanks; `links` maps
    the words of every link of the main part to where it leads, the last of the same words."""

    def __init__(self, answer):
        super().__init__()
        self.answer, self.status = answer, answer.status_code
        self.html = answer.content.decode()
        self.links, self.hrefs, self.title = {}, [], ""
        self._words, self._link, self._inside, self._in_title = [], None, False, False
        self.feed(self.html)
        self.text = " ".join("".join(self._words).split())
        self.title = " ".join(self.title.split())

    def handle_starttag(self, tag, attributes):
        found = dict(attributes)
        self._inside |= tag == "main"
        self._in_title |= tag == "title"
        if tag in BREAKS:
            self._words.append(" ")
        if tag == "a" and self._inside:
            self.hrefs.append(found["href"])
            self._link = (found["href"], [])

    def handle_endtag(self, tag):
        if tag == "main":
            self._inside = False
        if tag == "title":
            self._in_title = False
        if tag == "a" and self._link:
            href, words = self._link
            self.links[" ".join("".join(words).split())] = href
            self._link = None

    def handle_data(self, data):
        if self._in_title:
            self.title += data
        if self._inside:
            self._words.append(data)
        if self._link:
            self._link[1].append(data)
