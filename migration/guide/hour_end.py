"""Until when the hour of the cut-over runs, once it has begun, as it is told."""

from datetime import datetime, timedelta

_HOUR = timedelta(hours=1)
RUNS = "runs"


def how_it_runs(began: datetime | None) -> str:
    """The hour's verb, and when it ends; `RUNS` alone where that is not known.

    No clock is asked, and the day is always named: a sentence that is kept stays true. The end is
    the latest, since what is live is ticked, or seen by a check, only once it is. By the zone of
    this machine, as ticks are told, and named: a plan is read elsewhere too.
    """
    if began is None:
        return RUNS
    return f"ends {(began + _HOUR).astimezone():%Y-%m-%d %H:%M %Z} at the latest"
