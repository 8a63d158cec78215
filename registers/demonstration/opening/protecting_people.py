"""The opening risks under the theme of harm to people."""

from __future__ import annotations

from typing import Any

from registers.demonstration.days import Board
from registers.demonstration.exampleshire import COMMISSIONING, CONTACT, SAFEGUARDING
from registers.demonstration.people import CONSTABULARY

RISKS: tuple[dict[str, Any], ...] = (
    {
        "theme": 1,
        "reference": "R1.1",
        "title": "Response to domestic abuse",
        "description": (
            "People who report domestic abuse do not get a swift, informed response, and are hurt "
            "again."
        ),
        "causes": (
            "Reports rise faster than specialist staffing. Risk forms are completed late, or "
            "without the history of earlier calls."
        ),
        "consequences": (
            "Further injury or death, victims who do not call again, and critical findings."
        ),
        "lead": CONSTABULARY,
        "risk_owner": SAFEGUARDING,
        "treatment": "treat",
        "next_review": Board(1),
        "before": (4, 4),
        "after": (3, 4),
        "target": (1, 4),
        "target_date": Board(7),
        "controls": (
            (
                "The attending officer assesses the risk to the victim and a supervisor checks it "
                "before the shift ends."
            ),
            (
                "A safeguarding hub, shared with social care for adults and children, meets each "
                "weekday morning."
            ),
            (
                "Independent advocates paid for by the Commissioner contact every victim at high "
                "risk within one working day."
            ),
        ),
    },
    {
        "theme": 1,
        "reference": "R1.2",
        "title": "Calls from the public",
        "description": (
            "Calls are not answered in time, so that people in danger wait and others give up "
            "trying."
        ),
        "causes": (
            "Vacancies in the contact centre, sharp peaks in demand and an ageing telephone "
            "platform."
        ),
        "consequences": (
            "Officers arrive late, harm is not prevented and crimes are never recorded."
        ),
        "lead": CONSTABULARY,
        "risk_owner": CONTACT,
        "treatment": "treat",
        "next_review": Board(2),
        "before": (4, 3),
        "after": (2, 3),
        "controls": (
            (
                "Shifts in the contact centre follow a forecast of demand that is refreshed every "
                "week."
            ),
            "Online reporting and a call-back service take routine contact out of the queue.",
            (
                "The duty manager can bring in trained officers from other departments when queues "
                "build."
            ),
            "Answer times are published on the Constabulary’s website each month.",
        ),
    },
    {
        "theme": 1,
        "reference": "R1.3",
        "description": (
            "The public bodies that share the duty to prevent serious violence work to separate "
            "plans. Young people are drawn into violence that could have been foreseen."
        ),
        "causes": "Each partner holds its own data, and grant is confirmed for one year at a time.",
        "consequences": "More knife injuries, young lives damaged and money spent twice.",
        "risk_owner": COMMISSIONING,
        "treatment": "treat",
        "next_review": Board(3),
        "before": (3, 4),
        "after": (3, 2),
        "controls": (
            "Analysts from all partners refresh one assessment of need every year.",
            "The Commissioner chairs the county’s partnership for reducing violence.",
            "Youth workers are present in both large emergency departments on weekend nights.",
        ),
    },
)
