"""The report's templates in `assets/report/`, and what all of them say."""

import re
from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cache, partial
from importlib.resources import files
from typing import Any

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

from migration.changes.write_report import RECOVERED
from migration.checks.check_verdict import CheckVerdict
from migration.compare.member_names import in_words
from migration.compare.setting import setting_parts
from migration.guide.verdict import QUESTION
from migration.plain_text import short_who
from migration.report.diary import days_of
from migration.report.harmless_text import cell, code, sentence, told
from migration.report.report import Checked, Report
from migration.usage.used_or_quiet import DELAY, NOT_SEEN

ASSETS = files("assets") / "report"
_WHEN = re.compile(r"(\d{4}-\d\d-\d\d(?: \d\d:\d\d)?(?: UTC)?)")
LONGEST_IN_A_TICKET = 300  # characters of a value; the page and JSON have it whole


@cache
def environment(*, html: bool) -> Environment:
    """Templates in which every value is made harmless, whether the template thinks of it or not."""
    made = Environment(
        loader=FunctionLoader(lambda name: (ASSETS / name).read_text(encoding="utf-8")),
        autoescape=html,  # noqa: S701 Markdown is made harmless by `finalize`
        finalize=_text if html else sentence,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
    )
    made.filters |= {
        "day": lambda at: f"{at:%Y-%m-%d}",
        "moment": lambda at: f"{at:%Y-%m-%d %H:%M:%S} UTC",
        "minute": lambda at: f"{at:%Y-%m-%d %H:%M} UTC",
        "clock": lambda at: f"{at:%H:%M}",
        "who": short_who,
        "code": code,
        "cell": cell,
        "cut": _cut,
        "lines": _lines,
        "dated": _dated,
        "count": lambda number: f"{number:,}",
    }
    return made


def _text(value: Any) -> Any:
    return value if isinstance(value, Markup) else told(value)


def _lines(value: str) -> Markup:
    """A value with its line ends, which stand for nothing else on a page."""
    return Markup("<br>").join(map(told, value.replace("\r\n", "\n").split("\n")))


def _dated(value: str) -> Markup:
    """A sentence in which no day is broken at its hyphens, as browsers do."""
    whole = Markup('<span class="when">{}</span>')
    return Markup().join(
        whole.format(part) if number % 2 else part
        for number, part in enumerate(_WHEN.split(told(value)))
    )


def _cut(value: str) -> str:
    left = len(value) - LONGEST_IN_A_TICKET
    return value if left <= 0 else f"{value[:LONGEST_IN_A_TICKET]}… and {left:,} characters more"


def words_of(report: Report) -> dict[str, Any]:
    """What page and ticket have in common, beside the report itself."""
    return {
        "question": QUESTION,
        "step_name": partial(step_name, report.titles),
        "events": list(days_of(report.events)),
        "checked": counted(report.checks),
        "recovered": RECOVERED,
        "caveats": (DELAY, NOT_SEEN),
        "member_of": member_of,
        "client_of": client_of,
    }


def step_name(titles: Mapping[str, str], step: str) -> str:
    """A step by the guide's number and its title; what has no number, by its title."""
    title = titles.get(step, step)
    return f"{step} {title}" if step[:1].isdigit() else title


def counted(checks: Iterable[Checked]) -> str:
    """How many passed, were refused, are inconclusive, and, where any do, wait."""
    checks = list(checks)
    counts = Counter(check.verdict for check in checks if not check.awaits)
    waiting = sum(1 for check in checks if check.awaits)
    told = [f"{counts[verdict]} {verdict.value}" for verdict in CheckVerdict]
    if waiting:
        told.append(f"{waiting} wait{'s' if waiting == 1 else ''} for somebody")
    return ", ".join(told)


def member_of(setting: str) -> str:
    """The member that a setting's address names, in words."""
    _, _, member, *_ = [*setting_parts(setting), "", ""]
    return in_words(member)


def client_of(setting: str) -> str:
    """The app client that a setting's address names; empty where it is none's."""
    client = [*setting_parts(setting), ""][1]
    return "" if client == "-" else client
