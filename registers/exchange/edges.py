"""What stands at the head and the foot of a file's pages: marking, and number and seal."""

from __future__ import annotations

from django.utils.translation import gettext as _

from registers.chain import shown
from registers.content import Snapshot
from registers.exchange.document import fingerprint
from registers.exchange.markings import highest_marking


def head(snapshot: Snapshot) -> str:
    """The highest marking of what is in the file."""
    return highest_marking(snapshot)


def foot(snapshot: Snapshot) -> str:
    """The number and the seal of the revision; of a file for the public, by which edits must not
    be counted, the fingerprint of what it says."""
    if snapshot.for_public:
        return _("Fingerprint %(digits)s") % {"digits": shown(fingerprint(snapshot))}
    said = {"number": snapshot.number, "seal": shown(snapshot.seal)}
    return _("Revision %(number)s · seal %(seal)s") % said


def withheld(snapshot: Snapshot) -> list[str]:
    """How many risks are left out under which ground, a sentence for each."""
    return [
        _("Withheld as a whole under %(ground)s: %(count)s") % {"ground": ground, "count": count}
        for ground, count in snapshot.withheld
    ]
