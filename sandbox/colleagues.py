"""People of the account beside its caller: each has keys of their own for as long as they stay."""

import secrets
from itertools import count

from sandbox.signature import Credential
from sandbox.state import Account, Document
from sandbox.table import Table


def admit(account: Account) -> Document:
    """Keys for one more administrator: `access_key`, `secret_key`, and the `name`.

    The name is the caller's with the lowest number that nobody has at the moment: admin-2.
    """
    here = {credential.arn for credential in account.sessions.values()}
    names = (f"{account.caller.arn}-{number}" for number in count(2))
    arn = next(name for name in names if name not in here)
    credential = Credential(
        access_key=f"AKIA{secrets.token_hex(8).upper()}",
        secret_key=secrets.token_urlsafe(30),
        arn=arn,
        user_id=f"AIDA{secrets.token_hex(8).upper()}",
    )
    account.sessions[credential.access_key] = credential
    return {
        "access_key": credential.access_key,
        "secret_key": credential.secret_key,
        "name": arn.rpartition("/")[2],
    }


def see_off(account: Account, access_key: str) -> None:
    """Their keys are good for nothing any more, and their name is free."""
    account.sessions.pop(access_key, None)


def add_table(account: Account, name: str) -> None:
    """A table for the record that they share, made long ago."""
    keys = {"deployment": ("HASH", "S"), "sequence": ("RANGE", "N")}
    account.tables[account.region, name] = Table(
        {
            "TableName": name,
            "KeySchema": [
                {"AttributeName": key, "KeyType": kind} for key, (kind, _) in keys.items()
            ],
            "AttributeDefinitions": [
                {"AttributeName": key, "AttributeType": type_} for key, (_, type_) in keys.items()
            ],
        },
        0.0,
    )
