"""A terminal's screen as cells: of what is painted, only cells that differ reach the terminal.

It stands between a program that paints whole lines and a slow line, and needs nothing of either:
text with escape sequences goes in, shorter text with the same effect comes out. Nothing of Poolwalk
is imported, so that it could be a package of its own.
"""

from tui.cells.cell_screen import CellScreen

__all__ = ["CellScreen"]
