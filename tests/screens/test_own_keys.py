"""Keys of one's own: what is pressed, what is shown, and what a mistake in them says."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from migration.errors import BadInput
from screens.dialogs.keys import KeysDialog
from tests.screens.conftest import Run
from tests.screens.test_pictures import pools
from tui.settings.own_keys import key_name, own_keys
from tui.settings.sources import Sources
from widgets.commands.own_keys import use_keys
from widgets.commands.table import ALL, keys_now


@pytest.fixture(autouse=True)
def _afterwards_the_tables_own() -> Iterator[None]:
    yield
    use_keys({})


def chosen(**keys: object) -> dict[str, str]:
    table = {name.replace("_", "-"): key for name, key in keys.items()}
    return own_keys(Sources({}, {}, {"keys": table}, Path("config.toml")))


async def test_a_chosen_key_does_it_and_is_shown_wherever_the_key_is(
    run: Run, by_hand: Callable[..., object]
) -> None:
    keys = chosen(show_keys="f1", next_thing=["b", "Ctrl-N"], do_next=",")
    async with run(lambda: by_hand(pools()), own_keys=keys) as running:
        assert "F1" in running.lines[-1]
        assert "? keys" not in running.lines[-1]
        assert running.lines[-2].startswith(" Next: ,  ")
        assert ". does it" not in running.text
        await running.pilot.press("question_mark")
        assert not isinstance(running.app.screen, KeysDialog)
        await running.pilot.press("f1")
        assert isinstance(running.app.screen, KeysDialog)
        await running.rest()
        for _ in range(40):
            if "b Ctrl-N" in running.text:
                break
            await running.pilot.press("pagedown")
        assert "b Ctrl-N" in running.text


def test_two_commands_may_swap_their_keys() -> None:
    assert chosen(apply="c", copy="a") == {"apply": "c", "copy": "a"}


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ({"aply": "z"}, "“aply”, and there is no such command. Did you mean apply?"),
        ({"apply": "c"}, r"gives c to (copy|apply) and to (copy|apply) on one page"),
        ({"apply": "Ctrl-C"}, "which a terminal needs"),
        ({"apply": "hyperspace"}, "“hyperspace”, which is no key"),
        ({"apply": ""}, "which is no key"),
        ({"apply": []}, "must be a key such as"),
        ({"apply": 5}, "must be a key such as"),
    ],
)
def test_a_mistake_names_the_command_and_what_to_do(keys: dict[str, object], says: str) -> None:
    with pytest.raises(BadInput, match=says):
        chosen(**keys)


@pytest.mark.parametrize(
    ("given", "name"),
    [
        ("a", "a"),
        ("A", "A"),
        ("?", "question_mark"),
        ("/", "slash"),
        ("Esc", "escape"),
        ("PgDn", "pagedown"),
        ("Ctrl-D", "ctrl+d"),
        ("ctrl+shift+f5", "ctrl+shift+f5"),
        ("\x1b", ""),
        ("ctrl", ""),
        ("foo+a", ""),
    ],
)
def test_keys_may_be_written_as_the_page_of_keys_does(given: str, name: str) -> None:
    assert key_name(given) == name


def test_every_key_of_the_table_can_be_written_down() -> None:
    for command in ALL:
        for key in command.keys.split(","):
            assert key_name(key) == key, f"{command.id}: {key}"


def test_ctrl_c_goes_on_to_leave() -> None:
    assert chosen(quit="Q") == {"quit": "Q,ctrl+c"}


def test_every_screen_is_told_the_key_that_was_chosen() -> None:
    use_keys(chosen(unfold_message=["f9", "z"]))
    assert keys_now()["unfold-message"] == "F9"


def test_nothing_chosen_is_nothing_changed() -> None:
    assert chosen() == {}
