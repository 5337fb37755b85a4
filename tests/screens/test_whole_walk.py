"""The whole migration by keys alone, to the verdict on the old pool, and how many keys it takes.

Typed text is not counted, only the key that ends it; nor are sub-points, which the tick of their
step includes.
"""

import itertools
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ec import SECP256R1, generate_private_key
from cryptography.hazmat.primitives.serialization import Encoding, NoEncryption, PrivateFormat

from migration.checks.queues import Queues
from migration.compare.setting import State
from migration.guide.files import load_steps
from migration.guide.step import StepState
from migration.request import Request
from migration.walkthrough import Walkthrough
from screens.dialogs.confirm import ConfirmDialog
from screens.dialogs.tick import TickDialog
from tests.practice_aws import PracticeAws
from tests.screens.conftest import Run, Running
from tests.screens.guide_actions import GUIDE
from tui.demo.consoles import PracticeConsoles
from tui.demo.practice_aws import Demo
from widgets.panes.guide_pane import value_address

AIM = 120
SETTLED = {StepState.DONE, StepState.NOT_APPLICABLE}
# Alexa's console twice: development, and live after the certification.
TIMES_IN_CONSOLE = {"3a": 1, "3b": 1, "7a": 1, "8b": 1}
# What tells which entry to open in the console is read there, and pasted nowhere.
TO_FIND = {"Client ID": "3a", "Identifier": "3b"}


class AtHand(Demo):
    """The demo of a practice AWS that runs already."""

    def __init__(self, aws: PracticeAws) -> None:
        super().__init__()
        self._aws = aws

    def ask(self, route: str, given: Mapping[str, object]) -> Mapping[str, Any]:
        return self._aws.control("POST", route, dict(given))


def opened(aws: PracticeAws, folder: Path) -> Walkthrough:
    """The sample with all that the demo brings; no host waits a second for its next question.

    The clock is a minute behind: the App Store's dates are whole seconds, and a release has to be
    later than the first write.
    """
    token = folder / "token"
    token.touch(0o600)
    token.write_text(aws.known["alexa_token"], encoding="ascii")
    request = Request(
        region=aws.region,
        endpoint_url=aws.endpoint,
        credentials=(aws.access_key, aws.secret_key),
        state_folder=folder,
        check_hosts=aws.check_hosts,
        ios_bundle=aws.known["ios_bundle"],
        alexa_skill=aws.known["alexa_skill"],
        alexa_token_file=token,
    )
    return Walkthrough(
        request,
        load_steps(),
        lambda: datetime.now(UTC) - timedelta(minutes=1),
        Queues(itertools.count(0, 10).__next__),
    )


@dataclass
class Hands:
    """What a person presses."""

    running: Running
    pressed: list[str] = field(default_factory=list)

    async def press(self, *keys: str) -> None:
        for key in keys:
            self.pressed.append(key)
            await self.running.press(key)

    async def type(self, text: str) -> None:
        """Type into a field, and end it."""
        await self.running.pilot.press(*text)
        await self.press("enter")
        await self.running.until(lambda: len(self.running.app.screen_stack) == 1)

    async def make(self) -> None:
        """Apply what is shown first, and agree."""
        self.pressed.append("a")
        await self.running.pilot.press("a")
        await self.running.until(lambda: isinstance(self.running.app.screen, ConfirmDialog))
        await self.press("y")


