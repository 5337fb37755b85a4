"""The question that decides Google Home's Token URL, answered with keys."""

from collections.abc import Callable

from textual.widgets import Input

from migration.walkthrough import Walkthrough
from screens.dialogs.token_url import TokenUrlDialog
from tests.screens.conftest import Run, Running

Make = Callable[..., Walkthrough]


def token_url(running: Running) -> tuple[object, str]:
    (value,) = [
        value for value in running.walkthrough.pages.page("7b").values if value.field == "Token URL"
    ]
    return value.value, value.why


async def test_one_token_url_is_shown_with_its_reason_and_e_says_otherwise(
    run: Run, on_aws: Make
) -> None:
    async with run(on_aws) as running:
        running.walkthrough.entered.choose_prefix("acme-signin")
        running.walkthrough.applier.apply(running.walkthrough.pages.to_apply("2"))
        running.show_step("7b")
        url, why = token_url(running)
        assert url == "https://api.acme-home.example/custom_token"
        assert "before Poolwalk made it" in why
        await running.press("e")
        assert isinstance(running.app.screen, TokenUrlDialog)
        await running.press("down", "enter")
        assert running.said == "Kept: Google Home used the new pool until now."
        url, why = token_url(running)
        assert url == "https://acme-signin.auth.us-east-1.amazoncognito.com/oauth2/token"
        assert "says admin" in why
        assert "says admin" in " ".join(line.text.strip() for line in running.panes.guide.lines)


async def test_the_api_path_is_entered_in_the_same_dialog_and_held_to_what_it_must_be(
    run: Run, on_aws: Make
) -> None:
    async with run(on_aws) as running:
        running.show_step("7b")
        await running.press("e", "tab")
        running.app.screen.query_one(Input).value = "http://api.other.example"
        await running.press("enter")
        assert "begins with https://" in running.lines_of_dialog("#dialog-said")
        running.app.screen.query_one(Input).value = "https://api.other.example/dev/"
        await running.press("enter")
        assert token_url(running)[0] == "https://api.other.example/dev/custom_token"
        await running.press("e", "tab")
        running.app.screen.query_one(Input).value = ""
        await running.press("enter")
        assert token_url(running)[0] == "https://api.acme-home.example/custom_token"


async def test_the_answer_is_there_at_the_next_start(run: Run, on_aws: Make) -> None:
    async with run(on_aws) as running:
        running.show_step("7b")
        await running.press("e", "enter")
    async with run(on_aws) as running:
        assert "the old pool until now, says admin" in token_url(running)[1]
