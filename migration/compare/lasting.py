"""Which changes can never be taken back, and why."""

from migration.compare.alexa_linking import SUBMISSION
from migration.compare.looks import LOGO_MEMBER


def why_lasting(setting: str) -> str:
    """Why this change can never be undone; empty where it can."""
    if setting == SUBMISSION:
        return "only Amazon's console can withdraw a skill from its review"
    return "AWS has no call that takes it away again" if LOGO_MEMBER in setting else ""


def is_lasting(setting: str) -> bool:
    """Whether this change can never be undone."""
    return bool(why_lasting(setting))
