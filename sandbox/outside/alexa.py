"""Amazon's skill management API (SMAPI), as far as it shows a skill's account linking."""

from sandbox.outside.consoles import Consoles
from sandbox.outside.web import WebPage, WebRequest, document

HOST = "api.amazonalexa.com"


def answer(consoles: Consoles, request: WebRequest) -> WebPage:
    """The answer to `GET /v1/skills/<id>/stages/<stage>/accountLinkingClient`.

    It wants an access token that Amazon gave.
    """
    token = request.headers.get("authorization", "").removeprefix("Bearer ")
    if token not in consoles.alexa_tokens:
        return document(401, {"message": "Token is invalid/expired."})
    match request.method, request.path.strip("/").split("/"):
        case "GET", ["v1", "skills", skill_id, "stages", stage, "accountLinkingClient"]:
            skill = consoles.alexa_skills.get(skill_id)
            if skill is None or stage not in {"development", "live"} or not skill.get(stage):
                return document(
                    404,
                    {
                        "message": (
                            f"AccountLinking is not present for skill {skill_id} and stage {stage}."
                        )
                    },
                )
            linking = {
                "type": "AUTH_CODE",
                "accessTokenScheme": "HTTP_BASIC",
                "domains": [],
                "scopes": ["openid"],
                **skill[stage],
            }
            return document(200, {"accountLinkingResponse": linking})
    return document(404, {"message": "Not Found"})
