"""The lines at the top: which deployment, who, how far, and whether anything can be written. They are on screen at every size."""

from collections.abc import Sequence
from dataclasses import dataclass

from rich.cells import cell_len

from migration.guide.step import StepKind, StepState, StepSummary
from migration.pools.reading import Deployment, PoolRef
from widgets.drawing import DrawnLines
from widgets.line import Line, Span, line
from widgets.plain_text import cut, fit, plain

OLD_POOL, NEW_POOL = "Email", "Email & Phone"


@dataclass(frozen=True)
class Progress:
    """How far the walk has come: steps that are done, of those that apply; and settings that could be written now."""

    done: int
    steps: int
    to_apply: int

    @classmethod
    def of(cls, summaries: Sequence[StepSummary], to_apply: int) -> "Progress":
        """Count steps; what there is only to read, and what does not apply, is not counted."""
        counted = [
            summary.state
            for summary in summaries
            if summary.step.kind is not StepKind.READING and summary.state is not StepState.NOT_APPLICABLE
        ]
        return cls(counted.count(StepState.DONE), len(counted), to_apply)


def short_who(arn: str) -> str:
    """Who a caller's ARN names, without what stands on the screen anyway: `user/admin`, `Admins/alice`."""
    resource = arn.split(":", 5)[-1]
    return resource.removeprefix("assumed-role/") if resource else arn


class Header(DrawnLines):
    """Two lines: the deployment and the progress; both pools."""

    DEFAULT_CSS = "Header { height: 2; }"

    def __init__(self, *, profile: str = "", demo: bool = False, id: str | None = None) -> None:  # noqa: A002
        super().__init__(id=id)
        self._profile = profile
        self._demo = demo
        self._deployment: Deployment | None = None
        self._progress: Progress | None = None
        self._read_only = False
        self._activity = "opening"

    def show(
        self, deployment: Deployment | None, progress: Progress | None, *, read_only: bool, profile: str = "", activity: str = ""
    ) -> None:
        """Show a moment; `activity` is what the program is busy with, in a word or two."""
        self._deployment, self._progress, self._read_only = deployment, progress, read_only
        self._profile, self._activity = profile, activity
        self.redraw()

    def build(self, width: int) -> Sequence[Line]:
        """The lines for a width in cells."""
        return [self._where(width), self._pools(width)]

    def _where(self, width: int) -> Line:
        name = " Poolwalk " if not self._demo else " Poolwalk demo "
        right = self._right(width)
        room = width - len(name) - sum(cell_len(span.text) for span in right) - 3
        return Line((Span(name, "title"), Span(" " + fit(self._place(room), room) + " "), *right, Span(" ")))

    def _place(self, room: int) -> str:
        found = self._deployment
        if found is None:
            return "logging in to AWS…"
        who = plain(short_who(found.who))
        parts = [plain(self._profile), found.account, found.region, who]
        endpoint = plain(found.endpoint.removeprefix("http://")) if found.endpoint else ""
        separator = " · "
        whole = [part for part in parts if part]
        if endpoint:
            # Nobody takes an emulator for production: what is cut is the rest.
            rest = cut(separator.join(whole), max(room - cell_len(endpoint) - 3, 10))
            return f"{rest}{separator}{endpoint}"
        for dropped in ([], [plain(self._profile)]):
            text = separator.join(part for part in whole if part not in dropped)
            if cell_len(text) <= room:
                return text
        return cut(text, room)

    def _right(self, width: int) -> list[Span]:
        roomy = width >= 100
        spans: list[Span] = []
        if self._activity:
            spans.append(Span(f"{self._activity}… ", "accent"))
        if self._progress is not None:
            progress = self._progress
            steps = " steps" if roomy else ""
            spans.append(Span(f"{progress.done} of {progress.steps}{steps} done · {progress.to_apply} to apply", ""))
        if self._deployment is not None:
            spans.append(Span(" · "))
            spans.append(Span("READ-ONLY", "warning") if self._read_only else Span("read-write" if roomy else "rw", "faint"))
        return spans

    def _pools(self, width: int) -> Line:
        found = self._deployment
        if found is None:
            return line(Span(" ", "faint"))
        half = (width - 2) // 2

        def pool(title: str, short: str, ref: PoolRef, room: int) -> list[Span]:
            name, number = plain(ref.name), plain(ref.id)
            lead = f"{title} · {short}  " if room >= 58 else f"{title} "
            left = room - cell_len(lead)
            if cell_len(name) + 1 + cell_len(number) > left:
                name = cut(name, max(left - cell_len(number) - 1, 6))
            text = cut(f"{name} {number}", left)
            return [Span(lead, "faint"), Span(fit(text, left))]

        return line(
            " ",
            *pool("Old", OLD_POOL, found.old_pool, half - 1),
            " ",
            *pool("New", NEW_POOL, found.new_pool, width - 1 - half - 1),
            " ",
        )
