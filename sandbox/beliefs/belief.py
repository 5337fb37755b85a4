"""One belief about the real AWS, and how it is known."""

from dataclasses import dataclass
from enum import StrEnum


class Known(StrEnum):
    """How it is known."""

    RECORDED = "recorded"  # an answer of the real AWS is public: `source` says where
    DOCUMENTED = "documented"  # AWS says so: `source` names the page
    BELIEVED = "believed"  # nothing shows it


@dataclass(frozen=True)
class Belief:
    """One entry: its name, how it is known, what is so, the file that acts on it, and the source.

    A source in `tests/recordings` is a file there; what is believed has none. `probed`: a rehearsal
    on somebody's own account asks whether it is so (`poolwalk rehearse --probe`).
    """

    id: str
    known: Known
    belief: str
    where: str
    source: str = ""
    probed: bool = False


RECORDED, DOCUMENTED, BELIEVED = Known
