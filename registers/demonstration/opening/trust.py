"""The opening risks under the theme of trust and fairness."""

from __future__ import annotations

from typing import Any

from registers.demonstration.days import Board
from registers.demonstration.exampleshire import CHIEF_EXECUTIVE, DEPUTY, ENGAGEMENT, OPERATIONS
from registers.demonstration.people import CONSTABULARY, OPCC

RISKS: tuple[dict[str, Any], ...] = (
    {
        "theme": 2,
        "reference": "R2.1",
        "title": "Standards and vetting",
        "description": (
            "Someone unfit to serve stays in the workforce because warning signs are missed or not "
            "acted upon."
        ),
        "causes": (
            "Older vetting decisions were made to a lower standard, colleagues hesitate to speak "
            "up, and records lie in several systems."
        ),
        "consequences": (
            "Harm to the public and to colleagues, dismissals and a lasting loss of trust."
        ),
        "lead": CONSTABULARY,
        "risk_owner": DEPUTY,
        "treatment": "treat",
        "next_review": Board(1),
        "before": (3, 4),
        "after": (3, 3),
        "controls": (
            "Everyone’s name is checked against the national police database.",
            "A confidential line run outside the Constabulary takes reports from the workforce.",
            "The Deputy Chief Constable chairs a monthly panel that follows every open allegation.",
        ),
    },
    {
        "theme": 2,
        "reference": "R2.2",
        "title": "Fair use of powers",
        "description": (
            "Stop and search or force is used in ways that cannot be justified, or that fall "
            "unfairly on some communities."
        ),
        "causes": (
            "Thin records, uneven supervision and little feedback to officers on their own "
            "practice."
        ),
        "consequences": (
            "Complaints and claims, and communities that no longer come forward as witnesses."
        ),
        "lead": CONSTABULARY,
        "risk_owner": OPERATIONS,
        "treatment": "tolerate",
        "next_review": Board(2),
        "before": (3, 3),
        "after": (2, 3),
        "controls": (
            (
                "Sergeants view a sample of body-worn video every month and talk it through with "
                "the officer."
            ),
            (
                "A community panel, independent of the Constabulary, reads search records and "
                "publishes what it finds."
            ),
        ),
    },
    {
        "theme": 2,
        "reference": "R2.3",
        "description": (
            "The Commissioner hears mostly from residents who already take part. Priorities are "
            "then set without knowing what matters to everyone else."
        ),
        "lead": OPCC,
        "risk_owner": ENGAGEMENT,
        "treatment": "treat",
        "next_review": Board(4),
        "before": (3, 3),
        "after": (3, 2),
        "controls": (
            "A yearly survey is weighted to match the county’s population.",
            "A youth advisory group meets the Commissioner four times a year.",
        ),
    },
    {
        "theme": 2,
        "reference": "R2.4",
        "title": "Complaint reviews",
        "description": (
            "Reviews of police complaints are decided late or without enough reasoning, and people "
            "are left without a fair answer."
        ),
        "causes": "One reviewing officer, and case files that arrive incomplete.",
        "consequences": (
            "Distress to complainants, findings against the Commissioner and legal costs."
        ),
        "lead": OPCC,
        "risk_owner": CHIEF_EXECUTIVE,
        "treatment": "treat",
        "next_review": Board(2),
        "before": (3, 2),
        "after": (2, 2),
        "controls": (
            "Each case is logged on arrival with the day by which it must be decided.",
            "A second reader checks one decision in five before it is sent.",
        ),
    },
)
