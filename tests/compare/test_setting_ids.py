"""A setting's id is an address that scripts keep.

Every part of it can be written into it and read back.
"""

from hypothesis import given
from hypothesis import strategies as st

from migration.compare.setting import setting_id, setting_parts
from migration.compare.setting_state import SettingState, set_states

words = st.text(min_size=1)


def test_ids_are_the_documented_ones() -> None:
    assert (
        setting_id("4", "acme-app", "CallbackURLs", "com.acme.ios://success")
        == "4/acme-app/CallbackURLs/com.acme.ios%3A%2F%2Fsuccess"
    )
    assert setting_id("3a", "", "Google") == "3a/-/Google"
    assert setting_id("5", "", "EmailSubject") == "5/-/EmailSubject"


@given(words, words, words)
def test_any_client_and_value_come_back_from_their_id(client: str, member: str, value: str) -> None:
    assert setting_parts(setting_id("4", client, member, value)) == ["4", client, member, value]


@given(st.lists(st.text(min_size=1)), st.lists(st.text(min_size=1)))
def test_lists_that_are_sets_compare_as_sets(wanted: list[str], present: list[str]) -> None:
    states = dict(set_states(wanted, present))
    assert set(states) == set(wanted) | set(present)
    for item, state in states.items():
        expected = (
            SettingState.EXTRA
            if item not in wanted
            else SettingState.SAME
            if item in present
            else SettingState.MISSING
        )
        assert state is expected
