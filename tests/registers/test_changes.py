"""What changed between two snapshots, and counts that add up."""

from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from registers import changes as found
from registers.changes import changes, count, in_theme, way_of
from registers.content import (
    STAGES,
    Assessment,
    Control,
    Owner,
    Post,
    Risk,
    Scheme,
    Snapshot,
    Theme,
    Withholding,
)
from registers.snapshot import snapshot
from scoring.matrix import Matrix
from tests.registers.cast import BANDS, IMPACT, LIKELIHOOD, four_by_four, levels
from tests.registers.deeds import DEEDS, prepare

MATRIX = four_by_four()
OTHER_MATRIX = Matrix.from_thresholds(levels(LIKELIHOOD), levels(IMPACT[:3]), BANDS)
SCHEME = Scheme(1, "Four by four", "", "", MATRIX)
OPCC, FORCE = Owner(1, 11, 1, "Office", "OPCC"), Owner(2, 12, 2, "Force", "Force")
CHIEF, HEAD = Post(1, "Chief", OPCC), Post(2, "Head", None)


def scored(likelihood, impact, stage="after", why="", matrix=MATRIX):
    cell = matrix.cell(likelihood, impact)
    return Assessment(stage, likelihood, impact, why, cell)


def risk(key=1, **more):
    values = {"reference": f"R1.{key}", "description": "Something happens.", "theme_number": 1}
    return Risk(key, **{**values, "after": scored(2, 3), **more})


def of(*risks, **more):
    """A snapshot of one theme with these risks, and another theme of none."""
    themes = (Theme(1, 1, "Everything", None, risks), Theme(2, 2, "More", None, ()))
    values = {
        "key": 1, "slug": "made", "title": "Made", "introduction": "", "marking": "OFFICIAL",
        "notice": "", "appetite": 6, "is_public": False, "scheme": SCHEME, "owners": (OPCC, FORCE),
        "posts": (CHIEF, HEAD), "themes": themes, "number": 1, "seal": "",
        "moment": datetime(2026, 1, 1, tzinfo=UTC),
    }  # fmt: skip
    return Snapshot(**{**values, **more})


def only(before, after):
    """The one change between two risks."""
    (change,) = changes(of(before), of(after)).risks[0].changes
    return change


@pytest.mark.parametrize(
    ("old", "new", "way"),
    [
        ((2, 3), (3, 3), found.WORSE),
        ((3, 3), (2, 3), found.BETTER),
        ((2, 3), (3, 2), found.ELSEWHERE),
        ((1, 4), (2, 2), found.ELSEWHERE),
        ((2, 3), (2, 3), found.SAME),
        (None, (2, 3), found.SCORED),
        ((2, 3), None, found.UNSCORED),
        (None, None, found.NOT_SCORED),
    ],
)
def test_a_score_goes_one_way(old, new, way):
    before, after = (scored(*places) if places else None for places in (old, new))
    assert way_of(before, after) == way
    apart = found.APART if old and new else way
    assert way_of(before, after, comparable=False) == apart


@pytest.mark.parametrize("stage", STAGES)
def test_scores_are_told_at_each_stage(stage):
    before, after = (replace(risk(), **{stage: scored(n, 3, stage)}) for n in (2, 3))
    change = only(before, after)
    assert (change.kind, change.thing, change.column, change.way) == (
        found.SCORE, ("risk", 1), stage, found.WORSE,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("fields", "kind", "column"),
    [
        ({"title": "Short"}, found.WORDING, "title"),
        ({"description": "Anew."}, found.WORDING, "description"),
        ({"causes": "This."}, found.WORDING, "causes"),
        ({"consequences": "That."}, found.WORDING, "consequences"),
        ({"after": scored(2, 3, why="So.")}, found.WORDING, "why_after"),
        ({"lead": OPCC}, found.DETAIL, "lead"),
        ({"risk_owner": CHIEF}, found.DETAIL, "risk_owner"),
        ({"treatment": "treat"}, found.DETAIL, "treatment"),
        ({"marking": "OFFICIAL-SENSITIVE"}, found.DETAIL, "marking"),
        ({"next_review": date(2026, 6, 14)}, found.DETAIL, "next_review"),
        ({"target_date": date(2026, 6, 14)}, found.DETAIL, "target_date"),
    ],
)
def test_each_field_of_a_risk_is_told_by_its_name(fields, kind, column):
    change = only(risk(), risk(**fields))
    assert (change.kind, change.thing, change.column) == (kind, ("risk", 1), column)
    assert changes(of(risk()), of(risk(**fields))).counts.untouched == 0


def test_controls_are_added_reworded_retired_and_put_in_order():
    one, two, three = (Control(key, f"Control {key}.") for key in (1, 2, 3))
    before = risk(controls=(one, two, three))
    after = risk(controls=(Control(4, "New."), replace(three, text="Anew."), one))
    assert [
        (c.kind, c.thing, c.column) for c in changes(of(before), of(after)).risks[0].changes
    ] == [
        (found.ADDED, ("control", 4), ""),
        (found.WORDING, ("control", 3), "text"),
        (found.RETIRED, ("control", 2), ""),
        (found.ORDER, ("risk", 1), "position"),
    ]
    owned = risk(controls=(replace(one, owner=CHIEF),))
    assert only(risk(controls=(one,)), owned).column == "owner"


