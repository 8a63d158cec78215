"""What a text may hold, and how it is kept: to the letter, with line ends as LF; and which days can
be meant."""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

LONGEST = 30_000
#: Years outside these are slips of the pen.
FIRST_YEAR, LAST_YEAR = 1990, 2099

_LINE_ENDS = re.compile(r"\r\n?")
_REFUSED = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(
        f"{chr(plane + 0xFFFE)}{chr(plane + 0xFFFF)}" for plane in range(0, 0x110000, 0x10000)
    )
    + "]"
)
_SENTENCE_ENDS = re.compile(r"[.!?…][\"'”’)\]]*\Z")
_MORE_THAN_BLANK = re.compile(r"[^\s\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")


def with_line_feeds(text: str) -> str:
    """The text with each CRLF and CR as LF; nothing else is touched."""
    return _LINE_ENDS.sub("\n", text)


def check_text(text: str) -> None:
    """Refuse what cannot be kept to the letter on every database and on paper.

    Raises ValidationError for more than 30,000 characters, for control characters other
    than tab and LF, for surrogates and noncharacters, and says where the first one stands.
    """
    if len(text) > LONGEST:
        raise ValidationError(
            _("This text has %(length)s characters. The limit is %(limit)s: take out %(over)s."),
            code="too_long",
            params={
                "length": f"{len(text):,}",
                "limit": f"{LONGEST:,}",
                "over": f"{len(text) - LONGEST:,}",
            },
        )
    if found := _REFUSED.search(text):
        character = found.group()
        raise ValidationError(
            _("Character %(position)s (%(name)s) cannot be kept in a register. Take it out."),
            code="refused_character",
            params={
                "position": f"{found.start() + 1:,}",
                "name": f"U+{ord(character):04X} {unicodedata.name(character, '')}".strip(),
            },
        )


def is_blank(text: str) -> bool:
    """Whether a text is nothing but white space and invisible characters."""
    return not _MORE_THAN_BLANK.search(text)


def ended(text: str) -> str:
    """The text as a sentence that another can follow: with a full stop where it ends in none, and
    without the white space behind it."""
    bare = text.rstrip()
    return bare if _SENTENCE_ENDS.search(bare) or not bare else f"{bare}."


def check_not_blank(text: str) -> None:
    """Refuse a text of nothing but white space and invisible characters."""
    if is_blank(text):
        raise ValidationError(_("Write something here: blanks alone say nothing."), code="blanks")


def check_line(text: str) -> None:
    """Refuse a line end or a tab where one line is wanted."""
    if "\n" in text or "\t" in text:
        raise ValidationError(_("Write this on one line, without tabs."), code="not_one_line")


def check_year(day: date) -> None:
    """Raise ValidationError for a year that can only be a slip."""
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise ValidationError(
            _("Write a year from %(first)s to %(last)s."),
            code="year",
            params={"first": FIRST_YEAR, "last": LAST_YEAR},
        )
