"""How a copy's login pages look: styles of managed login, style sheets and logos of the classic."""

from collections.abc import Callable, Mapping
from typing import Any

from migration.changes.change import Document
from migration.changes.domain_status import until_it_stands
from migration.changes.resources import Resources
from migration.compare.setting import Kind, Target
from migration.errors import PoolwalkError
from migration.pools.documents import Domain
from migration.pools.reading import Pending, PoolReading, Role, Unread
from migration.rehearsal.copies.counterparts import Counterparts
from migration.rehearsal.copies.originals import Original
from migration.rehearsal.copies.requests import branding_request
from migration.rehearsal.copies.sender import Sender

WHOLE_POOL = "ALL"  # whose look is every client's, as Cognito names it
_STEP = "7b"


class LoginPageCopier:
    """Gives both copies the looks of their originals. `picture_at` fetches a logo by its URL."""

    def __init__(
        self, *, sender: Sender, counterparts: Counterparts, picture_at: Callable[[str], bytes]
    ) -> None:
        self._sender = sender
        self._counterparts = counterparts
        self._picture_at = picture_at

    def make(self, role: Role, pool_id: str, prefix: str, original: Original) -> None:
        """Set them on one copy, whose domain has `prefix`; *blocking*. Raises a `PoolwalkError`."""
        self._styles(role, pool_id, original)
        looks = self._looks(original.reading)
        if not looks or not isinstance(original.reading.domain, Domain):
            return
        self._wait_for_domain(pool_id, prefix)
        for client, look in looks.items():
            self._look(role, pool_id, client, look)

    def _styles(self, role: Role, pool_id: str, original: Original) -> None:
        for client, style in original.styles.items():
            if copy := self._counterparts.clients.get(client):
                request = {**branding_request(self._sender.model, style), "ClientId": copy}
                self._sender.attempt(
                    f"a managed login style of the {role} pool",
                    "CreateManagedLoginBranding",
                    {**request, "UserPoolId": pool_id},
                    needed=False,
                )

    def _looks(self, reading: PoolReading) -> dict[str, Mapping[str, Any]]:
        """The classic pages' looks that were set, by the copy's client or `WHOLE_POOL`."""
        looks: dict[str, Mapping[str, Any]] = {}
        if not isinstance(reading.ui_customization, Unread | Pending):
            looks[WHOLE_POOL] = reading.ui_customization.document
        if not isinstance(reading.client_looks, Unread | Pending):
            looks |= {
                self._counterparts.clients[client]: look
                for client, look in reading.client_looks.items()
                if isinstance(look, Mapping) and client in self._counterparts.clients
            }
        return {key: look for key, look in looks.items() if look.get("CSS") or look.get("ImageUrl")}

    def _wait_for_domain(self, pool_id: str, prefix: str) -> None:
        domain = Target(Kind.DOMAIN, prefix)
        resources = Resources(self._sender.connection, pool_id)
        first = resources.read(domain)
        until_it_stands(resources, domain, first, self._sender.wait, self._sender.doing)

    def _look(self, role: Role, pool_id: str, client: str, look: Mapping[str, Any]) -> None:
        label = f"a login page's look of the {role} pool"
        request: Document = {"UserPoolId": pool_id, "ClientId": client}
        if look.get("CSS"):
            request["CSS"] = str(look["CSS"])
        if look.get("ImageUrl"):
            try:
                request["ImageFile"] = self._picture_at(str(look["ImageUrl"]))
            except PoolwalkError as error:
                self._sender.leave_out(f"the logo of {label}", str(error), step=_STEP)
                if "CSS" not in request:
                    return
        self._sender.attempt(label, "SetUICustomization", request, step=_STEP)
