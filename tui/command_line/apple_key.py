"""Apple's private key for a command: from its file, or on standard input, never as an argument."""

import sys

from migration.apple_key import LARGEST, is_pasted
from migration.errors import BadInput
from migration.walkthrough import Walkthrough
from tui.command_line.invocation import Invocation

STANDARD_INPUT = "-"


def check_apple_key(invocation: Invocation) -> None:
    """Hold what was given to be no key itself. Raises `BadInput`, which does not repeat it.

    Arguments stand in the list of processes and in the shell's history, for others to read.
    """
    if is_pasted(invocation.apple_key):
        raise BadInput(
            "--apple-key is the key itself, which every user of this machine can read in the list"
            " of processes: name its file, or give “-” and the key on standard input."
        )


def supply_apple_key(walkthrough: Walkthrough, invocation: Invocation) -> None:
    """Take the key of the command line into memory, where one was given. Raises `BadInput`."""
    if not invocation.apple_key:
        return
    given = invocation.apple_key
    if given == STANDARD_INPUT:
        given = sys.stdin.read(LARGEST + 1)
        if not is_pasted(given):
            raise BadInput(
                "--apple-key - reads Apple's key from standard input, and what came there is none:"
                " give the content of the .p8 file."
            )
    walkthrough.entered.supply_apple_key(given, invocation.apple_key_id)
