"""The report as one HTML file: no script, nothing fetched, and every value is text."""

from base64 import b64encode
from hashlib import sha256

from markupsafe import Markup

from migration.report.chart import chart_of, curve, top_of
from migration.report.report import Report
from migration.report.templates import ASSETS, environment, words_of


def html_of(report: Report) -> str:
    """The page, whole."""
    style = (ASSETS / "report.css").read_text(encoding="utf-8")
    digest = b64encode(sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    usage = report.usage
    top = top_of(usage)
    return (
        environment(html=True)
        .get_template("report.html.jinja")
        .render(
            report=report,
            style=Markup(style),  # noqa: S704 ours, from the file
            policy=policy,
            chart=chart_of(usage),
            curves=[curve(client.by_day, top) for client in usage.clients],
            **words_of(report),
        )
    )
