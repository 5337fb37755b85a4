"""Domains of a pool.

One is a prefix of amazoncognito.com, unique over all accounts; a custom domain can stand beside it.
"""

from sandbox.errors import AwsError, invalid_parameter
from sandbox.patterns import matches
from sandbox.state import Account, Asked, Document, UserPool

_PREFIX = r"^[a-z0-9](?:[a-z0-9\-]{0,61}[a-z0-9])?$"
_RESERVED = ("aws", "amazon", "cognito")
_ASSETS = "aws-cognito-prod-iad-assets"


def describe_user_pool_domain(asked: Asked) -> Document:
    """The domain's description; empty where the name is free or another account's.

    AWS does not tell which of the two it is.
    """
    owner = (
        _owner(asked.account, asked.parameters["Domain"])
        if asked.region == asked.account.region
        else None
    )
    if owner is None:
        return {"DomainDescription": {}}
    described = next(
        domain for domain in owner.domains if domain["Domain"] == asked.parameters["Domain"]
    )
    return {
        "DomainDescription": {**described, "Status": status_of(asked.account, owner, described)}
    }


def status_of(account: Account, pool: UserPool, domain: Document) -> str:
    """How a domain stands at this moment: what is under way has ended by then, or has not."""
    begun = pool.begun.get(domain["Domain"])
    if domain["Status"] not in {"CREATING", "UPDATING"} or begun is None:
        return str(domain["Status"])
    ended = account.clock.now() >= begun + account.settings.domain_seconds
    return account.settings.domain_ends if ended else str(domain["Status"])


def create_user_pool_domain(asked: Asked) -> Document:
    """Give the pool a domain.

    Raises `InvalidParameterException` for a name that is malformed, reserved or taken.
    """
    pool, given = asked.pool, asked.parameters
    name = given["Domain"]
    custom = "CustomDomainConfig" in given
    if (pool.custom_domain if custom else pool.domain) is not None:
        raise invalid_parameter("User pool already has a domain configured.")
    if not custom:
        check_prefix(name)
    if name in asked.account.taken_prefixes or _owner(asked.account, name):
        raise invalid_parameter("Domain already associated with another user pool.")
    version = int(given.get("ManagedLoginVersion", 1))
    _check_version(pool, version)
    description = new_domain(asked.account, pool, name, version)
    _under_way(asked, description, "CREATING")
    if custom:
        description |= {"CustomDomainConfig": dict(given["CustomDomainConfig"])}
        pool.custom_domain = description
        return {
            "ManagedLoginVersion": version,
            "CloudFrontDomain": description["CloudFrontDistribution"],
        }
    pool.domain = description
    return {"ManagedLoginVersion": version}


def _under_way(asked: Asked, domain: Document, status: str) -> None:
    settings = asked.account.settings
    if settings.domain_seconds or settings.domain_ends != "ACTIVE":
        domain["Status"] = status
        asked.pool.begun[domain["Domain"]] = asked.now()


def check_prefix(name: str) -> None:
    """Raises `InvalidParameterException` for what cannot be a prefix.

    “aws” is taken inside a longer word, the others are not (`beliefs.RESERVED_WORDS`).
    """
    if not matches(_PREFIX, name):
        raise invalid_parameter(
            "The domain name contains an invalid character. Domain names can only contain"
            " lower-case letters, numbers, and hyphens. Please enter a different name that follows"
            f" this format: {_PREFIX}"
        )
    for word in _RESERVED:
        if word in (name.split("-") if word == "aws" else name):
            raise invalid_parameter(f"Domain cannot contain reserved word: {word}")


def new_domain(account: Account, pool: UserPool, name: str, version: int) -> Document:
    """A prefix domain's description."""
    return {
        "UserPoolId": pool.id,
        "AWSAccountId": account.id,
        "Domain": name,
        "S3Bucket": _ASSETS,
        "CloudFrontDistribution": "d111111abcdef8.cloudfront.net",
        "Version": "20260101000000",
        "Status": "ACTIVE",
        "CustomDomainConfig": {},
        "ManagedLoginVersion": version,
    }


def described_domain(account: Account, pool: UserPool, members: Document) -> Document:
    """A domain as a file says it: `prefix` or `host`, and AWS's members for what is not usual."""
    name = members.get("prefix") or members["host"]
    rest = {key: value for key, value in members.items() if key not in {"prefix", "host"}}
    version = int(rest.get("ManagedLoginVersion", 1))
    return {**new_domain(account, pool, name, version), **rest}


def update_user_pool_domain(asked: Asked) -> Document:
    """Sets the login version, or a custom domain's certificate: a domain's name never changes."""
    domain = _of_pool(asked)
    version: int = asked.parameters.get("ManagedLoginVersion") or domain["ManagedLoginVersion"]
    _check_version(asked.pool, version)
    domain["ManagedLoginVersion"] = version
    if "CustomDomainConfig" in asked.parameters:
        domain["CustomDomainConfig"] = dict(asked.parameters["CustomDomainConfig"])
    _under_way(asked, domain, "UPDATING")
    return {"ManagedLoginVersion": version}


def delete_user_pool_domain(asked: Asked) -> Document:
    """Takes the domain from the pool; its prefix is free for anyone from then on."""
    domain = _of_pool(asked)
    if domain is asked.pool.domain:
        asked.pool.domain = None
    else:
        asked.pool.custom_domain = None
    return {}


def _of_pool(asked: Asked) -> Document:
    for domain in asked.pool.domains:
        if domain["Domain"] == asked.parameters["Domain"]:
            return domain
    raise invalid_parameter("No such domain or user pool exists.")


def _owner(account: Account, name: str) -> UserPool | None:
    for pool in account.pools.values():
        if any(domain["Domain"] == name for domain in pool.domains):
            return pool
    return None


def _check_version(pool: UserPool, version: int) -> None:
    if version not in {1, 2}:
        raise invalid_parameter("ManagedLoginVersion must be 1 or 2.")
    if version == 2 and pool.document.get("UserPoolTier") == "LITE":
        raise AwsError(
            "FeatureUnavailableInTierException",
            "The following feature is not available for the LITE pricing tier configured: Managed"
            " Login Version 2",
        )
