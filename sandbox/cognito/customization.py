"""The look of the classic hosted pages: a style sheet and a logo, of one client or of the whole pool."""

from sandbox.errors import invalid_parameter
from sandbox.state import WHOLE_POOL, Asked, Document, UserPool


def get_ui_customization(asked: Asked) -> Document:
    """The client's own look, else the pool's, else an empty one."""
    pool, key = asked.pool, _key(asked)
    found = pool.customization.get(key) or pool.customization.get(WHOLE_POOL)
    return {"UICustomization": found or {}}


def set_ui_customization(asked: Asked) -> Document:
    """Sets the look; raises `InvalidParameterException` for a pool without a domain, which AWS asks for first."""
    pool, key = asked.pool, _key(asked)
    if not any(pool.domains):
        raise invalid_parameter("There has to be an existing domain associated with this user pool")
    moment = asked.now()
    before = pool.customization.get(key, {})
    look = new_look(pool, key, asked.parameters.get("CSS"), before.get("CreationDate", moment))
    look["LastModifiedDate"] = moment
    if asked.parameters.get("ImageFile"):
        look["ImageUrl"] = f"https://{pool.id.replace('_', '-').lower()}.cloudfront.example/{key}/image.jpg"
    elif "ImageUrl" in before:
        look["ImageUrl"] = before["ImageUrl"]
    pool.customization[key] = look
    return {"UICustomization": look}


def new_look(pool: UserPool, key: str, css: str | None, moment: float) -> Document:
    """A look's document made whole."""
    look: Document = {"UserPoolId": pool.id, "ClientId": key, "CreationDate": moment, "LastModifiedDate": moment}
    if css:
        look |= {"CSS": css, "CSSVersion": "20190128172214"}
    return look


def _key(asked: Asked) -> str:
    client_id = str(asked.parameters.get("ClientId", WHOLE_POOL))
    if client_id != WHOLE_POOL:
        asked.pool.client(client_id)
    return client_id
