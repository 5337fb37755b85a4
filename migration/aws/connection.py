"""The one place where AWS is reached: region, credentials, endpoint, and the clients made so."""

import os
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast

from migration.aws.call_description import CallDescription
from migration.aws.call_log import CallLog
from migration.aws.client import Bounds, make_client
from migration.aws.configuration import look_at_files
from migration.aws.credentials import found_credentials
from migration.aws.crt import load_botocore, logs_in_by_aws_login
from migration.aws.error_sentences import aws_in_words
from migration.aws.held_identity import HeldIdentity, Identity
from migration.aws.pacing import Pacer
from migration.aws.region import is_awss_own, region_of
from migration.aws.retries import ATTEMPTS, ONCE
from migration.aws.session import new_session
from migration.errors import BadInput
from migration.known_secrets import remember_environment
from migration.web_address import host_of

if TYPE_CHECKING:
    from botocore.credentials import ReadOnlyCredentials
    from botocore.session import Session
    from mypy_boto3_cloudformation import CloudFormationClient
    from mypy_boto3_cognito_idp import CognitoIdentityProviderClient
    from mypy_boto3_sts import STSClient

NO_OTHERS: Mapping[str, str] = {}
# The services whose own variable wins over an endpoint that was named for all of them: the team's
# table may stand at another server than the pools.
_BY_THEIR_OWN = {"dynamodb": "AWS_ENDPOINT_URL_DYNAMODB"}


class Connection:
    """AWS as one deployment's administrator reaches it. Safe to share between threads.

    Made by `connect`.

    `endpoint` is empty when calls go to AWS's own; `profile` is the one in use, "" for none.
    """

    def __init__(
        self,
        session: "Session",
        region: str,
        endpoint_url: str,
        pacer: Pacer,
        call_log: CallLog | None = None,
        bounds: Bounds | None = None,
        endpoints: Mapping[str, str] = NO_OTHERS,
        identity: HeldIdentity | None = None,
    ) -> None:
        self.region = region
        self.profile = str(session.profile or "")
        self._session = session
        self._endpoint_url = endpoint_url
        self._endpoints = endpoints  # by service, those that win over `endpoint_url`
        self._pacer = pacer
        self._call_log = call_log
        self._bounds = bounds
        # Sessions are not thread safe, clients are: each is made once, one at a time.
        self._making = threading.Lock()
        self._clients: dict[tuple[str, str, int], Any] = {}
        self.identity = identity or self._logged_in()
        with _told_as_no_url(endpoint_url):
            url = self.cognito.meta.endpoint_url
        self.endpoint = "" if is_awss_own(url, region) else url

    @property
    def cognito(self) -> "CognitoIdentityProviderClient":
        """Cognito user pools, in the deployment's region."""
        return cast("CognitoIdentityProviderClient", self._client("cognito-idp", self.region))

    @property
    def sts(self) -> "STSClient":
        """Who is asking."""
        return cast("STSClient", self._client("sts", self.region))

    def cloudformation(self, region: str) -> "CloudFormationClient":
        """CloudFormation in a region.

        The voice assistants' stacks can stand in us-east-1, whatever the deployment's region is.
        """
        return cast("CloudFormationClient", self._client("cloudformation", region))

    def client(self, service: str, region: str = "") -> Any:
        """The client of any other service, by botocore's name for it.

        It is for the deployment's region where no other is named.
        """
        return self._client(service, region or self.region)

    def writing(self, service: str, region: str = "") -> Any:
        """A client for writes, in the deployment's region where none is named.

        botocore never sends one of them a second time by itself: what others wrote since would be
        lost.
        """
        return self._client(service, region or self.region, ONCE)

    def regions_of(self, service: str) -> frozenset[str]:
        """The regions that botocore knows a service in, of every partition."""
        known = self._session
        return frozenset(
            region
            for partition in known.get_available_partitions()
            for region in known.get_available_regions(service, partition_name=partition)
        )

    def within(self, bounds: Bounds) -> "Connection":
        """Another connection with the same login and at the same pace, which writes less.

        `bounds` is told each write's service, operation and request before it is sent, and says why
        it must not be ("" it may): then `OutOfBounds` is raised instead.
        """
        return Connection(
            self._session,
            self.region,
            self._endpoint_url,
            self._pacer,
            None,
            bounds,
            self._endpoints,
            self.identity,
        )

    def asking(
        self,
        operation: str,
        subject: str = "",
        service: str = "cognito-idp",
        secrets: tuple[str, ...] = (),
    ) -> AbstractContextManager[None]:
        """A block around one call: every failure in it becomes a `PoolwalkError` with its sentence.

        `subject` is what the call is about (a pool's id, a client's name); no value in `secrets`
        can appear in the sentence.
        """
        return aws_in_words(
            CallDescription(
                operation,
                subject,
                service,
                self.profile,
                self.region,
                self._endpoints.get(service, self.endpoint),
                secrets,
            )
        )

    def close(self) -> None:
        """Give the sockets back."""
        with self._making:
            for client in self._clients.values():
                client.close()
        if self._call_log is not None:
            self._call_log.close()

    def _client(self, service: str, region: str, attempts: int = ATTEMPTS) -> Any:
        # who finds one need not wait while another is made
        key = (service, region, attempts)
        if key not in self._clients:
            with self._making:
                if key not in self._clients:
                    self._clients[key] = self._make(service, region, attempts)
        return self._clients[key]

    def _logged_in(self) -> HeldIdentity:
        """Hold the session to whoever logs in by it now: it signs as nobody else."""
        identity = HeldIdentity(self._whose)
        identity.watch(self._session)
        found_credentials(self._session)
        return identity

    def _whose(self, keys: "ReadOnlyCredentials") -> Identity:
        """Whose these renewed keys are, asked of AWS with these keys themselves."""
        own = {
            "aws_access_key_id": keys.access_key,
            "aws_secret_access_key": keys.secret_key,
            "aws_session_token": keys.token,
        }
        with self._making:
            client = self._make("sts", self.region, ATTEMPTS, own)
        try:
            with self.asking("GetCallerIdentity", service="sts"):
                answer = client.get_caller_identity()
        finally:
            client.close()
        return Identity(answer["Account"], answer["Arn"])

    def _make(
        self, service: str, region: str, attempts: int, keys: Mapping[str, str | None] = NO_OTHERS
    ) -> Any:
        return make_client(
            self._session,
            service,
            region,
            attempts,
            self._endpoints.get(service) or self._endpoint_url,
            self._pacer,
            self._bounds,
            keys,
        )


