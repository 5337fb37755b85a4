"""REST with JSON answers, as Amazon SES speaks it.

Method and path name the operation, which takes no members here.
"""

from collections.abc import Container
from urllib.parse import urlsplit

from botocore.model import ServiceModel

from sandbox.errors import AwsError

CONTENT_TYPE = "application/json"


def operation_at(model: ServiceModel, method: str, path: str, known: Container[str]) -> str:
    """The operation that stands at a path; raises `NotFoundException` where there is none."""
    for name in model.operation_names:
        http = model.operation_model(name).http
        if name in known and (http["method"], http["requestUri"]) == (method, urlsplit(path).path):
            return str(name)
    raise AwsError("NotFoundException", f"No operation stands at {method} {path}.", 404)
