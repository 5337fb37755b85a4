"""Asks what goes with a tick: a note, and for what happens on a day, the day."""

import re
from collections.abc import Callable, Iterable, Sequence

from textual.widget import Widget
from textual.widgets import Input

from screens.dialogs.dialog import Dialog
from screens.dialogs.line_input import plain_input
from widgets.panes.sentence import Sentence
from widgets.text.own_keys import key_of
from widgets.text.plain_text import plain

TODAY = frozenset({"t", "today"})
GOES_ON = "Nothing is ticked yet, the list goes on: Enter again once you have read this part."


class TickDialog(Dialog[str]):
    """Asks for a note and perhaps a day.

    Enter keeps both through `keep(note, day)`, which raises where the day cannot be used. The field
    of the day is there where `today` is given, and begins empty or with the `day` that was said
    before; `happened` is the sub-point that it is the day of, and `seen_on` the day on which a
    check saw that. `parts` are the sub-points that are ticked, each with what is known of it;
    they are read first, then what is to be known of the `hour` in which all of it goes live, then
    the `warning`, then what the demo says (`practice`).
    Until the last of the list was in view, Enter scrolls to it, and ticks nothing.
    """

    READ_FIRST = frozenset({"submit"})

    def __init__(
        self,
        title: str,
        keep: Callable[[str, str], str],
        *,
        note: str = "",
        day: str = "",
        today: str = "",
        seen_on: str = "",
        parts: Sequence[tuple[str, str]] = (),
        warning: str = "",
        practice: str = "",
        happened: str = "",
        hour: Sequence[str] = (),
    ) -> None:
        goes_on = " · Tab goes on" if today else ""
        ticks = f"ticks {_all_of(parts)}" if len(parts) > 1 else "ticks it"
        super().__init__(title, f"Esc leaves · Enter {ticks}{goes_on}")
        self._keep = keep
        self._note = note
        self._day = day
        self._today = today
        self._seen_on = seen_on
        self._parts = tuple(parts)
        self._warning = warning
        self._practice = practice
        self._happened = happened
        self._hour = tuple(hour)
        self._several = len(self._parts) > 1
        self._list_was_seen = False

    def content(self) -> Iterable[Widget]:
        """What Enter ticks, before all that a small terminal may hide; then the day."""
        if self._parts:
            lines = "\n".join(
                f"· {plain(part)}{f' ({plain(known)})' if known else ''}"
                for part, known in self._parts
            )
            what = f"{_all_of(self._parts)} of these are" if self._several else "this is"
            yield Sentence(f"Say that {what} done:", classes="dialog-label")
            yield Sentence(lines, id="ticked", classes="dialog-hint")
        for told in self._hour:
            yield Sentence(plain(told), classes="dialog-hint")
        if self._warning:
            yield Sentence(plain(f"Note: {self._warning}"), classes="dialog-hint")
        if self._practice:
            yield Sentence(plain(self._practice), classes="dialog-hint")
        if self._several:
            yield Sentence(
                f"For one of them alone: Esc, then {key_of('tick')} on its own line, which"
                " stands in “What to do” below the text.",
                classes="dialog-hint",
            )
        if self._today:
            what = re.split(r"[,:] ", plain(self._happened))[0]  # the list has all of it
            of = f" of “{what}”" if what else " on which it happened"
            yield Sentence(f"The day{of}: it is needed", classes="dialog-label")
            seen = f"a check saw {self._seen_on}; " if self._seen_on else ""
            hint = f"{seen}t for today, or e.g. {self._today}"
            yield plain_input(self._day, id="day", hint=hint)
        yield Sentence(
            plain("A note for whoever asks later; it may stay empty"),
            classes="dialog-label",
        )
        yield plain_input(self._note, id="note")

    def lacks_answer(self) -> bool:
        """Whether the day is needed, and none was typed."""
        return bool(self._today) and not self._typed_day()

    def _typed_day(self) -> str:
        fields = self.query("#day").results(Input)
        return next((field.value.strip() for field in fields), self._day)

    def heights_changed(self) -> None:
        """What is in view is another part, too."""
        super().heights_changed()
        self.call_after_refresh(self._look_at_the_list)

    def _look_at_the_list(self) -> None:
        """Know once the list's last line stands in the view."""
        for listed in self.query("#ticked"):
            part = self.find_widget(listed)
            seen = part.visible_region
            if seen.height and seen.bottom == part.region.bottom:
                self._list_was_seen = True

    def _reads_on(self) -> bool:
        """Whether the list was not seen to its end: then its next part is shown."""
        self._look_at_the_list()
        listed = self.query("#ticked")
        if self._list_was_seen or not listed:
            return False
        if self.find_widget(listed.first()).visible_region.height:
            self.action_scroll_page(1)
        else:  # it was passed by a key that goes to the end
            self.show_from_the_top()
        self.remark(GOES_ON)
        return True

    def on_input_submitted(self, _: Input.Submitted) -> None:
        """Keep it."""
        day = self._typed_day() if self._today else ""
        if self._today and not day:
            self.say(f"Type the day, or t for today ({self._today}).", "error")
            return
        if self._reads_on():
            return
        with self.refusal_said():
            note = self.query_one("#note", Input).value.strip()
            self.dismiss(self._keep(note, self._today if day.lower() in TODAY else day))


def _all_of(parts: Sequence[object]) -> str:
    """How many they are, where there are several, as one says it."""
    return "both" if len(parts) == 2 else f"all {len(parts)}"
