"""Poolwalk, and a file that keeps what Textual writes: `… keeping_writes FILE OPTION…`."""

import sys
from pathlib import Path

from tui.cells import CellScreen
from tui.terminal import driver

FILE = Path(sys.argv[1])


class KeepingScreen(CellScreen):
    """Keeps each text as it comes in, before anything is left out."""

    def take(self, text: str) -> str:
        with FILE.open("a", encoding="utf-8", newline="") as file:
            file.write(text)
        return super().take(text)


if __name__ == "__main__":
    driver.CellScreen = KeepingScreen  # type: ignore[attr-defined]
    sys.argv[1:] = sys.argv[2:]
    from tui.main import main

    main()
