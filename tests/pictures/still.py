"""The README's picture of the app, taken by the app itself: `python -m tests.picture`.

It shows step 4 of the sample deployment in a terminal of 120 × 36, after the domain and the
providers were made.
"""

import asyncio
import os
import tempfile
from pathlib import Path

from migration.guide.files import load_steps
from migration.walkthrough import Request, Walkthrough
from screens.walkthrough.screen import WalkthroughScreen
from tests.practice_aws import ROOT, PracticeAws, running
from tests.walkthroughs import MAIN, NEW_MAIN
from tui.app import PoolwalkApp

PICTURE = ROOT / "docs" / "screenshot.svg"
SIZE = (120, 36)


def prepared(aws: PracticeAws, folder: Path) -> Walkthrough:
    """A walkthrough in which the first steps are done, left where step 4 begins."""
    request = Request(
        region=aws.region,
        endpoint_url=aws.endpoint,
        credentials=(aws.access_key, aws.secret_key),
        state_folder=folder,
    )
    walkthrough = Walkthrough(request, load_steps())
    walkthrough.connect()
    walkthrough.reader.read()
    walkthrough.entries.pair(MAIN, NEW_MAIN)
    walkthrough.entries.choose_prefix("acme-users")
    for step in ("2", "3a", "3c"):
        walkthrough.applier.apply(walkthrough.pages.to_apply(step))
    for step in ("1a", "1b", "3a"):
        walkthrough.checklist.tick(step)
    walkthrough.applier.apply([f"4/{MAIN}/SupportedIdentityProviders/Google"])
    walkthrough.place.remember(
        "4", f"4/{MAIN}/CallbackURLs/acmehome%3A%2F%2Fcom.acme.home%2Fsuccess"
    )
    walkthrough.close()
    return Walkthrough(request, load_steps())


async def take(walkthrough: Walkthrough) -> str:
    """The app's own picture of itself, once everything is read."""
    app = PoolwalkApp(load_steps(), lambda: walkthrough)
    async with app.run_test(size=SIZE) as pilot, asyncio.timeout(30):
        screen = app.screen_stack[0]
        assert isinstance(screen, WalkthroughScreen)
        while screen.opened.walkthrough is None or screen.view.now.reading:
            await pilot.pause(0.05)
        await pilot.pause()
        picture = app.export_screenshot(title="poolwalk")
        walkthrough.close()
        return picture


def main() -> None:
    """Take the picture and put it where the README looks for it."""
    os.environ.setdefault("TEXTUAL_ANIMATIONS", "none")
    with running() as aws, tempfile.TemporaryDirectory() as folder:
        picture = asyncio.run(take(prepared(aws, Path(folder))))
    PICTURE.write_text(picture, encoding="utf-8")


if __name__ == "__main__":
    main()
