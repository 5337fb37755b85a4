"""The report as JSON, `schema` 1: secrets as dots, moments in UTC."""

import json
from collections.abc import Mapping
from dataclasses import asdict
from datetime import date, datetime
from enum import Enum
from typing import Any

from migration.changes.write_report import RecordedChange
from migration.guide.verdict_document import verdict_document
from migration.known_secrets import without_secrets
from migration.report.report import ClientUse, Report, Usage
from migration.utc import in_utc

SCHEMA = 1


def json_of(report: Report) -> str:
    """The report as JSON, escaped beyond ASCII: no control code of a value reaches a terminal."""
    document = {
        "schema": SCHEMA,
        "made_at": report.made_at,
        "made_by": report.made_by,
        "poolwalk": report.poolwalk,
        "redacted": report.redacted,
        "deployment": report.deployment.document,
        "read_at": report.read_at,
        "retirement": {"sentence": report.verdict.sentence, **verdict_document(report.verdict)},
        "progress": report.progress,
        "next": report.next,
        "steps": [asdict(step) for step in report.steps],
        "checks": [asdict(check) for check in report.checks],
        "usage": _usage(report.usage),
        "rehearsal": asdict(report.rehearsed) if report.rehearsed else None,
        "reasons": [asdict(reason) for reason in report.reasons],
        "changes": [_change(change) for change in report.changes],
        "events": [asdict(event) for event in report.events],
        "unread": [asdict(part) for part in report.not_read],
        "snapshots": [asdict(snapshot) for snapshot in report.snapshots],
    }
    return json.dumps(_json(document), indent=2, ensure_ascii=True) + "\n"


def _usage(usage: Usage) -> dict[str, Any]:
    return {
        "unread": usage.not_told,
        "asked_at": usage.at,
        "quiet_days": usage.quiet_days,
        "days": usage.days,
        "clients": [_client(client) for client in usage.clients],
    }


def _client(client: ClientUse) -> dict[str, Any]:
    return {
        "pool": client.pool,
        "id": client.id,
        "name": client.name,
        "use": client.use,
        "sentence": client.words,
        "signed_in": client.signed_in,
        "renewed": client.renewed,
        "failed": client.failed,
        "by_day": client.by_day,
    }


def _change(change: RecordedChange) -> dict[str, Any]:
    return {
        "number": change.entry,
        "at": change.at,
        "who": change.who,
        "step": change.step,
        "undoes": change.undoes,
        "recovered": change.recovered,
        "plan": asdict(change.plan) if change.plan else None,
        "fields": [asdict(field) for field in change.fields],
        "beside": change.beside,
    }


def _json(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {without_secrets(str(key)): _json(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [_json(item) for item in value]
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, datetime):
        return in_utc(value)
    if isinstance(value, date):
        return value.isoformat()
    return without_secrets(value) if isinstance(value, str) else value
