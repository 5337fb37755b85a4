"""What a person accepted of a second app or wrapper holds for the copies as well."""

from urllib.parse import urlencode

import pytest

from migration.checks.asker import Asker
from migration.checks.check_verdict import CheckVerdict
from migration.checks.question_and_answer import Answer, Probe
from migration.rehearsal.result import Result
from tests.compare.test_second_apps import ADDRESSES, ID, PROVIDER, REASON, SECOND, SECRET
from tests.practice_aws import NEW_POOL, OLD_POOL
from tests.rehearsal.conftest import Rehearsing
from tests.walkthroughs import MAIN

CHECK = f"provider/{MAIN}/GitHub"


def with_a_second_wrapper(deployment: Rehearsing) -> None:
    """GitHub stands in the new pool, and behind it another wrapper and another app."""
    held = deployment.practice.pools[OLD_POOL].providers["GitHub"]
    details = {**held["ProviderDetails"], **SECOND, **ADDRESSES}
    document = {
        "ProviderType": "OIDC",
        "ProviderDetails": details,
        "AttributeMapping": dict(held["AttributeMapping"]),
        "IdpIdentifiers": list(held.get("IdpIdentifiers", ())),
    }
    deployment.practice.change(pool=NEW_POOL, provider="GitHub", create=True, set=document)
    deployment.walkthrough.reader.read()


@pytest.fixture(autouse=True)
def _leads_to_the_second_app(monkeypatch: pytest.MonkeyPatch) -> None:
    """Cognito's login pages send everybody on to what the new pool's provider has."""

    def answer(_asker: Asker, probe: Probe) -> Answer:
        back = f"https://{probe.host}/oauth2/idpresponse"
        asked = urlencode({"client_id": SECOND["client_id"], "redirect_uri": back})
        return Answer(probe, 302, {"location": f"{ADDRESSES['authorize_url']}?{asked}"})

    monkeypatch.setattr(Asker, "ask", answer)


def found(result: Result) -> CheckVerdict | None:
    return next((one.verdict for one in result.checks if one.check == CHECK), None)


def test_a_rehearsal_knows_what_was_accepted(deployment: Rehearsing) -> None:
    with_a_second_wrapper(deployment)
    for id_ in (PROVIDER, ID, SECRET):
        deployment.walkthrough.reasons.accept(id_, REASON)
    result = deployment.run()
    assert found(result) is CheckVerdict.PASSED
    assert result.as_predicted == len(result.writes)
    assert not [one for one in result.not_rehearsed if "GitHub" in f"{one.what} {one.why}"]


@pytest.mark.parametrize("said", [(), (PROVIDER,), (PROVIDER, SECRET)])
def test_what_was_not_accepted_is_no_better_on_the_copies(
    deployment: Rehearsing, said: tuple[str, ...]
) -> None:
    with_a_second_wrapper(deployment)
    for id_ in said:
        deployment.walkthrough.reasons.accept(id_, REASON)
    assert found(deployment.run()) is CheckVerdict.REFUSED
