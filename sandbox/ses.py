"""Amazon SES, as far as it tells how the account stands."""

from collections.abc import Callable

from sandbox.state import Asked, Document

_IN_SANDBOX = {"Max24HourSend": 200.0, "MaxSendRate": 1.0, "SentLast24Hours": 12.0}
_IN_PRODUCTION = {"Max24HourSend": 50_000.0, "MaxSendRate": 14.0, "SentLast24Hours": 412.0}


def get_account(asked: Asked) -> Document:
    """How the account stands in the region.

    The quotas are those that AWS documents for the sandbox and for leaving it.
    """
    settings = asked.account.settings
    return {
        "DedicatedIpAutoWarmupEnabled": True,
        "EnforcementStatus": "HEALTHY",
        "ProductionAccessEnabled": not settings.mail_sandbox,
        "SendingEnabled": settings.mail_enabled,
        "SendQuota": _IN_SANDBOX if settings.mail_sandbox else _IN_PRODUCTION,
    }


OPERATIONS: dict[str, Callable[[Asked], Document]] = {"GetAccount": get_account}
