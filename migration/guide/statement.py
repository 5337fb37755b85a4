"""What a person said, and a value that may be lacking with the reason."""

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class Statement:
    """What a person entered, who it was and when."""

    value: str
    who: str
    at: datetime

    @property
    def signed(self) -> str:
        """Who and when, to stand in a sentence."""
        return f"{self.who.rpartition('/')[2]}, {self.at:%Y-%m-%d}"


@dataclass(frozen=True)
class Found:
    """A value and where it comes from; or no value, and what comes first.

    `needs` says what comes first, in words that follow "needs".
    """

    value: str = ""
    needs: str = ""
    why: str = ""
