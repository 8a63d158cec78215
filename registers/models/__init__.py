"""The nouns. Import them from here."""

from registers.models.challenges import Challenge
from registers.models.corrections import Correction
from registers.models.erasures import Erasure, ErasureConfirmation
from registers.models.journal import Journal, Revision, Seal, SealedText
from registers.models.kept import Kept, Unguarded
from registers.models.mail import MailChoice, Sent
from registers.models.notes import Note, ReadMark
from registers.models.people import Organisation, Role, User
from registers.models.proposals import Proposal, ProposalDraft, ProposedField
from registers.models.registers import (
    ByProposal,
    Ownership,
    Post,
    ReadingRight,
    Register,
    Theme,
)
from registers.models.risks import Assessment, Control, Effectiveness, Risk, Stage, Treatment
from registers.models.successions import Succession
from registers.models.verification import Verification
from registers.models.withholdings import Withholdable, Withholding
from registers.models.work import Assurance, Confirmation, Holding, PlannedAction

__all__ = [
    "Assessment",
    "Assurance",
    "ByProposal",
    "Challenge",
    "Confirmation",
    "Control",
    "Correction",
    "Effectiveness",
    "Erasure",
    "ErasureConfirmation",
    "Holding",
    "Journal",
    "Kept",
    "MailChoice",
    "Note",
    "Organisation",
    "Ownership",
    "PlannedAction",
    "Post",
    "Proposal",
    "ProposalDraft",
    "ProposedField",
    "ReadMark",
    "ReadingRight",
    "Register",
    "Revision",
    "Risk",
    "Role",
    "Seal",
    "SealedText",
    "Sent",
    "Stage",
    "Succession",
    "Theme",
    "Treatment",
    "Unguarded",
    "User",
    "Verification",
    "Withholdable",
    "Withholding",
]
