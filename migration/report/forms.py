"""The forms of a report: Markdown that a ticket takes, one HTML page, JSON."""

from collections.abc import Callable, Mapping
from datetime import datetime
from enum import StrEnum

from migration.report.contents import report_of
from migration.report.html_page import html_of
from migration.report.json_document import json_of
from migration.report.report import Report
from migration.report.ticket import markdown_of
from migration.walkthrough import Walkthrough


class Form(StrEnum):
    """The names that `--format` takes."""

    MARKDOWN = "markdown"
    HTML = "html"
    JSON = "json"


_WRITTEN: Mapping[Form, Callable[[Report], str]] = {
    Form.MARKDOWN: markdown_of,
    Form.HTML: html_of,
    Form.JSON: json_of,
}


def report_text(walkthrough: Walkthrough, form: Form, at: datetime, *, redact: bool = False) -> str:
    """The report of what is known at `at`. Raises `StateUnusable` where the record is unread."""
    found = report_of(walkthrough, at)
    if redact:
        from migration.aws.vocabulary import aws_vocabulary  # it reads megabytes
        from migration.report.pseudonyms import pseudonyms_of
        from migration.report.redaction import redacted

        words = aws_vocabulary()
        found = redacted(
            found, pseudonyms_of(walkthrough.state, walkthrough.logbook.entries, words)
        )
    return _WRITTEN[form](found)
