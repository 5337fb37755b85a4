"""Can the old pool be retired? One verdict, with all that speaks against it."""

from collections.abc import Iterator, Sequence
from functools import partial

from migration.compare.comparison import in_one_go
from migration.compare.dependent_settings import SUPPORT, rests_with_rainmaker
from migration.compare.setting import Setting
from migration.deployment.whole_reading import Reading
from migration.guide.left_in_old_pool import (
    READ,
    in_it_alone,
    in_use,
    known_users,
    left,
    left_not_known,
    use_not_known,
)
from migration.guide.old_domain_in_use import old_domain_in_clients, old_domain_in_providers
from migration.guide.progress import remaining
from migration.guide.proof import CHECK, unproved
from migration.guide.sign_ins_since_move import sign_ins_seen
from migration.guide.step import StepKind, StepState
from migration.guide.step_reading import parts_read, unread_parts
from migration.guide.step_summary import StepSummary
from migration.guide.tally import Left, left_as
from migration.guide.verdict import Answer, Reason, Verdict
from migration.guide.verdict_grounds import Grounds
from migration.guide.verdict_support import rests_on, true_since
from migration.pools.reading import Pending, Unread

TICK = "tick"
_UNKNOWN = frozenset({StepState.UNREAD, StepState.WAITING})


def retirement_verdict(grounds: Grounds) -> Verdict:
    """The verdict on the old pool: yes only where all that it rests on was shown."""
    summaries, reading = grounds.summaries, grounds.reading
    disproved, unclear = unproved(grounds)
    seen = tuple(sign_ins_seen(grounds))
    against = (
        *_unfinished(grounds),
        *old_domain_in_clients(reading),
        *old_domain_in_providers(reading),
        *disproved,
        *in_use(grounds),
        *(one.reason for one in seen if one.answer is Answer.NO),
        *left(grounds),
    )
    unknown = (
        *_not_known(summaries, reading),
        *unclear,
        *use_not_known(grounds),
        *(one.reason for one in seen if one.answer is Answer.UNKNOWN),
        *left_not_known(grounds),
    )
    answer = Answer.NO if against else Answer.UNKNOWN if unknown else Answer.YES
    earned = answer is Answer.YES
    return Verdict(
        answer,
        against,
        unknown,
        (*_made_up(grounds), *_to_weigh(reading), *(_DELETING if earned else ())),
        tuple(rests_on(grounds)) if earned else (),
        true_since(grounds) if earned else None,
    )


# The guide has no word on it; what Cognito does is its DeleteUserPool's documentation.
_DELETING = (
    "Nothing has to be deleted now, and Poolwalk deletes nothing of it. The guide does not say how"
    f" the old pool is retired, and a stack may own it: first send the report to {SUPPORT}, and"
    " ask how.",
    "Cognito deletes a pool only after its domain and its deletion protection, and for good, with"
    " all its users. Who is in it alone can then only sign up anew; whether they find their devices"
    " is not public.",
    "Once it is deleted, nothing needs its entries at Google and Apple (3a, 3b), nor Apple's former"
    " key: take them out then, and no sooner.",
)


def _made_up(grounds: Grounds) -> Iterator[str]:
    """Why dates of one walk are apart, where a demo let time pass."""
    if days := grounds.let_pass.days:
        yield (
            f"Made-up time: this demo let {days} days go by and the clock stands, so what was done"
            f" before counts here as {days} days older than the record and the steps say."
        )


def _unfinished(grounds: Grounds) -> Iterator[Reason]:
    for summary in grounds.summaries:
        if summary.step.kind is StepKind.READING:
            continue
        undated = [part.part for part in summary.parts if part.lacks_day]
        for part in undated:
            text = f"“{part.text}” is ticked without the day that it needs"
            yield Reason(summary.step.id, text, TICK, part.id, dated=True)
        if undated and all(part.tick or part.lacks_day for part in summary.parts):
            continue  # the days are all that it lacks
        if summary.contradicted or not (summary.state.is_settled or summary.state in _UNKNOWN):
            submitted = next(
                (part.tick.day for part in reversed(summary.parts) if part.tick and part.tick.day),
                "",
            )
            since = f" since {submitted}" if submitted and summary.state is StepState.OTHERS else ""
            why = f": {summary.reason}{since}" if summary.reason else ""
            keeps = summary.step.keeps or f"{summary.step.title} is not done"
            yield _settled_by(summary, f"{keeps}{why}")


