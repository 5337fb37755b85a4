"""Who asks, in which region, and whether both clocks agree."""

from collections.abc import Callable
from datetime import UTC, datetime

from migration.aws.account import time_at_aws
from migration.aws.connection import Connection, connect
from migration.aws.held_identity import Identity
from migration.aws.identity import caller_identity
from migration.deployment_request import Request
from migration.doctor.check import Check, Group, Subject
from migration.doctor.collected_checks import CollectedChecks
from migration.errors import NoRegion, PoolwalkError

REGION = Subject("region", Group.LOGIN, "A region that has Cognito user pools is named")
CREDENTIALS = Subject("credentials", Group.LOGIN, "AWS knows who asks")
CLOCK = Subject("clock", Group.LOGIN, "This machine's clock agrees with AWS's")
SUBJECTS = (REGION, CREDENTIALS, CLOCK)

REFUSED_FROM = 300  # seconds: AWS takes no signature that is older
WORTH_MENDING = 60
SOMEWHERE = "us-east-1"  # to ask who somebody is, any region of AWS's does


def log_in(
    request: Request, ask_mfa_code: Callable[[str], str] | None, checks: CollectedChecks
) -> Connection | None:
    """Log in as the walkthrough would.

    None where that was not possible; the checks say why.
    """
    try:
        connection = _connected(request, request.region, ask_mfa_code)
    except NoRegion as error:
        checks.take(REGION.failed(str(error)))
        _look_for_credentials_alone(request, ask_mfa_code, checks)
        return None
    except PoolwalkError as error:
        named = request.region
        checks.take(
            REGION.passed(named)
            if named
            else REGION.unknown("AWS's configuration was not read to its end.")
        )
        checks.take(CREDENTIALS.failed(str(error)))
        checks.take(CLOCK.unknown("It is asked with the login."))
        return None
    return connection


def _connected(
    request: Request, region: str, ask_mfa_code: Callable[[str], str] | None
) -> Connection:
    return connect(
        profile=request.profile,
        region=region,
        endpoint_url=request.endpoint_url,
        credentials=request.credentials,
        ask_mfa_code=ask_mfa_code,
        log_file=request.log_file,
    )


def _look_for_credentials_alone(
    request: Request, ask_mfa_code: Callable[[str], str] | None, checks: CollectedChecks
) -> None:
    """Check the credentials of a login that has no region.

    A person who has neither is then told of both at once.
    """
    try:
        connection = _connected(request, SOMEWHERE, ask_mfa_code)
    except PoolwalkError as error:
        checks.take(CREDENTIALS.failed(str(error)))
        checks.take(CLOCK.unknown("It is asked with the login."))
        return
    checks.all_unknown(
        (CREDENTIALS, CLOCK),
        "There are credentials; whose they are is asked in the deployment's region.",
    )
    connection.close()


def look_at_the_login(
    connection: Connection, checks: CollectedChecks, now: Callable[[], datetime]
) -> Identity | None:
    """Make these checks; None where AWS does not know who asks."""
    checks.take(_region(connection))
    if checks.wants(CLOCK):
        checks.take(_clock(time_at_aws(connection), now()))
    try:
        identity = caller_identity(connection)
    except PoolwalkError as error:
        checks.take(CREDENTIALS.failed(str(error)))
        return None
    profile = f", profile {connection.profile}" if connection.profile else ""
    checks.take(CREDENTIALS.passed(f"{identity.arn}{profile}"))
    return identity


def _region(connection: Connection) -> Check:
    region = connection.region
    if connection.endpoint:
        return REGION.passed(
            f"{region}, at {connection.endpoint}",
            "This is not AWS itself: what holds there need not hold here.",
        )
    if region.startswith("us-gov-"):
        return REGION.passed(
            f"{region}: GovCloud",
            "Login pages stand under auth-fips there, and a policy's ARNs begin with"
            " arn:aws-us-gov: instead of arn:aws:.",
        )
    if region not in connection.regions_of("cognito-idp"):
        return REGION.unknown(
            f"{region} is not among the regions that this version of botocore knows Cognito in."
        )
    return REGION.passed(region)


def _clock(theirs: datetime | None, ours: datetime) -> Check:
    if theirs is None:
        return CLOCK.unknown("AWS's answer did not say when it was given.")
    aside = round((ours - theirs.astimezone(UTC)).total_seconds())
    said = (
        f"{abs(aside)} seconds {'ahead of' if aside > 0 else 'behind'} AWS's"
        if abs(aside) > 1
        else "the same to the second"
    )
    mend = "Set it right: `timedatectl set-ntp true`, or ask whoever runs this machine."
    if abs(aside) >= REFUSED_FROM:
        return CLOCK.failed(f"It is {said}, and AWS refuses from {REFUSED_FROM} seconds on.", mend)
    return CLOCK.passed(said, mend if abs(aside) >= WORTH_MENDING else "")
