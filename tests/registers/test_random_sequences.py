"""The live register is the one rebuilt from history, after any sequence of public actions."""

from __future__ import annotations

from contextlib import ExitStack
from datetime import date

import pytest
from django.conf import settings as settings_of
from django.db import transaction
from hypothesis import note, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)

from registers import actions, build, text
from registers import snapshot as reading
from registers.actions import Refused
from registers.content import PARTS
from registers.exchange.document import fingerprint, write_json
from registers.exchange.reading import read_json
from registers.models import (
    Assessment,
    ByProposal,
    Challenge,
    Control,
    Proposal,
    ReadingRight,
    Revision,
)
from registers.proposals import proposals
from registers.snapshot import last_point, read_live, read_past, snapshot
from registers.verifying import verify
from tests.registers.cast import make_cast, scheme_of
from tests.registers.deeds import editing_actions

#: What has broken texts somewhere: direction, composition, line ends, blanks, width, markup.
HOSTILE = (
    "\u202eright to left\u202c and back", "שלום עולם", "e\u0301 is not é", "one\r\ntwo\rthree\n",
    "trailing blanks \t ", "\U0001f6a8 \U0001f469\u200d\U0001f692", "\u2028\u2029", "<b>&amp;</b> {{ x }} {% y %}",
    "'; DROP TABLE registers_risk; --", "%s %(x)s \\", "\ufeffmark", "\u00a0", "null", "=1+1", "ǅ ſ ﬁ İ",
)  # fmt: skip
ANY = st.one_of(st.sampled_from(HOSTILE), st.text(max_size=30), st.characters())
LONG = st.sampled_from([text.LONGEST, text.LONGEST + 1]).map(lambda length: "ж" * length)
#: One in forty is as long as it may be, or one too long.
PROSE = st.integers(0, 39).flatmap(lambda n: ANY if n else LONG)
LINE = ANY
PICK = st.integers(0, 99)
LEVEL = st.integers(0, 8)
PLACE = st.none() | st.tuples(LEVEL, LEVEL)
DAY = st.none() | st.dates(date(1000, 1, 1))
STAGE = st.sampled_from(["before", "after", "target"])
APPETITE = st.none() | st.integers(0, 50)
FLAG = st.booleans()
PART = st.sampled_from([*PARTS, "whole", "no part"])
GROUND = st.sampled_from([*settings_of.WITHHOLDING_GROUNDS[:3], "no ground"])


ENDS = [actions.accept_challenge, actions.withdraw_challenge, actions.let_challenge_stand]


ANSWERS = [actions.accept_proposal, actions.decline_proposal, actions.withdraw_proposal]


def fields(**strategies):
    """Some of the fields, any of them left out."""
    return st.fixed_dictionaries({}, optional=strategies)


