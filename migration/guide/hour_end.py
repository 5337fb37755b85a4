"""Until when the hour of the cut-over runs, once it has begun, as it is told."""

from datetime import datetime, timedelta

_HOUR = timedelta(hours=1)
RUNS = "runs"


def how_it_runs(began: datetime | None, now: datetime | None) -> str:
    """The hour's verb, and until when it runs or ran; `RUNS` alone where that is not known.

    By the clock of this machine, as ticks are told, with its zone: a plan is read elsewhere too.
    """
    if began is None or now is None:
        return RUNS
    end = (began + _HOUR).astimezone()
    day = "" if end.date() == now.astimezone().date() else f"{end:%Y-%m-%d} "
    until = f"{day}{end:%H:%M %Z}"
    return f"{RUNS} until {until}" if now < end else f"was over at {until}"
