"""The look of the login pages, old and new.

The classic pages have a style sheet and a logo, managed login has a style.
"""

from uuid import uuid4

from sandbox.duplicate import duplicate
from sandbox.errors import AwsError, invalid_parameter, not_found
from sandbox.state import WHOLE_POOL, Asked, Document, UserPool

PICTURES = "d3oia8etllorh5.cloudfront.net"
"""Where AWS keeps the logos of login pages."""


def get_ui_customization(asked: Asked) -> Document:
    """The client's own look, else the pool's, else an empty one.

    Raises `InvalidParameterException` for a pool without a domain.
    """
    pool, key = asked.pool, _key(asked)
    _must_have_a_domain(pool)
    found = pool.customization.get(key) or pool.customization.get(WHOLE_POOL)
    return {"UICustomization": found or {}}


def set_ui_customization(asked: Asked) -> Document:
    """Set the look as a whole: style sheet and logo cannot be set apart.

    Raises `InvalidParameterException` for a pool without a domain, which AWS asks for first.
    """
    pool, key = asked.pool, _key(asked)
    _must_have_a_domain(pool)
    moment = asked.now()
    before = pool.customization.get(key, {})
    look = new_look(pool, key, asked.parameters.get("CSS"), before.get("CreationDate", moment))
    look["LastModifiedDate"] = moment
    if asked.parameters.get("ImageFile"):
        place = f"{pool.id}/{key}/{moment:.0f}/assets/images/image.jpg"
        look["ImageUrl"] = f"https://{PICTURES}/{place}"
        pool.pictures[look["ImageUrl"]] = asked.parameters["ImageFile"]
    if "CSS" in look or "ImageUrl" in look:
        pool.customization[key] = look
    else:
        pool.customization.pop(key, None)
    return {"UICustomization": look}


def _must_have_a_domain(pool: UserPool) -> None:
    if not any(pool.domains):
        raise invalid_parameter("There has to be an existing domain associated with this user pool")


def new_look(pool: UserPool, key: str, css: str | None, moment: float) -> Document:
    """A look's document made whole."""
    look: Document = {
        "UserPoolId": pool.id,
        "ClientId": key,
        "CreationDate": moment,
        "LastModifiedDate": moment,
    }
    if css:
        look |= {"CSS": css, "CSSVersion": "20190128172214"}
    return look


def _key(asked: Asked) -> str:
    client_id = str(asked.parameters.get("ClientId", WHOLE_POOL))
    if client_id != WHOLE_POOL:
        asked.pool.client(client_id)
    return client_id


def describe_managed_login_branding_by_client(asked: Asked) -> Document:
    """The client's style, which its page under a domain of version 2 needs.

    Raises `ResourceNotFoundException`.
    """
    pool = asked.pool
    client_id = pool.client(asked.parameters["ClientId"])["ClientId"]
    if client_id not in pool.branding:
        raise not_found(f"ManagedLoginBranding for client {client_id} does not exist.")
    return {"ManagedLoginBranding": pool.branding[client_id]}


def create_managed_login_branding(asked: Asked) -> Document:
    """Gives the client a style; raises `ManagedLoginBrandingExistsException` when it has one."""
    pool, given = asked.pool, duplicate(asked.parameters)
    client_id = pool.client(given.pop("ClientId"))["ClientId"]
    if client_id in pool.branding:
        raise AwsError(
            "ManagedLoginBrandingExistsException",
            f"A ManagedLoginBranding already exists for client {client_id}",
        )
    moment = asked.now()
    style = {
        "ManagedLoginBrandingId": str(uuid4()),
        "UseCognitoProvidedValues": "Settings" not in given and "Assets" not in given,
        **given,
        "CreationDate": moment,
        "LastModifiedDate": moment,
    }
    pool.branding[client_id] = style
    return {"ManagedLoginBranding": style}
