"""The Alexa skill, submitted for certification at SMAPI: once, by a person, and watched."""

import json
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from migration.changes import reads_around_write
from migration.changes.skill_console import SkillConsole
from migration.checks.question_and_answer import Answer, NoAnswer, Probe, Reply, Trouble
from migration.compare.alexa_linking import SETTING, SUBMISSION
from migration.deployment.certification import Certification, Review
from migration.errors import (
    AccessRefused,
    AwsBusy,
    AwsFailed,
    AwsNotReached,
    AwsRefused,
    AwsUnreachable,
    BadInput,
    PoolwalkError,
)
from migration.guide.next_thing import NextKind
from migration.guide.step import StepState
from migration.secret import Secret
from migration.walk.next_things.order import next_things
from migration.walkthrough import Walkthrough
from tests.changes.test_alexa_linking import opened, put_linking, skill_of
from tests.practice_aws import NEW_POOL, PracticeAws

IN_REVIEW = {
    "id": "r-1",
    "status": "IN_PROGRESS",
    "skillSubmissionTimestamp": "2026-11-20T10:00:00Z",
}


def put_skill(aws: PracticeAws, **members: Any) -> None:
    entries = {aws.known["alexa_skill"]: {**skill_of(aws), **members}}
    aws.control("POST", "outside/consoles", {"alexa_skills": entries})


def posts(aws: PracticeAws) -> list[dict[str, Any]]:
    asked = aws.control("GET", "outside/requests")["requests"]
    return [one for one in asked if one["method"] == "POST" and one["path"].endswith("/submit")]


def state_of(walkthrough: Walkthrough) -> tuple[StepState, str]:
    summary = next(each for each in walkthrough.pages.summaries() if each.step.id == "7a")
    return summary.state, summary.reason


@pytest.fixture
def linked(practice_aws: PracticeAws, tmp_path: Path) -> Iterator[Walkthrough]:
    """The skill's development stage holds the new values."""
    practice_aws.change(pool=NEW_POOL, domain={"prefix": "acme-signin"})
    found = opened(practice_aws, tmp_path)
    assert found.applier.apply([SETTING]).applied
    yield found
    found.close()


def test_it_is_submitted_once_without_publishing_and_waits_for_amazon(
    linked: Walkthrough, practice_aws: PracticeAws
) -> None:
    report = linked.skill_review.submit(linked.skill_review.preview())
    assert [result.id for result in report.applied] == [SUBMISSION]
    assert len(posts(practice_aws)) == 1
    assert skill_of(practice_aws)["publication_method"] == "MANUAL_PUBLISHING"
    assert linked.skill_review.now is not None
    assert linked.skill_review.now.review is Review.IN_REVIEW
    assert state_of(linked) == (StepState.OTHERS, "waits for Amazon's review")
    tick = linked.state.record.ticks["7a/submitted"]
    assert tick.day == linked.skill_review.now.day
    with pytest.raises(BadInput, match="reviews the skill since"):
        linked.skill_review.preview()


def test_the_record_holds_intent_and_outcome_as_lasting_and_undo_passes_it_by(
    linked: Walkthrough,
) -> None:
    assert linked.skill_review.submit(linked.skill_review.preview()).applied
    newest = linked.past_changes.history()[0]
    (field,) = newest.fields
    assert (newest.step, field.id, field.state) == ("7a", SUBMISSION, "lasting")
    assert "withdraw" in field.reason
    last = linked.past_changes.undoable()
    assert last is not None
    assert SUBMISSION not in last.ids


def test_before_the_yes_it_says_what_it_means(linked: Walkthrough) -> None:
    preview = linked.skill_review.preview()
    told = " ".join((*preview.lines, preview.warning))
    assert preview.irreversible
    for words in (
        "what Amazon certifies is live once you publish it",
        "only Amazon's console can withdraw",
        "some days",
    ):
        assert words in told


def test_no_run_of_settings_finds_it(linked: Walkthrough, practice_aws: PracticeAws) -> None:
    assert SUBMISSION not in linked.pages.to_apply()
    (skipped,) = linked.applier.apply([SUBMISSION]).skipped
    assert "no such setting" in skipped.reason
    assert posts(practice_aws) == []


