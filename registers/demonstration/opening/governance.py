"""The opening risks under the theme of governance and partnership."""

from __future__ import annotations

from typing import Any

from registers.demonstration.days import Board
from registers.demonstration.exampleshire import CHIEF_EXECUTIVE, DEPUTY, OPERATIONS
from registers.demonstration.people import OPCC

RISKS: tuple[dict[str, Any], ...] = (
    {
        "theme": 5,
        "reference": "R5.1",
        "title": "Change of governance",
        "description": (
            "The Commissioner’s functions pass to a successor body before contracts, records and "
            "staff are ready to move."
        ),
        "causes": (
            "Parliament sets the date, local partners must agree the design, and preparation "
            "competes with daily work."
        ),
        "consequences": (
            "Gaps in lawful authority, lapsed contracts and loss of what the office knows."
        ),
        "lead": OPCC,
        "risk_owner": CHIEF_EXECUTIVE,
        "treatment": "tolerate",
        "next_review": Board(2),
        "before": (3, 3),
        "after": (2, 3),
        "controls": (
            "A transition plan names a lead for each function, contract and set of records.",
            (
                "Chief executives of the county’s public bodies meet every month on the new "
                "arrangements."
            ),
        ),
    },
    {
        "theme": 5,
        "reference": "R5.2",
        "title": "Sharing information",
        "description": (
            "Partners do not share what they know about people at risk, or share it without a "
            "lawful basis."
        ),
        "causes": (
            "Many local agreements, staff turnover and systems that do not speak to each other."
        ),
        "consequences": "Danger that nobody sees whole, or a serious breach of privacy.",
        "risk_owner": DEPUTY,
        "treatment": "treat",
        "next_review": Board(3),
        "before": (3, 3),
        "after": (2, 2),
        "controls": (
            "Sharing agreements stand in one published list and are renewed every two years.",
            "The data protection officers of both organisations meet each quarter.",
        ),
    },
    {
        "theme": 5,
        "reference": "R5.3",
        "title": "People in mental health crisis",
        "description": (
            "Officers stay for hours with people in crisis because no suitable health service can "
            "attend."
        ),
        "causes": "Few crisis beds, and health services that close for the night.",
        "consequences": "People in distress held in the wrong place, and fewer officers on patrol.",
        "risk_owner": OPERATIONS,
        "treatment": "treat",
        "next_review": Board(3),
        "before": (4, 3),
        "after": (3, 2),
        "controls": (
            "A mental health nurse works in the control room every evening.",
            (
                "Long waits in emergency departments are raised the same day with the hospital’s "
                "duty director."
            ),
        ),
    },
)
