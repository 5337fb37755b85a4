"""Why a setting stands as it does.

Where the engine's sentence names a key of the screen, the command line's option stands here
instead.
"""

from dataclasses import replace

from migration.changes.write_report import Result, WriteReport
from migration.compare.setting import Setting

ENTER, PAIR = "(e)", "(p)"
READ_AGAIN = {
    "Read again (r)": "Look at “poolwalk plan”",
    "read again (r)": "look at “poolwalk plan”",
}
OPTION_FOR = {"domain": "(--domain PREFIX)", "apple-key": "(--apple-key FILE)"}


def reason_of(setting: Setting) -> str:
    """What stands in the way of a setting, or what else is to be known of it.

    "" where there is nothing to say.
    """
    return _without_keys(setting.blocked or setting.reason, setting)


def report_without_keys(report: WriteReport, settings: dict[str, Setting]) -> WriteReport:
    """A report whose reasons are in words that hold without a screen."""

    def worded(results: tuple[Result, ...]) -> tuple[Result, ...]:
        return tuple(
            replace(result, reason=_without_keys(result.reason, settings.get(result.id)))
            for result in results
        )

    return WriteReport(
        *(
            worded(results)
            for results in (report.applied, report.failed, report.stale, report.skipped)
        )
    )


def _without_keys(reason: str, setting: Setting | None) -> str:
    for key, instead in (*READ_AGAIN.items(), (PAIR, "(--pair OLD:NEW)")):
        reason = reason.replace(key, instead)
    asked = "apple-key" if ".p8" in reason else setting.asks if setting else ""
    option = OPTION_FOR.get(asked)
    return reason.replace(f" {ENTER}", f" {option}" if option else "")