async def test_the_whole_migration_takes_fewer_keys_than_was_aimed_for(
    run: Run,
    practice_aws: PracticeAws,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    practice_aws.settings(change_set_seconds=0, stack_seconds=0)
    in_the_demo = {"demo": True, "consoles": PracticeConsoles(AtHand(practice_aws))}
    async with run(lambda: opened(practice_aws, tmp_path), **in_the_demo) as running:
        hands = Hands(running)
        await what_aws_holds(hands, apple_key(tmp_path), picture(tmp_path))
        assert running.walkthrough.pages.to_apply() == ()
        await what_else_differs(hands)
        await what_others_consoles_hold(hands)
        await hands.press("G")
        assert "Can the old pool be retired? No" in running.text
        await every_check(hands)
        await the_customers_move(hands)
        await hands.press("x")
        await hands.type("told three times")
        assert "Can the old pool be retired? Yes" in running.text
        assert {
            summary.state
            for summary in running.walkthrough.pages.summaries()
            if summary.step.id != "effects"
        } <= SETTLED
    assert len(hands.pressed) < AIM, hands.pressed
    record_property("keys to migrate", len(hands.pressed))
    record_property("guide's clicks", sum(asked.clicks for asked in GUIDE))
    record_property("guide's fields", sum(asked.fields for asked in GUIDE))
    record_property("guide's copies", sum(asked.copies for asked in GUIDE))
    record_property("not spared", sum(asked.outside for asked in GUIDE))


async def what_aws_holds(hands: Hands, key: Path, logo: Path) -> None:
    """Walk through steps 2 to 6, and the looks of step 7.

    The cursor starts on the domain and goes on by itself.
    """
    await hands.press("e", "enter")  # the prefix that is suggested
    await hands.make()  # the domain
    await hands.make()  # Google
    await hands.press("e")
    await hands.type(str(key))
    await hands.make()  # Apple
    await hands.make()  # GitHub
    await hands.press("p", "enter", "A")  # the main client's pair, and all clients
    await hands.press("n", "A")  # the e-mail template
    await hands.press("n")
    await hands.make()  # the skills stack
    await hands.press("N", "A")  # what it did not bring
    await go_to(hands, "accountLinkingRequest")
    await hands.make()  # the Alexa skill, at Amazon
    await go_to(hands, "UICustomization.CSS")  # the style of Google Home's login page
    await hands.press("A")
    await go_to(hands, "UICustomization.Logo")
    await hands.press("e")
    await hands.type(str(logo))
    await hands.make()


async def go_to(hands: Hands, row: str) -> None:
    """To the next difference, where the cursor did not go on to it by itself."""
    if not hands.running.view.row.endswith(row):
        await hands.press("n")
    assert hands.running.view.row.endswith(row)


async def what_else_differs(hands: Hands) -> None:
    """What Poolwalk does not write (9, “Also differs”) is accepted, with its reason."""
    await hands.press("n")
    while hands.running.differences():
        await hands.press("x")
        await hands.type("it is meant so")


async def what_others_consoles_hold(hands: Hands) -> None:
    """Each value is copied on the page where it is needed, and each step is ticked."""
    main = hands.running.main
    await hands.press("h", "g")
    for step in main.steps:
        page = hands.running.page
        assert page is not None
        assert hands.running.view.step == step.id
        if page.summary.state not in SETTLED and step.id not in {"also", "effects"}:
            await copy_values(hands)
            for _ in range(TIMES_IN_CONSOLE.get(step.id, 0)):
                await in_the_console(hands)
            await hands.press("space")
            if isinstance(hands.running.app.screen, TickDialog):
                await hands.press("enter")  # today
        if step.id == "9":
            break
        await hands.press("j")


async def in_the_console(hands: Hands) -> None:
    """In the demo a key does what a person would do there."""
    # Not counted: it stands for work in the consoles of others, and for the months that go by.
    hands.running.main.say("")
    await hands.running.press("exclamation_mark")
    await hands.running.until(lambda: bool(hands.running.said))


async def every_check(hands: Hands) -> None:
    """Everything is asked, and what was found is read."""
    await hands.press("V")
    await hands.running.until(lambda: not hands.running.view.checking)
    await hands.press("escape")


async def the_customers_move(hands: Hands) -> None:
    """Two months go by: in the first the customers move, in the second nobody is left."""
    for _ in range(2):
        await in_the_console(hands)
    assert "100% have now" in hands.running.said


async def copy_values(hands: Hands) -> None:
    main = hands.running.main
    page = hands.running.page
    assert page is not None
    wanted = [
        value_address(value)
        for value in page.values
        if TO_FIND.get(value.field) != hands.running.view.step
    ]
    written = all(
        setting.state is State.SAME
        for setting in page.summary.settings
        if setting.member == "accountLinkingRequest"
    )
    if hands.running.view.step == "7a" and written:
        return
    if main.situation().has_block:
        await hands.press("C")
    elif wanted:
        await hands.press("shift+tab")
        for address in wanted:
            while hands.running.view.guide_row != address:
                await hands.press("j")
            await hands.press("c")
        await hands.press("h")


def apple_key(folder: Path) -> Path:
    made = generate_private_key(SECP256R1())
    file = folder / "AuthKey_PRACTICE01.p8"
    file.write_bytes(made.private_bytes(Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()))
    return file


def picture(folder: Path) -> Path:
    file = folder / "authorise.png"
    file.write_bytes(b"\x89PNG\r\n\x1a\n" + b"\0" * 64)
    return file
