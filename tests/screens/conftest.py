"""The app on the practice AWS, or on a reading made by hand, and its screen as text."""

import asyncio
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from threading import Event
from typing import Any

import pytest
from textual.pilot import Pilot

from migration.deployment.whole_reading import Reading
from migration.guide.page import Page
from migration.guide.step import Step, StepState
from migration.guide.step_files import load_steps
from migration.pools.documents import AppClient, IdentityProvider, Pool
from migration.pools.reading import Deployment, PoolReading, PoolRef, UICustomization
from migration.walk.reader import Reader
from migration.walk.stoppable_runs import StoppableRuns
from migration.walkthrough import Request, Walkthrough
from screens.walkthrough.panes import Panes
from screens.walkthrough.practice_consoles import Consoles
from screens.walkthrough.screen import WalkthroughScreen
from screens.walkthrough.view_state import ViewState
from tests.practice_aws import PracticeAws
from tests.screens.at_rest import pilots_that_wait_no_longer
from tests.screens.fake_stage import Play
from tests.screens.painted_at_rest import painted_at_rest
from tests.screens.styles_parsed_once import styles_parsed_once
from tui.app import PoolwalkApp
from widgets.commands.situation import Pane
from widgets.panes.message_line import MessageLine
from widgets.panes.sentence import Sentence

OLD_POOL = PoolRef("us-east-1_OldPool01", "rainmaker-user-pool")
NEW_POOL = PoolRef("us-east-1_NewPool02", "rainmaker-user-email-mobile-pool")
MAIN = "rainmaker-user-pool-client"
# Nothing is waited for as long as that, however many others use the machine: it will not come.
STUCK_SECONDS = 300


class RecordingApp(PoolwalkApp):
    """The app, which keeps the control sequences that it would write to the terminal."""

    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        self.sequences: list[str] = []
        self._terminal.write = self.sequences.append  # type: ignore[assignment]


@dataclass
class Running:
    """An app that runs."""

    app: RecordingApp
    pilot: Pilot[None]
    opened: list[Walkthrough] = field(default_factory=list)

    @property
    def main(self) -> WalkthroughScreen:
        screen = self.app.screen_stack[0]
        assert isinstance(screen, WalkthroughScreen)
        return screen

    @property
    def walkthrough(self) -> Walkthrough:
        walkthrough = self.main.opened.walkthrough
        assert walkthrough is not None
        return walkthrough

    @property
    def view(self) -> ViewState:
        """How the main screen is looked at now."""
        return self.main.view.now

    @property
    def panes(self) -> Panes:
        return self.main.panes

    @property
    def page(self) -> Page | None:
        """The page of the step that is shown."""
        return self.main.handlers.shown.page()

    def look(self, **fields: Any) -> None:
        """Change how the main screen is looked at."""
        self.main.view.show(replace(self.view, **fields))

    def show_step(self, step: str, row: str = "") -> None:
        self.main.view.show(self.view.at_step(step, row))

    async def stand_in(self, pane: Pane, step: str) -> None:
        """Show a step with the keys in one of its panes, and have it drawn."""
        self.show_step(step)
        self.look(pane=pane)
        await self.rest()

    def stand_on_what_aws_lacks(self) -> None:
        """Put the cursor among the settings, on the first that is to do."""
        finished = {StepState.DONE, StepState.NOT_APPLICABLE}
        lacking = [
            summary
            for summary in self.walkthrough.pages.summaries()
            if summary.settings and summary.state not in finished
        ]
        if lacking:
            row = next((one.id for one in lacking[0].settings if one.to_do), "")
            view = replace(self.view, pane=Pane.SETTINGS)
            self.main.view.show(view.at_step(lacking[0].step.id, row))

    def stand_on_row(self, part: str) -> None:
        """Put the cursor on the first row of the settings whose address holds this."""
        row = next(row for row in self.panes.settings.rows if part in row)
        self.main.view.show(self.view.at_row(row))

    def command(self, command: str) -> None:
        """Do a command of the table."""
        self.main.action_command(command)

    def differences(self) -> list[tuple[str, str]]:
        return self.main.handlers.shown.differences()

    @property
    def lines(self) -> list[str]:
        """The screen, line by line, as a terminal shows it."""
        return [
            "".join(segment.text for segment in strip).rstrip()
            for strip in self.app.screen._compositor.render_strips()
        ]

    @property
    def text(self) -> str:
        return "\n".join(self.lines)

    @property
    def said(self) -> str:
        """The sentence at the bottom of the main screen, and what is remarked of a key."""
        return self.main.query_one(MessageLine).text

    def lines_of_dialog(self, selector: str) -> str:
        """The text of one part of the dialog that is open."""
        return self.app.screen.query_one(selector, Sentence).text

    async def until(self, holds: Callable[[], bool]) -> None:
        """Wait for a condition, not for a time."""
        async with asyncio.timeout(STUCK_SECONDS):
            while not holds():
                await self.pilot.pause(0.01)
        await self.pilot.pause()

    async def rest(self) -> None:
        """Wait until nothing is read or written."""
        await self.until(lambda: not self.view.reading and not self.view.writing)

    async def press(self, *keys: str) -> None:
        """Press one key after another, as somebody who waits for what each begins."""
        for key in keys:
            await self.pilot.press(key)
            await self.rest()


