"""The merge of two edits: no word that either side typed goes without a choice."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from registers.merging import merge

NAMES = ("title", "description", "causes")
TEXTS = st.fixed_dictionaries({name: st.sampled_from(["", "a", "b", "a b"]) for name in NAMES})
SOME = st.fixed_dictionaries({}, optional={n: st.sampled_from(["", "a", "c d"]) for n in NAMES})


@given(began=TEXTS, now=TEXTS, mine=SOME)
def test_each_field_stands_as_whoever_changed_it_wrote_it_or_is_a_conflict(began, now, mine):
    found = merge(began, now, mine)
    for name in NAMES:
        written = mine.get(name, began[name])
        both_and_not_alike = len({began[name], now[name], written}) == 3
        assert (name in found.conflicts) == both_and_not_alike
        if both_and_not_alike:
            assert name not in found.values
            continue
        assert found.values[name] == (written if written != began[name] else now[name])
        assert (name in found.mine) == (written != began[name] == now[name])
        assert (name in found.theirs) == (now[name] != began[name] == written)


@given(began=TEXTS, now=TEXTS, mine=TEXTS)
def test_it_is_the_same_from_either_side(began, now, mine):
    one, other = merge(began, now, mine), merge(began, mine, now)
    assert (one.values, one.conflicts) == (other.values, other.conflicts)
    assert (one.mine, one.theirs) == (other.theirs, other.mine)


@given(began=TEXTS, now=TEXTS)
def test_who_typed_nothing_changes_nothing(began, now):
    assert merge(began, now, {}).values == now


class Afternoon(RuleBasedStateMachine):
    """Two people, one text of several fields, each with a form of their own. Every word that is
    typed is a new one, so that it can be followed: it is in the text, in the form in which it was
    typed, or somebody who had it before their eyes has put another in its place."""

    def __init__(self):
        super().__init__()
        self.text = dict.fromkeys(NAMES, "")
        self.forms = [None, None]
        self.typed = set()
        self.replaced = set()
        self.count = 0

    @rule(who=st.integers(0, 1))
    def open(self, who):
        if self.forms[who] is None:
            self.forms[who] = {"began": dict(self.text), "mine": {}}

    @rule(who=st.integers(0, 1), name=st.sampled_from(NAMES), adds=st.booleans())
    def type(self, who, name, adds):
        form = self.forms[who]
        if form is None:
            return
        self.count += 1
        word, before = f"w{self.count}", form["mine"].get(name, form["began"][name])
        if not adds:
            self.replaced |= set(before.split())
        self.typed.add(word)
        form["mine"][name] = f"{before} {word}".strip() if adds else word

    @rule(who=st.integers(0, 1), choices=st.fixed_dictionaries(
        {name: st.sampled_from(["mine", "theirs", "third", "nothing"]) for name in NAMES}
    ))  # fmt: skip
    def save(self, who, choices):
        form = self.forms[who]
        if form is None:
            return
        found = merge(form["began"], self.text, form["mine"])
        if any(choices[name] == "nothing" for name in found.conflicts):
            return
        chosen = {name: self.chosen(form, name, choices[name]) for name in found.conflicts}
        self.text = {**found.values, **chosen}
        self.forms[who] = None

    def chosen(self, form, name, choice):
        """What somebody chooses who has both texts and the common past before their eyes."""
        mine, theirs = form["mine"][name], self.text[name]
        stands = {"mine": mine, "theirs": theirs, "third": f"{mine} {theirs}"}[choice]
        seen = f"{mine} {theirs} {form['began'][name]}".split()
        self.replaced |= set(seen) - set(stands.split())
        return stands

    @invariant()
    def every_word_is_somewhere(self):
        forms = [form["mine"] for form in self.forms if form]
        held = " ".join(text for values in (self.text, *forms) for text in values.values())
        assert self.typed <= set(held.split()) | self.replaced


TestAfternoon = Afternoon.TestCase
#: Enough that two texts meet in most runs: it is all in memory.
TestAfternoon.settings = settings(max_examples=400, stateful_step_count=40, deadline=None)
