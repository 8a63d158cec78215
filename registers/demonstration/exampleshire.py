"""The fictional register *Exampleshire* as it was opened: its frame, in data.

Everything here is invented. No sentence, person, place or body comes from a real register.
"""

from __future__ import annotations

from typing import Any

from registers.demonstration.people import CONSTABULARY, OPCC
from scoring.matrix import Band, Level, Matrix

SLUG = "exampleshire-strategic"

REGISTER: dict[str, Any] = {
    "slug": SLUG,
    "title": "Exampleshire Strategic Risk Register",
    "introduction": (
        "The Commissioner and Chief Constable of Exampleshire keep this register together. It sets "
        "out what could stop either of them from serving the county well, what is in place against "
        "it, and how much risk is left."
    ),
    "marking": "OFFICIAL",
    "notice": "Fictional: Exampleshire and everyone in it are invented for demonstration.",
    "appetite": 6,
    "is_public": True,
    "reason": "The two organisations agreed to keep one strategic register between them.",
}

OWNER_NAMES = {
    OPCC: "Exampleshire Police and Crime Commissioner",
    CONSTABULARY: "Exampleshire Constabulary",
}

SCHEME: dict[str, Any] = {
    "name": "Exampleshire scoring guide",
    "note": (
        "Invented for demonstration. Likelihood is judged over the coming twelve months, impact by "
        "how long it would take to put things right."
    ),
    "bands_note": "Bands chosen by the fictional owners when they opened this register.",
    "matrix": Matrix.from_thresholds(
        likelihood=(
            Level(1, "Rare", "under 5%"),
            Level(2, "Unlikely", "5% to 39%"),
            Level(3, "Likely", "40% to 74%"),
            Level(4, "Very likely", "75% and over"),
        ),
        impact=(
            Level(1, "Slight", "days to recover"),
            Level(2, "Noticeable", "weeks to recover"),
            Level(3, "Serious", "months to recover"),
            Level(4, "Severe", "years to recover"),
        ),
        bands=(
            Band(1, "Low", 1, 4, review_months=3),
            Band(2, "Medium", 5, 8, review_months=3),
            Band(3, "High", 9, 16, review_months=1),
        ),
    ),
}

CHIEF_EXECUTIVE = "Chief Executive"
TREASURER = "Treasurer to the Commissioner"
COMMISSIONING = "Head of Commissioning"
ENGAGEMENT = "Head of Public Engagement"
DEPUTY = "Deputy Chief Constable"
SAFEGUARDING = "Assistant Chief Constable (Crime and Safeguarding)"
OPERATIONS = "Assistant Chief Constable (Operations)"
CONTACT = "Head of Public Contact"
CONTACT_RENAMED = "Director of Public Contact"
PEOPLE = "Director of People"
DIGITAL = "Chief Digital Officer"

POSTS = {
    OPCC: (CHIEF_EXECUTIVE, TREASURER, COMMISSIONING, ENGAGEMENT),
    CONSTABULARY: (DEPUTY, SAFEGUARDING, OPERATIONS, CONTACT, PEOPLE, DIGITAL),
}

THEMES = (
    (1, "Protecting people from harm"),
    (2, "Trust and fairness"),
    (3, "Workforce"),
    (4, "Money, buildings and technology"),
    (5, "Governance and partnership"),
)
