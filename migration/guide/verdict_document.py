"""The verdict on the old pool for a script, as `plan`, `verify` and the report give it."""

from typing import Any

from migration.guide.verdict import Reason, Verdict
from migration.guide.verdict_remedies import remedy
from migration.utc import in_utc


def verdict_document(verdict: Verdict) -> dict[str, Any]:
    """Its members by name; `run` of a reason is what to type, empty where the app alone can."""
    return {
        "answer": verdict.answer,
        "against": [_reason(reason) for reason in verdict.against],
        "unknown": [_reason(reason) for reason in verdict.unknown],
        "weigh": list(verdict.weigh),
        "rests_on": list(verdict.rests_on),
        "since": in_utc(verdict.since) if verdict.since else None,
    }


def _reason(reason: Reason) -> dict[str, str]:
    return {
        "step": reason.step,
        "text": reason.text,
        "command": reason.command,
        "run": remedy(reason),
    }
