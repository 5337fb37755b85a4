"""What settles a reason of the verdict, on the screen and on the command line."""

import shlex

import pytest

from migration.guide.page import Page
from migration.guide.step import StepState
from migration.guide.step_files import load_steps
from migration.guide.step_summary import StepSummary
from migration.guide.verdict import Answer, Reason, Verdict
from migration.guide.verdict_remedies import remedy
from migration.pools.reading import Unread
from tui.command_line.answer_text import verdict_text
from tui.command_line.parser import parse
from widgets.text.own_keys import IN_SENTENCES
from widgets.text.step_page import page_lines
from widgets.text.verdict_lines import KEYS_IN_BRACKETS, verdict_lines

FILLED_IN = {"DAY": "2026-11-20", "PREFIX": "acme-new", "FILE": "AuthKey_A1.p8", "TEXT": "told"}


def of(command: str, about: str = "", step: str = "7a", **more: object) -> Reason:
    given = {"dated": False, "otherwise": ""} | more
    return Reason(step, "why", command, about, bool(given["dated"]), str(given["otherwise"]))


REASONS = {
    "a tick": (of("tick", step="1a"), "poolwalk tick 1a"),
    "a tick of a sub-point": (of("tick", "save"), "poolwalk tick 7a/save"),
    "a day": (of("tick", "submitted", dated=True), "poolwalk tick 7a/submitted --day DAY"),
    "a check": (of("check-step"), "poolwalk verify --step 7a"),
    "a write": (of("apply-step", step="4"), "poolwalk apply --step 4"),
    "a pair": (of("pair", "acme kiosk", "4"), "poolwalk apply --step 4 --pair 'acme kiosk:NEW'"),
    "a prefix": (of("enter-value", "domain", "2"), "poolwalk apply --step 2 --domain PREFIX"),
    "Apple's key": (
        of("enter-value", "apple-key", "3b"),
        "poolwalk apply --step 3b --apple-key FILE",
    ),
    "users": (of("not-applicable", "users", "effects"), "poolwalk settle users --reason TEXT"),
    "a finding": (
        of("not-applicable", "login/acme app/Google", "4"),
        "poolwalk settle 'login/acme app/Google' --reason TEXT",
    ),
    "an unused client": (
        of("show-usage", "client/main", "effects", otherwise="not-applicable"),
        "poolwalk usage or poolwalk settle client/main --reason TEXT",
    ),
    "use": (of("show-usage", step="effects"), "poolwalk usage"),
    "what is not read": (of("read-again", step="4"), "poolwalk plan --step 4"),
    "users that are not read": (of("read-again", step="effects"), "poolwalk plan"),
}


@pytest.mark.parametrize(("reason", "command"), REASONS.values(), ids=REASONS)
def test_a_reason_has_a_command_that_can_be_typed(reason: Reason, command: str) -> None:
    assert remedy(reason) == command
    for one in command.split(" or "):
        program, *words = shlex.split(one)
        assert program == "poolwalk"
        assert parse([FILLED_IN.get(word, word) for word in words]).command == words[0]
    told = verdict_text(Verdict(Answer.NO, (reason,)))
    assert told[1] == f"  ✗ {reason.step}: why → {command}"


def test_what_the_screen_alone_can_enter_is_told_with_its_key() -> None:
    told = Verdict(Answer.NO, (of("enter-value", "logo"), of("not-applicable", step="9")))
    assert verdict_text(told)[1:] == ["  ✗ 7a: why → e in the app", "  ✗ 9: why → x in the app"]
    assert [remedy(reason) for reason in told.against] == ["", ""]


def test_where_others_have_to_act_nothing_is_offered() -> None:
    assert verdict_text(Verdict(Answer.UNKNOWN, (), (of(""),)))[1] == "  ? 7a: why"


def test_on_the_screen_each_reason_has_its_key() -> None:
    for reason, _ in REASONS.values():
        about, line = verdict_lines(Verdict(Answer.NO, (reason,)), 10_000)[1:]
        assert about.text.strip() == KEYS_IN_BRACKETS
        keys = " or ".join(IN_SENTENCES[id_] for id_ in (reason.command, reason.otherwise) if id_)
        assert line.text.lower().endswith(f"({keys})".lower())


def test_in_words_each_sentence_says_what_it_is() -> None:
    lines = verdict_lines(
        Verdict(Answer.NO, (of("tick"),), (of("read-again"),), ("Users: some",)), 80, words=True
    )
    assert [line.text for line in lines] == [
        "Can the old pool be retired? No, not yet.",
        f"  {KEYS_IN_BRACKETS}",
        "  Against it: 7a: why (Space)",
        "  Not known: 7a: why (r)",
        "  To weigh: Users: some",
    ]
    told = Verdict(Answer.YES, rests_on=("Steps: all 15 are done.",))
    assert verdict_lines(told, 80, words=True)[1].text == "  Yes: Steps: all 15 are done."


def test_where_no_key_settles_anything_no_brackets_are_told_of() -> None:
    told = verdict_lines(Verdict(Answer.UNKNOWN, (), (of(""),)), 80)
    assert KEYS_IN_BRACKETS not in "".join(line.text for line in told)


def test_a_command_is_there_for_every_key_that_settles() -> None:
    assert {reason.command for reason, _ in REASONS.values()} <= set(IN_SENTENCES)


def test_the_verdict_stands_above_what_it_rests_on() -> None:
    told = Verdict(Answer.YES, rests_on=("Steps: all 15 are done.",))
    summary = StepSummary(load_steps()[-1], StepState.DONE, "", 0)
    page = Page(summary, verdict=told, usage=Unread("GetMetricData", "not allowed"))
    first, *rest = page_lines(page, 90, "", revealed="", words=False)
    assert first.text.startswith("✓ Can the old pool be retired? ")
    assert first.spans[0].role == "ok strong"
    assert any("not allowed" in line.text for line in rest)
