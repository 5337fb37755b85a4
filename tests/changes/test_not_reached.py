"""What did not leave this machine has failed and is waited for by nobody; what may have, not.

Names that do not resolve, a refused line, a proxy, a certificate, a login that cannot be renewed.
"""

from collections.abc import Iterator
from types import SimpleNamespace
from typing import Any

import botocore.exceptions as botocore
import pytest
from botocore.httpsession import URLLib3Session

from migration.changes.resources import Resources
from migration.errors import LoginChanged, NoCredentials, PoolwalkError
from migration.walkthrough import Walkthrough
from tests.changes.test_writing import CALLBACK, LOGOUT
from tests.practice_aws import PracticeAws

UPDATE = "UpdateUserPoolClient"
HERE = {"endpoint_url": "https://cognito-idp"}
BEFORE = {
    "no such name, or refused": botocore.EndpointConnectionError(**HERE, error="e"),
    "no route": botocore.ConnectTimeoutError(**HERE, error="e"),
    "a certificate": botocore.SSLError(**HERE, error=OSError("CERTIFICATE_VERIFY_FAILED")),
    "a proxy": botocore.ProxyConnectionError(proxy_url="http://p", error="e"),
}
AFTER = {
    "no answer in time": botocore.ReadTimeoutError(**HERE, error="e"),
    "closed": botocore.ConnectionClosedError(**HERE, request=None, error="e"),
    "a break of the encryption": botocore.SSLError(**HERE, error=OSError("EOF occurred")),
    "what nobody knows": botocore.HTTPClientError(error="e"),
}


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Iterator[Any]:
    """From the first write on, every request fails with `error`, while there is one."""
    line = SimpleNamespace(error=None, down=False, updates=0)
    send = URLLib3Session.send

    def sent(self: URLLib3Session, request: Any) -> Any:
        update = request.headers.get("X-Amz-Target", b"").endswith(UPDATE.encode())
        line.updates += update
        line.down = line.down or (update and line.error is not None)
        if line.down and line.error is not None:
            raise line.error
        return send(self, request)

    monkeypatch.setattr(URLLib3Session, "send", sent)
    yield line
    assert line.updates, "nothing was written"


@pytest.mark.parametrize("error", BEFORE.values(), ids=BEFORE)
def test_what_ends_before_there_is_a_line_has_failed_and_the_next_write_waits_for_nothing(
    walkthrough: Walkthrough, line: Any, error: Exception
) -> None:
    line.error = error
    (failed,) = walkthrough.applier.apply([CALLBACK]).failed
    assert failed.reason.startswith("Nothing was sent: ")
    assert not failed.unknown
    assert not walkthrough.state.record.unfinished
    line.error = None
    waited: list[str] = []
    report = walkthrough.applier.apply([CALLBACK, LOGOUT], waited.append)
    assert [result.id for result in report.applied] == [CALLBACK, LOGOUT]
    assert not [sentence for sentence in waited if "may still arrive" in sentence]


@pytest.mark.parametrize("error", AFTER.values(), ids=AFTER)
def test_what_may_have_left_is_not_known(
    walkthrough: Walkthrough, line: Any, error: Exception
) -> None:
    line.error = error
    (failed,) = walkthrough.applier.apply([CALLBACK]).failed
    assert failed.unknown
    assert len(walkthrough.state.record.unfinished) == 1


@pytest.mark.parametrize(
    "error",
    [LoginChanged("Nothing was sent: another."), NoCredentials("The login is over: log in.")],
    ids=["somebody else's", "over"],
)
def test_a_login_with_which_nothing_can_be_read_any_more_has_failed(
    practice_aws: PracticeAws,
    walkthrough: Walkthrough,
    monkeypatch: pytest.MonkeyPatch,
    error: PoolwalkError,
) -> None:
    def sent(*_: Any) -> None:
        monkeypatch.setattr(Resources, "read", sent)
        raise error

    monkeypatch.setattr(Resources, "send", sent)
    (failed,) = walkthrough.applier.apply([CALLBACK]).failed
    assert failed.reason == str(error)
    assert not failed.unknown
    assert not practice_aws.calls(UPDATE)
    assert not walkthrough.state.record.unfinished