class Sequences(RuleBasedStateMachine):
    """Rules are named after the action that each of them uses."""

    def __init__(self):
        super().__init__()
        self.undone = ExitStack()
        self.undone.enter_context(transaction.atomic())
        self.undone.callback(transaction.set_rollback, True)
        self.seen = {}

    @initialize()
    def begin(self):
        # Each sequence is rolled back, and the next one's schemes have the same keys.
        build.scheme_of.cache_clear()
        self.cast = make_cast()
        self.register = self.cast.register
        self.organisations = [self.cast.council, self.cast.charity]
        self.people = [self.cast.editor, self.cast.approver]
        self.approvers = self.cast.signers()
        self.live = self.look()

    def look(self):
        reading.forget()
        found = read_live(self.register, last_point(self.register))
        self.seen[found.number] = found
        return found

    def look_back(self, number):
        reading.forget()
        made = Revision.objects.get(journal=self.register.journal, number=number)
        return snapshot(self.register, at=made)

    def do(self, action, *places, who=0, **given):
        """Do it; what is refused or changes nothing leaves nothing."""
        before = last_point(self.register)
        try:
            made = action(self.register, *places, by=self.people[who % 2], **given)
        except Refused as refusal:
            note(f"refused: {refusal}")
            assert str(refusal)
            made = None
        after = last_point(self.register)
        if made is None:
            assert after == before
        else:
            assert (
                (made.pk, made.number)
                == (after.revision, before.number + 1)
                == (after.revision, after.number)
            )
            assert after.moment > before.moment
            self.live = self.look()

    @invariant()
    def live_is_what_is_rebuilt(self):
        if not self.seen:
            return
        point = last_point(self.register)
        past = read_past(self.register, point)
        reading.forget()
        assert self.live == past == snapshot(self.register, at=point.moment)
        assert fingerprint(self.live) == fingerprint(past)

    @invariant()
    def its_file_can_be_read_again(self):
        if self.seen:
            written = write_json(self.live)
            assert written == write_json(self.live)
            assert read_json(written)["slug"] == self.live.slug

    def teardown(self):
        with self.undone:
            for number, found in self.seen.items():
                again = self.look_back(number)
                assert again == found
                assert fingerprint(again) == fingerprint(found)
            if self.seen:
                assert verify(self.register.journal) == ()

    def reference(self, pick):
        return self.live.all_risks[pick % len(self.live.all_risks)].reference

    def theme(self, pick):
        return self.live.themes[pick % len(self.live.themes)].number

    def keys(self, reference):
        held = Control.objects.filter(
            register=self.register, risk__reference=reference, removed=False
        )
        return sorted(held.values_list("pk", flat=True))

    def key(self, reference, pick):
        """The key of one of its controls, or, where it has none, of no control."""
        keys = self.keys(reference) or [0]
        return keys[pick % len(keys)]

    def post(self, pick):
        return ["", *(post.title for post in self.live.posts)][pick % (1 + len(self.live.posts))]

    @rule(pick=PICK, text=PROSE, post=PICK, who=PICK)
    def add_control(self, pick, text, post, who):
        self.do(
            actions.add_control, self.reference(pick), text=text, owner=self.post(post), who=who
        )

    @rule(
        pick=PICK, which=PICK, text=PROSE, post=PICK, who=PICK,
        said=fields(effectiveness=st.sampled_from(["", "full", "none", "best"]), evidence=ANY),
    )  # fmt: skip
    def revise_control(self, pick, which, text, post, who, said):
        reference = self.reference(pick)
        key, owner = self.key(reference, which), self.post(post)
        given = {"text": text, "owner": owner, "reason": "So.", "who": who, **said}
        self.do(actions.revise_control, reference, key, **given)

    @rule(pick=PICK, which=PICK)
    def retire_control(self, pick, which):
        reference = self.reference(pick)
        self.do(actions.retire_control, reference, self.key(reference, which), reason="So.")

    @rule(pick=PICK, order=st.randoms(use_true_random=False))
    def reorder_controls(self, pick, order):
        keys = self.keys(self.reference(pick))
        order.shuffle(keys)
        self.do(actions.reorder_controls, self.reference(pick), keys)

    @rule(title=LINE, owner=st.sampled_from(["OPCC", "Constabulary", "Nobody", None]))
    def add_post(self, title, owner):
        self.do(actions.add_post, title=title, owner=owner)

    @rule(pick=PICK, title=LINE)
    def revise_post(self, pick, title):
        self.do(actions.revise_post, self.post(pick), new_title=title, reason="So.")

    @rule(number=st.integers(0, 12), name=LINE, appetite=APPETITE)
    def add_theme(self, number, name, appetite):
        self.do(actions.add_theme, number=number, name=name, appetite=appetite)

    @rule(
        pick=PICK,
        changes=fields(new_number=st.integers(0, 12), name=LINE, appetite=APPETITE),
        who=PICK,
    )
    def revise_theme(self, pick, changes, who):
        self.do(actions.revise_theme, self.theme(pick), reason="So.", who=who, **changes)

    @rule(pick=PICK)
    def retire_theme(self, pick):
        self.do(actions.retire_theme, self.theme(pick), reason="So.")

    @rule(
        theme=PICK, text=PROSE, controls=st.lists(ANY, max_size=3), before=PLACE, after=PLACE,
        reference=st.sampled_from(["", "", "", "R1.1", "R3.08", "R3.8", "R77", "no", "A1.2.3"]),
        details=fields(title=LINE, lead=st.sampled_from(["OPCC", "Constabulary", ""]), next_review=DAY),
    )  # fmt: skip
    def raise_risk(self, theme, text, controls, before, after, reference, details):
        self.do(
            actions.raise_risk, theme=self.theme(theme), description=text, controls=controls,
            before=before, after=after, reference=reference, reason="So.", **details,
        )  # fmt: skip

    @rule(
        pick=PICK, post=PICK, who=PICK,
        changes=fields(
            title=LINE, description=PROSE, causes=PROSE, consequences=ANY, marking=LINE,
            lead=st.sampled_from(["OPCC", "Constabulary", ""]), next_review=DAY, target_date=DAY,
            treatment=st.sampled_from(["", "tolerate", "treat", "transfer", "terminate", "hope"]),
        ),
    )  # fmt: skip
    def revise_risk(self, pick, post, who, changes):
        owner = self.post(post)
        given = {**changes, "risk_owner": owner, "reason": "So."}
        self.do(actions.revise_risk, self.reference(pick), who=who, **given)

    @rule(pick=PICK, stage=STAGE, likelihood=LEVEL, impact=LEVEL, why=ANY, who=PICK)
    def assess(self, pick, stage, likelihood, impact, why, who):
        score = {"likelihood": likelihood, "impact": impact, "why": why}
        self.do(actions.assess, self.reference(pick), stage, who=who, **score)

    @rule(pick=PICK, why=ANY, on=st.none() | st.dates(date(1000, 1, 1), date(2030, 1, 1)))
    def close_risk(self, pick, why, on):
        self.do(actions.close_risk, self.reference(pick), why=why, on=on)

    @rule(pick=PICK, why=ANY)
    def reopen_risk(self, pick, why):
        self.do(actions.reopen_risk, self.reference(pick), why=why)

    @rule(pick=PICK, theme=PICK, who=PICK)
    def move_risk(self, pick, theme, who):
        self.do(
            actions.move_risk, self.reference(pick), theme=self.theme(theme), reason="So.", who=who
        )

    @rule(
        changes=fields(
            title=LINE,
            introduction=PROSE,
            marking=LINE,
            notice=LINE,
            appetite=APPETITE,
            is_public=FLAG,
        ),
        who=PICK,
    )
    def revise_register(self, changes, who):
        self.do(actions.revise_register, reason="So.", who=who, **changes)

    @rule(across=st.integers(2, 7), up=st.integers(2, 7), gap=st.integers(0, 20))
    def adopt_scheme(self, across, up, gap):
        maps = [{old: min(old, size) for old in range(1, 8) if old != gap} for size in (across, up)]
        self.do(
            actions.adopt_scheme, scheme_of(across, up), likelihood_map=maps[0], impact_map=maps[1],
            reason="So.",
        )  # fmt: skip

    @rule(pick=PICK, stage=STAGE, number=PICK, likelihood=LEVEL, impact=LEVEL, why=ANY)
    def correct_score(self, pick, stage, number, likelihood, impact, why):
        reference = self.reference(pick)
        scored = Assessment.history.filter(risk__reference=reference, stage=stage)
        numbers = sorted(scored.values_list("revision__number", flat=True)) or [0]
        score = {"likelihood": likelihood, "impact": impact, "why": why}
        corrects = numbers[number % len(numbers)]
        self.do(actions.correct_score, reference, stage, corrects=corrects, **score)

    def action(self, pick):
        """The reference of a risk and the key of one of its actions; of none where it has none."""
        held = [(risk.reference, a.key) for risk in self.live.all_risks for a in risk.actions]
        return held[pick % len(held)] if held else (self.reference(pick), 0)

    @rule(pick=PICK, text=PROSE, post=PICK, due=DAY, who=PICK)
    def plan_action(self, pick, text, post, due, who):
        given = {"text": text, "owner": self.post(post), "due": due, "who": who}
        self.do(actions.plan_action, self.reference(pick), **given)

    @rule(pick=PICK, post=PICK, changes=fields(text=PROSE, due=DAY))
    def revise_action(self, pick, post, changes):
        given = {"owner": self.post(post), "reason": "So.", **changes}
        self.do(actions.revise_action, *self.action(pick), **given)

    @rule(
        pick=PICK,
        changes=fields(progress=PROSE, evidence=ANY, due=DAY, done_on=DAY),
        reason=st.sampled_from(["", "So."]),
    )
    def report_progress(self, pick, changes, reason):
        self.do(actions.report_progress, *self.action(pick), reason=reason, **changes)

    @rule(pick=PICK)
    def drop_action(self, pick):
        self.do(actions.drop_action, *self.action(pick), reason="So.")

    @rule(
        pick=PICK, which=PICK, line=st.integers(0, 4), by=LINE, note=PROSE,
        on=st.dates(date(1000, 1, 1), date(2030, 1, 1)),
        result=st.sampled_from(["works", "partly", "fails", "sings"]),
    )  # fmt: skip
    def assure_control(self, pick, which, line, by, note, on, result):
        reference = self.reference(pick)
        check = {"line": line, "checked_by": by, "checked_on": on, "result": result, "note": note}
        self.do(actions.assure_control, reference, self.key(reference, which), **check)

    @rule(pick=PICK, day=DAY)
    def confirm_risk(self, pick, day):
        self.do(actions.confirm_risk, self.reference(pick), next_review=day)

    @rule(pick=PICK, person=PICK, since=st.dates(date(2020, 1, 1), date(2030, 1, 1)))
    def hold_post(self, pick, person, since):
        held = {"person": [None, *self.people][person % 3], "since": since, "reason": "So."}
        self.do(actions.hold_post, self.post(pick), **held)

    @rule(
        pick=PICK, about=st.sampled_from([*Challenge.About.values, "mood"]), likelihood=LEVEL,
        impact=LEVEL, position=st.one_of(PROSE, st.sampled_from(["OPCC", "Constabulary", ""])),
        why=ANY, who=PICK,
    )  # fmt: skip
    def challenge(self, pick, about, likelihood, impact, position, why, who):
        own = {"likelihood": likelihood, "impact": impact, "position": position, "why": why}
        self.do(actions.challenge, self.reference(pick), about, who=who, **own)

    @rule(pick=PICK, end=st.sampled_from(ENDS), why=ANY, who=PICK)
    def end_a_challenge(self, pick, end, why, who):
        held = [(risk.reference, c.key) for risk in self.live.all_risks for c in risk.challenges]
        if held:
            self.do(end, *held[pick % len(held)], why=why, who=who)

    @rule(acts=st.sets(st.sampled_from([*ByProposal.values, "tea"])))
    def choose_proposals(self, acts):
        self.do(actions.choose_proposals, who=1, acts=acts, reason="So.")

    @rule(
        pick=PICK, act=st.sampled_from(Proposal.Act.values), place=PLACE, text=PROSE, why=ANY,
        who=PICK, theme=PICK, number=PICK,
    )  # fmt: skip
    def propose(self, pick, act, place, text, why, who, theme, number):
        verb, _blank, _stage = act.partition(" ")
        placed = {"place": place or (1, 1)}
        asked = {
            "raise": {"theme": self.theme(theme), "description": text, "after": place},
            "revise": {"description": text, "lead": ["", "OPCC"][pick % 2]},
            "assess": placed,
            "correct": {**placed, "corrects": 1 + number % self.live.number},
            "move": {"theme": self.theme(theme)},
            "choose": {"acts": "lead"},
        }
        of = "" if verb in {"raise", "choose"} else self.reference(pick)
        given = {"why": why, "fields": asked.get(verb, {}), "who": who}
        self.do(actions.propose, act, of, **given)

    @rule(pick=PICK, answer=st.sampled_from(ANSWERS), why=ANY, who=PICK)
    def answer_a_proposal(self, pick, answer, why, who):
        waiting = proposals(self.register, waiting=True)
        if waiting:
            given = (
                {"seen": self.live.number} if answer is actions.accept_proposal else {"why": why}
            )
            self.do(answer, waiting[pick % len(waiting)].key, who=who, **given)

    @rule(pick=PICK, start=PICK, length=st.integers(3, 12))
    def erase(self, pick, start, length):
        """Words go from what is now and from every earlier day; nothing else changes there."""
        said = self.live.all_risks[pick % len(self.live.all_risks)].description
        words = said[start % len(said) :][:length]
        try:
            asked = actions.ask_erasure(
                self.register, by=self.approvers[0], words=words, ground="A law", why="It must."
            )
        except Refused as refusal:
            note(f"refused: {refusal}")
            return
        actions.confirm_erasure(self.register, asked.pk, by=self.approvers[1])
        held = {number: words in repr(found) for number, found in self.seen.items()}
        self.register.refresh_from_db()
        self.live = self.look()
        for number, held_them in held.items():
            again = self.look_back(number)
            assert held_them or again == self.seen[number]
            assert words not in (risk.description for risk in again.all_risks)
            self.seen[number] = again

    @rule(pick=PICK, part=PART, ground=GROUND, reasoning=PROSE, decided_by=LINE, look_again=DAY)
    def withhold(self, pick, part, ground, reasoning, decided_by, look_again):
        self.do(
            actions.withhold, self.reference(pick), part=part, ground=ground, reasoning=reasoning,
            decided_by=decided_by, look_again=look_again,
        )  # fmt: skip

    @rule(pick=PICK, part=PART)
    def release(self, pick, part):
        self.do(actions.release, self.reference(pick), part=part, reason="So.")

    @rule(pick=PICK)
    def grant_reading(self, pick):
        self.do(actions.grant_reading, self.organisations[pick % 2], reason="So.")
        assert ReadingRight.objects.filter(
            register=self.register, organisation=self.organisations[pick % 2], removed=False
        ).count() == 1  # fmt: skip

    @rule(pick=PICK)
    def withdraw_reading(self, pick):
        self.do(actions.withdraw_reading, self.organisations[pick % 2], reason="So.")


def test_every_public_action_has_a_rule():
    rules = {
        name
        for name in vars(Sequences)
        if hasattr(vars(Sequences)[name], "hypothesis_stateful_rule")
    }
    others = {"erase", "challenge", "end_a_challenge"}
    others |= {"choose_proposals", "propose", "answer_a_proposal"}
    assert sorted(rules - others) == sorted(editing_actions())


@pytest.mark.slow
def test_live_is_rebuilt_after_any_sequence_of_actions(db):
    run_state_machine_as_test(Sequences, settings=settings())
