"""What is advised about a difference that Poolwalk does not write."""

from migration.compare.setting import Setting


def advice_on(row: object) -> str:
    """What to do with a row that differs; "" where nothing is advised, or it is settled."""
    return row.advice if isinstance(row, Setting) and row.to_do else ""
