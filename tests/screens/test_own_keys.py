"""Keys of one's own: what is pressed, what is shown, and what a mistake in them says."""

import ast
import re
from collections.abc import Callable, Iterator
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import Any

import pytest
from textual.binding import Binding
from textual.screen import Screen

import screens as own_screens
from migration.errors import BadInput
from migration.walkthrough import Walkthrough
from screens.dialogs.keys import KeysDialog
from tests.screens.conftest import Run
from tests.screens.test_pictures import pools
from tui.settings.own_keys import OF_ANSWERS, default_keys, key_name, own_keys
from tui.settings.sources import Sources
from tui.terminal.input_stream import BEGINNINGS
from widgets.commands.table import ALL, keys_now
from widgets.text.guide_text import guide_lines
from widgets.text.own_keys import IN_SENTENCES, use_keys, with_own_keys


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
    keys = chosen(show_keys="f1", next_thing=["y", "Ctrl-N"], do_next=",")
    async with run(lambda: by_hand(pools()), own_keys=keys) as running:
        assert "F1" in running.lines[-1]
        assert "? keys" not in running.lines[-1]
        assert running.lines[-2].endswith(", does it")
        assert ". does it" not in running.text
        await running.pilot.press("question_mark")
        assert not isinstance(running.app.screen, KeysDialog)
        await running.pilot.press("f1")
        assert isinstance(running.app.screen, KeysDialog)
        await running.rest()
        for _ in range(40):
            if "y Ctrl-N" in running.text:
                break
            await running.pilot.press("pagedown")
        assert "y Ctrl-N" in running.text


def test_two_commands_may_swap_their_keys() -> None:
    assert chosen(apply="c", copy="a") == {"apply": "c", "copy": "a"}


