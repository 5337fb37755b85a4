"""Who may approve a plan, and whether the record says that it was approved."""

from dataclasses import dataclass

from migration.aws.same_caller import may_be_one
from migration.changes.write_report import PlanMark
from migration.journal.plan_record import PlanRecord, Signature
from migration.plans.kept_plan import KeptPlan


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
