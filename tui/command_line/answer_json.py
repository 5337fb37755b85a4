"""Answers in JSON: every command's frame, and those of `plan`, `apply`, `record` and `verify`.

Other people's scripts build on them, so they carry the number of their schema.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import asdict
from typing import Any

from migration.changes.write_report import RecordedChange, Result, WriteReport
from migration.checks.finding import Finding
from migration.compare.open_values import open_value
from migration.compare.setting import Setting, Value
from migration.guide.next_thing import NextThing
from migration.guide.step_summary import StepSummary
from migration.guide.tally import Tally
from migration.guide.ticks import PagePart
from migration.guide.verdict import Verdict
from migration.guide.verdict_document import verdict_document
from migration.journal.rehearsal_record import RehearsalRecord
from migration.pools.reading import Deployment
from migration.secret import MASK
from migration.utc import in_utc
from tui.command_line.answer import Plan
from tui.command_line.reasons import reason_of
from widgets.text.shown_values import for_json

SCHEMA = 1


def plan_json(plan: Plan) -> str:
    """The deployment, the selected steps, the ids that `apply` would write, and what is unread."""
    return document_text(
        {
            "deployment": plan.deployment.document,
            "steps": [_step(summary) for summary in plan.summaries],
            "to_apply": list(plan.to_apply),
            "unread": [
                {
                    "operation": part.operation,
                    "pool": part.pool,
                    "step": step,
                    "reason": part.reason,
                }
                for step, part in plan.unread
            ],
            "progress": _progress(plan.tally),
            "retirement": verdict_document(plan.verdict) if plan.verdict else None,
            "next": next_json(plan.next) if plan.next else None,
            "rehearsal": _rehearsal(plan.rehearsed) if plan.rehearsed else None,
            "plan_file": asdict(plan.file) if plan.file else None,
        }
    )


def _rehearsal(rehearsed: RehearsalRecord) -> dict[str, Any]:
    return {
        "at": in_utc(rehearsed.at),
        "who": rehearsed.who,
        "writes": rehearsed.writes,
        "as_predicted": rehearsed.as_predicted,
        "not_rehearsed": rehearsed.not_rehearsed,
        "otherwise": rehearsed.otherwise,
        "inconclusive": rehearsed.inconclusive,
        "beliefs": dict(rehearsed.beliefs),
    }


def next_json(thing: NextThing) -> dict[str, Any]:
    """The thing that is next."""
    return {
        "kind": thing.kind,
        "step": thing.step,
        "text": thing.text,
        "command": thing.command,
        "settings": list(thing.settings),
        "parts": list(thing.parts),
        "value": thing.value,
        "check": thing.check,
    }


def report_json(report: WriteReport) -> str:
    """What became of each setting: every one stands in exactly one of the four lists."""
    return document_text(
        {
            "applied": _results(report.applied),
            "failed": _results(report.failed),
            "stale": _results(report.stale),
            "skipped": _results(report.skipped),
        }
    )


def record_json(deployment: Deployment, changes: Sequence[RecordedChange]) -> str:
    """Every change, newest first; times in UTC, secrets as dots."""
    return document_text(
        {
            "deployment": deployment.document,
            "changes": [
                {
                    "number": change.entry,
                    "at": in_utc(change.at),
                    "who": change.who,
                    "step": change.step,
                    "undoes": change.undoes,
                    "recovered": change.recovered,
                    "fields": [asdict(field) for field in change.fields],
                    "beside": list(change.beside),
                    "plan": asdict(change.plan) if change.plan else None,
                }
                for change in changes
            ],
        }
    )


def verify_json(found: Sequence[Finding], verdict: Verdict | None = None) -> str:
    """Every check with its verdict; `evidence` holds neither a query nor a secret."""
    checks = [
        {
            "id": finding.check,
            "step": finding.step,
            "verdict": finding.verdict,
            "reason": finding.sentence,
            "evidence": asdict(finding.evidence),
            "at": in_utc(finding.at),
        }
        for finding in found
    ]
    retirement = verdict_document(verdict) if verdict else None
    return document_text({"checks": checks, "retirement": retirement})


def document_text(members: Mapping[str, Any]) -> str:
    """A document of ours as it is printed, with the number of its schema before its members."""
    # Escaped beyond ASCII: no control code of a value's reaches the terminal, and the text survives
    # every locale.
    return json.dumps({"schema": SCHEMA, **members}, indent=2, ensure_ascii=True)


def _step(summary: StepSummary) -> dict[str, Any]:
    return {
        "id": summary.step.id,
        "title": summary.step.title,
        "state": summary.state,
        "reason": summary.reason,
        "settings": [_setting(setting) for setting in summary.settings],
        "parts": [_part(part) for part in summary.parts],
    }


def _progress(tally: Tally) -> dict[str, int]:
    return {
        "steps": tally.steps,
        "done": tally.done,
        "to_apply": tally.to_apply,
        "waits_for_others": tally.others,
        "not_applicable": tally.not_applicable,
        "to_do": tally.left.to_do,
        "waiting": tally.left.waiting,
        "blocked": tally.left.blocked,
        "to_accept": tally.left.to_accept,
    }


def _part(part: PagePart) -> dict[str, Any]:
    said = part.tick
    return {
        "id": part.part.id,
        "text": part.part.text,
        "done": said is not None,
        "waits_for": "" if said else part.part.by,
        "who": said.who if said else "",
        "at": in_utc(said.at) if said else "",
        "day": said.day if said else "",
        "note": said.note if said else "",
    }


def _setting(setting: Setting) -> dict[str, Any]:
    return {
        "id": setting.id,
        "state": setting.state,
        "old": _plain(setting, setting.old),
        "wanted": _plain(setting, setting.wanted),
        "new": _plain(setting, setting.new),
        "secret": setting.secret,
        "reason": reason_of(setting),
    }


def _plain(setting: Setting, value: Value) -> Any:
    hidden = setting.secret and value is not None
    return MASK if hidden else for_json(open_value(setting.member, value))


def _results(results: Sequence[Result]) -> list[dict[str, str]]:
    return [{"id": result.id, "reason": result.reason} for result in results]
