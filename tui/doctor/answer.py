"""The checks in words, and in JSON."""

from collections.abc import Sequence

from migration.doctor.check import Check
from tui.command_line.answer_json import document_text
from widgets.text.doctor_lines import check_lines


def doctor_text(checks: Sequence[Check], skipped: Sequence[str], width: int) -> str:
    """Every check under its group's heading, and at the end what failed, for `width` columns."""
    lines = [line.text.rstrip() for line in check_lines(checks, width)]
    if skipped:
        lines.append(f"Skipped: {', '.join(skipped)}.")
    return "\n".join(lines)


def doctor_json(checks: Sequence[Check], skipped: Sequence[str]) -> str:
    """Every check by its name, and what was skipped."""
    document = {
        "checks": [
            {
                "name": check.name,
                "group": check.group.key,
                "verdict": check.verdict,
                "advisory": check.advisory,
                "about": check.about,
                "evidence": check.evidence,
                "reason": check.reason,
                "advice": check.advice,
            }
            for check in checks
        ],
        "skipped": list(skipped),
    }
    return document_text(document)
