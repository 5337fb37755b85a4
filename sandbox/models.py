"""botocore's service models: the one source of what an operation takes and gives."""

from functools import cache, lru_cache
from threading import Lock

from botocore.loaders import Loader
from botocore.model import OperationModel, ServiceModel, Shape

COGNITO, CLOUDFORMATION, STS = "cognito-idp", "cloudformation", "sts"
SES, SNS, IAM, CLOUDWATCH = "sesv2", "sns", "iam", "cloudwatch"
API_GATEWAY, HTTP_APIS, DYNAMODB = "apigateway", "apigatewayv2", "dynamodb"
SERVICES = (
    COGNITO,
    CLOUDFORMATION,
    STS,
    SES,
    SNS,
    IAM,
    CLOUDWATCH,
    API_GATEWAY,
    HTTP_APIS,
    DYNAMODB,
)
ASKED_FIRST = (COGNITO, CLOUDFORMATION, STS)
"""What is loaded before it is asked for."""

IN_QUERY = (CLOUDFORMATION, STS, SNS, IAM)
"""The services that speak the query protocol."""

IN_REST = (SES, API_GATEWAY, HTTP_APIS)
"""The services whose operations stand at a method and a path."""

_SIGNED_AS = {"ses": SES, "monitoring": CLOUDWATCH}

_loading = Lock()
_loader = Loader()


def service_model(service: str) -> ServiceModel:
    """The model of one of `SERVICES`, loaded when it is first asked for."""
    with _loading:
        return _load(service)


def signed_as(name: str, path: str = "") -> str:
    """The service that a signature names: some models have another name than their signatures.

    API Gateway's two interfaces sign alike, and stand at different paths.
    """
    if name == API_GATEWAY and path.startswith("/v2/"):
        return HTTP_APIS
    return _SIGNED_AS.get(name, name)


@cache
def _load(service: str) -> ServiceModel:
    return ServiceModel(_loader.load_service_model(service, "service-2"), service)


@lru_cache(maxsize=256)
def operation_model(service: str, operation: str) -> OperationModel:
    """The model of one operation; raises `botocore.model.OperationNotFoundError`."""
    return service_model(service).operation_model(operation)


@lru_cache(maxsize=256)
def request_shape(service: str, operation: str) -> Shape | None:
    """The shape of what the operation takes.

    It is one object for all requests, since botocore makes a new one each time it is asked.
    """
    shape: Shape | None = operation_model(service, operation).input_shape
    return shape


@lru_cache(maxsize=256)
def answer_shape(service: str, operation: str) -> Shape | None:
    """What the operation gives."""
    shape: Shape | None = operation_model(service, operation).output_shape
    return shape


def error_code(service: str, shape_name: str) -> str:
    """The code that is sent for an error.

    In the query protocol it sometimes differs from the name of the error's shape.
    """
    model = service_model(service)
    if shape_name not in model.shape_names:
        return shape_name
    declared = model.shape_for(shape_name).metadata.get("error", {})
    return str(declared.get("code", shape_name))
