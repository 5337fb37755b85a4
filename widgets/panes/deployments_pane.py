"""The deployments of config.toml, one below the other."""

from collections.abc import Sequence

from migration.journal.glance import Glance
from widgets.panes.line_pane import LinePane
from widgets.text.deployment_lines import deployment_lines
from widgets.text.line import Line


class DeploymentsPane(LinePane):
    """A row is one deployment; the cursor stands on its first line."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 - Textual's own name for it
        super().__init__(id=id)
        self._glances: tuple[Glance, ...] = ()
        self._protected: frozenset[str] = frozenset()
        self._read = False
        self.set_active(True)

    def show(self, glances: Sequence[Glance], protected: frozenset[str], *, read: bool) -> None:
        """Show them; `read` says whether what is known of them was read already."""
        self._glances, self._protected, self._read = tuple(glances), protected, read
        self.redraw()

    def build(self, width: int) -> Sequence[Line]:
        """The lines for a width in cells."""
        lines: list[Line] = []
        for glance in self._glances:
            lines += [Line()] if lines else []
            lines += deployment_lines(
                glance, width, protected=glance.name in self._protected, read=self._read
            )
        return lines