Run = Callable[..., AbstractAsyncContextManager[Running]]


@pytest.fixture(autouse=True)
def _a_terminal_like_any_other(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name in ("TMUX", "STY", "NO_COLOR", "TEXTUAL_THEME", "COLORFGBG", "SSH_TTY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("SSH_CONNECTION", "192.0.2.1 50000 192.0.2.2 22")
    monkeypatch.setenv("TEXTUAL_ANIMATIONS", "none")
    monkeypatch.setattr("screens.walkthrough.doing_next.DEAD_SECONDS", 0.001)
    monkeypatch.setattr("screens.walkthrough.copying.QUICK_SECONDS", 0.001)
    monkeypatch.setattr("widgets.text.plain_text.ELLIPSIS", "…")  # an app in ASCII changes it
    # a terminal that was never asked by the self-test
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path / "state"))


@pytest.fixture(scope="session", autouse=True)
def _nobody_waits_for_the_processor() -> Iterator[None]:
    with pilots_that_wait_no_longer():
        yield


@pytest.fixture(autouse=True)
def _nothing_is_painted_that_nobody_looks_at() -> Iterator[None]:
    with painted_at_rest():
        yield


@pytest.fixture(scope="session", autouse=True)
def _no_style_is_parsed_twice() -> Iterator[None]:
    with styles_parsed_once():
        yield


@pytest.fixture(scope="session")
def steps() -> tuple[Step, ...]:
    return load_steps()


@pytest.fixture
def run(steps: tuple[Step, ...]) -> Run:
    """Run the app on what a function opens, at a size.

    With `settled` it first waits until everything was read. The cursor then stands among the
    settings, or with `at_next` where the person finds it.
    """

    @asynccontextmanager
    async def running(
        open_walkthrough: Callable[[], Walkthrough],
        size: tuple[int, int] = (120, 36),
        settled: bool = True,
        at_next: bool = False,
        **given: Any,
    ) -> AsyncIterator[Running]:
        app = RecordingApp(steps, open_walkthrough, **given)
        async with app.run_test(size=size) as pilot:
            now = Running(app, pilot)
            if settled:
                await now.until(
                    lambda: now.main.opened.walkthrough is not None and not now.view.reading
                )
                if not at_next and not now.walkthrough.logbook.journal.place()[0]:
                    now.stand_on_what_aws_lacks()
                    await pilot.pause()
            try:
                yield now
            finally:
                now.main.handlers.let_go()
                await now.until(lambda: not now.view.writing)
                if now.main.opened.walkthrough is not None:
                    now.main.opened.walkthrough.close()

    return running


