"""What AWS answers when it refuses."""


class AwsError(Exception):
    """A refusal as AWS would word it; the protocol layer turns it into JSON or XML.

    `code` is the name of the error's shape in the service model where it has one (the query
    protocol may send another spelling, which the model gives), `status` the HTTP status.
    """

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(f"{code}: {message}")
        self.code = code
        self.message = message
        self.status = status


def invalid_parameter(message: str) -> AwsError:
    """Cognito's answer to a request that breaks one of its rules."""
    return AwsError("InvalidParameterException", message)


def not_found(message: str) -> AwsError:
    """Cognito's answer to a pool, a client or a provider that is not there."""
    return AwsError("ResourceNotFoundException", message)


def validation_error(message: str) -> AwsError:
    """CloudFormation's and STS's answer to almost every mistake."""
    return AwsError("ValidationError", message)