def _settled_by(summary: StepSummary, text: str) -> Reason:
    """Why a step is not done, with the command that it waits for.

    None where another step comes first: that one is among the reasons with its own.
    """
    settled = partial(Reason, summary.step.id, text)
    if summary.contradicted:
        return settled(CHECK)
    entered = next((one.asks for one in summary.settings if one.waits_for_entry), "")
    if entered:
        return settled("enter-value", entered)
    unpaired = next((one.client for one in summary.settings if _to_pair(one)), "")
    if in_one_go(summary.settings):
        return settled("apply-step")
    if unpaired:
        return settled("pair", unpaired)
    if any(left_as(summary.step, setting) is Left.TO_ACCEPT for setting in summary.settings):
        return settled("not-applicable")
    if summary.state is StepState.BLOCKED:
        return settled()
    following = next((part.part for part in summary.parts if part.tick is None), None)
    if following is not None:
        return settled(TICK, following.id, following.dated)
    lacking = remaining(summary.settings)
    if not lacking and summary.step.kind is not StepKind.SETTINGS:
        return settled(TICK)
    # What is blocked here changes elsewhere: what frees itself by another step, the rest by hand.
    awaits = lacking and all(setting.frees_itself for setting in lacking)
    return settled() if awaits else settled(READ)


def _to_pair(setting: Setting) -> bool:
    """Whether it is not known to which new client it goes, or there is none."""
    nowhere = setting.member == "ClientName" and setting.target is None
    return setting.to_do and (setting.unpaired or nowhere)


def _not_known(summaries: Sequence[StepSummary], reading: Reading) -> Iterator[Reason]:
    steps = [summary.step for summary in summaries]
    told: set[str] = set()
    for step, unread in unread_parts(steps, reading):
        told.add(step)
        yield Reason(step, f"{_what(unread)} could not be read: {unread.reason}", READ)
    awaited: dict[str, list[str]] = {}
    for step, role, part in parts_read(steps, reading):
        if isinstance(part, Pending):
            whose = f"the {role} pool ({part.waiting_for})" if role else part.waiting_for
            awaited.setdefault(step, []).append(whose)
    for step, parts in awaited.items():
        told.add(step)
        yield Reason(step, f"not read yet: {', '.join(parts)}", READ)
    for summary in summaries:
        if summary.step.keeps and summary.state in _UNKNOWN and summary.step.id not in told:
            why = "could not be read" if summary.state is StepState.UNREAD else "is not read yet"
            yield Reason(summary.step.id, f"{summary.step.title} {why}: {summary.reason}", READ)


def _what(part: Unread) -> str:
    name = f" “{part.name}”" if part.name else ""
    return f"{part.operation}{name}{f' of the {part.pool} pool' if part.pool else ''}"


def _to_weigh(reading: Reading) -> Iterator[str]:
    counts = [known_users(pool.pool) for pool in (reading.old, reading.new)]
    numbers = ""
    if counts[0] is not None and counts[1] is not None:
        numbers = (
            f"the old pool knows about {counts[0]:,}, the new one about {counts[1]:,}, whether they"
            " still sign in or not. "
        )
        if alone := in_it_alone(reading):
            numbers += f"Whoever moves is in both, so at least {alone:,} are in the old one only. "
    yield (
        f"Users: {numbers}Customers who log in by password move at their first login at the new"
        " pool; how Google's and Apple's users are matched is not public. Those who have not logged"
        " in since then are in the old pool only."
    )
    yield (
        "Apps: a phone that is switched off is not seen. An old app on it holds a token that it can"
        " renew for years."
    )
    yield (
        "Failures: failed sign-ins are counted and not judged, unless all of a client's or of a"
        " provider's failed: a wrong password is one too, and no rate is known that is too high."
    )
    yield (
        "Voice: accounts that were linked before hold tokens of the old pool, and are seen only"
        " when these are renewed. When they fall silent is documented nowhere, at the latest with"
        " the old pool: customers then link again (7a, 7b)."
    )
    if rests_with_rainmaker(reading):
        yield (
            "Stacks: some of RainMaker's own still rest on the old pool (9). AWS would delete it"
            f" all the same: first send their names to {SUPPORT}, and ask whether they do without."
        )
