"""The command palette's entries, from the table of commands."""

import re
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from operator import attrgetter
from typing import Any, ClassVar, Protocol, runtime_checkable

from rich.console import RenderableType
from rich.segment import Segment
from textual import events
from textual.app import ComposeResult
from textual.await_complete import AwaitComplete
from textual.binding import Binding, BindingType
from textual.command import (
    CommandInput,
    CommandList,
    CommandPalette,
    DiscoveryHit,
    Hit,
    Hits,
    Provider,
)
from textual.fuzzy import Matcher
from textual.strip import Strip
from textual.widgets import Input
from textual.worker import WorkerError

from screens.dialogs.backdrop import dimmed, first_line_said
from screens.dialogs.foot import CHOOSES
from screens.dialogs.line_input import BEYOND_CURSOR, LONGEST_LINE, TOO_LONG, first_of
from screens.dismissal import Dismissal
from screens.palette_words import ALSO
from widgets.commands.command import Command
from widgets.panes.sentence import Sentence
from widgets.text.own_keys import with_arrows_named
from widgets.text.plain_mode import is_plain


@runtime_checkable
class Offering(Protocol):
    """A screen whose commands the palette offers."""

    def offered(self) -> Iterable[Command[Any]]:
        """The commands that apply now."""
        ...


@dataclass(frozen=True)
class Destination:
    """A place that the palette leads to, or a thing that it takes along: its name, what it is.

    `also` has words that find it and are not shown. What is only told of comes `last`
    among what has the same word in its name.
    """

    name: str
    about: str
    go: Callable[[], None]
    also: str = ""
    last: bool = False


@runtime_checkable
class Leading(Protocol):
    """A screen with places that the palette finds."""

    def destinations(self) -> Iterable[Destination]:
        """Steps, settings and consoles."""
        ...


_LIST_BEGINS = 5  # lines from the top
_LEAST_FOUND = 4  # lines of the list
_NAMED = 10.0  # more than letters that are only strewn over a word ever score
_TOLD = _NAMED + 0.001  # at most, for what is told of: behind what has the word in its own name


def _score(matcher: Matcher, name: str, about: str, also: str = "") -> float:
    """How well something fits what was typed: best where its name or its purpose has the word.

    What it is `also` called counts as its purpose does.

    A letter that was left out is forgiven within one word, and words may be named by how they
    begin; letters that are strewn over several words fit nothing. 0: it does not fit.
    """
    typed, words = matcher.query.casefold().split(), re.findall(r"\w+", name.casefold())
    whole = f"{name} {about} {also}".casefold()
    if " ".join(typed) in whole:
        return matcher.match(name) + _NAMED
    single = (*words, "".join(word[0] for word in words))
    fits = all(part in whole or any(_has_letters(part, one) for one in single) for part in typed)
    return max(matcher.match(name), 0.1) if fits else 0.0


def _has_letters(part: str, word: str) -> bool:
    """Whether a word begins as the part, and has its other letters in their order."""
    letters = iter(word)
    return word[:1] == part[:1] and all(letter in letters for letter in part)


class Destinations(Provider):
    """Finds steps, settings and consoles by their names; they show once something is typed."""

    async def search(self, query: str) -> Hits:
        """What matches."""
        matcher = self.matcher(query)
        for found in self.screen.destinations() if isinstance(self.screen, Leading) else ():
            if (fits := _score(matcher, found.name, found.about, found.also)) > 0:
                score = min(fits, _TOLD) if found.last else fits
                yield Hit(score, matcher.highlight(found.name), found.go, help=found.about)


class CommandTable(Provider):
    """Offers the commands that apply now, and runs them as their keys do."""

    def _offered(self) -> list[tuple[str, str, str, str]]:
        return [
            (
                f"{command.title} ({command.shown_keys[0]})",
                command.action,
                command.tooltip,
                ALSO.get(command.id, ""),
            )
            for command in (self.screen.offered() if isinstance(self.screen, Offering) else ())
        ]

    async def discover(self) -> Hits:
        """Everything, before something was typed."""
        for title, action, help_text, _ in self._offered():
            yield DiscoveryHit(title, partial(self.screen.run_action, action), help=help_text)

    async def search(self, query: str) -> Hits:
        """What matches."""
        matcher = self.matcher(query)
        for title, action, help_text, also in self._offered():
            if (fits := _score(matcher, title, help_text, also)) > 0:
                yield Hit(
                    fits,
                    matcher.highlight(title),
                    partial(self.screen.run_action, action),
                    help=help_text,
                )


