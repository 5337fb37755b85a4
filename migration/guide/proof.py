"""Whether what was done is proved: each check that could be asked, asked since the last change."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime

from migration.checks.check import Check
from migration.checks.check_verdict import CheckVerdict
from migration.checks.console_dependencies import console_dependencies, touches
from migration.checks.finding import Finding
from migration.checks.kind import CheckKind
from migration.checks.plan import NOT_LOOKED
from migration.compare.setting import Target
from migration.guide.verdict import Reason
from migration.guide.verdict_grounds import Grounds, outdated

CHECK, EXPLAIN = "check-step", "not-applicable"
# What is planned only while a person gives the means: what these found counts without them too.
_NEED_MEANS = tuple(
    f"{kind.value}"
    for kind in (
        CheckKind.APPLE_KEY,
        CheckKind.ALEXA_CONSOLE,
        CheckKind.PLAY_RELEASE,
        CheckKind.IOS_RELEASE,
        CheckKind.APP_STORE_RELEASE,
    )
)


def unproved(grounds: Grounds) -> tuple[tuple[Reason, ...], tuple[Reason, ...]]:
    """What of the checks speaks against a yes, and what they leave unclear."""
    against: list[Reason] = []
    unclear: list[Reason] = []
    for finding in unsettled(grounds):
        refused = finding.verdict is CheckVerdict.REFUSED
        word = "was refused" if refused else "left it unclear"
        text = f"a check {word}, “{finding.title}”: {finding.sentence}"
        if not refused and finding.check in grounds.refused_before:
            said = grounds.refused_before[finding.check].sentence
            text += f"; before that it was refused: {said}"
        (against if refused else unclear).append(Reason(finding.step, text, EXPLAIN, finding.check))
    never, before = unasked(grounds)
    old = dict(before)
    for step, titles in never.items():
        against.append(Reason(step, _counted(titles, "never made"), CHECK))
    for finding in _outdated_without_means(grounds):
        old[finding.step] = [*old.get(finding.step, ()), finding.title]
    for step, titles in old.items():
        against.append(Reason(step, _counted(titles, "made before the last change"), CHECK))
    if grounds.no_checks:
        unclear.append(Reason("", grounds.no_checks))
    return tuple(against), tuple(unclear)


def unasked(grounds: Grounds) -> tuple[Mapping[str, list[str]], Mapping[str, list[str]]]:
    """Titles of checks by step: never made, though they could be; made before the last change."""
    never: dict[str, list[str]] = {}
    old: dict[str, list[str]] = {}
    for check in grounds.checks:
        finding = grounds.found.get(check.id)
        if not could_be_asked(check):
            continue
        if finding is None:
            never.setdefault(check.step, []).append(check.title)
        elif not _since_the_last_change(grounds, check, finding):
            old.setdefault(check.step, []).append(check.title)
    return never, old


def unsettled(grounds: Grounds) -> tuple[Finding, ...]:
    """What was found since the last change, did not pass, and nobody gave a reason for."""
    asked = tuple(
        finding
        for check in grounds.checks
        if could_be_asked(check)
        and (finding := grounds.found.get(check.id)) is not None
        and _is_open(grounds, finding)
        and _since_the_last_change(grounds, check, finding)
    )
    return (
        *asked,
        *(finding for finding in _without_means(grounds) if _is_open(grounds, finding)),
    )


def doubts(grounds: Grounds) -> Iterator[tuple[Finding, Check | None, bool]]:
    """What did not pass, without a person's reason, and the check that found it.

    And whether it was found since the last change. None for a check whose means are not given now.
    """
    for check in grounds.checks:
        finding = grounds.found.get(check.id)
        if finding is not None and could_be_asked(check) and _is_open(grounds, finding):
            yield finding, check, _since_the_last_change(grounds, check, finding)
    for finding in _without_means(grounds):
        if _is_open(grounds, finding):
            yield finding, None, True


def _is_open(grounds: Grounds, finding: Finding) -> bool:
    """Whether it did not pass, and nobody gave a reason for it."""
    return finding.verdict is not CheckVerdict.PASSED and grounds.explanation(finding) is None


def could_be_asked(check: Check) -> bool:
    """Whether nothing is in the way of asking it; a token is looked for when it is asked."""
    return check.lacks in {"", NOT_LOOKED}


def passed(grounds: Grounds) -> tuple[datetime, ...]:
    """When each check was asked that counts for a yes."""
    found = (grounds.found.get(check.id) for check in grounds.checks if could_be_asked(check))
    return tuple(finding.at for finding in found if finding is not None)


def _without_means(grounds: Grounds) -> Iterator[Finding]:
    planned = {check.id for check in grounds.checks}
    applying = {
        summary.step.id for summary in grounds.summaries if summary.state.value != "not-applicable"
    }
    for finding in grounds.found.values():
        kind = finding.check.partition("/")[0]
        if finding.check not in planned and kind in _NEED_MEANS and finding.step in applying:
            yield finding


def _outdated_without_means(grounds: Grounds) -> Iterator[Finding]:
    """What passed before a write to what it rests on: it waits for the means to be asked anew."""
    for finding in _without_means(grounds):
        before = outdated(
            finding, console_dependencies(finding.check), grounds.written, grounds.asked
        )
        if finding.verdict is CheckVerdict.PASSED and before:
            yield finding


def _since_the_last_change(grounds: Grounds, check: Check, finding: Finding) -> bool:
    return not outdated(finding, check.rests_on, grounds.written, grounds.asked)


def rests_on(check: Check, targets: Iterable[Target | None]) -> bool:
    """Whether what a check finds follows from any of these resources."""
    return any(target is not None and touches(target, check.rests_on) for target in targets)


def _counted(titles: list[str], what: str) -> str:
    if len(titles) == 1:
        return f"the check “{titles[0]}” was {what}"
    return f"{len(titles)} checks were {what}, “{titles[0]}” first"
