"""What is written is told in words: before the yes, while it is sent, and in the record."""

from migration.walkthrough import Walkthrough

GITHUB = "3c/-/GitHub"
CALLBACK = "4/rainmaker-user-pool-client/CallbackURLs/acmehome%3A%2F%2Fcom.acme.home%2Fsuccess"


def test_a_batch_names_settings_as_the_rows_do(walkthrough: Walkthrough) -> None:
    lines = walkthrough.applier.preview(walkthrough.pages.to_apply("4")).lines
    assert "callback URLs: add acmehome://com.acme.home/success" in lines
    assert not [line for line in lines if "CallbackURLs" in line or "IdentityProviders" in line]


def test_what_a_provider_is_made_of_is_told_in_words(walkthrough: Walkthrough) -> None:
    lines = walkthrough.applier.preview([GITHUB]).lines
    assert "provider name: GitHub" in lines
    assert "client id: Iv1.acmehome01234567" in lines
    assert "maps email: email" in lines
    assert not [line for line in lines if "ProviderDetails" in line or "AttributeMapping" in line]


def test_while_it_is_sent_no_address_of_a_setting_is_shown(walkthrough: Walkthrough) -> None:
    said: list[str] = []
    walkthrough.applier.apply([GITHUB, CALLBACK], said.append)
    writing = [sentence for sentence in said if sentence.startswith("Writing")]
    assert writing == [
        "Writing GitHub",
        "Writing callback URLs acmehome://com.acme.home/success of rainmaker-user-pool-client",
    ]


def test_the_records_row_of_a_made_provider_begins_with_what_it_is(
    walkthrough: Walkthrough,
) -> None:
    walkthrough.applier.apply([GITHUB])
    (change,) = walkthrough.past_changes.history()
    assert change.fields[0].after.startswith("ProviderName GitHub, ProviderType OIDC")
