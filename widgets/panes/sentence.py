"""Text in as many lines as it needs, in a dialog: the question, a hint, what is wrong."""

from collections.abc import Sequence

from textual.geometry import Size

from widgets.panes.drawing import DrawnLines
from widgets.text.line import Line, line
from widgets.text.plain_text import plain, wrap


class Sentence(DrawnLines):
    """A text that breaks between words, and at its signs an address longer than a line."""

    DEFAULT_CSS = "Sentence { height: auto; }"

    def __init__(self, text: str = "", *, id: str | None = None, classes: str = "") -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self.text = text
        self.set_classes(classes)

    def update(self, text: str) -> None:
        """Show another text."""
        if text == self.text:
            return
        self.text = text
        self.redraw()
        self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as there are for that width."""
        return len(self._built(width))

    def build(self, width: int) -> Sequence[Line]:
        """The lines for a width in cells."""
        return [
            line(part)
            for own in self.text.split("\n")
            for part in _below_its_sign(plain(own), max(width, 2))
        ]


def _below_its_sign(text: str, width: int) -> list[str]:
    """In lines; of what begins with a sign, as a point of a list does, all begin behind that."""
    sign, space, rest = text.partition(" ")
    if len(sign) != 1 or sign.isalnum() or not space:
        return wrap(text, width)
    first, *others = wrap(rest, max(width - 2, 2)) or [""]
    return [f"{sign} {first}".rstrip(), *(f"  {other}" for other in others)]
