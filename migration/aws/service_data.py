"""What of botocore's data files is kept in memory: that of the services which are asked.

Its list of endpoints holds 305 services in every region, 6.8 MB once it is read; the requests' own
endpoints come from each service's rules beside it. Descriptions in models are for people.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from botocore.session import Session

# By botocore's names: what is asked, and what botocore asks to log in. The one file of `make dist`
# holds the models of these alone.
SERVICES = (
    *("cognito-idp", "cloudformation", "sts", "iam", "sesv2", "sns", "cloudwatch", "dynamodb"),
    *("apigateway", "apigatewayv2"),
)
TO_LOG_IN = ("sso", "sso-oidc", "signin")
# The same as the list of endpoints names them.
_ASKED = frozenset(
    {"cognito-idp", "cloudformation", "sts", "iam", "email", "sns", "monitoring", "dynamodb"}
)
_LOGGING_IN = frozenset({"sso", "portal.sso", "oidc", "signin"})
_DESCRIPTION = "documentation"


def keep_little_data(session: "Session") -> None:
    """Have the session keep little of what it reads; before a client is made of it.

    Sessions may share what reads for them: that is told once.
    """
    loader = session.get_component("data_loader")
    if not isinstance(loader.file_loader, _LittleData):
        loader.file_loader = _LittleData(loader.file_loader)


class _LittleData:
    """Reads data files as botocore's own reader does, and drops what nobody looks up."""

    def __init__(self, files: Any) -> None:
        self._files = files

    def exists(self, path: str) -> bool:
        """Whether there is such a file."""
        return bool(self._files.exists(path))

    def load_file(self, path: str) -> Any:
        """A file's data; None where there is none."""
        data = self._files.load_file(path)
        if isinstance(data, dict):
            for partition in data.get("partitions") or ():
                services = partition.get("services") or {}
                for name in services.keys() - _ASKED - _LOGGING_IN:
                    del services[name]
            for described in (data.get("shapes") or {}, data.get("operations") or {}):
                for item in described.values():
                    item.pop(_DESCRIPTION, None)
                    for member in (item.get("members") or {}).values():
                        member.pop(_DESCRIPTION, None)
        return data
