"""The opening risks under the theme of money, buildings and technology."""

from __future__ import annotations

from typing import Any

from registers.demonstration.days import Board
from registers.demonstration.exampleshire import DEPUTY, DIGITAL, OPERATIONS, TREASURER
from registers.demonstration.people import CONSTABULARY

RISKS: tuple[dict[str, Any], ...] = (
    {
        "theme": 4,
        "reference": "R4.1",
        "title": "Funding gap",
        "description": (
            "Income does not keep pace with the cost of the service, and a balanced budget cannot "
            "be set in the years ahead."
        ),
        "causes": "Pay awards above the planning assumption, uncertain grant and dearer borrowing.",
        "consequences": "Cuts made in haste, reserves used up and fewer people in local policing.",
        "risk_owner": TREASURER,
        "treatment": "treat",
        "next_review": Board(2),
        "before": (4, 4),
        "after": (2, 4),
        "controls": (
            (
                "Both organisations work from one four-year plan with a cautious, a central and a "
                "hopeful case."
            ),
            "Savings are followed project by project, each with a named lead and a date.",
            "A smoothing reserve covers a shortfall of up to one year.",
            "The external auditor’s findings on value for money are answered in public.",
        ),
    },
    {
        "theme": 4,
        "reference": "R4.2",
        "title": "New records system",
        "description": (
            "The system that is to replace crime, custody and case records comes late, costs too "
            "much or is unfit for the work."
        ),
        "causes": (
            "A supplier with several large customers at once, and data that must be cleaned first."
        ),
        "consequences": "Facts keyed twice, disclosure put at risk and old licences extended.",
        "lead": CONSTABULARY,
        "risk_owner": DEPUTY,
        "treatment": "treat",
        "next_review": Board(1),
        "before": (4, 3),
        "after": (3, 3),
        "controls": (
            (
                "A programme board from both organisations approves each stage before money is "
                "released."
            ),
            "The old systems stay under contract until the new one has run for a full quarter.",
            "Payments to the supplier depend on acceptance tests.",
        ),
    },
    {
        "theme": 4,
        "reference": "R4.3",
        "title": "Cyber attack",
        "description": (
            "An attack on our networks or suppliers makes systems unavailable or puts personal "
            "information into the wrong hands."
        ),
        "causes": (
            "Criminal groups target public services, and some systems can no longer be updated."
        ),
        "consequences": (
            "A slower response to the public, people exposed to harm and a costly recovery."
        ),
        "risk_owner": DIGITAL,
        "treatment": "treat",
        "next_review": Board(2),
        "before": (4, 4),
        "after": (2, 4),
        "target": (1, 4),
        "target_date": Board(6),
        "controls": (
            "A specialist monitoring centre watches the networks around the clock.",
            "Security updates rated critical are installed within fourteen days.",
            "Everyone completes a yearly exercise on deceptive messages.",
        ),
    },
    {
        "theme": 4,
        "reference": "R4.4",
        "title": "Custody buildings",
        "description": (
            "The older custody block fails an inspection or has to close at short notice."
        ),
        "causes": (
            "Worn heating, drainage and fire doors. Repairs were put off to protect other schemes."
        ),
        "consequences": (
            "Poor conditions for detained people, long journeys and unplanned spending."
        ),
        "lead": CONSTABULARY,
        "risk_owner": OPERATIONS,
        "treatment": "transfer",
        "next_review": Board(3),
        "before": (3, 3),
        "after": (1, 3),
        "controls": (
            "Cells are checked at the start of each shift and defects are logged.",
            "Independent visitors tell the Commissioner what they have seen after every visit.",
            "An agreement with a neighbouring force gives access to twelve cells in an emergency.",
        ),
    },
)
