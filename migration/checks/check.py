"""One check as it is planned: what it asks, whom, and how the answer is judged."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from urllib.parse import quote

from migration.checks.finding import Judgement
from migration.checks.kind import CheckKind
from migration.checks.question_and_answer import Probe, Reply
from migration.compare.setting import Target


def check_id(kind: CheckKind, *parts: str) -> str:
    """The id of a check: its kind, then what tells it from others of the kind, percent-encoded."""
    return "/".join((kind.value, *(quote(part, safe="", errors="surrogatepass") for part in parts)))


# How long a change can take until it shows: what people report, and Cognito's own word on its
# domains.
SPREADS = {
    CheckKind.DOMAIN_LIVE: timedelta(minutes=1),
    CheckKind.GOOGLE_CONSOLE: timedelta(hours=4),
    CheckKind.APPLE_CONSOLE: timedelta(minutes=15),
}
CUSTOM_DOMAIN_SPREADS = timedelta(hours=1)
YOUNG = "young"  # the code of what was made too lately to be missed
Judge = Callable[[Reply], Judgement]


@dataclass(frozen=True)
class Check:
    """What proves one thing, asked of `host`.

    With `after` it asks what the answer to that check redirects to, as a person's browser would;
    where the login does not come that far yet, and without `after`, it asks `probe`.

    `guarded`: the same question with a deliberately wrong address has to be refused, else the check
    is blind. `lacks` says why it cannot be asked yet ("" it can). `about` is what is asked about
    beside what the id says, an app before its version: what was found of another is no answer to
    this. A part that is not known is empty.
    """

    id: str
    kind: CheckKind
    step: str
    title: str
    host: str
    judge: Judge
    probe: Probe | None = None
    after: str = ""
    guarded: bool = False
    lacks: str = ""
    # what is so where it is refused, in place of the title, which says what it proves
    denied: str = ""
    # a sibling that must be reachable, for its own unreachability to mean anything
    control: Probe | None = None
    # a second question that the first answer leads to; a judgement where it does not
    then: "Callable[[Reply], Probe | Judgement] | None" = None
    # what of the new pool its answer follows from, so that a later write makes it old; without a
    # name anything of the kind
    rests_on: tuple[Target, ...] = ()
    about: tuple[str, ...] = ()
