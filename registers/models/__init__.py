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
from registers.models.publishing import (
    Publication,
    PublicationConsent,
    PublicationHold,
    PublishedFile,
)
from registers.models.registers import (
    ByProposal,
    Ownership,
    Post,
    ReadingRight,
    Register,
    Theme,
)
from registers.models.reviews import Outcome, Paper, Review
from registers.models.risks import Assessment, Control, Effectiveness, Risk, Stage, Treatment
from registers.models.signing import Candidate, Edition, SignedText, SignOff
from registers.models.successions import Succession
from registers.models.tokens import Token
from registers.models.verification import Verification
from registers.models.withholdings import Withholdable, Withholding
from registers.models.work import Assurance, Confirmation, Holding, PlannedAction

__all__ = [
    "Assessment",
    "Assurance",
    "ByProposal",
    "Candidate",
    "Challenge",
    "Confirmation",
    "Control",
    "Correction",
    "Edition",
    "Effectiveness",
    "Erasure",
    "ErasureConfirmation",
    "Holding",
    "Journal",
    "Kept",
    "MailChoice",
    "Note",
    "Organisation",
    "Outcome",
    "Ownership",
    "Paper",
    "PlannedAction",
    "Post",
    "Proposal",
    "ProposalDraft",
    "ProposedField",
    "Publication",
    "PublicationConsent",
    "PublicationHold",
    "PublishedFile",
    "ReadMark",
    "ReadingRight",
    "Register",
    "Review",
    "Revision",
    "Risk",
    "Role",
    "Seal",
    "SealedText",
    "Sent",
    "SignOff",
    "SignedText",
    "Stage",
    "Succession",
    "Theme",
    "Token",
    "Treatment",
    "Unguarded",
    "User",
    "Verification",
    "Withholdable",
    "Withholding",
]