class _Search(CommandInput):
    """The palette's field."""

    def __init__(self, say: Callable[[str], None], placeholder: str) -> None:
        super().__init__(placeholder=placeholder, select_on_focus=False)
        self._say = say

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave to the list what pages, and the key that goes where the field's cursor is."""
        end = len(self.value)
        at = {"home": 0, "cursor_left": 0, "end": end, "cursor_right": end}
        if at.get(action) == self.cursor_position or action in {"page_up", "page_down"}:
            return False
        return super().check_action(action, parameters)

    async def action_submit(self) -> None:
        """Answer once what was typed has been searched for: what was found before is another's."""
        searches = [worker for worker in self.workers if worker.node is self.screen]
        with suppress(WorkerError):  # something else was typed meanwhile
            await self.workers.wait_for_complete(searches)
        await super().action_submit()

    def on_paste(self, event: events.Paste) -> None:
        """Take the first line that is pasted."""
        event.prevent_default()
        event.stop()
        if event.text.strip():
            first, sentence = first_of(event.text)
            if len(self.value) + len(first) > LONGEST_LINE:
                first, sentence = "", TOO_LONG
            self.insert_text_at_cursor(first)
            self._say(sentence)


class _Found(CommandList):
    """What was found; a sign tells the chosen one where its ground alone would say nothing."""

    def render_line(self, y: int) -> Strip:
        """A line; what every line has empty before its text has the sign in it."""
        strip, number = super().render_line(y), self.scroll_offset.y + y
        if self._lines[number : number + 1] != [(self.highlighted, 0)]:
            return strip
        sign = Segment("> " if is_plain(self) else "▸ ", next(iter(strip)).style)
        return Strip.join([Strip([sign]), strip.crop(sign.cell_length)])


class QuietPalette(CommandPalette):
    """Textual's palette: it writes nothing at rest, and what was said stays in view below it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+c", "escape", show=False),
        Binding("home", "command_list('first')", show=False),
        Binding("end", "command_list('last')", show=False),
    ]

    def __init__(
        self,
        say: Callable[[str], None],
        providers: Sequence[type[Provider]] | None = None,
        *,
        hint: str = "a step, a setting, a console, or a command",
        id: str | None = None,  # noqa: A002 - Textual's own name for it
    ) -> None:
        super().__init__(providers, placeholder=f"{BEYOND_CURSOR}{hint}", id=id)
        self._say = self._and_fit(say)
        self._dismissal = Dismissal[None](self, super().dismiss)

    def compose(self) -> ComposeResult:
        """The same, with a field that takes one line of several, and a sign in the list."""
        for widget in super().compose():
            if isinstance(widget, CommandInput):
                yield _Search(self._say, self._placeholder)
            elif isinstance(widget, CommandList):
                yield _Found()
            else:
                yield widget
        yield Sentence(with_arrows_named(CHOOSES), id="palette-keys")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A key that moves nothing in the list is taken by nothing."""
        found = next(iter(self.query(CommandList)), None)
        if found is None:  # it is not composed yet
            return super().check_action(action, parameters)
        last = found.option_count - 1
        ends = {"first": 0, "page_up": 0, "last": last, "page_down": last}
        if action == "command_list" and ends.get(str(parameters[0])) == found.highlighted:
            return False
        return super().check_action(action, parameters)

    def render(self) -> RenderableType:
        """The screen behind it, of which the header, what was said and what is next are seen.

        Rests of its other lines, below what was found, would be read as a part of that.
        """
        return dimmed(super().render(), self)

    def on_mount(self) -> None:
        """Stop the blinking."""
        self.query_one(Input).cursor_blink = False
        self._fit()

    def on_resize(self) -> None:
        """What is said behind it stands elsewhere."""
        self.call_after_refresh(self._fit)

    def _and_fit(self, say: Callable[[str], None]) -> Callable[[str], None]:
        def said(sentence: str) -> None:
            say(sentence)
            self.call_after_refresh(self._fit)

        return said

    def _fit(self) -> None:
        """End the list above what is said: half of that beside it would be read as a part of it."""
        room = first_line_said(self) - _LIST_BEGINS
        for found in self.query(CommandList):
            found.styles.max_height = max(room, _LEAST_FOUND)

    def dismiss(self, result: None = None) -> AwaitComplete:
        """Close it, once nothing lies over it."""
        return self._dismissal.with_answer(result)

    def on_screen_resume(self) -> None:
        """What lay over it is gone."""
        self._dismissal.in_front()


class Themes(Provider):
    """All themes by their names, and what those are for that say nothing of it."""

    def _themes(self) -> Iterable[tuple[str, Callable[[], None], str]]:
        for theme in sorted(self.app.available_themes.values(), key=attrgetter("name")):
            ground = "dark" if theme.dark else "light"
            about = f"the terminal's own 16 colours, where its ground is {ground}"
            about = about if theme.ansi else f"on a {ground} ground"
            yield theme.name, partial(setattr, self.app, "theme", theme.name), about

    async def discover(self) -> Hits:
        """Everything, before something was typed."""
        for name, choose, about in self._themes():
            yield DiscoveryHit(name, choose, help=about)

    async def search(self, query: str) -> Hits:
        """What matches."""
        matcher = self.matcher(query)
        for name, choose, about in self._themes():
            if (fits := _score(matcher, name, about)) > 0:
                yield Hit(fits, matcher.highlight(name), choose, help=about)


def palette_of_themes(say: Callable[[str], None]) -> QuietPalette:
    """The palette, with themes alone in it."""
    return QuietPalette(say, [Themes], hint="a theme")