@pytest.mark.parametrize(
    ("keys", "says"),
    [
        ({"aply": "z"}, "“aply”, and there is no such command. Did you mean apply?"),
        ({"apply": "c"}, r"gives c to (copy|apply) and to (copy|apply) on one page"),
        ({"apply": "Ctrl-C"}, "which a terminal needs"),
        ({"apply": "P"}, "“P”, with which answers of terminals begin"),
        ({"apply": ["j", "]"]}, "“\\]”, with which answers of terminals begin"),
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


def test_no_command_and_no_dialog_has_a_key_that_answers_of_terminals_go_on_with() -> None:
    assert {key_name(beginning) for beginning in BEGINNINGS} == OF_ANSWERS
    for module in walk_packages(own_screens.__path__, "screens."):
        import_module(module.name)
    screens = [one for one in subclasses(Screen) if one.__module__.startswith("screens.")]
    assert len(screens) > 20
    of_screens = {
        key
        for screen in screens
        for binding in Binding.make_bindings(screen.BINDINGS)
        for key in binding.key.split(",")
    }
    of_commands = {key for keys in default_keys().values() for key in keys.split(",")}
    assert not (of_screens | of_commands) & OF_ANSWERS


def subclasses(of: type[Any]) -> Iterator[type[Any]]:
    for one in of.__subclasses__():
        yield one
        yield from subclasses(one)


def test_ctrl_c_goes_on_to_leave() -> None:
    assert chosen(quit="Q") == {"quit": "Q,ctrl+c"}


def test_every_screen_is_told_the_key_that_was_chosen() -> None:
    use_keys(chosen(unfold_message=["f9", "z"]))
    assert keys_now()["unfold-message"] == "F9"


def test_nothing_chosen_is_nothing_changed() -> None:
    assert chosen() == {}


EVERY_OTHER = {id_: chr(0x3B1 + at) for at, id_ in enumerate(default_keys())}  # Greek letters
# A key of the table, as a word by itself; “A” and “a” begin sentences as well, and "I" a name.
DEFAULT_KEY = re.compile(
    r"\((?:[a-zA-Z.?!/]|Space|Enter|Esc)\)|press [a-zA-Z]\b"
    r"|(?<![\w“'./-])(?:Space|Esc|[b-zB-HJ-Z])(?= \w)"
)


async def test_no_step_names_a_key_that_does_nothing_any_more(
    run: Run, on_aws: Callable[..., Walkthrough]
) -> None:
    async with run(on_aws, (200, 70), own_keys=EVERY_OTHER) as running:
        for step in running.main.steps:
            running.show_step(step.id)
            await running.rest()
            shown = _without_what_is_no_key(running.text)
            assert [row for row in shown.splitlines() if DEFAULT_KEY.search(row)] == [], step.id


def _without_what_is_no_key(screen: str) -> str:
    """A dialog's answer keeps its key, and a name on these pages is a letter."""
    return re.sub(r"with y\.|Press y: it|Press n: it|● [A-Z] ", "", screen)


@pytest.mark.parametrize(
    ("sentence", "now"),
    [
        ("Pair it first (p).", "Pair it first (ö)."),
        ("Look at it whole (Enter).", "Look at it whole (F2)."),
        ("Read it, or say why (r or x).", "Read it, or say why (p or x)."),
        ("“App (p)” is no client: pair it (p).", "“App (p)” is no client: pair it (ö)."),
        ("AWS said no (again).", "AWS said no (again)."),
    ],
)
def test_a_sentence_of_the_engine_names_the_chosen_key(sentence: str, now: str) -> None:
    assert with_own_keys(sentence) == sentence
    use_keys(chosen(pair="ö", show_whole="f2", read_again="p"))
    assert with_own_keys(sentence) == now


def test_code_of_the_guide_that_is_no_key_stays() -> None:
    use_keys(chosen(apply="ö"))
    lines = guide_lines("Press `a` at `example.com/a`, or `Enter`.", 60)
    assert [line.text for line in lines] == ["Press ö at example.com/a, or Enter."]


def test_a_text_that_was_shown_names_another_key_once_that_is_chosen() -> None:
    assert [line.text for line in guide_lines("Press `a` again.", 60)] == ["Press a again."]
    use_keys(chosen(apply="ö"))
    assert [line.text for line in guide_lines("Press `a` again.", 60)] == ["Press ö again."]


def test_sentences_know_the_keys_of_the_tables() -> None:
    assert {id_: default_keys()[id_].split(",")[0] for id_ in IN_SENTENCES} == IN_SENTENCES


NAMES_A_KEY = re.compile(
    r"(?<![\w’'“{}\-./<>:=&?%(\\])(?:[b-zC-HJ-Z]|Space|Esc|Enter)(?= [a-z]+(?:s|es)\b)"
    r"|[Pp]ress [a-zA-Z]\b|\bwith [b-z]\b|: [a-z](?:[,.]|$)|\([a-z][:,] |\([a-z] \w+s\b"
)
# Where keys are a dialog's own, those of a shell's question, or no key at all.
OF_A_DIALOG = (
    "screens/dialogs/",
    "widgets/commands/",
    "tui/doctor/self_test",
    "tui/cells/",
    "tui/command_line/",
)


def test_a_sentence_names_a_key_in_brackets_or_asks_for_it() -> None:
    literal = [
        f"{path}:{line}: {text}"
        for folder in ("migration", "screens", "widgets", "tui")
        for path in sorted(Path(folder).rglob("*.py"))
        if not path.as_posix().startswith(OF_A_DIALOG)
        for line, text in _sentences(path)
        if NAMES_A_KEY.search(text)
    ]
    assert literal == []


def _sentences(path: Path) -> Iterator[tuple[int, str]]:
    """Every text of a file that has words, docstrings left out."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    said = {id(node.value) for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    for node in ast.walk(tree):
        if not isinstance(node, ast.Constant) or id(node) in said:
            continue
        if isinstance(node.value, str) and " " in node.value.strip():
            yield node.lineno, node.value


def test_every_key_that_code_names_in_a_sentence_is_known_there() -> None:
    sources = [file for folder in ("screens", "widgets", "tui") for file in files_of(folder)]
    named = {id_ for file in sources for id_ in re.findall(r'key_of\("([\w-]+)"\)', file)}
    assert "tick" in named
    assert named <= set(IN_SENTENCES)


def files_of(folder: str) -> list[str]:
    """The texts of a package's modules."""
    return [
        file.read_text(encoding="utf-8")
        for file in (Path(__file__).parents[2] / folder).rglob("*.py")
    ]
