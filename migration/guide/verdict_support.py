"""What a yes to the old pool's retirement rests on, and since when all of it is so."""

from collections.abc import Iterator
from datetime import datetime, timedelta

from migration.compare.open_values import open_value
from migration.compare.setting import Setting, setting_parts
from migration.guide.carried_settings import Carried
from migration.guide.left_in_old_pool import in_it_alone, known_users
from migration.guide.proof import passed
from migration.guide.settled_by_reason import signed
from migration.guide.sign_ins_since_move import sign_ins_seen
from migration.guide.step import StepKind, StepState
from migration.guide.verdict import Answer
from migration.guide.verdict_grounds import Grounds
from migration.pools.reading import Role
from migration.usage.client_usage import UsageReading


def rests_on(grounds: Grounds) -> Iterator[str]:
    """Each ground of a yes in a sentence: steps, checks, use, sign-ins, users."""
    applying = [
        summary
        for summary in grounds.summaries
        if summary.step.kind is not StepKind.READING
        and summary.state is not StepState.NOT_APPLICABLE
    ]
    said = [
        part.tick.at for one in applying for part in one.parts if part.tick and not part.tick.seen
    ]
    last = f", the last tick {max(said):%Y-%m-%d}" if said else ""
    yield f"Steps: all {len(applying)} that apply are done{last}."
    left = [
        f"{one.step.id} ({one.reason})"
        for one in grounds.summaries
        if one.step.kind is not StepKind.READING and one.state is StepState.NOT_APPLICABLE
    ]
    if left:
        yield f"{'Does' if len(left) == 1 else 'Do'} not apply: {', '.join(left)}."
    for one in applying:
        if Carried.ELSEWHERE in one.step.carries:
            yield from (
                f"Goes with the old pool: “{setting.label}”, {setting.reason}."
                for setting in one.settings
                if setting.accepted
            )
        yield from (
            f"Second app or wrapper: {_held(setting)}, {setting.reason}."
            for setting in one.settings
            if setting.acceptable and setting.accepted
        )
    asked = passed(grounds)
    if asked:
        yield (
            f"Checks: {len(asked)} were made after the last change that each is about, from"
            f" {min(asked):%Y-%m-%d %H:%M} to {max(asked):%Y-%m-%d %H:%M} UTC."
        )
    for finding in grounds.found.values():
        reason = grounds.explanation(finding)
        if reason is not None:
            yield f"Check “{finding.title}”, {reason.verdict.word}: {signed(reason)}."
    usage = grounds.usage
    if isinstance(usage, UsageReading):
        since = usage.at - timedelta(days=grounds.quiet_days)
        yield (
            f"Use: nobody was seen at the old pool's {len(usage.of(Role.OLD))} app clients since"
            f" {since:%Y-%m-%d} ({grounds.quiet_days} days)."
        )
    yield from (one.text for one in sign_ins_seen(grounds) if one.answer is Answer.YES)
    users = known_users(grounds.reading.old.pool)
    if users and grounds.settled:
        alone = in_it_alone(grounds.reading)
        moved = f", of whom at least {alone:,} have not moved" if alone else ""
        who = f"the {users:,} that the old pool still knows{moved}"
        yield f"Users: {who}: {signed(grounds.settled)}."
    elif users == 0:
        yield "Users: the old pool knows none."


def _held(setting: Setting) -> str:
    """A second app's setting with its provider, and with what the new pool has but a secret."""
    provider = setting_parts(setting.id)[2]
    if not setting.path:
        return f"“{provider}” at {setting.columns[1]}"
    value = "" if setting.secret else f" “{open_value(setting.member, setting.new)}”"
    return f"“{provider}”, {setting.label}{value}"


def true_since(grounds: Grounds) -> datetime | None:
    """When the last of what a yes rests on came true."""
    moments = [
        *(
            part.tick.at
            for one in grounds.summaries
            for part in one.parts
            if part.tick and not part.tick.seen
        ),
        *passed(grounds),
        *(recorded.at for recorded in grounds.written.values()),
        *(reason.at for reason in grounds.explained.values()),
        *([grounds.settled.at] if grounds.settled else []),
        *(reason.at for reason in grounds.unused.values()),
    ]
    return max(moments, default=None)
