"""The App Store's lookup: which version of an app customers get, and since when."""

from datetime import UTC, datetime

from sandbox.outside.consoles import Consoles
from sandbox.outside.web import WebPage, WebRequest, document, nothing_there

HOST = "itunes.apple.com"


def answer(consoles: Consoles, request: WebRequest) -> WebPage:
    """`GET /lookup?bundleId=…`: one result or none."""
    if (request.method, request.path) != ("GET", "/lookup"):
        return nothing_there()
    bundle_id = request.query.get("bundleId", "")
    app = consoles.app_store.get(bundle_id)
    results = []
    if app is not None:
        released = datetime.fromtimestamp(float(app["released"]), UTC).strftime(
            "%Y-%m-%dT%H:%M:%SZ"
        )
        results.append(
            {
                "wrapperType": "software",
                "bundleId": bundle_id,
                "trackName": app["trackName"],
                "version": app["version"],
                "currentVersionReleaseDate": released,
            }
        )
    return document(
        200, {"resultCount": len(results), "results": results}, "text/javascript; charset=utf-8"
    )
