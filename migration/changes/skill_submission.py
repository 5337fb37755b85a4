"""The Alexa skill's submission for certification, as a change: what is sent, what it means.

It is no setting: neither `A` nor a command line's run ever finds it. The resource is "the review
after the newest one that was seen", which tells also days later whether it was submitted.
"""

from collections.abc import Callable
from urllib.parse import quote, unquote

from migration.changes.change import Change, Document, Edit, Guard
from migration.changes.write_report import Preview
from migration.compare.alexa_linking import STEP, SUBMISSION
from migration.compare.irreversible import why_irreversible
from migration.compare.setting import Kind, Setting, Target, Value
from migration.compare.setting_state import SettingState
from migration.deployment.alexa_linking import LINKING, AlexaLinking
from migration.deployment.certification import Certification, Review

SUBMITTED = "submitted"
Read = Callable[[], Document | None]


def submission_target(skill: str, newest: Certification) -> Target:
    """What a submission goes to: the next review of a skill after the newest one."""
    return Target(Kind.CERTIFICATION, f"{quote(skill, safe='')}/{quote(newest.id, safe='')}")


def submission_of(target: Target) -> tuple[str, str]:
    """The skill, and the id of the review that was its newest before."""
    skill, _, newest = target.name.partition("/")
    return unquote(skill), unquote(newest)


def why_not(linking: object, held: Setting | None) -> str:
    """Why a skill cannot be submitted as things were read; "" it can be.

    `held` is the setting of its account linking.
    """
    if not isinstance(linking, AlexaLinking):
        return (
            "The Alexa skill is submitted only where it can be read: name --alexa-skill and a"
            " fresh --alexa-token-file, then read again (r)."
        )
    if held is None or held.state is not SettingState.SAME:
        return (
            "The stage development does not hold the new values: apply the account linking (a)"
            " first, then submit it."
        )
    newest = linking.review
    if newest is None or newest.review is Review.UNKNOWN:
        return (
            "How the skill's certification stands is not known, so that nothing is submitted:"
            f" {getattr(linking.certification, 'reason', 'Amazon tells a state unknown here.')}"
        )
    if newest.review is Review.IN_REVIEW:
        return f"Amazon reviews the skill since {newest.day}: there is nothing to do."
    return ""


def submission(skill: str, newest: Certification, wanted: Value, read: Read) -> Preview:
    """The change, and what a person is told of it before the yes.

    `read` asks Amazon for the stage's account linking, which has to be `wanted` just before it is
    sent.
    """
    change = Change(
        STEP,
        submission_target(skill, newest),
        (Edit(SUBMISSION, (SUBMITTED,), None, True),),
        guards=(_as_wanted(wanted, read),),
    )
    lines = (
        f"Skill: {skill}",
        "Customers use the stage live, and nothing of it changes: what Amazon certifies is live"
        " once you publish it yourself, in the console, within the hour of the cut-over.",
        "Amazon reviews the whole stage development as it stands now, which takes some days.",
        "Meanwhile that stage cannot be changed.",
        "Test before: link an account of your own, and run the tests of the console's tab"
        " Certification.",
    )
    return Preview(
        "Submit the Alexa skill for certification",
        lines,
        irreversible=True,
        ids=(SUBMISSION,),
        harm=why_irreversible(SUBMISSION),
        changes=(change,),
    )


def _as_wanted(wanted: Value, read: Read) -> Guard:
    def guard(_: Document | None) -> str:
        held = read()
        if held is not None and held[LINKING] == wanted:
            return ""
        return (
            "Nothing was sent: the stage development does not hold the new values any more, since"
            " somebody changed it. Read again (r)."
        )

    return guard
