"""What AWS calls things, in a person's words."""

import pytest

from migration.compare.member_names import setting_in_words


@pytest.mark.parametrize(
    ("address", "said"),
    [
        ("also/-/AdminCreateUserConfig.AllowAdminCreateUserOnly", "admins alone sign up"),
        (
            "4/home/CallbackURLs/https%3A%2F%2Fa.example%2F",
            "callback URLs https://a.example/ of home",
        ),
        ("3c/-/GitHub", "GitHub"),
        ("3b/-/SignInWithApple/key_id", "SignInWithApple key id"),
        ("also/-", "also/-"),
        ("also", "also"),
    ],
)
def test_a_setting_is_named_by_its_address_in_words(address: str, said: str) -> None:
    assert setting_in_words(address) == said