def test_raised_closed_reopened_and_both_in_turn():
    closed = {"closed_on": date(2026, 6, 14), "closed_why": "Past."}
    before = of(risk(1), risk(2, **closed), risk(3, **closed))
    after = of(risk(1, **closed), risk(2), risk(3, **closed), risk(4), risk(5, **closed))
    changed = changes(before, after)
    assert [r.standing for r in changed.risks] == [
        found.CLOSED, found.REOPENED, found.SHUT, found.RAISED, found.PASSED,
    ]  # fmt: skip
    counts = changed.counts
    assert (counts.open, counts.closed, counts.reopened, counts.raised, counts.passed) == (
        2, 1, 1, 1, 1,
    )  # fmt: skip
    assert [change.way for r in changed.risks for change in r.changes] == [
        found.CLOSED, found.REOPENED, found.RAISED, found.PASSED,
    ]  # fmt: skip


def test_another_reason_for_the_same_closing_is_told():
    before, after = (
        risk(closed_on=date(2026, 6, day), closed_why=f"Past {day}.") for day in (1, 2)
    )
    told = changes(of(before), of(after)).risks[0].changes
    assert [(c.kind, c.column) for c in told] == [
        (found.DETAIL, "closed_on"), (found.WORDING, "closed_why"),
    ]  # fmt: skip


def test_a_risk_that_moves_is_counted_where_it_is_now():
    one, two = (Theme(key, key, f"Theme {key}", None, ()) for key in (1, 2))
    before = of(themes=(replace(one, risks=(risk(),)), two))
    after = of(themes=(one, replace(two, risks=(risk(theme_number=2),))))
    changed = changes(before, after)
    (moved,) = changed.risks
    assert [(c.kind, c.old.key, c.new.key) for c in moved.changes] == [(found.MOVED, 1, 2)]
    assert (moved.theme, moved.left) == (2, 1)
    assert (count(in_theme(changed.risks, 1)).open, count(in_theme(changed.risks, 2)).open) == (
        0,
        1,
    )
    assert not moved.is_untouched


def test_another_name_is_told_once_and_touches_no_risk():
    before = of(risk(lead=OPCC, risk_owner=CHIEF))
    renamed, chief = replace(OPCC, name="Mayor"), replace(CHIEF, title="Director")
    theme = Theme(1, 7, "All of it", None, (risk(lead=renamed, risk_owner=chief, theme_number=7),))
    after = of(owners=(renamed, FORCE), posts=(chief, HEAD), themes=(theme, before.themes[1]))
    changed = changes(before, after)
    assert [(c.thing, c.column) for c in changed.register] == [
        (("ownership", 1), "name"),
        (("theme", 1), "number"),
        (("theme", 1), "name"),
        (("post", 1), "title"),
    ]
    assert (changed.counts.untouched, changed.counts.same_untouched) == (1, 1)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "Other"), ("introduction", "Words."), ("marking", "SECRET"), ("notice", "Note"),
        ("appetite", 4), ("is_public", True), ("slug", "other"),
        ("scheme", replace(SCHEME, key=2)),
    ],
)  # fmt: skip
def test_each_field_of_the_register_is_told(field, value):
    (change,) = changes(of(), of(**{field: value})).register
    assert (change.kind, change.thing, change.column) == (found.REGISTER, ("register", 1), field)


def test_scores_of_two_matrices_are_not_compared():
    other = replace(SCHEME, key=2, matrix=OTHER_MATRIX)
    before = of(risk(1, before=scored(4, 4, "before")), risk(2, after=None), risk(3, after=None))
    after = of(
        risk(1, after=scored(2, 3, matrix=OTHER_MATRIX), before=scored(4, 3, "before", matrix=OTHER_MATRIX)),
        risk(2, after=scored(1, 1, matrix=OTHER_MATRIX)),
        risk(3, after=None),
        scheme=other,
    )  # fmt: skip
    changed = changes(before, after)
    assert [change.way for change in changed.risks[0].changes] == [found.APART] * 2
    counts = changed.counts
    assert (counts.apart, counts.scored, counts.not_scored, counts.untouched) == (1, 1, 1, 1)
    assert (counts.worse, counts.better, counts.same) == (0, 0, 0)


def test_nothing_is_nothing():
    same = of(risk(1), risk(2, after=None))
    changed = changes(same, replace(same, number=9, seal="other"))
    assert changed.is_empty
    assert changed.counts.untouched == 2
    assert changed.counts.same_untouched == 1


LEVEL = st.integers(1, 3)
TEXT = st.sampled_from(["", "One.", "One. Two."])
DAY = st.sampled_from([None, date(2026, 6, 14), date(2026, 6, 15)])
CONTROLS = st.lists(
    st.builds(Control, st.integers(1, 3), TEXT, st.sampled_from([None, CHIEF, HEAD])),
    max_size=3,
    unique_by=lambda control: control.key,
).map(tuple)


