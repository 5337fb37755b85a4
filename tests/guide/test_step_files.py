"""The files that hold the steps: what they give, and what a mistake in one of them says."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from migration.errors import GuideMistake
from migration.guide.carried_settings import Carried
from migration.guide.step import BlockForm, Part, Step, StepKind, ValueTemplate
from migration.guide.step_files import load_steps

HEAD = 'id = "1"\ntitle = "One"\nsection = "Part"\nkind = "console"\n'


def write(folder: Path, name: str, head: str, body: str = "Do it.\n") -> Path:
    file = folder / name
    file.write_text(f"+++\n{head}+++\n{body}", encoding="utf-8")
    return file


def mistake(folder: Path) -> str:
    with pytest.raises(GuideMistake) as caught:
        load_steps(folder)
    return str(caught.value)


def test_a_file_becomes_a_step(tmp_path: Path) -> None:
    write(tmp_path, "1-one.md", HEAD)
    write(
        tmp_path,
        "2-two.md",
        'id = "2"\ntitle = "Two"\nsection = "Part"\nkind = "settings"\ncarries = ["domain"]\n',
    )
    write(
        tmp_path,
        "3a-google.md",
        'id = "3a"\ntitle = "Google"\nsection = "3 Sign-in"\nkind = "both"\ncarries = ["google",'
        ' "apple"]\nneeds = ["2"]\napplies_when = "old-pool-has-google"\nafter = ["1"]\nconsole ='
        ' "Google"\nconsole_url = "https://example.com/{region}"\nspreads = "in an hour"\nblock ='
        ' "plist"\n[[values]]\nfield = "Redirect"\nvalue ='
        ' "https://{new_host}/idpresponse"\napplies_when = "alexa-is-set-up"\n[[values]]\nfield ='
        ' "Secret"\nvalue = "{alexa_client_secret}"\n',
        "\n1. First, `{####}` stays.\n\n2. Then {region}.\n",
    )
    assert load_steps(tmp_path)[2] == Step(
        id="3a",
        title="Google",
        section="3 Sign-in",
        kind=StepKind.BOTH,
        body="1. First, `{####}` stays.\n\n2. Then {region}.",
        carries=(Carried.GOOGLE, Carried.APPLE),
        needs=("2",),
        after=("1",),
        applies_when="old-pool-has-google",
        console="Google",
        console_url="https://example.com/{region}",
        spreads="in an hour",
        block=BlockForm.PLIST,
        values=(
            ValueTemplate(
                "Redirect", "https://{new_host}/idpresponse", applies_when="alexa-is-set-up"
            ),
            ValueTemplate("Secret", "{alexa_client_secret}", secret=True),
        ),
    )


def test_sub_points_say_what_is_done_on_which_day_and_whose_turn_it_is(tmp_path: Path) -> None:
    first = '[[parts]]\nid = "save"\ntext = "Save"\n'
    write(
        tmp_path,
        "1-one.md",
        HEAD + first + '[[parts]]\nid = "live"\ntext = "Certified"\ndated = true\nby = "Amazon"\n',
    )
    assert load_steps(tmp_path)[0].parts == (
        Part("save", "Save"),
        Part("live", "Certified", dated=True, by="Amazon"),
    )


def test_a_file_saved_on_windows_reads_the_same(tmp_path: Path) -> None:
    file = write(tmp_path, "1-one.md", HEAD, "First.\nSecond.\n")
    plain = load_steps(tmp_path)
    file.write_bytes(b"\xef\xbb\xbf" + file.read_bytes().replace(b"\n", b"\r\n"))
    assert load_steps(tmp_path) == plain


def test_steps_stand_in_the_natural_order_of_their_ids(tmp_path: Path) -> None:
    for step_id in ("effects", "10", "3b", "2", "1b", "3a", "1a"):
        write(tmp_path, f"{step_id}.md", HEAD.replace('"1"', f'"{step_id}"'))
    assert [step.id for step in load_steps(tmp_path)] == [
        "1a",
        "1b",
        "2",
        "3a",
        "3b",
        "10",
        "effects",
    ]


def test_order_names_the_id_to_stand_at(tmp_path: Path) -> None:
    for step_id in ("4", "5", "6"):
        write(tmp_path, f"{step_id}.md", HEAD.replace('"1"', f'"{step_id}"'))
    write(tmp_path, "sms.md", HEAD.replace('"1"', '"sms"') + 'order = "5"\n')
    assert [step.id for step in load_steps(tmp_path)] == ["4", "5", "sms", "6"]


@given(
    st.lists(st.from_regex(r"[a-z0-9]{1,6}", fullmatch=True), unique=True, min_size=1, max_size=8)
)
def test_any_ids_can_be_ordered(tmp_path_factory: pytest.TempPathFactory, ids: list[str]) -> None:
    folder = tmp_path_factory.mktemp("steps")
    for step_id in ids:
        write(folder, f"{step_id}.md", HEAD.replace('"1"', f'"{step_id}"'))
    numbers = [int(step.id) for step in load_steps(folder) if step.id.isdecimal()]
    assert numbers == sorted(numbers)
    assert {step.id for step in load_steps(folder)} == set(ids)


@pytest.mark.parametrize(
    ("head", "line", "reason"),
    [
        pytest.param(
            HEAD + 'titel = "x"\n',
            6,
            'unknown key "titel"; did you mean "title"?',
            id="unknown key",
        ),
        pytest.param(
            'idd = "1"\n' + HEAD,
            2,
            'unknown key "idd"; did you mean "id"?',
            id="unknown key for a required one",
        ),
        pytest.param(
            HEAD.replace('section = "Part"\n', ""),
            1,
            'the key "section" is missing',
            id="missing key",
        ),
        pytest.param(
            HEAD.replace('"One"', "7"),
            3,
            '"title" has to be text in quotes, not a number',
            id="number for text",
        ),
        pytest.param(
            HEAD.replace('"One"', "true"),
            3,
            '"title" has to be text in quotes, not true or false',
            id="true for text",
        ),
        pytest.param(HEAD.replace('"One"', '" "'), 3, '"title" is empty', id="empty text"),
        pytest.param(
            HEAD.replace('"1"', '"a/b"'),
            2,
            'the id "a/b" may hold',
            id="an id that cannot be an address",
        ),
        pytest.param(
            HEAD.replace('"console"', '"consol"'),
            5,
            'unknown kind "consol"; did you mean "console"?',
            id="unknown kind",
        ),
        pytest.param(
            HEAD + 'applies_when = "old-pool-has-gogle"\n',
            6,
            'unknown applies_when "old-pool-has-gogle"; did you mean "old-pool-has-google"?',
            id="unknown rule",
        ),
        pytest.param(
            HEAD + 'needs = "2"\n',
            6,
            '"needs" has to be a list of step ids in quotes',
            id="needs is no list",
        ),
        pytest.param(
            HEAD + "needs = [2]\n",
            6,
            '"needs" has to be a list of step ids in quotes',
            id="needs holds a number",
        ),
        pytest.param(
            HEAD + 'needs = ["11"]\n',
            6,
            '"needs" names an unknown step "11"; did you mean "1"?',
            id="needs an unknown step",
        ),
        pytest.param(
            HEAD + 'needs = ["1"]\n', 6, '"needs" runs in a circle: 1 → 1', id="needs itself"
        ),
        pytest.param(
            HEAD + 'after = ["1"]\n', 6, '"after" runs in a circle: 1 → 1', id="comes after itself"
        ),
        pytest.param(
            HEAD + 'after = "2"\n',
            6,
            '"after" has to be a list of step ids in quotes',
            id="after is no list",
        ),
        pytest.param(
            HEAD + '[[parts]]\nid = "a"\ntext = "A"\nafter = ["x"]\n',
            9,
            '"after" names an unknown step "x"',
            id="a sub-point after an unknown step",
        ),
        pytest.param(
            HEAD + '[[parts]]\nid = "a"\ntext = "A"\nafter = "2"\n',
            9,
            '"after" has to be a list of step ids in quotes',
            id="a sub-point after no list",
        ),
        pytest.param(
            HEAD + 'after = ["x"]\n',
            6,
            '"after" names an unknown step "x"',
            id="after an unknown step",
        ),
        pytest.param(
            HEAD + 'carries = ["domian"]\n',
            6,
            'unknown carries "domian"; did you mean "domain"? (known: ',
            id="carries the unknown",
        ),
        pytest.param(
            HEAD + 'carries = "domain"\n',
            6,
            '"carries" has to be a list of words in quotes',
            id="carries is no list",
        ),
        pytest.param(
            HEAD + "carries = [2]\n",
            6,
            '"carries" has to be a list of words in quotes',
            id="carries a number",
        ),
        pytest.param(
            HEAD + 'carries = ["domain", "domain"]\n',
            6,
            '"carries" names "domain" twice',
            id="carries the same thing twice",
        ),
        pytest.param(
            HEAD.replace("console", "settings"),
            5,
            'a step of the kind "settings" has settings at AWS, and "carries" names none (known: ',
            id="settings that carry nothing",
        ),
        pytest.param(
            HEAD.replace("console", "both") + "carries = []\n",
            6,
            'a step of the kind "both" has settings at AWS, and "carries" names none (known: ',
            id="both that carries an empty list",
        ),
        pytest.param(
            HEAD.replace("console", "reading") + 'carries = ["domain"]\n',
            6,
            'a step of the kind "reading" has nothing to do, so it carries no settings',
            id="reading that carries something",
        ),
        pytest.param(
            HEAD + "spreads = 15\n",
            6,
            '"spreads" has to be text in quotes, not a number',
            id="spreads is a number",
        ),
        pytest.param(
            HEAD + 'block = "propertys"\n',
            6,
            'unknown block "propertys"; did you mean "properties"?',
            id="unknown block",
        ),
        pytest.param(
            HEAD + 'block = "plist"\n',
            6,
            '"block" copies all values at once, and there is no',
            id="a block of nothing",
        ),
        pytest.param(
            HEAD + '[[values]]\nfield = "x"\nvalue = "y"\napplies_when = "alexa-is-setup"\n',
            9,
            'unknown applies_when "alexa-is-setup"; did you mean "alexa-is-set-up"?',
            id="unknown rule of a value",
        ),
        pytest.param(
            HEAD + 'parts = "x"\n',
            6,
            '"parts" has to be a list of tables',
            id="parts are no tables",
        ),
        pytest.param(
            HEAD.replace("console", "settings")
            + 'carries = ["domain"]\n[[parts]]\nid = "a"\ntext = "A"\n',
            7,
            'a step of the kind "settings" is not ticked',
            id="parts of a step that is not ticked",
        ),
        pytest.param(
            HEAD + '[[parts]]\nid = "a"\ntext = "A"\n[[parts]]\nid = "a"\ntext = "B"\n',
            10,
            'the id "a" is taken by another one of [[parts]]',
            id="a sub-point's id given twice",
        ),
        pytest.param(
            HEAD + '[[parts]]\nid = "a"\ntext = "A"\ncontradicted_by = "ios-release"\n',
            7,
            "contradicted_by and once_seen go together",
            id="a check after which nothing is asked",
        ),
        pytest.param(
            HEAD + '[[parts]]\nid = "a/b"\ntext = "A"\n',
            7,
            'the id "a/b" may hold',
            id="a sub-point's id with a slash",
        ),
        pytest.param(
            HEAD + '[[parts]]\nid = "a"\n',
            6,
            'the key "text" is missing in [[parts]]',
            id="a sub-point without text",
        ),
        pytest.param(
            HEAD + '[[parts]]\nid = "a"\ntext = "A"\ndate = true\n',
            9,
            'unknown key "date" in [[parts]]; did you mean "dated"?',
            id="unknown key of a sub-point",
        ),
        pytest.param(
            HEAD + '[[parts]]\nid = "a"\ntext = "A"\ndated = "yes"\n',
            9,
            '"dated" has to be true or false',
            id="dated is text",
        ),
        pytest.param(
            HEAD + '[[parts]]\nid = "a"\ntext = "A"\nlast = "yes"\n',
            9,
            '"last" has to be true or false',
            id="last is text",
        ),
        pytest.param(
            HEAD + '[[parts]]\nid = "a"\ntext = "In {region}"\n',
            8,
            "{region} would stay as it is",
            id="a placeholder in a sub-point",
        ),
        pytest.param(
            HEAD + "order = 3\n",
            6,
            '"order" has to be text in quotes, not a number',
            id="order is a number",
        ),
        pytest.param(
            HEAD + 'values = ["x"]\n',
            6,
            '"values" has to be a list of tables',
            id="values are no tables",
        ),
        pytest.param(
            HEAD + '[values]\nfield = "x"\n',
            1,
            '"values" has to be a list of tables',
            id="values is one table",
        ),
        pytest.param(
            HEAD + '[[values]]\nfield = "x"\nvalue = "y"\n\n[[values]]\nfeild = "x"\n',
            11,
            'unknown key "feild" in [[values]]; did you mean "field"?',
            id="unknown key in the second value",
        ),
        pytest.param(
            HEAD + '[[values]]\nfield = "x"\n',
            6,
            'the key "value" is missing in [[values]]',
            id="value without a value",
        ),
        pytest.param(
            HEAD + '[[values]]\nfield = ["x"]\nvalue = "y"\n',
            7,
            '"field" has to be text',
            id="a list for a field",
        ),
        pytest.param(
            HEAD + '[[values]]\nfield = "x"\nvalue = "https://{new_hots}/"\n',
            8,
            'unknown placeholder {new_hots}; did you mean "new_host"?',
            id="unknown placeholder in a value",
        ),
        pytest.param(
            HEAD + 'values = [{field = "x", value = "{New_host}"}]\n',
            6,
            'unknown placeholder {New_host}; did you mean "new_host"?',
            id="unknown placeholder in a value written inline",
        ),
        pytest.param(
            HEAD + 'console_url = "https://{host}"\n',
            6,
            "unknown placeholder {host}",
            id="unknown placeholder in address",
        ),
        pytest.param(HEAD + "needs = [\n", 6, "not TOML: ", id="TOML that does not end"),
        pytest.param(HEAD + "needs = \n", 6, "not TOML: Invalid value", id="not TOML"),
    ],
)
def test_a_mistake_in_the_keys_names_file_line_and_reason(
    tmp_path: Path, head: str, line: int, reason: str
) -> None:
    file = write(tmp_path, "1-one.md", head)
    assert mistake(tmp_path).startswith(f"{file}, line {line}: {reason}")


def test_a_mistake_in_the_text_names_its_line(tmp_path: Path) -> None:
    file = write(tmp_path, "1-one.md", HEAD, "\nFirst.\n\nThen {regoin}.\n")
    assert (
        mistake(tmp_path)
        == f'{file}, line 10: unknown placeholder {{regoin}}; did you mean "region"?'
    )


def test_a_secret_may_not_stand_in_the_text(tmp_path: Path) -> None:
    file = write(tmp_path, "1-one.md", HEAD, "Paste {alexa_client_secret}.\n")
    assert mistake(tmp_path).startswith(f"{file}, line 7: {{alexa_client_secret}} is a secret")


def test_a_step_without_text_is_a_mistake(tmp_path: Path) -> None:
    file = write(tmp_path, "1-one.md", HEAD, "\n")
    assert mistake(tmp_path).startswith(f"{file}, line ")


def test_an_id_given_twice_names_both_files(tmp_path: Path) -> None:
    first = write(tmp_path, "1-one.md", HEAD)
    second = write(tmp_path, "2-two.md", HEAD)
    assert mistake(tmp_path) == f'{second}, line 2: the id "1" is taken by {first}'


def test_steps_that_wait_for_each_other_are_a_mistake(tmp_path: Path) -> None:
    for step_id, needed in (("1", "2"), ("2", "3"), ("3", "1")):
        write(
            tmp_path,
            f"{step_id}.md",
            HEAD.replace('"1"', f'"{step_id}"') + f'needs = ["{needed}"]\n',
        )
    assert '"needs" runs in a circle: 1 → 2 → 3 → 1' in mistake(tmp_path)


def test_what_two_steps_carry_names_both_files(tmp_path: Path) -> None:
    first = write(tmp_path, "1-one.md", HEAD + 'carries = ["google", "domain"]\n')
    second = write(
        tmp_path, "2-two.md", HEAD.replace('"1"', '"2"') + 'carries = ["apple", "domain"]\n'
    )
    assert mistake(tmp_path) == f'{second}, line 6: "domain" is carried by {first} already'


def test_what_blocks_may_not_advise_too(tmp_path: Path) -> None:
    write(tmp_path, "1-one.md", HEAD)
    file = write(
        tmp_path, "2-two.md", HEAD.replace('"1"', '"2"') + 'needs = ["1"]\nafter = ["1"]\n'
    )
    assert (
        mistake(tmp_path) == f'{file}, line 7: "after" names "1", which stands in "needs" already'
    )


def test_advice_against_a_need_is_a_mistake(tmp_path: Path) -> None:
    write(tmp_path, "1-one.md", HEAD + 'after = ["2"]\n')
    write(tmp_path, "2-two.md", HEAD.replace('"1"', '"2"') + 'needs = ["1"]\n')
    assert '"needs" runs in a circle: 1 → 2 → 1' in mistake(tmp_path)


@pytest.mark.parametrize(
    ("text", "line", "reason"),
    [
        ("# Just Markdown\n", 1, "a step begins with a line +++"),
        ("", 1, "a step begins with a line +++"),
        ('+++\nid = "1"\n', 3, "the line +++ that ends the keys is missing"),
    ],
)
def test_a_file_without_its_fences_is_a_mistake(
    tmp_path: Path, text: str, line: int, reason: str
) -> None:
    file = tmp_path / "1-one.md"
    file.write_text(text)
    assert mistake(tmp_path).startswith(f"{file}, line {line}: {reason}")


def test_a_file_in_another_encoding_is_a_mistake(tmp_path: Path) -> None:
    file = write(tmp_path, "1-one.md", HEAD)
    file.write_bytes(file.read_bytes() + b"\nGr\xfc\xdfe\n")
    assert mistake(tmp_path) == f"{file}, line 9: not UTF-8 text; save the file as UTF-8"


def test_a_folder_without_steps_is_a_mistake(tmp_path: Path) -> None:
    (tmp_path / ".1-one.md").write_text("an editor's copy")
    assert "holds no step" in mistake(tmp_path)
    assert "cannot be read" in mistake(tmp_path / "gone")


@given(st.text(max_size=200))
def test_any_text_is_a_step_or_a_mistake_and_never_a_crash(
    tmp_path_factory: pytest.TempPathFactory, text: str
) -> None:
    folder = tmp_path_factory.mktemp("steps")
    (folder / "1-one.md").write_text(
        f"+++\n{HEAD}{text}\n+++\n{text}", encoding="utf-8", newline=""
    )
    try:
        outcome = load_steps(folder)[0].id
    except GuideMistake as error:
        outcome = str(error)
    assert outcome == "1" or ", line " in outcome
