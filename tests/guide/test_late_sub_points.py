"""A sub-point that needs what a later step makes is asked for once that is there."""

from migration.guide.cut_over import cut_over
from migration.guide.next_thing import NextKind
from migration.guide.step_summary import StepSummary
from migration.walk.next_things.in_consoles import to_copy
from migration.walk.next_things.order import next_things
from migration.walk.state import known_of
from migration.walkthrough import Walkthrough
from tests.documents.made import ROOT
from tests.guide.test_next_thing import follower  # noqa: F401 - the fixture
from tests.guide.who_follows_next import Follower

APPS = ("8a", "8b")
CHANGES = {NextKind.APPLY, NextKind.ACCEPT, NextKind.TICK}


def summary(walkthrough: Walkthrough, step: str) -> StepSummary:
    return next(one for one in walkthrough.pages.summaries() if one.step.id == step)


def until_the_login(follower: Follower) -> None:  # noqa: F811
    """Do what is next until 3c's login is to be ticked."""
    while (thing := follower.next()).step != "3c" or "login" not in thing.parts:
        assert thing.kind is not NextKind.VERDICT
        follower.do(thing)
    assert thing.kind is NextKind.TICK


def test_githubs_login_waits_for_a_test_build_of_each_app(follower: Follower) -> None:  # noqa: F811
    until_the_login(follower)
    state = follower.walkthrough.state
    for step in APPS:
        ticked = {one.part.id: one.tick for one in summary(follower.walkthrough, step).parts}
        assert ticked["submitted"] is None, "nobody submits a build that was not tried"
        page = follower.walkthrough.pages.page(step)
        assert not list(to_copy(page.summary, known_of(state), state, ())), "it can be built"


def test_what_google_home_makes_live_by_itself_is_submitted_after_all_else(
    follower: Follower,  # noqa: F811
) -> None:
    waited: list[str] = []
    while "submitted" not in (thing := follower.next()).parts or thing.step != "7b":
        assert thing.kind is not NextKind.VERDICT
        if thing.kind is NextKind.WAIT:
            waited.append(thing.text)
        follower.do(thing)
    in_review = "wait until 7a is approved: it is in Amazon's review; then submit 7b"
    assert waited == [in_review], "and before it only what Amazon said was waited for"
    assert "after 7a, 8a and 8b are approved" in thing.text
    assert "approved" in thing.parts, "of the apps the person says it"
    derived = follower.walkthrough.pages.now()
    assert next_things(derived) == (thing,)
    for step in APPS:
        ticked = {one.part.id: one.tick for one in summary(follower.walkthrough, step).parts}
        assert ticked["submitted"] is not None
    (before, *_) = derived.hour.before_the_tick("7b", thing.parts)
    assert "of 8a and 8b you see that in their consoles alone" in before


def test_what_changes_a_pool_comes_before_anything_is_in_review_as_effects_has_it(
    follower: Follower,  # noqa: F811
) -> None:
    """In the order of the cut-over's plan, on Effects and in docs/cut-over.md."""
    any_day, together, *_ = cut_over(follower.walkthrough.pages.summaries())
    follower.to_the_verdict()
    begun = False
    for thing in follower.done:
        begun = begun or "submitted" in thing.parts
        in_a_test_build = thing.step == "3c" and thing.parts == ("login",)
        if begun and thing.kind in CHANGES and not in_a_test_build:
            assert thing.step in {one.step.id for one in together.steps}, thing.sentence
    first = list(dict.fromkeys(one.step for one in follower.done))
    assert first.index("also") < first.index("7a")
    rows = (ROOT / "docs" / "cut-over.md").read_text(encoding="utf-8").split("\n| ")[2:]
    told = [row.split()[0] for row in rows]
    planned = [one.step for stretch in (any_day, together) for one in stretch.steps]
    assert [step for step in told if step in {one.id for one in planned}] == [
        one.id for one in planned
    ]
    assert together.steps[0].step.id == "7b", "the hour begins with what nothing holds back"


def test_without_an_app_it_waits_for_the_clients_alone(follower: Follower) -> None:  # noqa: F811
    for step in APPS:
        follower.walkthrough.checklist.not_applicable(step, "We have no app of our own")
    until_the_login(follower)
    assert summary(follower.walkthrough, "7a").parts[0].tick is None


def test_what_to_change_in_the_wrappers_copy_is_named(
    walkthrough: Walkthrough,
) -> None:
    body = walkthrough.pages.page("3c").body
    pool = walkthrough.state.online().new_pool.id
    assert f"`{pool}` for both `!ImportValue esp-CognitoUserPool`" in body
    assert "new main client's id (step 4), for `!ImportValue esp-CognitoUserPoolClient`" in body
    assert f"It says `{pool}`? Go on with 5." in body, "which pool the wrapper serves"
    assert "Else **never change it**, for the old app needs it" in body
    assert "`esp-Oauth2CognitoCallback`" in body
    assert "`Oauth2CognitoCallbackURL`" in body


def test_what_another_step_waits_for_is_told_where_it_can_be_done(walkthrough: Walkthrough) -> None:
    def told(step: str) -> list[str]:
        warnings = walkthrough.pages.page(step).warnings
        return [text for text in warnings if text.startswith("Step 3c waits for this one")]

    assert [len(told(step)) for step in (*APPS, "4", "7a")] == [1, 1, 0, 0]
    assert "“A login at the new domain, in a test build" in told("8a")[0]
    walkthrough.checklist.not_applicable("8b", "We have no app of our own")
    assert told("8b") == [], "what is left out asks for nothing"
    walkthrough.checklist.tick("3c", part="login")
    assert told("8a") == []


def test_once_submitted_google_home_is_live_by_itself_and_the_others_follow(
    follower: Follower,  # noqa: F811
) -> None:
    while not follower.walkthrough.pages.now().hour.under_way:
        follower.do(follower.next())
    while (thing := follower.next()).kind is not NextKind.WAIT:
        follower.do(thing)
    assert thing.text == (
        "the hour: 7b, 7a, 8a and 8b, in this order: 7b by itself, once Google certifies it; then"
        " tick “Live: certified by Google”"
    )


def test_once_the_hour_runs_google_home_waits_for_no_other_step(
    follower: Follower,  # noqa: F811
) -> None:
    while (thing := follower.next()).step != "9" or thing.kind is not NextKind.TICK:
        follower.do(thing)
    walkthrough = follower.walkthrough

    def order() -> list[tuple[str, NextKind]]:
        return [(one.step, one.kind) for one in next_things(walkthrough.pages.now())]

    submitted, other = ("7b", NextKind.TICK), ("8b", NextKind.COPY)
    assert order().index(submitted) > order().index(other), "it sets the hour going"
    walkthrough.checklist.tick_parts("8a", ["released"], day="2026-11-20")
    assert order().index(submitted) < order().index(other)