@pytest.fixture
def on_aws(
    practice_aws: PracticeAws, steps: tuple[Step, ...], tmp_path: Path
) -> Callable[..., Walkthrough]:
    """Makes a walkthrough of the practice AWS; named arguments go into the request."""

    def walkthrough(**asked: Any) -> Walkthrough:
        request = Request(
            region=practice_aws.region,
            endpoint_url=practice_aws.endpoint,
            credentials=(practice_aws.access_key, practice_aws.secret_key),
            state_folder=tmp_path,
            **asked,
        )
        return Walkthrough(request, steps)

    return walkthrough


class ByHand(Walkthrough):
    """A walkthrough of a reading that was made by hand: no AWS, no network."""

    def __init__(self, request: Request, steps: tuple[Step, ...], made: Reading) -> None:
        super().__init__(request, steps)
        self.made = made
        self.reader = ReaderByHand(self)

    def connect(
        self,
        ask_mfa_code: Callable[[str], str] | None = None,
        stopped: Event | None = None,
    ) -> Deployment:
        deployment = Deployment(
            "123456789012",
            "us-east-1",
            "",
            "arn:aws:sts::123456789012:assumed-role/Admins/alice",
            OLD_POOL,
            NEW_POOL,
        )
        self.logbook.open(deployment)
        return deployment


class ReaderByHand(Reader):
    """Reads what was made."""

    def __init__(self, walkthrough: "ByHand") -> None:
        self._walkthrough = walkthrough
        self._runs = StoppableRuns()

    def read(self, *, attached: bool = True, stopped: Event | None = None) -> None:
        made = self._walkthrough.made
        with self._runs.run(stopped):
            self._walkthrough.store.change(lambda state: replace(state, reading=made))


@pytest.fixture
def by_hand(steps: tuple[Step, ...], tmp_path: Path) -> Callable[..., ByHand]:
    """Makes a walkthrough of a reading."""

    def walkthrough(made: Reading | None = None, **asked: Any) -> ByHand:
        return ByHand(Request(state_folder=tmp_path, **asked), steps, made or reading())

    return walkthrough


@pytest.fixture
def play(steps: tuple[Step, ...], by_hand: Callable[..., ByHand]) -> Iterator[Callable[..., Play]]:
    """Makes handlers on a fake stage, with a reading made by hand read."""
    opened: list[Walkthrough] = []

    def started(
        made: Reading | None = None, consoles: Consoles | None = None, **asked: Any
    ) -> Play:
        opened.append(by_hand(made, **asked))
        return Play(lambda: opened[-1], steps, consoles).begin()

    yield started
    for walkthrough in opened:
        walkthrough.close()


def client(identifier: str, name: str = MAIN, **members: Any) -> AppClient:
    return AppClient.from_describe({"ClientId": identifier, "ClientName": name, **members})


def pool(ref: PoolRef, **members: Any) -> Pool:
    return Pool.from_describe({"Id": ref.id, "Name": ref.name, **members})


def part(
    ref: PoolRef,
    clients: tuple[AppClient, ...] = (),
    providers: tuple[IdentityProvider, ...] = (),
    **members: Any,
) -> PoolReading:
    return PoolReading(
        pool=pool(ref, **members),
        mfa={},
        domain=None,
        providers=providers,
        clients=clients,
        ui_customization=UICustomization(),
    )


def reading(
    old_members: dict[str, Any] | None = None, new_members: dict[str, Any] | None = None
) -> Reading:
    """Two pools with the main client in each, which have these members."""
    olds = old_members or {"CallbackURLs": ["https://a.example/", "https://b.example/"]}
    news = new_members if new_members is not None else {"CallbackURLs": ["https://a.example/"]}
    return Reading(
        old=part(OLD_POOL, (client("old1", **olds),)),
        new=part(NEW_POOL, (client("new1", **news),)),
        skills_stack=None,
    )
