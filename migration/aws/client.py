"""A client of one AWS service, as every call is made: retries, times, pace, fence and bounds."""

from collections.abc import Callable, Mapping
from functools import cache, partial
from importlib.metadata import version
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from migration.aws import check_before_send
from migration.aws.pacing import Pacer
from migration.aws.region import AWS_SUFFIXES
from migration.aws.retries import ONCE, give_up_early
from migration.aws.service_data import SERVICES
from migration.errors import OutOfBounds
from migration.known_secrets import remember_secret
from migration.web_address import host_of, is_this_machine

if TYPE_CHECKING:
    from botocore.session import Session

# Why a write must not be sent, of its service, operation and request; "" it may.
Bounds = Callable[[str, str, Mapping[str, Any]], str]

_NO_WRITES = ("Describe", "Get", "List", "Simulate", "AssumeRole")  # how reads are called
CONNECT_TIMEOUT = 5  # seconds
READ_TIMEOUT = 20  # seconds
MAX_CONNECTIONS = 40  # at most one for each thread of the reader


def make_client(
    session: "Session",
    service: str,
    region: str,
    attempts: int,
    address: str,
    pacer: Pacer,
    bounds: Bounds | None,
    keys: Mapping[str, Any],
) -> Any:
    """The client. Sessions are not thread safe: one is made at a time.

    `address` is empty for AWS's own. `keys` are botocore's options of that name, none for the
    session's own credentials.
    """
    from botocore.config import Config

    assert service in SERVICES, service  # no other's model is in the one file
    config = Config(
        # "standard" waits longer after each refusal and knows every throttling code; a person's
        # own AWS configuration may say "legacy", which lost 35 of 40 calls where this lost
        # none.
        retries={"mode": "standard", "total_max_attempts": attempts},
        connect_timeout=CONNECT_TIMEOUT,
        read_timeout=READ_TIMEOUT,
        max_pool_connections=MAX_CONNECTIONS,
        # so CloudTrail tells which version made a call
        user_agent_extra=f"poolwalk/{_own_version()}",
    )
    make = partial(
        session.create_client,
        service,
        region_name=region,
        endpoint_url=address or None,
        **keys,
    )
    # However the endpoint was named: a proxy cannot reach this machine's own ports.
    alone = config.merge(Config(proxies={}))
    at_home = is_this_machine(host_of(address))
    client = make(config=alone if at_home else config)
    if not at_home and is_this_machine(host_of(client.meta.endpoint_url)):
        client.close()
        client = make(config=alone)
    client.meta.events.register("before-send", _remember_token)
    at_aws = (urlsplit(client.meta.endpoint_url).hostname or "").endswith(AWS_SUFFIXES)
    client.meta.events.register("before-send", partial(pacer.before_send, region=region))
    client.meta.events.register_first("needs-retry", partial(give_up_early, at_aws=at_aws))
    if attempts == ONCE:
        client.meta.events.register_last("before-send", check_before_send.look)
    if bounds is not None:
        hold = partial(_hold, bounds, service)
        client.meta.events.register_first("provide-client-params", hold)
    return client


@cache
def _own_version() -> str:
    # read from the installed package's file, which takes as long as making a client
    return version("poolwalk")


def _hold(bounds: Bounds, service: str, params: Mapping[str, Any], model: Any, **_: Any) -> None:
    """Let no write pass that the bounds forbid; this handles `provide-client-params`."""
    if not model.name.startswith(_NO_WRITES) and (why := bounds(service, model.name, params)):
        raise OutOfBounds(why)


def _remember_token(request: Any, **_: Any) -> None:
    """Let no sentence repeat the session token, which a login by SSO or a role renews."""
    token = request.headers.get("X-Amz-Security-Token") or ""
    remember_secret(token.decode("latin-1") if isinstance(token, bytes) else str(token))
