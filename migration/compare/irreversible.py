"""Which changes can never be taken back, and why."""

from migration.compare.alexa_linking import SUBMISSION
from migration.compare.login_page_look import LOGO_MEMBER
from migration.compare.setting import Kind, Setting


def why_irreversible(setting: str) -> str:
    """Why this change can never be undone; empty where it can."""
    if setting == SUBMISSION:
        return "only Amazon's console can withdraw a skill from its review"
    return "AWS has no call that takes it away again" if LOGO_MEMBER in setting else ""


def harm_of(setting: Setting) -> str:
    """Which harm it would do to take this change back once it is made; empty where it does none."""
    kind = setting.target.kind if setting.irreversible and setting.target is not None else None
    if kind is Kind.DOMAIN:
        return (
            "it can be undone (u), after a yes of its own, but that would delete the domain, end"
            " every login there, and break each console and app that holds its address"
        )
    if kind is Kind.SKILL:
        return "the secret that is replaced is none of the old pool's, and Amazon never gives it"
    if kind is Kind.LOOK:
        return "AWS has no call that takes a logo away again; it can only be replaced by another"
    return ""


def is_irreversible(setting: str) -> bool:
    """Whether this change can never be undone."""
    return bool(why_irreversible(setting))
