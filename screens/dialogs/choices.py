"""A list of answers under a cursor, in a dialog."""

from textual.widgets import OptionList
from textual.widgets.option_list import Option


class Choices(OptionList):
    """Some answers, of which one is `chosen` at first; a key with nowhere to go is the dialog's."""

    def __init__(self, *answers: Option, chosen: int) -> None:
        super().__init__(*answers, compact=True)
        self.highlighted = chosen

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave to the dialog what moves nothing here."""
        if action in {"scroll_left", "scroll_right", "page_left", "page_right"}:
            return False  # an answer has no other side
        last = self.option_count - 1
        ends = {"first": 0, "page_up": 0, "last": last, "page_down": last}
        if ends.get(action) == self.highlighted:
            return False
        return super().check_action(action, parameters)
