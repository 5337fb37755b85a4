"""Several deployments in config.toml: which is meant, what each has of its own, what is refused."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from migration.errors import BadInput
from tests.command_line.conftest import PAIR, Run
from tests.practice_aws import PracticeAws
from tui.deployment_choice import deployment_choice
from tui.settings.settings import load_settings, to_request
from tui.settings.sources import Sources, gather

TWO = """
region = "eu-west-1"
[deployments.staging]
profile = "acme-staging"
[deployments.production]
profile = "acme-prod"
region = "us-east-1"
protected = true
"""
Write = Callable[[str], Path]


def test_one_is_chosen_by_name_and_its_own_settings_win(write_config: Write) -> None:
    write_config(TWO)

    sources = gather({"deployment": "production"})
    request = to_request(load_settings(sources), sources)

    assert (request.name, request.profile, request.region) == (
        "production",
        "acme-prod",
        "us-east-1",
    )
    assert request.protected
    assert set(request.others) == {"staging"}


def test_what_a_deployment_does_not_say_stands_above_all_tables(write_config: Write) -> None:
    write_config(TWO)

    assert load_settings(gather({"deployment": "staging"})).region == "eu-west-1"


def test_the_environment_and_the_file_choose_too(
    write_config: Write, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_config(f'deployment = "staging"\n{TWO}')
    assert gather({}).chosen == "staging"
    monkeypatch.setenv("POOLWALK_DEPLOYMENT", "production")
    assert gather({}).chosen == "production"
    assert gather({"deployment": "staging"}).chosen == "staging"


def test_the_only_one_needs_no_choice(write_config: Write) -> None:
    write_config('[deployments.acme]\nprofile = "acme"')

    assert gather({}).chosen == "acme"
    assert not gather({}).undecided


def test_a_source_is_told_with_its_table(write_config: Write) -> None:
    path = write_config('[deployments.acme]\nquiet_days = "many"')

    with pytest.raises(BadInput) as refused:
        load_settings(gather({}))
    assert str(refused.value).startswith(f"quiet_days in [deployments.acme] of {path} is “many”")


def test_the_demo_knows_none_of_them(write_config: Write) -> None:
    write_config(TWO)

    sources = gather({}, demo=True)

    assert not sources.undecided
    assert load_settings(sources).profile == ""


def test_a_command_without_a_choice_is_told_the_names(write_config: Write, run: Run) -> None:
    path = write_config(TWO)

    answer = run("plan")

    assert answer.code == 1
    assert answer.sentence == (
        f"{path} has several deployments: say which is meant, --deployment staging or --deployment"
        " production."
    )


@pytest.mark.parametrize(
    ("content", "asked", "sentence"),
    [
        (TWO, "producton", "has no such deployment. Did you mean production?"),
        ("", "staging", "has no [deployments.staging]."),
        ("deployments = 5", "", "deployments in"),
        ("[deployments]\nstaging = 5", "", "is no table: write [deployments.staging]"),
        ('[deployments."../x"]', "", "calls a deployment “../x”: a name is up to 40 letters"),
        ("[deployments.a]\nprofil = 'x'", "", "knows no such key. Did you mean profile?"),
        ("[deployments.a]\ntheme = 'dark'", "", "theme in [deployments.a]"),
        ("[deployments.a]\ndeployment = 'b'", "", "is not of one deployment"),
        ("[deployments.a]\n[deployments.b]", "", "“a” and “b” in"),
        (
            "[deployments.a]\n[deployments.b]\nold_pool = 'rainmaker-user-pool'",
            "",
            "lead to the same pools: give each its own profile",
        ),
    ],
)
def test_what_cannot_be_used_is_one_sentence(
    write_config: Write, content: str, asked: str, sentence: str
) -> None:
    path = write_config(content)

    with pytest.raises(BadInput) as refused:
        gather({"deployment": asked} if asked else {})
    said = str(refused.value)
    assert sentence in said
    assert str(path) in said
    assert said.endswith((".", "?"))


@pytest.mark.parametrize("by", ["--profile", "POOLWALK_PROFILE"])
def test_nothing_stronger_leads_a_chosen_deployment_elsewhere(
    write_config: Write, monkeypatch: pytest.MonkeyPatch, by: str
) -> None:
    write_config(TWO)
    options = {"deployment": "production"}
    if by == "POOLWALK_PROFILE":
        monkeypatch.setenv(by, "acme-staging")
    else:
        options["profile"] = "acme-staging"

    with pytest.raises(BadInput) as refused:
        gather(options)
    assert str(refused.value) == (
        f"The deployment production is asked for, but {by} is “acme-staging”, and its own profile"
        " is “acme-prod”: leave one of them out."
    )


def test_the_page_opens_where_only_one_of_them_cannot_be_meant(write_config: Write) -> None:
    write_config(TWO)
    chosen: list[Sources] = []

    choice = deployment_choice(gather({"profile": "acme-staging"}), chosen.append)

    assert choice.names == ("staging", "production")
    assert choice.protected == {"production"}
    choice.choose("staging")
    with pytest.raises(BadInput, match="The deployment production is asked for, but --profile is"):
        choice.choose("production")
    assert [one.chosen for one in chosen] == ["staging"]


def test_what_is_protected_for_one_is_not_for_the_other(write_config: Write) -> None:
    write_config(TWO)

    assert gather({"deployment": "production"}).protected_by()
    assert not gather({"deployment": "staging"}).protected_by()
    with pytest.raises(BadInput, match=r"protected in \[deployments.production\] of .* protects"):
        load_settings(gather({"deployment": "production", "protected": False}))


def test_two_names_for_the_same_pools_write_nothing(
    write_config: Write, run: Run, aws: PracticeAws, tmp_path: Path
) -> None:
    config = (
        f'endpoint_url = "{aws.endpoint}"\nstate_folder = "{tmp_path / "state"}"\n'
        '[deployments.a]\n[deployments.b]\nold_pool = "us-east-1_OldPool01"\n'
    )
    write_config(config)
    assert run("next", "--deployment", "a", *PAIR).code == 0
    kept = json.loads((tmp_path / "state" / "deployment-a.json").read_text())
    assert kept["steps"] > kept["done"]

    answer = run("apply", "--step", "5", "--yes", "--deployment", "b", *PAIR)

    assert answer.code == 1
    assert "“b” and “a” in config.toml lead to the same pools" in answer.err
    assert not aws.calls("UpdateUserPool")
