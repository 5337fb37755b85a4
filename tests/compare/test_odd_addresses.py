"""AWS takes callback URLs that are no addresses: they are compared like all others."""

from migration.compare.choices import Choices
from migration.compare.client_addresses import custom_scheme_callbacks
from migration.compare.comparison import compare
from tests.readings import REGION, client, domain, pool_reading, reading

ODD = "https://[acme-login.auth.us-east-1.amazoncognito.com/callback"


def test_a_callback_that_is_no_address_is_carried_over_as_it_is() -> None:
    old = pool_reading(clients=(client("main", CallbackURLs=[ODD]),), domain=domain())
    new = pool_reading(clients=(client("main", CallbackURLs=[]),), domain=domain("acme-new"))
    wanted = {
        setting.wanted
        for setting in compare(reading(old, new), Choices(), REGION)
        if setting.member == "CallbackURLs"
    }
    assert wanted == {ODD}


def test_it_leads_into_no_app() -> None:
    assert custom_scheme_callbacks(client("main", CallbackURLs=[ODD, "rainmaker://done"])) == {
        "Android": ("rainmaker://done",)
    }
