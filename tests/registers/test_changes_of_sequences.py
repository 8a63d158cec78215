"""After any sequence of public actions the counts add up and each change has a hand on it."""

import pytest
from hypothesis import settings
from hypothesis.stateful import run_state_machine_as_test

from registers.between import between
from registers.changes import changes
from registers.presentation.changes_page import changes_page, rows
from tests.registers.test_random_sequences import Sequences


class Compared(Sequences):
    """Compares the first, one in the middle and the last of what it saw."""

    def teardown(self):
        try:
            numbers = sorted(self.seen)
            for first, then in ((0, len(numbers) // 2), (len(numbers) // 2, -1), (0, -1)):
                if numbers:
                    self.compare(self.seen[numbers[first]], self.seen[numbers[then]])
        finally:
            super().teardown()

    def compare(self, before, after):
        changed = changes(before, after)
        assert changed.is_empty == (before == after)
        counts = changed.counts
        assert counts.open == len(after.risks) == sum(
            (
                counts.worse, counts.better, counts.same, counts.scored, counts.unscored,
                counts.not_scored, counts.apart, counts.raised, counts.reopened,
            )
        )  # fmt: skip
        page = changes_page(changed, between(self.register, before.number, after.number))
        listed = [item for s in page.sections if s.key != "corrections" for item in s.items]
        every = sum(len(risk.changes) for risk in changed.risks) + len(changed.register)
        assert len(listed) == every - self.told_with_another(changed)
        for row in rows(page):
            assert row.revision, f"nobody changed {row}"
            assert before.number < row.revision <= after.number

    @staticmethod
    def told_with_another(changed):
        """Scores after controls that are told with the closing or reopening of their risk."""
        return sum(
            change.column == "after" and risk.standing in {"closed", "reopened"}
            for risk in changed.risks
            for change in risk.changes
        )


@pytest.mark.slow
def test_what_changed_is_told_after_any_sequence_of_actions(db):
    run_state_machine_as_test(Compared, settings=settings())
