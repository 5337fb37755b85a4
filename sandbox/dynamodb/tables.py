"""Tables made, described, listed and taken away."""

from uuid import uuid4

from sandbox.errors import AwsError
from sandbox.state import Account, Asked, Document
from sandbox.table import Table, validation_exception

_MOST_LISTED = 100
_MODES = frozenset({"PROVISIONED", "PAY_PER_REQUEST"})


def create_table(asked: Asked) -> Document:
    """Begins to make a table; raises `ResourceInUseException`."""
    given, now = asked.parameters, asked.now()
    name = given["TableName"]
    if (asked.region, name) in asked.account.tables:
        raise AwsError("ResourceInUseException", f"Table already exists: {name}")
    _hold_keys(given)
    mode = given.get("BillingMode", "PROVISIONED")
    if mode == "PAY_PER_REQUEST" and "ProvisionedThroughput" in given:
        raise validation_exception(
            "One or more parameter values were invalid: Neither ReadCapacityUnits nor"
            " WriteCapacityUnits can be specified when BillingMode is PAY_PER_REQUEST"
        )
    if mode == "PROVISIONED" and "ProvisionedThroughput" not in given:
        raise validation_exception(
            "One or more parameter values were invalid: ReadCapacityUnits and WriteCapacityUnits"
            " must both be specified when BillingMode is PROVISIONED"
        )
    throughput = given.get("ProvisionedThroughput", {})
    document: Document = {
        "TableName": name,
        "TableArn": f"arn:aws:dynamodb:{asked.region}:{asked.account.id}:table/{name}",
        "TableId": str(uuid4()),
        "AttributeDefinitions": given["AttributeDefinitions"],
        "KeySchema": given["KeySchema"],
        "CreationDateTime": now,
        "TableSizeBytes": 0,
        "ItemCount": 0,
        "ProvisionedThroughput": {
            "NumberOfDecreasesToday": 0,
            "ReadCapacityUnits": throughput.get("ReadCapacityUnits", 0),
            "WriteCapacityUnits": throughput.get("WriteCapacityUnits", 0),
        },
        "DeletionProtectionEnabled": given.get("DeletionProtectionEnabled", False),
    }
    if mode == "PAY_PER_REQUEST":
        document["BillingModeSummary"] = {"BillingMode": mode}
    if given.get("SSESpecification", {}).get("Enabled"):
        # Without it a table is encrypted too, with a key of AWS's own, and says nothing of it.
        document["SSEDescription"] = {"Status": "ENABLED", "SSEType": "KMS"}
    table = Table(document, now)
    asked.account.tables[asked.region, name] = table
    return {"TableDescription": _description(asked, table)}


def describe_table(asked: Asked) -> Document:
    """A table; raises `ResourceNotFoundException`."""
    name = asked.parameters["TableName"]
    table = asked.account.tables.get((asked.region, name))
    if table is None:
        raise _not_found(f": Table: {name} not found")
    return {"Table": _description(asked, table)}


def list_tables(asked: Asked) -> Document:
    """Names in their order, so many at once."""
    after = asked.parameters.get("ExclusiveStartTableName", "")
    most = asked.parameters.get("Limit", _MOST_LISTED)
    names = sorted(name for region, name in asked.account.tables if region == asked.region)
    left = [name for name in names if name > after]
    page: Document = {"TableNames": left[:most]}
    if len(left) > most:
        page["LastEvaluatedTableName"] = left[most - 1]
    return page


def delete_table(asked: Asked) -> Document:
    """Takes a table away, unless it is protected."""
    table = active_table(asked)
    if table.document["DeletionProtectionEnabled"]:
        raise validation_exception(
            "Resource cannot be deleted as it is currently protected against deletion. Disable"
            " deletion protection first."
        )
    del asked.account.tables[asked.region, table.name]
    return {"TableDescription": {**table.document, "TableStatus": "DELETING"}}


def active_table(asked: Asked) -> Table:
    """The table that a request names; raises `ResourceNotFoundException` before it is ACTIVE."""
    table = asked.account.tables.get((asked.region, asked.parameters["TableName"]))
    if table is None or status_of(asked.account, table) != "ACTIVE":
        raise _not_found("")
    return table


def status_of(account: Account, table: Table) -> str:
    """CREATING for a while, then ACTIVE."""
    ready = account.clock.now() >= table.made + account.settings.table_seconds
    return "ACTIVE" if ready else "CREATING"


def _description(asked: Asked, table: Table) -> Document:
    return {**table.document, "TableStatus": status_of(asked.account, table)}


def _not_found(more: str) -> AwsError:
    return AwsError("ResourceNotFoundException", f"Requested resource not found{more}")


def _hold_keys(given: Document) -> None:
    defined = {one["AttributeName"] for one in given.get("AttributeDefinitions", ())}
    schema = given.get("KeySchema", ())
    names = [part["AttributeName"] for part in schema]
    if [part["KeyType"] for part in schema] not in (["HASH"], ["HASH", "RANGE"]):
        raise validation_exception(
            "One or more parameter values were invalid: The first KeySchemaElement is not a HASH"
            " key type"
        )
    if missing := [name for name in names if name not in defined]:
        raise validation_exception(
            "One or more parameter values were invalid: Some index key attributes are not defined"
            f" in AttributeDefinitions. Keys: [{missing[0]}], AttributeDefinitions:"
            f" [{', '.join(sorted(defined))}]"
        )
    if defined - set(names):
        raise validation_exception(
            "One or more parameter values were invalid: Number of attributes in KeySchema does not"
            " exactly match number of attributes defined in AttributeDefinitions"
        )
    if given.get("BillingMode", "PROVISIONED") not in _MODES:
        raise validation_exception("Unknown BillingMode")