def at(stage):
    return st.none() | st.builds(
        lambda place, why: scored(*place, stage, why), st.tuples(LEVEL, LEVEL), TEXT
    )


def risks(key):
    fields = {"before": at("before"), "after": at("after"), "target": at("target")}
    return st.builds(
        lambda closed, **held: risk(key, closed_on=closed, closed_why="So." if closed else "", **held),
        closed=DAY, controls=CONTROLS, causes=TEXT, next_review=DAY,
        lead=st.sampled_from([None, OPCC, FORCE]), **fields,
    )  # fmt: skip


@st.composite
def two_points(draw):
    """Two snapshots of a register: risks are never taken out of the later one."""
    there = draw(st.sets(st.integers(1, 6)))
    first = {key: draw(risks(key)) for key in sorted(there)}
    then = {
        key: first[key] if key in there and draw(st.booleans()) else draw(risks(key))
        for key in sorted(there | draw(st.sets(st.integers(1, 6))))
    }
    return tuple(_placed(held, draw) for held in (first, then))


def _placed(held, draw):
    second = draw(st.sets(st.sampled_from(sorted(held)))) if held else set()
    themes = tuple(
        Theme(
            key, key, f"Theme {key}", None,
            tuple(replace(each, theme_number=key) for at, each in held.items() if (at in second) == (key == 2)),
        )
        for key in (1, 2)
    )  # fmt: skip
    return of(themes=themes, appetite=draw(st.sampled_from([None, 6])))


@given(two_points())
def test_the_counts_add_up(points):
    before, after = points
    counts = changes(before, after).counts
    ways = (
        counts.worse, counts.better, counts.same, counts.scored, counts.unscored,
        counts.not_scored, counts.apart,
    )  # fmt: skip
    assert counts.open == len(after.risks) == sum(ways) + counts.raised + counts.reopened
    assert len(before.risks) == sum(ways) + counts.closed
    assert counts.raised + counts.passed == len(after.all_risks) - len(before.all_risks)
    assert counts.elsewhere + counts.same_untouched <= counts.same
    assert counts.same_untouched <= counts.untouched <= sum(ways)


@given(two_points())
def test_the_counts_of_themes_add_up_to_those_of_the_register(points):
    changed = changes(*points)
    parts = [count(in_theme(changed.risks, theme.key)) for theme in changed.after.themes]
    for name in found.Counts.__slots__:
        assert sum(getattr(part, name) for part in parts) == getattr(changed.counts, name)


@given(two_points())
def test_nothing_is_left_untold(points):
    before, after = points
    changed = changes(before, after)
    assert changed.is_empty == (before == after)
    was = {risk.key: risk for risk in before.all_risks}
    for each in changed.risks:
        if each.standing in {found.BOTH, found.SHUT}:
            assert (not each.changes) == (each.after == was[each.after.key])
    told = [(r.after.key, c.kind, c.thing, c.column) for r in changed.risks for c in r.changes]
    assert len(told) == len(set(told))


@given(two_points())
def test_the_way_back_is_the_other_way(points):
    before, after = points
    if {risk.key for risk in before.all_risks} != {risk.key for risk in after.all_risks}:
        return
    there, back = changes(before, after).counts, changes(after, before).counts
    assert (there.worse, there.better, there.same) == (back.better, back.worse, back.same)
    assert (there.closed, there.scored) == (back.reopened, back.unscored)
    assert there.untouched == back.untouched


#: What is recorded and changes no content.
NO_CONTENT = {"confirm_risk", "grant_reading", "hold_post", "withdraw_reading", "write_note"}


@pytest.mark.parametrize("deed", DEEDS, ids=lambda deed: deed.action)
def test_every_deed_that_changes_content_is_told(cast, deed):
    prepare(cast)
    before = snapshot(cast.register)
    deed.do(cast, by=cast.editor)
    after = snapshot(cast.register)
    changed = changes(before, after)
    assert changed.is_empty == (before == after)
    assert changed.is_empty == (deed.action in NO_CONTENT)


def held(key=1, part="whole", ground="Section 31", **more):
    return Withholding(key, part, ground, "Because.", "Chief", **more)


def test_what_is_withheld_and_released_is_told():
    withheld, released = risk(withholdings=(held(),)), risk()
    change = only(released, withheld)
    assert (change.kind, change.thing, change.column) == (found.WITHHELD, ("withholding", 1), "")
    assert (change.old, change.new) == (None, held())
    change = only(withheld, released)
    assert (change.kind, change.old, change.new) == (found.WITHHELD, held(), None)


def test_another_ground_is_told_and_marks_for_the_public_are_not():
    change = only(risk(withholdings=(held(),)), risk(withholdings=(held(ground="Section 24"),)))
    assert (change.kind, change.column) == (found.WITHHELD, "ground")
    assert (change.old, change.new) == ("Section 31", "Section 24")
    before, after = of(risk()), of(risk(withholdings=(Withholding(0, "causes", "Section 31"),)))
    assert changes(before, after).risks[0].is_untouched
