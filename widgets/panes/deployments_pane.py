"""The deployments of config.toml, one below the other."""

from collections.abc import Sequence

from migration.journal.deployment_overview import Overview
from widgets.panes.line_pane import LinePane
from widgets.text.deployment_lines import deployment_lines
from widgets.text.line import Line


class DeploymentsPane(LinePane):
    """A row is one deployment; the cursor stands on its first line."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._overviews: tuple[Overview, ...] = ()
        self._protected: frozenset[str] = frozenset()
        self._read = False
        self.set_active(True)

    def show(self, overviews: Sequence[Overview], protected: frozenset[str], *, read: bool) -> None:
        """Show them; `read` says whether what is known of them was read already."""
        self._overviews, self._protected, self._read = tuple(overviews), protected, read
        self.redraw()

    def build(self, width: int) -> Sequence[Line]:
        """The lines for a width in cells."""
        lines: list[Line] = []
        for overview in self._overviews:
            lines += [Line()] if lines else []
            lines += deployment_lines(
                overview, width, protected=overview.name in self._protected, read=self._read
            )
        return lines
