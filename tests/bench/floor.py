"""The least that a Textual app can be: what everything else is compared with."""

from textual.app import App, ComposeResult
from textual.widgets import Static


class Floor(App[None]):
    """One line of text."""

    def compose(self) -> ComposeResult:
        yield Static("floor")


if __name__ == "__main__":
    Floor().run()
