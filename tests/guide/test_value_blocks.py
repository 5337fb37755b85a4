"""All values of a step at once.

The file that they are pasted into means exactly what each value says.
"""

import plistlib
from dataclasses import replace

import javaproperties
import pytest
from hypothesis import given
from hypothesis import strategies as st

from migration.compare.choices import Choices
from migration.guide.page import PasteValue
from migration.guide.placeholder_values import Known
from migration.guide.step import BlockForm, ValueTemplate
from migration.guide.step_files import load_steps
from migration.guide.value_blocks import GROUP, block_of, plist_entries, properties_lines
from migration.pools.reading import Pending, PoolReading
from migration.secret import MASK, Secret
from tests.readings import DEPLOYMENT, client, domain, pool_reading, reading

STEPS = {step.id: step for step in load_steps()}
CLIENTS = (
    client("rainmaker-user-pool-client", "main1"),
    client("esp-rainmaker-alexa-skill", "alexa1", ClientSecret="hunter2"),
)


def known(new: PoolReading) -> Known:
    return Known(reading(pool_reading(clients=CLIENTS), new), Choices(), DEPLOYMENT)


READY = known(pool_reading(domain=domain("acme-new"), clients=CLIENTS))


def text_of(step: str) -> str:
    block = block_of(STEPS[step], READY)
    assert block is not None
    assert isinstance(block.value, str)
    return block.value


def test_the_android_block_reads_as_the_app_wants_it() -> None:
    assert javaproperties.loads(text_of("8a")) == {
        "userPool": "2",
        "authUrl": "https://acme-new.auth.us-east-1.amazoncognito.com/oauth2",
        "clientId": "main1",
        "alexaRMClientId": "alexa1",
    }


def test_the_ios_block_pasted_into_a_property_list_reads_as_the_app_wants_it() -> None:
    whole = plistlib.loads(f"<plist version='1.0'><dict>{text_of('8b')}</dict></plist>".encode())
    assert whole == {
        "App Configuration": {"User Pool": 2},
        "AWS Configuration": {
            "Authentication URL": "https://acme-new.auth.us-east-1.amazoncognito.com/oauth2",
            "App Client ID": "main1",
        },
        "ESP Alexa Configuration": {"Alexa RM Client Id": "alexa1"},
    }


def test_the_pool_is_a_number_in_the_property_list_since_the_app_passes_over_text() -> None:
    assert "<integer>2</integer>" in text_of("8b")


@pytest.mark.parametrize("step", ["8a", "8b"])
def test_a_block_with_a_gap_has_no_value_and_says_what_it_needs(step: str) -> None:
    block = block_of(STEPS[step], known(pool_reading(clients=CLIENTS)))
    assert block is not None
    assert (block.value, block.needs) == (None, "step 2")


def test_a_block_names_every_gap_once() -> None:
    block = block_of(STEPS["8a"], known(PoolReading(clients=Pending("ListUserPoolClients"))))
    assert block is not None
    assert block.needs.count("which is still being read") == 3
    assert "esp-rainmaker-alexa-skill" in block.needs


def test_one_secret_makes_the_whole_block_a_secret() -> None:
    secret = ValueTemplate("alexaClientSecret", "{alexa_client_secret}", secret=True)
    block = block_of(replace(STEPS["8a"], values=(*STEPS["8a"].values, secret)), READY)
    assert isinstance(block, PasteValue)
    assert isinstance(block.value, Secret)
    assert block.secret
    assert "hunter2" not in str(block)
    assert str(block.value) == MASK
    assert javaproperties.loads(block.value.reveal())["alexaClientSecret"] == "hunter2"


def test_a_step_whose_target_is_no_file_has_no_block() -> None:
    assert block_of(STEPS["7a"], READY) is None
    assert {step.id: step.block for step in STEPS.values() if step.block} == {
        "8a": BlockForm.PROPERTIES,
        "8b": BlockForm.PLIST,
        "8c": BlockForm.ENVIRONMENT,
    }


@given(st.dictionaries(st.text(min_size=1), st.text(), min_size=1))
def test_lines_of_properties_read_back_whatever_they_hold(entries: dict[str, str]) -> None:
    assert javaproperties.loads(properties_lines(list(entries.items()))) == entries


PRINTABLE = st.text(
    st.characters(exclude_categories=["C", "Z"], exclude_characters=">"), min_size=1
)


@given(st.dictionaries(st.tuples(PRINTABLE, PRINTABLE), PRINTABLE | st.integers(0, 9), min_size=1))
def test_entries_of_a_property_list_read_back_whatever_they_hold(
    entries: dict[tuple[str, str], str | int],
) -> None:
    text = plist_entries([(GROUP.join(names), value) for names, value in entries.items()])
    whole = plistlib.loads(f"<plist version='1.0'><dict>{text}</dict></plist>".encode())
    assert {
        (group, key): value for group, keys in whole.items() for key, value in keys.items()
    } == entries
