"""A list of answers under a cursor, in a dialog."""

from collections.abc import Iterator

from textual.content import Content
from textual.message import Message
from textual.widgets import OptionList

from widgets.text.plain_mode import is_plain

_NOT_HERE = frozenset({"first", "last", "page_up", "page_down"}) | {
    "scroll_left",
    "scroll_right",
    "page_left",
    "page_right",
}
MARK = 2  # cells before an answer, where a sign tells the one under the cursor


class Choices(OptionList):
    """Some answers, of which one is `chosen` at first.

    The arrows alone choose another one: what pages is for what is read, and is the dialog's.
    """

    class AnotherChosen(Message):
        """A person chose another answer."""

    def __init__(self, *answers: str, chosen: int) -> None:
        self._answers = answers
        super().__init__(*(Content(one) for one in self._marked(chosen, " ")), compact=True)
        self.highlighted = chosen

    def on_mount(self) -> None:
        """Mark the first one: in plain mode by another sign."""
        self._mark()

    def action_cursor_up(self) -> None:
        """Choose the one above."""
        super().action_cursor_up()
        self._choose()

    def action_cursor_down(self) -> None:
        """Choose the one below."""
        super().action_cursor_down()
        self._choose()

    def _choose(self) -> None:
        self._mark()
        self.post_message(self.AnotherChosen())

    def _mark(self) -> None:
        sign = ">" if is_plain(self) else "▸"
        for at, answer in enumerate(self._marked(self.highlighted, sign)):
            self.replace_option_prompt_at_index(at, Content(answer))

    def _marked(self, chosen: int | None, sign: str) -> Iterator[str]:
        for at, answer in enumerate(self._answers):
            lead = f"{sign} " if at == chosen else " " * MARK
            yield lead + answer.replace("\n", f"\n{' ' * MARK}")

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave to the dialog what pages, and what an answer has no use for."""
        if action in _NOT_HERE:
            return False
        return super().check_action(action, parameters)
