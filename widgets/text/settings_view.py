"""How the settings of a page are looked at: by which column, and what of them is shown."""

from dataclasses import dataclass

OLD, NEW = "old", "new"  # the columns that the cursor can stand in


@dataclass(frozen=True)
class View:
    """How a page is looked at. `revealed` is the address of the one secret that is shown.

    `beside` has the values of a row's group: what is cut has to be told from the others.
    """

    only_differences: bool = False
    revealed: str = ""
    beside: tuple[str, ...] = ()
