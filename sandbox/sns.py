"""Amazon SNS, as far as it tells how text messages stand."""

from collections.abc import Callable

from sandbox.state import Asked, Document


def get_sms_sandbox_account_status(asked: Asked) -> Document:
    """Whether text messages go to verified numbers alone."""
    return {"IsInSandbox": asked.account.settings.sms_sandbox}


def get_sms_attributes(asked: Asked) -> Document:
    """Those of the attributes asked for that were set, or all of them.

    The limit is there where nothing was ever set, too.
    """
    limit = asked.account.settings.sms_spend_limit or "1"
    held = {"DefaultSMSType": "Transactional", "MonthlySpendLimit": limit}
    wanted = asked.parameters.get("attributes") or held
    return {"attributes": {name: value for name, value in held.items() if name in wanted}}


OPERATIONS: dict[str, Callable[[Asked], Document]] = {
    "GetSMSSandboxAccountStatus": get_sms_sandbox_account_status,
    "GetSMSAttributes": get_sms_attributes,
}
