"""AWS's regions: which one is meant, and whether an address is AWS's own for it."""

import os
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from migration.errors import NoRegion

if TYPE_CHECKING:
    from botocore.session import Session

NO_REGION = (
    "No AWS region is named: give --region REGION, or set AWS_REGION or the profile's region."
)


def region_of(session: "Session", region: str) -> str:
    """The region that was asked for, or that AWS's own configuration names.

    Raises `NoRegion`, and botocore's `InvalidRegionError`.
    """
    # botocore itself knows AWS_DEFAULT_REGION alone; the AWS command line and the other SDKs take
    # this one first.
    chosen = (
        region or os.environ.get("AWS_REGION") or str(session.get_config_variable("region") or "")
    )
    if not chosen:
        raise NoRegion(NO_REGION)
    if any(character.isspace() for character in chosen):
        # A line end at the end passes botocore, which would then ask another host.
        from botocore.exceptions import InvalidRegionError

        raise InvalidRegionError(region_name=chosen)
    if chosen.startswith("cn-"):
        raise NoRegion(
            f"{chosen} has no Cognito user pools, and RainMaker runs on OAuth alone there: there is"
            " nothing to migrate. For a deployment elsewhere give --region REGION."
        )
    return chosen


# The DNS suffixes of AWS's partitions, and of its dual-stack endpoints.
AWS_SUFFIXES = (
    ".amazonaws.com",
    ".api.aws",
    ".amazonaws.eu",
    ".c2s.ic.gov",
    ".sc2s.sgov.gov",
    ".cloud.adc-e.uk",
    ".csp.hci.ic.gov",
)


def is_awss_own(url: str, region: str) -> bool:
    """Whether a URL is Cognito's own for that region, FIPS and dual stack included.

    Any other endpoint is shown to the person.
    """
    parts = urlsplit(url)
    host = parts.hostname or ""
    named = host.startswith((f"cognito-idp.{region}.", f"cognito-idp-fips.{region}."))
    return parts.scheme == "https" and named and host.endswith(AWS_SUFFIXES)
