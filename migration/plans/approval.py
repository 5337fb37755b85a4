"""Who may approve a plan, and whether the record says that it was approved."""

import re
from dataclasses import dataclass

from migration.changes.report import PlanMark
from migration.journal.plan_record import PlanRecord, Signature
from migration.plans.kept_plan import KeptPlan

# Session names that a tool makes up, or that a whole machine shares: they tell nobody apart.
# Of botocore, the AWS CLI, GitHub's action, AWS's other SDKs (aws-go-sdk-…, aws-sdk-java-…), of an
# instance, a task or a build by its id, and whatever ends in a moment in seconds or finer.
_OF_NOBODY = re.compile(
    r"botocore-session-.*|awscli-session.*|githubactions|aws-.*(session|sdk).*|i-[0-9a-f]{8,}"
    r"|[\d.]+|[0-9a-f]{32}|(.*-)?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|.*[-_.]\d{9,}"
)
_ROLE = re.compile(r"(arn:[\w-]+:sts::\d*:assumed-role/[^/]+)/(.+)")
_USER = re.compile(r"(arn:[\w-]+:iam::\d*:user/)(?:.*/)?([^/]+)")


@dataclass(frozen=True)
class Approvals:
    """What is known of one plan's reviewers.

    `maker` is None where the record does not know who made it. `told` are approvals that the file
    alone tells of.
    """

    maker: Signature | None
    known: tuple[Signature, ...]
    told: tuple[Signature, ...]

    @property
    def counted(self) -> tuple[Signature, ...]:
        """Those by somebody else than the maker, as the record has them."""
        if self.maker is None:
            return ()
        maker = self.maker.who
        return tuple(one for one in self.known if not may_be_one(one.who, maker))


def approvals_of(plan: KeptPlan, record: PlanRecord) -> Approvals:
    """Who reviewed it, by the record and by the file."""
    known = record.approved.get(plan.sha256, ())
    people = {one.who for one in known}
    return Approvals(
        record.made.get(plan.sha256),
        known,
        tuple(one for one in plan.approved if one.who not in people),
    )


def person(who: str) -> str:
    """What of an ARN tells one person from another.

    A role's session counts where somebody gave it a name, as SSO does; a name that a tool made up
    would let anybody be somebody else. To IAM, names that differ by capitals or by a user's path
    are one, and whoever takes a role can write the own name in other capitals.
    """
    text = who.strip().casefold()
    found = _ROLE.fullmatch(text)
    if found and _OF_NOBODY.fullmatch(found[2]):
        return found[1]
    user = _USER.fullmatch(text)
    return "".join(user.groups()) if user else text


def may_be_one(one: str, other: str) -> bool:
    """Whether two ARNs can be of one person.

    A session of nobody's name can be anybody's who may take that role.
    """
    first, second = person(one), person(other)
    return first == second or f"{first}/" == _role_of(second) or f"{second}/" == _role_of(first)


def _role_of(who: str) -> str:
    found = _ROLE.fullmatch(who)
    return f"{found[1]}/" if found else ""


def why_not_by(who: str, plan: KeptPlan, record: PlanRecord) -> str:
    """Why this person cannot approve the plan; empty where they can."""
    made = record.made.get(plan.sha256)
    if any(may_be_one(who, maker.who) for maker in (plan.made, made) if maker):
        return (
            f"You made this plan yourself ({who}): somebody else approves it, logged in to AWS as"
            " themselves."
        )
    if any(may_be_one(one.who, who) for one in record.approved.get(plan.sha256, ())):
        return "You approved this plan already: it is in the record."
    return ""


def why_not_approved(plan: KeptPlan, record: PlanRecord) -> str:
    """Why the record does not count the plan as approved; empty where it does."""
    found = approvals_of(plan, record)
    if found.maker is None:
        return (
            "This record does not know who made the plan: it was made on another machine, or the"
            " file was changed since. Plan, approve and apply it by one record."
        )
    if not found.counted:
        told = (
            " What the file itself says does not count, since whoever has it can write that."
            if found.told
            else ""
        )
        return (
            "The plan is not approved: somebody else than its maker runs “poolwalk approve FILE”,"
            f" on this record.{told}"
        )
    return ""


def mark_of(plan: KeptPlan, record: PlanRecord) -> PlanMark:
    """What the record keeps of the plan, with every write of it."""
    found = approvals_of(plan, record)
    maker = found.maker or plan.made
    return PlanMark(plan.sha256, maker.who, tuple(one.who for one in found.counted))
