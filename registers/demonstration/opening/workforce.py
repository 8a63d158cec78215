"""The opening risks under the theme of the workforce."""

from __future__ import annotations

from typing import Any

from registers.demonstration.days import Board
from registers.demonstration.exampleshire import PEOPLE, SAFEGUARDING
from registers.demonstration.people import CONSTABULARY

RISKS: tuple[dict[str, Any], ...] = (
    {
        "theme": 3,
        "reference": "R3.1",
        "title": "Shortage of detectives",
        "description": (
            "There are too few trained detectives to investigate serious and complex crime well."
        ),
        "causes": "Investigators leave for other work faster than new ones finish their training.",
        "consequences": (
            "Slow investigations, evidence lost and offenders who are not brought to court."
        ),
        "lead": CONSTABULARY,
        "risk_owner": SAFEGUARDING,
        "treatment": "treat",
        "next_review": Board(1),
        "before": (4, 4),
        "after": (3, 3),
        "controls": (
            "A direct-entry scheme brings in two groups of trainee detectives a year.",
            "Rules for allocating crime keep volume offences away from specialist teams.",
            "Accredited investigators receive a retention payment after their second year.",
        ),
    },
    {
        "theme": 3,
        "reference": "R3.2",
        "title": "Health of the workforce",
        "description": "Strain on officers and staff leads to long absences and early departures.",
        "causes": (
            "Repeated exposure to distressing events, cancelled rest days and a young workforce."
        ),
        "consequences": "Teams below strength, higher overtime and poorer service to victims.",
        "lead": CONSTABULARY,
        "risk_owner": PEOPLE,
        "treatment": "treat",
        "next_review": Board(2),
        "before": (4, 3),
        "after": (2, 3),
        "target": (2, 3),
        "controls": (
            (
                "Managers hold a conversation about health with each member of their team every "
                "quarter."
            ),
            "Trained peers offer support after distressing incidents.",
            (
                "Rest days cancelled at short notice are counted and reported to the Director of "
                "People."
            ),
        ),
    },
    {
        "theme": 3,
        "reference": "R3.3",
        "title": "Officer numbers",
        "description": (
            "The number of officers falls below the level on which part of the national grant "
            "depends."
        ),
        "causes": "More officers leave than the recruitment plan assumes.",
        "consequences": "Grant is withheld and posts have to be cut within the year.",
        "lead": CONSTABULARY,
        "risk_owner": PEOPLE,
        "treatment": "tolerate",
        "next_review": Board(3),
        "before": (3, 3),
        "after": (2, 2),
        "controls": (
            "The recruitment plan is worked out afresh each month from actual leavers.",
            "A pool of candidates who have passed every check is kept ready to start.",
        ),
    },
)
