"""Keys and pastes of a person, given to the app one at a time.

A key is done with, and what it opened or closed stands, before the next one is given: two in one
read, as a slow line brings them, never meet a screen that is on its way out.
"""

import asyncio
import time
from collections import deque
from collections.abc import Awaitable, Callable, Iterator, Mapping
from contextlib import AbstractContextManager, nullcontext, suppress
from typing import Any

from textual import events
from textual.app import App
from textual.message_pump import MessagePump
from textual.screen import Screen

from screens.dialogs.dialog import Dialog
from screens.full_screen import Page
from screens.key_origin import read_number
from tui.terminal.bursts import NOT_TAKEN, Bursts, takes_text
from tui.terminal.question_keys import TOO_EARLY, QuestionKeys, asks
from tui.terminal.unbound_keys import leads_nowhere, tell_unbound
from widgets.text.own_keys import keys_of

# A dialog that nobody asked for takes no key before typing has rested for so many seconds.
REST_SECONDS = 0.5
LEADS = ("do-next", "full_stop")  # what does what is next, and its key where none is chosen
# What a key sets off goes from a field to its dialog and on to the app, in so many rounds.
_ROUNDS = 3
_ROUND_SECONDS = 0.5  # a pump that is busy for longer is not waited for

Given = events.Key | events.Paste
Forward = Callable[[events.Event], Awaitable[None]]


