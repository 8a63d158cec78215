"""A value's own truth is a constraint of the database: rows are inserted past all code."""

from datetime import date

import pytest
from django.db import IntegrityError, connection, transaction

from registers.actions import assure_control, challenge, plan_action, propose, succeed
from registers.models import (
    Assessment,
    Assurance,
    Challenge,
    Control,
    Journal,
    Organisation,
    Ownership,
    PlannedAction,
    Post,
    Proposal,
    ProposedField,
    ReadingRight,
    Register,
    Revision,
    Risk,
    Succession,
    Theme,
    User,
)
from scoring.models import Scheme, SchemeBand, SchemeCell, SchemeLevel
from tests.registers.deeds import CHECK
from tests.registers.tampering import columns, insert, take_guards_away

#: What a copy of a row must change to be one that may stand beside it.
APART = {
    Assessment: {"stage": "target"},
    Assurance: {},
    Challenge: {},
    Control: {},
    Journal: {"name": "other"},
    Organisation: {"name": "Other"},
    Ownership: {"organisation_id": -1, "short_name": "Other"},
    PlannedAction: {},
    Post: {"title": "Other"},
    Proposal: {},
    ProposedField: {"position": 9},
    ReadingRight: {"organisation_id": -1},
    Register: {"journal_id": -1, "slug": "other"},
    Revision: {"number": 9999, "moment": "2099-01-01 00:00:00+00:00"},
    Risk: {"reference": "R9.9"},
    Scheme: {},
    SchemeBand: {"rank": 9},
    SchemeCell: {"likelihood": 7},
    SchemeLevel: {"value": 7},
    Succession: {},
    Theme: {"number": 9},
    User: {"email": "other@example.org"},
}
BROKEN = (
    (Assessment, "assessment_once_a_stage", {"stage": "after"}),
    (Assessment, "assessment_stage_is_known", {"stage": "later"}),
    *((Assessment, "assessment_in_range", {axis: level})
      for axis in ("likelihood", "impact") for level in (0, 8)),
    (Assurance, "assurance_line_and_result_are_known", {"line": 4}),
    (Assurance, "assurance_line_and_result_are_known", {"result": "sings"}),
    (Challenge, "challenge_has_a_position", {"likelihood": None}),
    (Challenge, "challenge_has_a_position", {"impact": 8}),
    (Challenge, "challenge_has_a_position", {"about": "wording"}),
    (Challenge, "challenge_has_a_position", {"about": "mood"}),
    (Challenge, "challenge_is_open_or_says_how_it_ended", {"state": "accepted"}),
    (Challenge, "challenge_is_open_or_says_how_it_ended", {"ended_why": "So."}),
    (Control, "control_says_something", {"text": ""}),
    (Journal, "registers_journal", {"name": "installation"}),
    (Organisation, "organisation_has_a_name", {"name": ""}),
    (Organisation, "organisation_name_once", {"name": "exampleshire COUNCIL"}),
    (Ownership, "owner_once", {"organisation_id": None}),
    (Ownership, "owner_short_name_once", {"short_name": "OPCC"}),
    (PlannedAction, "action_says_something", {"text": ""}),
    (PlannedAction, "action_first_due_stays", {"due": date(2026, 1, 1)}),
    (Post, "post_once", {"title": "Chief Executive"}),
    (Proposal, "proposal_says_why_it_came_to_nothing", {"state": "declined"}),
    (Proposal, "proposal_says_why_it_came_to_nothing", {"answer": "No."}),
    (Proposal, "proposal_is_of_a_risk", {"risk_id": None, "act": "close"}),
    (ProposedField, "proposed_field_once", {"position": 0}),
    (ReadingRight, "reads_once", {"organisation_id": None}),
    (Register, "register_appetite_in_range", {"appetite": 50}),
    (Register, "register_appetite_in_range", {"appetite": 0}),
    (Register, "register_has_title_and_marking", {"title": ""}),
    (Register, "register_has_title_and_marking", {"marking": ""}),
    (Register, "slug", {"slug": "exampleshire"}),
    (Revision, "revision_number_once", {"number": None}),
    (Revision, "revision_moment_once", {"moment": None}),
    (Revision, "revision_numbers_from_one", {"number": 0}),
    (Revision, "revision_began_before", {"began": 9999}),
    (Revision, "revision_proposed_before", {"proposed": 9999}),
    (Revision, "revision_says_who_and_what", {"person_name": ""}),
    (Revision, "revision_says_who_and_what", {"verb": ""}),
    (Revision, "revision_organisation_has_a_person", {"person_id": None}),
    (Revision, "revision_organisation_has_a_person", {"organisation_name": ""}),
    (Risk, "reference_once", {"reference": "R1.1"}),
    (Risk, "risk_says_something", {"description": ""}),
    (Risk, "risk_says_something", {"reference": ""}),
    (Risk, "risk_closed_with_day_and_reason", {"closed_on": date(2026, 1, 1)}),
    (Risk, "risk_closed_with_day_and_reason", {"closed_why": "Past."}),
    (Risk, "risk_treatment_is_known", {"treatment": "hope"}),
    (Risk, "risk_is_closed_not_removed", {"removed": True}),
    (Scheme, "scheme_has_two_to_seven_levels", {"likelihood_levels": 1}),
    (Scheme, "scheme_has_two_to_seven_levels", {"impact_levels": 8}),
    (Scheme, "scheme_has_a_name", {"name": ""}),
    (SchemeBand, "band_once", {"rank": 1}),
    (SchemeBand, "band_has_a_word", {"word": ""}),
    (SchemeBand, "band_range_is_in_order", {"lowest": 9, "highest": 1}),
    (SchemeCell, "cell_once", {"likelihood": 1}),
    (SchemeCell, "cell_in_range", {"likelihood": 8}),
    (SchemeLevel, "level_once", {"value": 1}),
    (SchemeLevel, "level_value_in_range", {"value": 8}),
    (SchemeLevel, "level_has_a_name", {"name": ""}),
    (Succession, "succession_planned_says_to_whom", {"name": ""}),
    (Succession, "succession_planned_says_to_whom", {"successor_id": None}),
    (Theme, "theme_number_once", {"number": 1}),
    (Theme, "theme_is_named", {"number": 0}),
    (Theme, "theme_is_named", {"name": ""}),
    (Theme, "theme_appetite_in_range", {"appetite": 50}),
    (User, "person_email_once", {"email": "EDITOR@example.org"}),
    (User, "person_has_a_name", {"name": ""}),
    (User, "person_has_role_and_organisation_or_neither", {"role": ""}),
    (User, "person_has_role_and_organisation_or_neither", {"role": "king"}),
    (User, "person_has_role_and_organisation_or_neither", {"organisation_id": None}),
)  # fmt: skip
#: Names of SQLite for what is no constraint with a name of its own.
UNIQUE = {"assessment_once_a_stage", "owner_once", "owner_short_name_once", "post_once", "reads_once",
          "registers_journal", "slug", "revision_number_once", "revision_moment_once", "reference_once",
          "proposed_field_once", "band_once", "cell_once", "level_once", "theme_number_once"}  # fmt: skip


