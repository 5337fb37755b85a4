"""Opening the deployment and reading it, behind the first paint and in the background."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from functools import partial
from threading import Event
from typing import TYPE_CHECKING

from migration.compare.setting import Setting
from migration.errors import Cancelled
from migration.guide.next_thing import NextKind
from migration.guide.step import StepState
from migration.pools.reading import Unread
from screens.background_question import BackgroundQuestion
from screens.opened_walkthrough import OpenedWalkthrough
from screens.stage import Outcome, Stage
from screens.walkthrough.cursor_target import CursorTarget, at_target, target_of
from screens.walkthrough.view_state import ViewStore
from widgets.commands.situation import Pane
from widgets.text.own_keys import key_of

if TYPE_CHECKING:  # the engine is loaded behind the first paint
    from migration.walkthrough import Walkthrough
    from screens.dialogs.text_question import TextQuestion

_AT_LAST = frozenset({NextKind.WAIT, NextKind.SETTLE, NextKind.VERDICT})


class BackgroundReading:
    """Logs in and reads; each answer changes State. `ended`: everything was read, or refused."""

    def __init__(
        self,
        stage: Stage,
        opened: OpenedWalkthrough,
        view: ViewStore,
        open_walkthrough: Callable[[], Walkthrough],
        ended: Callable[[], None],
        before: Callable[[Walkthrough], object] = lambda _: None,
    ) -> None:
        self._stage = stage
        self._opened = opened
        self._view = view
        self._open = open_walkthrough
        self._told = ended
        self._before_reading = before  # in the thread that reads
        self._opening: Walkthrough | None = None  # until somebody is logged in
        self._stop = Event()  # of the reading that is under way
        self._code: BackgroundQuestion[str] = BackgroundQuestion(stage)
        self._afterwards = ""  # what can be done once everything is read, by who asked before
        self._before: tuple[Setting, ...] = ()  # as it stood when a person had it read again
        self._rehearsals_told = False
        self.is_first_start = False  # of this deployment: nobody was here before
        self._recovered_told = 0  # writes of an earlier run that were accounted for and told

    def read_again(self) -> None:
        """Read both pools again; or try again to open them."""
        if self._view.now.reading:
            self._stage.say("Still reading.", holds=self.under_way)
        else:
            self._stage.drop_remark(results=True)  # what is said of it comes at its end
            self.read_anew()

    def read_anew(self) -> None:
        """The same without a word before its end; nothing while both pools are being read."""
        derived = self._opened.derived()
        if not self._view.now.reading:
            self._before = derived.settings if derived is not None else ()
            self.begin()

    def begin(self) -> None:
        """Log in where that is not done yet, then read everything."""
        if not self._view.now.reading:
            self._view.show(replace(self._view.now, reading=True, awaited="logging in to AWS"))
            self._stop = stop = Event()  # before the thread begins: Esc may come first
            self._stage.run("reading", partial(self._open_and_read, stop), self._ended)

    def keep_overview(self) -> None:
        """Keep how far it is, for the page of deployments; failing to is not worth a word."""
        walkthrough = self._opened.walkthrough
        if walkthrough is not None:
            self._stage.run("keeping how far it is", walkthrough.overview.keep, lambda _: None)

    def under_way(self) -> bool:
        """Whether both pools are being read."""
        return self._view.now.reading

    def not_yet(self, what: str, then: str) -> None:
        """Say that something waits for this reading, and once it has ended, which key does it."""
        self._afterwards = then
        self._stage.say(
            f"Both pools are still being read: {what} once that has ended.",
            holds=self.under_way,
        )

    def _rests(self) -> bool:
        """Whether what the last reading brought still stands."""
        return not self.under_way()

    def cancel_all(self) -> None:
        """Let go of what is read and written; a write that was sent is finished and recorded."""
        self._code.drop()
        self._stop.set()
        for walkthrough in (self._opening, self._opened.walkthrough):
            if walkthrough is not None:
                walkthrough.cancel()

    def ask_mfa_code(self, device: str) -> str:
        """The code of a role's MFA device; from the thread that logs in.

        Raises `Cancelled` when the person will not say.
        """
        code = (self._code.put(partial(_code_dialog, device)) or "").strip()
        if not code:
            message = "No MFA code was entered"
            raise Cancelled(message)
        return code

    # --- in a thread ------------------------------------------------------------------------------
    def _open_and_read(self, stop: Event) -> str:
        """Returns why it was stopped; empty where it was not."""
        try:
            walkthrough = self._opened.walkthrough
            if walkthrough is None:
                walkthrough = self._opening = self._open()
                walkthrough.connect(self.ask_mfa_code, stop)
                self._stage.on_screen(partial(self._connected, walkthrough))
            self._before_reading(walkthrough)
            walkthrough.reader.read(stopped=stop)
        except Cancelled:
            return "Stopped before everything was read: read again (r)."
        return ""

    # --- on the screen ----------------------------------------------------------------------------
    def _connected(self, walkthrough: Walkthrough) -> None:
        """The deployment is known: show it, before anything of it was read."""
        self._opening = None
        self._opened.hold(walkthrough)
        self._stage.drop_remark()
        if walkthrough.state.read_only:
            self._stage.say(
                walkthrough.state.read_only_reason,
                "warning",
                holds=lambda: walkthrough.state.read_only,
            )

    def _ended(self, outcome: Outcome[str]) -> None:
        """Everything is there, or what is missing is said in place."""
        problem = outcome.problem or outcome.result or ""
        walkthrough = self._opened.walkthrough
        if walkthrough is None:
            if self._opening is not None:
                self._opening.close()
                self._opening = None
            why = f"{problem} Try again (r), or have everything checked (D)."
            self._view.show(replace(self._view.now, reading=False, failed=True, awaited=why))
            return
        self._view.show(replace(self._view.now, reading=False))
        self.find_place()
        afterwards, self._afterwards = self._afterwards, ""
        before, self._before = self._before, ()
        if problem:
            self._stage.say_also(problem, "error", holds=self._rests)
        elif self._tell(walkthrough):
            pass
        elif afterwards:
            self._stage.say_also(f"Everything is read now: {afterwards}.", "ok")
        elif before:
            self._stage.say_also(_what_changed(before, walkthrough.pages.settings()), "ok")
        self._told()

    def _tell(self, walkthrough: Walkthrough) -> bool:
        """What has to be known of what was read; whether anything has."""
        if recovered := walkthrough.state.recovered[self._recovered_told :]:
            self._recovered_told += len(recovered)
            sentences = [
                *(found.sentence for found in recovered),
                f"{key_of('show-record')} shows the record.",
            ]
            self._stage.say_also(" ".join(sentences), "warning")
        elif left := self._left_by_rehearsals(walkthrough):
            self._stage.say_also(" ".join(left), "warning")
        elif unread := walkthrough.pages.unread():
            calls = list(dict.fromkeys(_call(found) for _, found in unread))
            self._stage.say_also(
                f"Could not be read: {', '.join(calls)}. Their rows say why;"
                f" {key_of('read-again')} reads again.",
                "warning",
                holds=self._rests,
            )
        return bool(recovered or left or unread)

    def _left_by_rehearsals(self, walkthrough: Walkthrough) -> tuple[str, ...]:
        """What an earlier rehearsal left at AWS; said once."""
        if self._rehearsals_told:
            return ()
        from migration.rehearsal.left_copies import left_behind

        self._rehearsals_told = True
        state = walkthrough.state
        return left_behind(state.request, state.online(), datetime.now(UTC))

    def find_place(self) -> None:
        """Put the cursor where the person was the last time, or at what is next.

        As soon as nothing that it depends on is awaited (what is read last concerns the last
        steps), unless somebody moved already.
        """
        view, walkthrough = self._view.now, self._opened.walkthrough
        if view.placed or walkthrough is None:
            return
        from migration.walk.next_things.order import next_thing

        derived = walkthrough.pages.now()
        summaries, thing, left = derived.summaries, next_thing(derived), walkthrough.place.start()
        self.is_first_start = left is None
        target = (
            CursorTarget(left[0], Pane.SETTINGS, left[1]) if left else target_of(derived, thing)
        )
        at = [summary.step.id for summary in summaries].index(target.step)
        # What nobody can do now is next only for want of something else: then all has to be known.
        whole = left is None and thing.kind in _AT_LAST
        rests_on = summaries if whole else summaries[: at + 1]
        if view.reading and any(summary.state is StepState.WAITING for summary in rests_on):
            return
        if view.pane is not Pane.STEPS or view.step != summaries[0].step.id:
            self._view.show(replace(view, placed=True))
            return
        if left and not target.row:
            todo = (setting.id for setting in summaries[at].settings if setting.to_do)
            target = replace(target, row=next(todo, ""))
        self._view.show(at_target(replace(view, placed=True), target, derived))


def _what_changed(before: tuple[Setting, ...], now: tuple[Setting, ...]) -> str:
    """What a reading found otherwise than the one before it, in a sentence."""
    was = {setting.id: (setting.columns, setting.state) for setting in before}
    held = {setting.id: (setting.columns, setting.state) for setting in now}
    changed = [id_ for id_ in {**held, **was} if was.get(id_) != held.get(id_)]
    if not changed:
        return "Both pools were read again: nothing changed."
    labels = {setting.id: f"“{setting.label}” ({setting.step})" for setting in (*before, *now)}
    more = f" and {len(changed) - 1} more" if len(changed) > 1 else ""
    return f"Both pools were read again: {labels[changed[0]]}{more} changed."


def _call(unread: Unread) -> str:
    """A call that was not answered, in a few words."""
    of_pool = [f"of the {unread.pool} pool"] if unread.pool else []
    return " ".join([unread.operation, *of_pool, unread.name]).strip()


def _code_dialog(device: str) -> TextQuestion:
    from screens.dialogs.text_question import TextQuestion

    hint = "The profile's role wants it."
    return TextQuestion(f"MFA code of {device}", hint=hint, secret=True)