def _named_for_services(environment: Mapping[str, str]) -> dict[str, str]:
    named = {service: environment.get(name, "") for service, name in _BY_THEIR_OWN.items()}
    return {service: address for service, address in named.items() if address}


@contextmanager
def _told_as_no_url(endpoint_url: str) -> Iterator[None]:
    """A block that makes a client for an endpoint: one that is no URL becomes `BadInput`."""
    try:
        yield
    except ValueError as error:  # botocore's answer to it
        named = endpoint_url or os.environ.get("AWS_ENDPOINT_URL", "")
        if "endpoint" not in str(error).lower() and not (named and not host_of(named)):
            raise
        raise BadInput(
            f"“{endpoint_url or 'AWS_ENDPOINT_URL'}” is no endpoint URL: give one such as"
            " http://localhost:5000."
        ) from None


def connect(
    *,
    profile: str = "",
    region: str = "",
    endpoint_url: str = "",
    credentials: tuple[str, str] | None = None,
    ask_mfa_code: Callable[[str], str] | None = None,
    pacer: Pacer | None = None,
    log_file: Path | None = None,
    region_from: str = "--region",
) -> Connection:
    """Log in to AWS. Blocking: imports botocore, and may ask AWS for temporary credentials.

    Empty strings leave the choice to AWS's own configuration. With `credentials`, an access key and
    its secret, no profile and no file of AWS's is looked at: the practice AWS works whatever the
    person's own are like. With `log_file` every call is noted there, without its body.
    `ask_mfa_code` is given the MFA device's ARN, from this thread, and returns the code; None:
    there is nobody to ask. `region_from` says in words which setting gave the region. Raises
    `NoCredentials`, `NoRegion`, `BadInput`, `AwsUnreachable`, and `Cancelled` where `ask_mfa_code`
    does.
    """
    remember_environment(os.environ)
    if credentials is None:
        look_at_files()
    call_log = CallLog(log_file) if log_file else None
    load_botocore(with_crt=credentials is None and logs_in_by_aws_login(profile))
    # botocore's own order; asked here, since the session cannot say it once the profile turns out
    # to be missing.
    named = profile or os.environ.get("AWS_DEFAULT_PROFILE") or os.environ.get("AWS_PROFILE") or ""
    with aws_in_words(
        CallDescription(
            "AssumeRole",
            service="sts",
            profile=named,
            region=region,
            endpoint=endpoint_url,
            region_from=region_from,
            connecting=True,
        )
    ):
        session = new_session(profile, credentials, ask_mfa_code)
        if call_log:
            call_log.watch(session)
        chosen = region_of(session, region)
        return Connection(
            session,
            chosen,
            endpoint_url,
            pacer or Pacer(),
            call_log,
            endpoints=NO_OTHERS if credentials else _named_for_services(os.environ),
        )
