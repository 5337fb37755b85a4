"""Amazon's skill management API (SMAPI): a skill's account linking and its certification."""

import hashlib
import json

from sandbox.outside.consoles import IN_REVIEW, Consoles, Entry, submit
from sandbox.outside.web import WebPage, WebRequest, document

HOST = "api.amazonalexa.com"
# What a GET never gives.
_HIDDEN = ("clientSecret", "reciprocalAccessTokenUrl", "skipOnEnablement")
_NEEDED = ("type", "authorizationUrl", "accessTokenUrl", "clientId", "clientSecret")


_METHODS = ("MANUAL_PUBLISHING", "AUTO_PUBLISHING")
_PAGE = 10  # reviews in one answer


def answer(consoles: Consoles, request: WebRequest, moment: float) -> WebPage:
    """`GET` and `PUT /v1/skills/<id>/stages/<stage>/accountLinkingClient`, `GET …/certifications`.

    And `POST /v1/skills/<id>/submit`, at a moment in seconds since 1970.

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
        case ["v1", "skills", skill_id, "certifications"] if request.method == "GET":
            return _certifications(consoles.alexa_skills.get(skill_id), request)
        case ["v1", "skills", skill_id, "submit"] if request.method == "POST":
            return _submit(consoles.alexa_skills.get(skill_id), request, moment)
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


def _certifications(skill: Entry | None, request: WebRequest) -> WebPage:
    """The reviews as they are held, newest first, in pages; forms that are none of Amazon's too."""
    if skill is None:
        return document(404, {"message": "Skill does not exist."})
    held = skill.get("certifications", [])
    if not isinstance(held, list):
        return document(200, held)
    begin = int(request.query.get("nextToken", "0"))
    end = begin + _PAGE
    more = {"nextToken": str(end)} if end < len(held) else {}
    shown = {"items": held[begin:end], "totalCount": len(held), "isTruncated": bool(more), **more}
    return document(200, shown)


def _submit(skill: Entry | None, request: WebRequest, moment: float) -> WebPage:
    if skill is None:
        return document(404, {"message": "Skill does not exist."})
    try:
        method = json.loads(request.body or b"{}").get("publicationMethod", "AUTO_PUBLISHING")
    except (ValueError, AttributeError):
        return document(400, {"message": "Request is not well-formed JSON."})
    if method not in _METHODS:
        return document(400, {"message": f"Invalid publicationMethod: {method}."})
    held = skill.setdefault("certifications", [])
    if any(review.get("status") == IN_REVIEW for review in held):
        return document(409, {"message": "The skill is already in certification."})
    if why := skill.get("not_submittable"):
        return document(400, {"message": why})
    name = submit(skill, moment)
    skill["publication_method"] = method
    return WebPage(202, headers={"Location": f"/v1/skills/certifications/{name}"})


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
