"""Which read of the terminal brought a key or a paste, and in which burst of text it came."""

from textual import events

READ = "read_number"  # the attribute of a key or a paste that tells which read brought it
BURST = "burst_number"  # the same for the burst that a key belongs to


def read_number(event: events.Event) -> int:
    """Which read brought a key or a paste; 0 for one that no terminal sent."""
    return int(getattr(event, READ, 0))


def burst_number(event: events.Key) -> int:
    """Which burst of text a key belongs to; 0 for a key that came as a person types."""
    return int(getattr(event, BURST, 0))
