"""The nouns. Import them from here."""

from registers.models.challenges import Challenge
from registers.models.corrections import Correction
from registers.models.erasures import Erasure, ErasureConfirmation
from registers.models.journal import Journal, Revision, Seal, SealedText
from registers.models.kept import Kept, Unguarded
from registers.models.people import Organisation, Role, User
from registers.models.registers import Ownership, Post, ReadingRight, Register, Theme
from registers.models.risks import Assessment, Control, Risk, Stage, Treatment
from registers.models.verification import Verification
from registers.models.withholdings import Withholdable, Withholding

__all__ = [
    "Assessment",
    "Challenge",
    "Control",
    "Correction",
    "Erasure",
    "ErasureConfirmation",
    "Journal",
    "Kept",
    "Organisation",
    "Ownership",
    "Post",
    "ReadingRight",
    "Register",
    "Revision",
    "Risk",
    "Role",
    "Seal",
    "SealedText",
    "Stage",
    "Theme",
    "Treatment",
    "Unguarded",
    "User",
    "Verification",
    "Withholdable",
    "Withholding",
]
