"""Why an action was refused. The message is a sentence for the person who asked."""

from __future__ import annotations

from collections.abc import Mapping

from registers.planned import Plan


class Refused(Exception):
    """An action was refused; nothing was saved."""


class NotAllowed(Refused):
    """The person may not do this, here or any more."""


class Invalid(Refused):
    """What was asked cannot be kept. `errors` has a sentence for each field at fault; the
    key is "" for what is not about one field."""

    def __init__(self, errors: Mapping[str, str]) -> None:
        self.errors = dict(errors)
        super().__init__(" ".join(str(error) for error in self.errors.values()))

    def by_field(self) -> str:
        """The sentences in one line, each after the name of its field: where no form shows them
        beside theirs."""
        return " ".join(
            f"{field.replace('_', ' ')}: {error}" if field else str(error)
            for field, error in self.errors.items()
        )


class Stale(Refused):
    """Someone changed the same thing after the edit began. `number` is the revision that
    did, `who` the person and organisation."""

    def __init__(self, message: str, *, number: int, who: str) -> None:
        self.number, self.who = number, who
        super().__init__(message)


class ByProposal(Refused):
    """The register's owners have chosen that this is proposed to the other owner, and not done."""


class PlanChanged(Refused):
    """What a file would do is no longer what was shown, since the register has changed. `plan` is
    what it would do now."""

    def __init__(self, message: str, plan: Plan) -> None:
        self.plan = plan
        super().__init__(message)


class GuardsMissing(Refused):
    """The database no longer guards the record, so nothing is written to it."""
