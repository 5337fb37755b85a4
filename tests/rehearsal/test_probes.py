"""Each belief that a rehearsal can decide is asked; a wrong one is named."""

import pytest

from migration.rehearsal.probes.table import PROBES
from migration.rehearsal.result import Belief, Result
from sandbox.beliefs import BELIEFS
from sandbox.cognito import clients, domains
from sandbox.errors import invalid_parameter
from sandbox.state import Asked, Document, UserPool
from tests.rehearsal.conftest import Rehearsing
from tests.rehearsal.test_prediction import otherwise

pytestmark = pytest.mark.broken_requests  # what AWS refuses is asked on purpose


def test_the_practice_aws_and_the_rehearsal_have_the_same_list() -> None:
    assert {belief.id for belief in BELIEFS if belief.probed} == set(PROBES)


def answers(result: Result) -> dict[str, Belief]:
    return {answer.id: answer.belief for answer in result.probes}


def test_on_the_practice_aws_everything_is_as_believed(deployment: Rehearsing) -> None:
    result = deployment.run(probe=True)
    assert answers(result) == dict.fromkeys(PROBES, Belief.AS_BELIEVED)
    assert result.left == ()


def test_a_wrong_default_of_a_client_is_named(
    deployment: Rehearsing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(clients.DEFAULTS, "AuthSessionValidity", 15)
    result = deployment.run(probe=True)
    (wrong,) = [answer for answer in result.probes if answer.belief is Belief.OTHERWISE]
    assert wrong.id == "CLIENT_DEFAULTS"
    assert "AuthSessionValidity" in wrong.answer
    assert result.otherwise
    rehearsed = deployment.walkthrough.state.record.rehearsed
    assert rehearsed is not None
    assert rehearsed.otherwise
    assert rehearsed.beliefs == {"as believed": len(PROBES) - 1, "otherwise": 1}
    assert rehearsed.sentence.endswith(f"1 of {len(PROBES)} beliefs otherwise")
    assert any(
        line.startswith("belief CLIENT_DEFAULTS, otherwise: ") for line in rehearsed.deviating
    )


def test_words_that_aws_takes_all_the_same_are_named(
    deployment: Rehearsing, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(domains, "check_prefix", lambda _name: None)
    result = deployment.run(probe=True)
    assert answers(result)["RESERVED_WORDS"] is Belief.OTHERWISE


def test_a_provider_in_use_that_aws_keeps_is_named(deployment: Rehearsing) -> None:
    def keep(asked: Asked, _answer: Document) -> None:
        pool: UserPool = asked.pool
        if any(
            asked.parameters["ProviderName"] in client.get("SupportedIdentityProviders", ())
            for client in pool.clients.values()
        ):
            raise invalid_parameter("The provider is in use.")

    with otherwise("DeleteIdentityProvider", keep):
        result = deployment.run(probe=True)
    (wrong,) = [answer for answer in result.probes if answer.id == "PROVIDER_IN_USE"]
    assert wrong.belief is Belief.OTHERWISE
    assert "in use" in wrong.answer


def test_what_cannot_be_asked_is_not_decided(deployment: Rehearsing) -> None:
    deployment.practice.fault(kind="access_denied", operation="CreateManagedLoginBranding")
    result = deployment.run(probe=True)
    assert answers(result)["STYLE_WORDINGS"] is Belief.NOT_DECIDED
    assert result.sentence.endswith(f"1 of {len(PROBES)} beliefs not decided")
    assert not result.otherwise, "no write of production's rests on it"
    assert result.left == ()
