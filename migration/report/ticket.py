"""The report as Markdown that a ticket takes: what is no plain word in it is code."""

import re

from migration.report.report import Report
from migration.report.templates import environment, words_of

_EMPTY_LINES = re.compile(r"\n{3,}")


def markdown_of(report: Report) -> str:
    """The text, whole; values that are very long are cut, and say so."""
    template = environment(html=False).get_template("report.md.jinja")
    text = template.render(report=report, **words_of(report))
    return _EMPTY_LINES.sub("\n\n", text).strip() + "\n"
