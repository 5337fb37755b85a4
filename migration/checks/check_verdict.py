"""The three verdicts of a check."""

from enum import StrEnum


class CheckVerdict(StrEnum):
    """Unreachable is never passed: whatever is not known for certain is inconclusive."""

    PASSED = "passed"
    REFUSED = "refused"
    INCONCLUSIVE = "inconclusive"

    @property
    def word(self) -> str:
        """The verdict as a person reads it."""
        return "unclear" if self is CheckVerdict.INCONCLUSIVE else self.value


_WORST_FIRST = (CheckVerdict.REFUSED, CheckVerdict.INCONCLUSIVE, CheckVerdict.PASSED)


def badness(verdict: CheckVerdict | None) -> int:
    """A verdict's place, the worst first; None, for what was never asked, is not known either."""
    return _WORST_FIRST.index(verdict or CheckVerdict.INCONCLUSIVE)