@pytest.fixture
def original(cast):
    """The columns of a row of a model: `original(model)`; no guard of the database is left."""
    first = {
        Assessment: {"risk__reference": "R1.1", "stage": "after"},
        Organisation: {"name": "Exampleshire Council"},
        Revision: {"journal": cast.register.journal, "verb": "add post"},
        Risk: {"reference": "R1.1"},
        SchemeCell: {"likelihood": 1},
        Theme: {"number": 1},
        User: {"email": "editor@example.org"},
    }
    place = {"likelihood": 4, "impact": 4, "why": "So."}
    challenge(cast.register, "R1.1", "after", by=cast.editor, **place)
    plan_action(cast.register, "R1.1", by=cast.editor, text="Do it.")
    assure_control(cast.register, "R1.1", cast.keys("R1.1")[0], by=cast.editor, **CHECK)
    succeed(
        cast.register, "Constabulary", by=cast.approver, organisation=cast.charity, name="Next",
        short_name="Next", since=date(2099, 5, 7), reason="So.",
    )  # fmt: skip
    wording = {"title": "Voice"}
    propose(cast.register, "revise", "R1.1", by=cast.editor, why="So.", fields=wording)
    take_guards_away()
    return lambda model: columns(model._base_manager.filter(**first.get(model, {})).first())


def beside(model, row):
    """A copy that may stand beside a row."""
    return {**row, model._meta.pk.column: None, **APART[model]}


@pytest.mark.parametrize("model", APART, ids=lambda model: model.__name__)
def test_a_copy_that_breaks_nothing_goes_in(original, model):
    if "journal_id" in APART[model] or "organisation_id" in APART[model]:
        with pytest.raises(IntegrityError), transaction.atomic():
            insert(model, beside(model, original(model)))
            connection.check_constraints()
    else:
        insert(model, beside(model, original(model)))
        connection.check_constraints()


@pytest.mark.parametrize(
    ("model", "constraint", "values"),
    BROKEN,
    ids=[
        f"{name} {' '.join(values)} {'-'.join(map(str, values.values()))}"
        for _m, name, values in BROKEN
    ],
)
def test_a_copy_that_breaks_one_does_not(original, model, constraint, values):
    row = original(model)
    same = {
        name: row[name] for name, value in values.items() if value is None and name in APART[model]
    }
    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        insert(model, {**beside(model, row), **values, **same})
    if connection.vendor == "postgresql" or constraint not in UNIQUE:
        assert constraint in str(refusal.value)
    else:
        assert "UNIQUE constraint failed" in str(refusal.value)


def test_every_constraint_of_ours_is_tried():
    models = APART.keys()
    named = {constraint.name for model in models for constraint in model._meta.constraints}
    assert named - {constraint for _model, constraint, _values in BROKEN} == set()
