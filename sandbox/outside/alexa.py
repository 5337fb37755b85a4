"""Amazon's skill management API (SMAPI): a skill's account linking, shown and changed."""

import hashlib
import json

from sandbox.outside.consoles import Consoles, Entry
from sandbox.outside.web import WebPage, WebRequest, document

HOST = "api.amazonalexa.com"
# What a GET never gives.
_HIDDEN = ("clientSecret", "reciprocalAccessTokenUrl", "skipOnEnablement")
_NEEDED = ("type", "authorizationUrl", "accessTokenUrl", "clientId", "clientSecret")


def answer(consoles: Consoles, request: WebRequest) -> WebPage:
    """`GET` and `PUT /v1/skills/<id>/stages/<stage>/accountLinkingClient`.

    It wants an access token that Amazon gave. A PUT replaces the whole, of `development` alone, and
    is refused where `If-Match` names another state than the one that stands.
    """
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    if token not in consoles.alexa_tokens:
        return document(401, {"message": "Token is invalid/expired."})
    match request.path.strip("/").split("/"):
        case ["v1", "skills", skill_id, "stages", stage, "accountLinkingClient"]:
            skill = consoles.alexa_skills.get(skill_id)
            if request.method == "PUT":
                return _put(skill, stage, request)
            if request.method == "GET":
                return _get(skill, skill_id, stage)
    return document(404, {"message": "Not Found"})


def _get(skill: Entry | None, skill_id: str, stage: str) -> WebPage:
    if skill is None or stage not in {"development", "live"} or not skill.get(stage):
        message = f"AccountLinking is not present for skill {skill_id} and stage {stage}."
        return document(404, {"message": message})
    held = _whole(skill[stage])
    shown = {name: value for name, value in held.items() if name not in _HIDDEN}
    page = document(200, {"accountLinkingResponse": shown})
    return WebPage(page.status, page.body, page.content_type, {"ETag": _etag(held)})


def _put(skill: Entry | None, stage: str, request: WebRequest) -> WebPage:
    if skill is None:
        return document(404, {"message": "Skill does not exist."})
    if stage != "development":
        return document(403, {"message": f"The stage {stage} cannot be written."})
    try:
        given = json.loads(request.body)["accountLinkingRequest"]
        lacking = [name for name in _NEEDED if not given.get(name)]
    except (ValueError, LookupError, TypeError, AttributeError):
        return document(400, {"message": "Request is not well-formed JSON."})
    if lacking:
        return document(400, {"message": f"Missing required fields: {', '.join(lacking)}."})
    match = request.headers.get("if-match", "")
    if match and match != _etag(_whole(skill.get(stage) or {})):
        return document(412, {"message": "The ETag does not match."})
    skill[stage] = given
    return WebPage(204)


def _whole(held: Entry) -> Entry:
    return {
        "type": "AUTH_CODE",
        "accessTokenScheme": "HTTP_BASIC",
        "domains": [],
        "scopes": ["openid"],
        **held,
    }


def _etag(held: Entry) -> str:
    return hashlib.sha256(json.dumps(held, sort_keys=True).encode()).hexdigest()[:16]