def test_a_stage_that_is_not_as_wanted_is_not_submitted(
    practice_aws: PracticeAws, tmp_path: Path
) -> None:
    practice_aws.change(pool=NEW_POOL, domain={"prefix": "acme-signin"})
    walked = opened(practice_aws, tmp_path)
    try:
        with pytest.raises(BadInput, match="apply the account linking"):
            walked.skill_review.preview()
    finally:
        walked.close()


def test_a_stage_that_somebody_changed_after_the_preview_is_not_submitted(
    linked: Walkthrough, practice_aws: PracticeAws
) -> None:
    preview = linked.skill_review.preview()
    put_linking(practice_aws, clientId="somebody-elses")
    (stale,) = linked.skill_review.submit(preview).stale
    assert "does not hold the new values any more" in stale.reason
    assert posts(practice_aws) == []


def test_without_a_skill_it_says_what_to_name(walkthrough: Walkthrough) -> None:
    with pytest.raises(BadInput, match="--alexa-skill"):
        walkthrough.skill_review.preview()


def of_the_skill(walkthrough: Walkthrough) -> list[tuple[NextKind, str, tuple[str, ...]]]:
    values = walkthrough.pages.page("7a").values
    walkthrough.copied.note("7a", values)
    things = next_things(walkthrough.pages.now())
    return [(each.kind, each.command, each.parts) for each in things if each.step == "7a"]


def test_what_can_be_submitted_here_is_next_once_the_rest_is_ticked(
    linked: Walkthrough, practice_aws: PracticeAws
) -> None:
    before = ("linked",)
    assert (NextKind.TICK, "tick", before) in of_the_skill(linked)
    for part in before:
        linked.checklist.tick("7a", part=part)
    assert (NextKind.SUBMIT, "submit-skill", ("submitted",)) in of_the_skill(linked)
    assert linked.skill_review.submit(linked.skill_review.preview()).applied
    assert NextKind.SUBMIT not in {kind for kind, *_ in of_the_skill(linked)}


@pytest.mark.parametrize(
    ("status", "reason"),
    [("FAILED", "Amazon did not certify it"), ("CANCELLED", "its review was withdrawn")],
)
def test_what_came_back_from_its_review_is_next_to_submit_again_and_waits_for_nobody(
    linked: Walkthrough, practice_aws: PracticeAws, status: str, reason: str
) -> None:
    for part in ("linked",):
        linked.checklist.tick("7a", part=part)
    assert linked.skill_review.submit(linked.skill_review.preview()).applied
    (review,) = skill_of(practice_aws)["certifications"]
    put_skill(practice_aws, certifications=[{**review, "status": status}])
    linked.skill_review.look()
    assert state_of(linked) == (StepState.PARTLY, reason)
    assert of_the_skill(linked) == [(NextKind.SUBMIT, "submit-skill", ("submitted",))]
    assert linked.skill_review.submit(linked.skill_review.preview()).applied
    assert state_of(linked)[0] is StepState.OTHERS


def test_what_cannot_be_submitted_here_is_ticked_by_hand(
    linked: Walkthrough, practice_aws: PracticeAws
) -> None:
    put_skill(practice_aws, certifications={"items": "none"})
    linked.reader.read()
    parts = ("linked", "submitted")
    assert (NextKind.TICK, "tick", parts) in of_the_skill(linked)


def test_what_somebody_submitted_meanwhile_is_not_submitted_again(
    linked: Walkthrough, practice_aws: PracticeAws
) -> None:
    preview = linked.skill_review.preview()
    put_skill(practice_aws, certifications=[IN_REVIEW])
    (applied,) = linked.skill_review.submit(preview).applied
    assert "already" in applied.reason
    assert posts(practice_aws) == []


def test_a_refusal_is_told_in_amazons_words_and_nothing_is_ticked(
    linked: Walkthrough, practice_aws: PracticeAws
) -> None:
    preview = linked.skill_review.preview()
    put_skill(practice_aws, not_submittable="The privacy policy is missing.")
    (failed,) = linked.skill_review.submit(preview).failed
    assert "The privacy policy is missing." in failed.reason
    assert not failed.unknown
    assert "7a/submitted" not in linked.state.record.ticks
    assert linked.past_changes.history()[0].fields[0].state == "failed"


