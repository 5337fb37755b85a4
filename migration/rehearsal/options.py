"""What can be asked for beside a rehearsal itself."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Options:
    """What was asked for, each by its option on the command line and its key on the page."""

    with_sms: bool = False
    with_stack: bool = False
    probe: bool = False
    keep: bool = False


WALK_ALONE = Options()
