"""Every text is read on what it stands on: the contrast of all colours that the frames hold.

Of our own themes, of Textual's, and of a terminal's own 16 colours in three palettes.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import pytest
from rich.color import Color as RichColor
from rich.color import ColorType
from rich.segment import Segment
from textual.color import Color
from textual.command import CommandList
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES
from textual.widgets import Input

from migration.walkthrough import Walkthrough
from screens.dialogs.dialog import Dialog
from screens.dialogs.evidence import EvidenceDialog
from screens.dialogs.text_question import TextQuestion
from screens.dialogs.tick import TickDialog
from screens.palette import QuietPalette
from screens.usage.screen import UsageScreen
from tests.by_night import NIGHT, every
from tests.screens.conftest import ByHand, Run, Running
from tests.screens.every_screen import DIALOGS, PAGES, opened_dialog, opened_page
from tests.walkthroughs import MAIN, NEW_MAIN
from widgets.commands.situation import Pane
from widgets.text.contrast import STEPS_BACK, TEXT, contrast
from widgets.text.themes import THEMES, variables_for

# What the first 16 colours are: of xterm, and of Linux's console and PC screens.
XTERM = (
    "000000 cd0000 00cd00 cdcd00 0000ee cd00cd 00cdcd e5e5e5"
    " 7f7f7f ff0000 00ff00 ffff00 5c5cff ff00ff 00ffff ffffff"
)
BRIGHT_BLACK = 8
DIM = 0.5  # how far terminals bring what is dim to the ground, at most
OURS = {theme.name for theme in THEMES}
CONSOLE = (
    "000000 aa0000 00aa00 aa5500 0000aa aa00aa 00aaaa aaaaaa"
    " 555555 ff5555 55ff55 ffff55 5555ff ff55ff 55ffff ffffff"
)
OF_DIALOGS: set[type[Dialog[Any]]] = {EvidenceDialog, TickDialog}
OF_PAGES: set[type[Screen[Any]]] = {QuietPalette, UsageScreen}
# Frames, rules, bars and charts, which say nothing that text beside them does not say.
_DRAWN = re.compile(r"[\s─-╿▀-▟▁-█░▏▕·⏎]*")


def _has_its_own(theme: str) -> bool:
    return not theme.startswith("ansi-")


@dataclass(frozen=True)
class Look:
    """A theme, and what the 16 colours of the terminal are that shows it."""

    theme: str
    term: str = "xterm-256color"
    palette: str = ""
    ink: str = "ffffff"
    paper: str = "000000"


# The same theme with another TERM never follows itself: its colours are found when it is chosen.
LOOKS = [
    Look("poolwalk-dark"),
    Look("ansi-dark", "xterm", XTERM, "e5e5e5", "000000"),
    Look("poolwalk-light"),
    Look("ansi-dark", "linux", CONSOLE, "aaaaaa", "000000"),
    *(Look(name) for name in every(9, [*filter(_has_its_own, sorted(BUILTIN_THEMES))], 4)),
    Look("ansi-light", "xterm", XTERM, "000000", "ffffff"),
    Look("ansi-light", "xterm", CONSOLE, "000000", "ffffff"),
]


def triplet(colour: RichColor | None, palette: str, otherwise: str) -> Color:
    """A colour of a frame, as a terminal with a palette shows it."""
    if colour is None or colour.type is ColorType.DEFAULT:
        return Color.parse(f"#{otherwise}")
    if colour.triplet is not None:
        return Color.parse(colour.triplet.hex)
    assert colour.number is not None
    return Color.parse(f"#{palette.split()[colour.number]}")


def segments(running: Running) -> Iterator[tuple[Segment, bool]]:
    """What stands in front: of a dialog what lies inside its frame.

    With each, whether it is of the palette's list.
    """
    screen = running.app.screen
    inside = [*screen.query("#dialog"), *screen.query("#--input"), *screen.query(CommandList)]
    strips = screen._compositor.render_strips()
    for widget in inside or [screen]:
        region, listed = widget.region, isinstance(widget, CommandList)
        for strip in strips[region.y : region.bottom]:
            yield from ((part, listed) for part in strip.crop(region.x, region.right))


def unread(running: Running, look: Look) -> dict[str, float]:
    """Texts with less contrast than they need: a sign, and what steps back, need less."""
    back = {running.app.theme_variables[name].lower() for name in ("faint", "rule")}
    foreground = Color.parse(running.app.theme_variables["foreground"]).hex6
    found: dict[str, float] = {}
    shown = [*segments(running)]
    assert any(segment.text.strip() for segment, _ in shown)
    for segment, listed in shown:
        style, text = segment.style, segment.text.strip()
        if style is None or segment.control or _DRAWN.fullmatch(segment.text):
            continue
        of, on = (
            triplet(style.color, look.palette, look.ink),
            triplet(style.bgcolor, look.palette, look.paper),
        )
        if style.reverse:
            of, on = on, of
        if style.dim:
            of = of.blend(on, DIM)
        # in the palette, what a thing is about stands behind its name
        about = listed and not style.bold
        steps_back = style.dim or about or of.hex6.lower() in back
        # what another theme's plain text looks like on its own grounds is not ours to choose
        theirs = look.theme not in OURS and of.hex6 == foreground
        sign = not any(map(str.isalnum, text))
        least = STEPS_BACK if steps_back or theirs or sign else TEXT
        # in Solarized and many other palettes it is the ground, or next to it
        grey = style.color is not None and style.color.number == BRIGHT_BLACK
        if (reached := contrast(of, on)) < least or grey:
            found[f"“{text}” {of.hex6} on {on.hex6}"] = round(reached, 2)
    return found


@pytest.mark.long
async def test_all_text_is_read_in_every_theme_and_in_16_colours(
    run: Run, on_aws: Callable[..., Walkthrough], monkeypatch: pytest.MonkeyPatch
) -> None:
    wrong: list[str] = []
    async with run(lambda: on_aws(pairs=((MAIN, NEW_MAIN),)), (100, 30)) as running:

        async def put_on(look: Look) -> None:
            monkeypatch.setenv("TERM", look.term)
            running.app.theme = look.theme
            await running.pilot.pause()

        async def look_at(name: str, looks: Sequence[Look] = LOOKS) -> None:
            for look in looks:
                await put_on(look)
                wrong.extend(
                    f"{name}, {look.theme}, {look.term}: {text} is {reached}"
                    for text, reached in unread(running, look).items()
                )

        for step in every(3, ["4", "1a", "3a", "effects", "5", "9"]):
            running.show_step(step)
            await running.rest()
            await look_at(step)
        walkthrough = running.walkthrough
        walkthrough.entered.choose_prefix("acme-login-users")
        walkthrough.applier.apply(walkthrough.pages.to_apply("2"))
        running.main.say("What went wrong, in a sentence.", "error")
        running.look(pane=Pane.GUIDE)
        await running.rest()
        await look_at("the guide")
        for dialog in [*DIALOGS] if NIGHT else OF_DIALOGS:
            async with opened_dialog(running, DIALOGS[dialog]):
                await look_at(dialog.__name__)
        for page in [*PAGES] if NIGHT else OF_PAGES:
            if page is QuietPalette:  # Textual's own has the colours in which it was opened
                for look in LOOKS:
                    await put_on(look)
                    async with opened_page(running, page):
                        await look_at(page.__name__, [look])
                continue
            async with opened_page(running, page):
                await look_at(page.__name__)
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize(("theme", "paper"), [("light", "ffffff"), ("dark", "000000")])
async def test_in_16_colours_a_fields_cursor_is_seen_on_light_and_on_dark_ground(
    run: Run, by_hand: Callable[..., ByHand], theme: str, paper: str
) -> None:
    async with run(by_hand, (80, 24), theme=theme) as running:
        assert running.app.theme == f"ansi-{theme}"
        dialog = TextQuestion("MFA code of mfa/alice")
        running.app.push_screen(dialog)
        await running.until(lambda: running.app.screen is dialog)
        await running.pilot.pause()
        cursor = next(iter(dialog.query_one(Input).render_line(0))).style
        assert cursor is not None
        seen = triplet(cursor.bgcolor, XTERM, paper)
        assert contrast(seen, Color.parse(f"#{paper}")) > STEPS_BACK


@pytest.mark.parametrize("theme", [*filter(_has_its_own, sorted(BUILTIN_THEMES))])
def test_in_a_theme_of_textuals_roles_are_told_from_each_other(theme: str) -> None:
    of = BUILTIN_THEMES[theme]
    colours = {
        role: Color.parse(colour)
        for role, colour in (
            of.to_color_system().generate() | variables_for(of, colours=True)
        ).items()
        if role in {"lead", "open", "faint", "foreground", "background"}
    }
    lead, open_ = colours["lead"].rgb, colours["open"].rgb
    assert max(abs(one - other) for one, other in zip(lead, open_, strict=True)) > 30
    faint, text = (
        contrast(colours[role], colours["background"]) for role in ("faint", "foreground")
    )
    assert faint < 0.9 * text


def test_our_own_themes_are_looked_at() -> None:
    assert {look.theme for look in LOOKS} > OURS


def test_contrast_is_that_of_wcag() -> None:
    white, black = Color.parse("#ffffff"), Color.parse("#000000")
    assert contrast(white, black) == pytest.approx(21)
    assert contrast(white, Color.parse("#767676")) == pytest.approx(4.54, abs=0.01)
    assert contrast(black, black) == 1
