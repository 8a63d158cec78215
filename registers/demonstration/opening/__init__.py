"""The risks with which the fictional register was opened, in data, a module per theme.

Each is what `raise_risk` takes; a `Board` stands for the date of that quarterly meeting.
"""

from __future__ import annotations

from registers.demonstration.opening import governance, means, protecting_people, trust, workforce

REASON = "Agreed at the joint workshop that opened this register."

RISKS = (
    *protecting_people.RISKS,
    *trust.RISKS,
    *workforce.RISKS,
    *means.RISKS,
    *governance.RISKS,
)
