"""`poolwalk verify`: ask Cognito, Google, Apple and Amazon whether what was done is there.

It writes nothing but the record.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from itertools import groupby
from threading import Lock
from types import MappingProxyType

from migration.checks.check import Check
from migration.checks.check_run import unreachable
from migration.checks.check_verdict import CheckVerdict, badness
from migration.checks.finding import Finding
from migration.checks.login_ways import ways
from migration.guide.carried_settings import is_read_last
from migration.guide.step_files import load_steps
from migration.walk.derived_state import DerivedState
from tui.command_line.answer_json import verify_json
from tui.command_line.answer_text import head, verdict_text, with_reasons
from tui.command_line.apple_key import check_apple_key, supply_apple_key
from tui.command_line.invocation import Invocation
from tui.command_line.opening import opened, progress, warn_of_the_record
from tui.command_line.output import Output
from tui.command_line.selection import check_step
from tui.settings.sources import Sources, first_look
from widgets.text.check_names import (
    NO_REACH,
    break_line,
    counted,
    evidence_words,
    verdict_mark,
    verdict_word,
    way_line,
)
from widgets.text.plain_text import plain

ALL_PASSED, FAILED, SOMETHING_REFUSED, SOMETHING_INCONCLUSIVE = 0, 1, 3, 4


def verify(invocation: Invocation, sources: Sources) -> int:
    """Run the checks of a step, or all, and give the exit code. Raises `PoolwalkError`."""
    steps = load_steps()
    check_step(invocation.step, steps)
    check_apple_key(invocation)
    output = Output(ascii_only=first_look(sources).ascii_only)
    # What the development stage holds is held against what is live.
    last = {step.id for step in steps if is_read_last(step.carries)}
    attached = not invocation.step or invocation.step in last
    with opened(sources, output, demo=invocation.demo, attached=attached) as session:
        walkthrough = session.walkthrough
        unread = warn_of_the_record(output, walkthrough.state)
        supply_apple_key(walkthrough, invocation)
        checks = walkthrough.checks.planned(invocation.step)
        progress(output, f"Asking {len({check.host for check in checks})} hosts …")
        found = session.run(
            lambda: walkthrough.checks.run(
                invocation.step, partial(_tell_of, output, FindingCount(len(checks)))
            )
        )
        assert walkthrough.state.deployment is not None, "only a connected walkthrough has checks"
        # Of one step alone there is nothing to say of the whole.
        verdict = None if invocation.step else walkthrough.pages.retirement_verdict()
        if invocation.json:
            output.answer(verify_json(found, verdict))
        else:
            told = ["", *verdict_text(verdict)] if verdict else []
            titles = {step.id: step.title for step in steps}
            waits = _awaited(walkthrough.pages.now(), found)
            output.answer(
                "\n".join(
                    [
                        *head(walkthrough.state.deployment),
                        "",
                        *finding_lines(checks, found, titles, waits),
                        *told,
                    ]
                )
            )
    return FAILED if unread else exit_code(found)


class FindingCount:
    """How many of a run's findings are there; they come from several threads."""

    def __init__(self, of: int) -> None:
        self._of = of
        self._count = 0
        self._counting = Lock()

    def count(self) -> str:
        """Count one more, and say how many are there: “3 of 12”."""
        with self._counting:
            self._count += 1
            return f"{self._count} of {self._of}"


def _tell_of(output: Output, arrivals: FindingCount, finding: Finding) -> None:
    """Where somebody watches, what did not pass is said at once, before the rest is asked."""
    count = arrivals.count()
    if finding.verdict is not CheckVerdict.PASSED:
        mark = verdict_mark(finding)[0]
        progress(output, f"{count}  {mark} {finding.step}  {finding.title}")


def exit_code(found: Sequence[Finding]) -> int:
    """What the verdicts come to."""
    verdicts = {finding.verdict for finding in found}
    if CheckVerdict.REFUSED in verdicts:
        return SOMETHING_REFUSED
    return SOMETHING_INCONCLUSIVE if CheckVerdict.INCONCLUSIVE in verdicts else ALL_PASSED


def finding_lines(
    checks: Sequence[Check],
    found: Sequence[Finding],
    titles: Mapping[str, str],
    waits: Mapping[str, str] = MappingProxyType({}),
) -> Iterator[str]:
    """Each step with its checks, the worst first; then the ways of a login, and the counts.

    One sentence alone where nothing could be reached. What several checks in a row have in common
    stands once, above them. `waits` is whom a check only waits for, by its id.
    """
    if not found:
        yield (
            "There is nothing to check here: no check proves this step, or the step does not apply."
        )
        return
    if unreachable(found):
        yield f"{NO_REACH} {counted(found)}."
        return
    of_id = {finding.check: finding for finding in found}
    bad = {check.id: badness(of_id[check.id].verdict) for check in checks}
    worst = {
        check.step: min(bad[one.id] for one in checks if one.step == check.step) for check in checks
    }
    steps = list(titles)
    in_order = sorted(
        checks, key=lambda check: (worst[check.step], steps.index(check.step), bad[check.id])
    )
    for step, of_step in groupby(in_order, key=lambda check: check.step):
        yield f"{step:<3} {plain(titles[step])}"
        told = partial(_why, waits)
        for (why, words), alike in groupby((of_id[check.id] for check in of_step), key=told):
            rows = [(verdict_mark(one, waits.get(one.check, ""))[0], one.title) for one in alike]
            yield from with_reasons([(f"{mark} {plain(title)}", why) for mark, title in rows], "  ")
            if words:
                yield f"      {words}"
    for way in ways(checks, of_id):
        yield ""
        yield f"A login by {way_line(way)}"
        if broken := break_line(way):
            yield f"  {broken}"
    yield ""
    yield f"{counted(found, [one for one in found if one.check in waits])}."


def _awaited(derived: DerivedState, found: Sequence[Finding]) -> Mapping[str, str]:
    """Whom a check only waits for, by its id."""
    return {one.check: by for one in found if (by := derived.whose_turn(one))}


def _why(waits: Mapping[str, str], finding: Finding) -> tuple[str, str]:
    """Verdict and sentence, and what they rest on; of what passed nothing is said."""
    if finding.verdict is CheckVerdict.PASSED:
        return "", ""
    awaited = waits.get(finding.check, "")
    word = verdict_word(finding, awaited) if awaited else finding.verdict.value
    return f"{word}: {finding.sentence}", evidence_words(finding)
