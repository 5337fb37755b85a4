"""The facade: all that the screens and the command line may ask or do.

No logic stands twice beside it.
"""

from migration.request import Request
from migration.walk.entering import Entering
from migration.walk.examining import Examining
from migration.walk.looking import Looking
from migration.walk.ticking import Ticking
from migration.walk.waiting import Waiting
from migration.walk.writing import Writing

__all__ = ["Request", "Walkthrough"]


class Walkthrough(Waiting, Looking, Entering, Ticking, Writing, Examining):
    """A deployment being walked from the old pool to the new one.

    Methods marked *blocking* talk to AWS and belong in a worker thread; the others answer from
    memory within a millisecond or two and belong to the screen's thread.
    """
