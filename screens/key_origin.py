"""Which read of the terminal brought a key or a paste, and in which burst of text it came."""

import itertools

from textual import events

READ = "read_number"  # the attribute of a key or a paste that tells which read brought it
BURST = "burst_number"  # the same for the burst that a key belongs to
_of_clicks = itertools.count(-1, -1)  # no terminal's read has one of these


def read_number(event: events.Event) -> int:
    """Which read brought a key or a paste; 0 for one that no terminal sent."""
    return int(getattr(event, READ, 0))


def clicked_key(key: str) -> events.Key:
    """A key whose words were clicked, by Textual's name of it or its character.

    A person's, as if a read of its own had brought it: every rule for keys holds for it.
    """
    event = events.Key(key, key if len(key) == 1 else None)
    setattr(event, READ, next(_of_clicks))
    return event


def burst_number(event: events.Key) -> int:
    """Which burst of text a key belongs to; 0 for a key that came as a person types."""
    return int(getattr(event, BURST, 0))