class Keyboard:
    """Holds keys back until the one before has had its effect.

    What came in the same read behind a key that closed a screen reaches nothing, nor what came so
    behind a key that opened a question about a write: nobody has seen what it asks. A yes to one
    counts once it could be read, and the rest of the word reaches nothing (`question_keys.py`).
    What comes later is typed ahead, and counts. A paste where no field takes it is no key
    (`bursts.py`).
    `forward` is how the app handles a key, `say` tells the person in a sentence, which
    `take_back` drops: what was said of a key that was not taken is over with one that is.
    `everywhere` is what keys do over any dialog; a page has commands of its own for that.
    `remark` says on a page that nothing took a key; a dialog says it itself. It is said until the
    next key: each acts `during_a_key`.
    """

    def __init__(
        self,
        app: App[Any],
        forward: Forward,
        say: Callable[[str], None],
        take_back: Callable[[str], None],
        everywhere: Mapping[str, Callable[[], None]] | None = None,
        remark: Callable[[str], None] = lambda _: None,
        during_a_key: Callable[[], AbstractContextManager[None]] = nullcontext,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        self._app = app
        self._forward = forward
        self._say_to_person = say
        self._take_back = take_back
        self._everywhere = everywhere or {}
        self._remark = remark
        self._during_a_key = during_a_key
        self._said = ""  # of a key that was not taken
        self._bursts = Bursts()
        self._clock = clock
        self._questions = QuestionKeys()
        self._waiting: deque[tuple[Given, float]] = deque()
        self._task: asyncio.Task[None] | None = None
        self._acting = False  # on a person's key
        self._dead_read = 0
        self._unasked: list[Screen[Any]] = []  # nobody has answered them yet
        self._rests_since = 0.0
        self._led = -REST_SECONDS  # when the key that does what is next came last, to a page

    def take(self, event: Given) -> None:
        """Have a key or a paste handled, in its turn."""
        self._waiting.append((event, self._clock()))
        if self._task is None or self._task.done():
            self._task = asyncio.create_task(self._work())

    def screen_opens(self, screen: Screen[Any]) -> None:
        """Be told of a dialog or a page; one that no key opened waits until typing rests."""
        if not self._acting:
            self._unasked.append(screen)
            self._rests_since = self._clock()

    def painted(self, screen: Screen[Any]) -> None:
        """Be told that a screen was painted."""
        self._questions.painted(screen, self._app.screen_stack, self._clock())

    async def _work(self) -> None:
        while self._waiting:
            event, at = self._waiting.popleft()
            if not self._app.screen_stack:  # the app has ended
                continue
            if self._is_lost(event, at) or self._is_pasted(event) or self._is_everywhere(event):
                continue
            if self._said:
                self._take_back(self._said)
                self._said = ""
            before = list(self._app.screen_stack)
            words = self._questions.answer(event, before[-1])
            with self._during_a_key():
                await self._act_on(event, before)
            if words is not None:
                self._questions.answered(words, before[-1], self._app.screen_stack, self._clock())

    async def _act_on(self, event: Given, before: list[Screen[Any]]) -> None:
        nowhere = isinstance(event, events.Key) and leads_nowhere(event, self._app.screen)
        self._acting = True
        try:
            await self._forward(event)
            await self._settled()
        finally:
            self._acting = False
        if self._ends_its_read(before):
            self._dead_read = read_number(event)
        elif nowhere and isinstance(event, events.Key):
            tell_unbound(event, self._app.screen, self._remark)

    def _ends_its_read(self, before: list[Screen[Any]]) -> bool:
        """Whether a key closed the screen in front, or opened one that has to be seen first."""
        stack = self._app.screen_stack
        if before and (not stack or before[-1] not in stack):
            return True
        opened = [screen for screen in stack if screen not in before]
        return any(asks(screen) for screen in opened)

    def _is_lost(self, event: Given, at: float) -> bool:
        stack = self._app.screen_stack
        types = bool(stack) and takes_text(stack[-1])
        runs_on = self._questions.runs_on(event, at, types=types)
        if runs_on or read_number(event) == self._dead_read or self._leads_again(event, at):
            return True
        rested, self._rests_since = at - self._rests_since, max(at, self._rests_since)
        self._unasked = [screen for screen in self._unasked if screen in stack]
        if stack and stack[-1] in self._unasked:
            if rested < REST_SECONDS:
                return True
            self._unasked.remove(stack[-1])
        if stack and self._questions.too_early(event, at, stack[-1]):
            self._say(TOO_EARLY)
            return True
        return False

    def _is_pasted(self, event: Given) -> bool:
        """Whether it is of a paste that nothing takes here; once for each this is said."""
        if isinstance(event, events.Paste):
            told, taken = not event.text.strip(), takes_text(self._app.screen)
        else:
            taken, told = self._bursts.takes(event, self._app.screen), self._bursts.told
            self._bursts.told = told or not taken
        if not taken and not told:
            self._say(NOT_TAKEN)
        return not taken

    def _is_everywhere(self, event: Given) -> bool:
        """Whether it is a key that every dialog takes alike; what it does is done."""
        act = self._everywhere.get(event.key) if isinstance(event, events.Key) else None
        if act is None or isinstance(self._app.screen, Page):
            return False
        act()
        return True

    def _leads_again(self, event: Given, at: float) -> bool:
        """Whether the key that does what is next comes quickly once more, as of a held key.

        Two are one act: the second is not typed into what the first one opened.
        """
        if not isinstance(event, events.Key) or event.key not in keys_of(*LEADS):
            return False
        again = at - self._led < REST_SECONDS
        if again or not isinstance(self._app.screen, Dialog):
            self._led = at
        return again

    def _say(self, sentence: str) -> None:
        self._said = sentence
        self._say_to_person(sentence)

    async def _settled(self) -> None:
        """Wait until what the key set off has come to its end, as far as the screen goes."""
        for _ in range(_ROUNDS):
            for pump in self._pumps():
                passed = asyncio.Event()
                if pump.call_later(passed.set):
                    with suppress(TimeoutError):
                        await asyncio.wait_for(passed.wait(), _ROUND_SECONDS)

    def _pumps(self) -> Iterator[MessagePump]:
        """What has the focus, what it stands in, and the app."""
        if not self._app.screen_stack:
            return
        screen = self._app.screen
        focused = screen.focused
        if focused is not None:
            yield from (node for node in focused.ancestors_with_self if node is not screen)
        yield screen
        yield self._app
