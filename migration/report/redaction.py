"""The report without account, ids, addresses and names: for people who need not know them."""

from dataclasses import replace

from migration.changes.write_report import FieldChange, PlanMark, RecordedChange
from migration.checks.finding import Evidence
from migration.checks.kind import CheckKind
from migration.guide.proved_parts import PROVED, WRITER, WRITTEN
from migration.guide.verdict import Reason, Verdict
from migration.pools.reading import Deployment, PoolRef, Role
from migration.report.pseudonyms import LEFT_OUT, NOTE, Pseudonyms
from migration.report.report import Checked, ClientUse, Event, Left, Report, ReportedStep, Said

_SERVER = "another server"


def redacted(report: Report, known: Pseudonyms) -> Report:
    """The same report, in which pseudonyms tell things apart and notes are not repeated."""
    rehearsed, usage = report.rehearsed, report.usage
    return replace(
        report,
        made_by=known.name(report.made_by),
        deployment=_deployment(report.deployment),
        verdict=_verdict(report.verdict, known),
        next=known.sentence(report.next),
        steps=tuple(_step(step, known) for step in report.steps),
        events=tuple(_event(event, known) for event in report.events),
        changes=tuple(_change(change, known) for change in report.changes),
        checks=tuple(_check(check, number, known) for number, check in enumerate(report.checks, 1)),
        usage=replace(
            usage,
            not_told=known.sentence(usage.not_told),
            clients=tuple(_use(client, known) for client in usage.clients),
        ),
        rehearsed=replace(
            rehearsed,
            who=known.name(rehearsed.who),
            lacking=tuple(map(known.sentence, rehearsed.lacking)),
            deviating=tuple(map(known.sentence, rehearsed.deviating)),
            beliefs={known.sentence(what): made for what, made in rehearsed.beliefs.items()},
            counted=known.sentence(rehearsed.counted),
        )
        if rehearsed
        else None,
        reasons=tuple(
            replace(
                reason,
                what=known.sentence(reason.what),
                note=_note(reason.note),
                who=known.name(reason.who),
            )
            for reason in report.reasons
        ),
        not_read=tuple(
            replace(part, step=known.step(part.step), reason=known.sentence(part.reason))
            for part in report.not_read
        ),
        snapshots=tuple(
            replace(
                one,
                name=LEFT_OUT,
                who=known.name(one.who) if one.who else "",
                host=LEFT_OUT if one.host else "",
            )
            for one in report.snapshots
        ),
        redacted=True,
    )


def _note(note: str) -> str:
    return f"({NOTE}, {LEFT_OUT})" if note else ""


def _deployment(place: Deployment) -> Deployment:
    old, new = (PoolRef(LEFT_OUT, f"{role} pool") for role in Role)
    endpoint = _SERVER if place.endpoint else ""
    return Deployment(LEFT_OUT, place.region, endpoint, LEFT_OUT, old, new)


def _verdict(verdict: Verdict, known: Pseudonyms) -> Verdict:
    def plain(reason: Reason) -> Reason:
        return replace(
            reason,
            step=known.step(reason.step),
            text=known.sentence(reason.text),
            about=known.sentence(reason.about),
        )

    return replace(
        verdict,
        against=tuple(map(plain, verdict.against)),
        unknown=tuple(map(plain, verdict.unknown)),
        rests_on=tuple(map(known.sentence, verdict.rests_on)),
    )


def _step(step: ReportedStep, known: Pseudonyms) -> ReportedStep:
    return replace(
        step,
        reason=known.sentence(step.reason),
        said=tuple(_said(said, known) for said in step.said),
        left=tuple(_left(left, known) for left in step.left),
    )


def _said(said: Said, known: Pseudonyms) -> Said:
    if said.who == WRITER and said.note in {WRITTEN, PROVED}:
        return said  # nobody said it: it names no person
    return replace(said, who=known.name(said.who), note=_note(said.note))


def _left(left: Left, known: Pseudonyms) -> Left:
    return Left(
        known.setting(left.id),
        known.label(left.id, left.name),
        known.name(left.client),
        known.value(left.now),
        known.value(left.wanted),
        known.sentence(left.reason),
    )


def _event(event: Event, known: Pseudonyms) -> Event:
    return replace(
        event,
        step=known.step(event.step),
        who=known.name(event.who),
        text=known.sentence(event.text),
        note=_note(event.note),
    )


def _change(change: RecordedChange, known: Pseudonyms) -> RecordedChange:
    return replace(
        change,
        step=known.step(change.step),
        who=known.name(change.who),
        fields=tuple(_field(field, known) for field in change.fields),
        plan=_plan(change.plan, known),
        beside=tuple(
            f"{known.member(text.partition(' ')[0])} is otherwise now" for text in change.beside
        ),
    )


def _plan(plan: PlanMark | None, known: Pseudonyms) -> PlanMark | None:
    if plan is None:
        return None
    return PlanMark(plan.sha256, known.name(plan.made_by), tuple(map(known.name, plan.approved_by)))


def _field(field: FieldChange, known: Pseudonyms) -> FieldChange:
    return FieldChange(
        known.setting(field.id),
        known.label(field.id, field.name),
        known.value(field.before),
        known.value(field.after),
        field.state,
        known.sentence(field.reason),
    )


def _check(check: Checked, number: int, known: Pseudonyms) -> Checked:
    evidence = check.evidence
    host = "the server" if evidence.host else ""
    kind = check.id.partition("/")[0]
    return replace(
        check,
        id=f"{kind if kind in set(CheckKind) else 'check'}/{number}",
        step=known.step(check.step),
        title=known.sentence(check.title),
        sentence=known.sentence(check.sentence),
        evidence=Evidence(host, evidence.status, "", known.value(evidence.code), evidence.pasted),
        accepted=_note(check.accepted),
        awaits=known.sentence(check.awaits),
    )


def _use(client: ClientUse, known: Pseudonyms) -> ClientUse:
    return replace(client, id="", name=known.name(client.name), words=known.sentence(client.words))
