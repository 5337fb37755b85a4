"""Apple's App Store Connect API: an app by its bundle id, and its versions."""

from typing import Any

from sandbox.outside.consoles import Consoles
from sandbox.outside.signed_question import claims_of, key_id_of
from sandbox.outside.web import WebPage, WebRequest, document

HOST = "api.appstoreconnect.apple.com"


def answer(consoles: Consoles, request: WebRequest) -> WebPage:
    """`GET /v1/apps?filter[bundleId]=…` and `GET /v1/apps/<id>/appStoreVersions`."""
    signed = request.headers.get("authorization", "").removeprefix("Bearer ")
    key = consoles.app_store_keys.get(key_id_of(signed))
    claims: dict[str, Any] = (
        claims_of(signed, key["public_key"], "ES256", "appstoreconnect-v1") if key else {}
    )
    if key is None or claims.get("iss") != key["issuer"]:
        return _refused(401, "NOT_AUTHORIZED")
    match request.method, request.path.strip("/").split("/"):
        case "GET", ["v1", "apps"]:
            app = consoles.app_store_connect.get(request.query.get("filter[bundleId]", ""))
            return document(200, {"data": [{"type": "apps", "id": app["id"]}] if app else []})
        case "GET", ["v1", "apps", app_id, "appStoreVersions"]:
            for app in consoles.app_store_connect.values():
                if app["id"] == app_id:
                    return document(200, {"data": [_version(held) for held in app["versions"]]})
    return _refused(404, "NOT_FOUND")


def _version(attributes: dict[str, Any]) -> dict[str, Any]:
    return {"type": "appStoreVersions", "id": "0", "attributes": attributes}


def _refused(status: int, code: str) -> WebPage:
    return document(status, {"errors": [{"status": str(status), "code": code}]})