@pytest.mark.parametrize("shows", [True, False])
def test_a_submission_without_an_answer_is_never_sent_again(
    linked: Walkthrough, monkeypatch: pytest.MonkeyPatch, *, shows: bool
) -> None:
    sent: list[str] = []
    submit = SkillConsole.submit

    def lost(console: SkillConsole, skill: str) -> None:
        sent.append(skill)
        if shows:
            submit(console, skill)
        raise AwsUnreachable("Amazon gave no answer.")

    monkeypatch.setattr(SkillConsole, "submit", lost)
    monkeypatch.setattr(reads_around_write, "SETTLING", ())
    report = linked.skill_review.submit(linked.skill_review.preview())
    assert len(sent) == 1
    if shows:
        assert report.applied
    else:
        (failed,) = report.failed
        assert failed.unknown
        assert [entry.body["target"]["kind"] for entry in linked.state.record.unfinished] == [
            "certification"
        ]


def test_what_is_accepted_and_does_not_show_yet_is_not_called_failed(
    linked: Walkthrough, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(SkillConsole, "submit", lambda _console, skill: None)
    monkeypatch.setattr(reads_around_write, "SETTLING", ())
    (failed,) = linked.skill_review.submit(linked.skill_review.preview()).failed
    assert failed.unknown
    assert failed.reason.startswith("It was accepted and does not show yet. Whether it arrived")
    assert linked.state.record.unfinished


@pytest.mark.parametrize("busy", [AwsBusy("wait"), AwsFailed("a mistake of Amazon's")])
def test_what_would_be_sent_again_to_aws_is_sent_once_to_amazon(
    linked: Walkthrough, monkeypatch: pytest.MonkeyPatch, busy: PoolwalkError
) -> None:
    sent: list[str] = []

    def refuse(_console: SkillConsole, skill: str) -> None:
        sent.append(skill)
        raise busy

    monkeypatch.setattr(SkillConsole, "submit", refuse)
    monkeypatch.setattr(reads_around_write, "SETTLING", ())
    assert linked.skill_review.submit(linked.skill_review.preview()).failed
    assert len(sent) == 1


@pytest.mark.parametrize(
    ("status", "words"),
    [
        ("FAILED", "did not certify"),
        ("CANCELLED", "was withdrawn"),
        ("SUCCEEDED", "Publish it in the console"),
        ("HELD_FOR_REVIEW", "not known here"),
    ],
)
def test_how_the_review_ended_stands_above_the_page(
    linked: Walkthrough, practice_aws: PracticeAws, status: str, words: str
) -> None:
    assert linked.skill_review.submit(linked.skill_review.preview()).applied
    (review,) = skill_of(practice_aws)["certifications"]
    put_skill(practice_aws, certifications=[{**review, "status": status}])
    linked.skill_review.look()
    assert state_of(linked)[0] is not StepState.OTHERS
    assert words in " ".join(linked.pages.page("7a").warnings)


def test_a_review_of_long_before_is_no_word_on_this_one(
    linked: Walkthrough, practice_aws: PracticeAws
) -> None:
    put_skill(practice_aws, certifications=[{**IN_REVIEW, "status": "FAILED"}])
    linked.reader.read()
    assert linked.pages.page("7a").warnings == ()
    assert linked.skill_review.preview().ids == (SUBMISSION,)


@pytest.mark.parametrize(
    "certifications",
    [
        {"items": "none"},
        {"items": [{"status": "IN_PROGRESS"}]},
        {"items": [5]},
        {"items": [{"id": "r", "status": "FAILED", "skillSubmissionTimestamp": "yesterday"}]},
        {"items": [], "isTruncated": True},
        [{**IN_REVIEW, "status": "HELD"}],
    ],
)
def test_reviews_in_an_odd_form_let_nothing_be_submitted_and_the_linking_be_written(
    linked: Walkthrough, practice_aws: PracticeAws, certifications: object
) -> None:
    put_skill(practice_aws, certifications=certifications)
    linked.reader.read()
    with pytest.raises(BadInput, match="is not known"):
        linked.skill_review.preview()
    assert state_of(linked)[0] is not StepState.OTHERS
    put_linking(practice_aws, clientId="somebody-elses")
    linked.reader.read()
    assert SETTING in linked.pages.to_apply("7a")


# --- what Amazon may answer -----------------------------------------------------------------------

PROBE = Probe("https://api.amazonalexa.com/")


def said(status: int, content: object = None) -> Answer:
    body = content if isinstance(content, bytes) else json.dumps(content or {}).encode()
    return Answer(PROBE, status, {}, body)


def answering(answers: Callable[[Probe], Reply]) -> SkillConsole:
    return SkillConsole(answers, Secret("the-token"))


def test_the_newest_review_is_found_on_whatever_page_it_stands() -> None:
    pages = {
        "": {"items": [{**IN_REVIEW, "id": "old", "status": "FAILED"}], "nextToken": "a&b"},
        "a%26b": {
            "items": [
                {**IN_REVIEW, "id": "new", "skillSubmissionTimestamp": "2026-11-25T01:00:00+02:00"}
            ]
        },
    }
    console = answering(lambda probe: said(200, pages[probe.url.partition("nextToken=")[2]]))
    assert console.certification("skill") == Certification("new", Review.IN_REVIEW, "2026-11-24")


def test_pages_without_an_end_are_an_error() -> None:
    console = answering(lambda _: said(200, {"items": [], "nextToken": "again"}))
    with pytest.raises(AwsUnreachable):
        console.certification("skill")


def test_a_skill_that_was_never_submitted_has_no_review() -> None:
    assert answering(lambda _: said(200, {"items": []})).certification("skill") == Certification()


@pytest.mark.parametrize(
    ("reply", "error"),
    [
        (said(200), AwsUnreachable),
        (said(204), AwsUnreachable),
        (said(302), AwsUnreachable),
        (said(408), AwsUnreachable),
        (said(400, {"message": "the-token is bad"}), AwsRefused),
        (said(401), AccessRefused),
        (said(403), AccessRefused),
        (said(404), AwsRefused),
        (said(409), AwsRefused),
        (said(429), AwsBusy),
        (said(503, b"<html>"), AwsFailed),
        (NoAnswer(PROBE, Trouble.TIMEOUT), AwsUnreachable),
        (NoAnswer(PROBE, Trouble.TLS), AwsUnreachable),
        (NoAnswer(PROBE, Trouble.GATEWAY_TLS), AwsUnreachable),
        (NoAnswer(PROBE, Trouble.NO_ROUTE), AwsNotReached),
    ],
)
def test_all_but_202_is_an_error_in_words_without_the_token(
    reply: Reply, error: type[PoolwalkError]
) -> None:
    with pytest.raises(error) as raised:
        answering(lambda _: reply).submit("skill")
    assert type(raised.value) is error
    assert "the-token" not in str(raised.value)


def test_the_question_is_a_post_that_asks_for_no_publishing() -> None:
    asked: list[Probe] = []

    def answer(probe: Probe) -> Reply:
        asked.append(probe)
        return said(202)

    answering(answer).submit("amzn1.ask.skill/1")
    (probe,) = asked
    assert probe.method == "POST"
    assert probe.url == "https://api.amazonalexa.com/v1/skills/amzn1.ask.skill%2F1/submit"
    assert probe.body is not None
    assert json.loads(probe.body.reveal()) == {"publicationMethod": "MANUAL_PUBLISHING"}


def test_what_amazon_certified_is_ticked_and_not_submitted_again(
    linked: Walkthrough, practice_aws: PracticeAws
) -> None:
    linked.checklist.tick("7a", part="linked")
    saved = next(each for each in linked.pages.page("7a").summary.parts if each.part.id == "save")
    assert saved.tick is not None
    day = saved.tick.at.date().isoformat()
    review = {"id": "r-9", "status": "SUCCEEDED", "skillSubmissionTimestamp": f"{day}T23:59:00Z"}
    put_skill(practice_aws, certifications=[review])
    linked.reader.read()
    assert of_the_skill(linked) == [(NextKind.TICK, "tick", ("submitted",))]
    before = {**review, "skillSubmissionTimestamp": "2020-01-01T00:00:00Z"}
    put_skill(practice_aws, certifications=[before])
    linked.reader.read()
    assert of_the_skill(linked) == [(NextKind.SUBMIT, "submit-skill", ("submitted",))]


def test_what_amazon_certified_is_for_the_person_to_publish_and_not_amazons_turn(
    linked: Walkthrough, practice_aws: PracticeAws
) -> None:
    today = linked.checklist.today()
    linked.checklist.tick("7a", part="linked")
    linked.checklist.tick("7a", part="submitted", day=today)
    assert state_of(linked) == (StepState.OTHERS, "waits for Amazon")
    review = {"id": "r-9", "status": "SUCCEEDED", "skillSubmissionTimestamp": f"{today}T23:59:00Z"}
    put_skill(practice_aws, certifications=[review])
    linked.reader.read()
    assert state_of(linked) == (StepState.PARTLY, "certified: publish it in the hour")
