"""What else hangs on a pool: resource servers, groups, tags, threat protection and log delivery."""

from sandbox import paging
from sandbox.duplicate import duplicate
from sandbox.errors import AwsError, invalid_parameter, not_found
from sandbox.state import WHOLE_POOL, Asked, Document


def list_resource_servers(asked: Asked) -> Document:
    """Every resource server of the pool, with its scopes."""
    return paging.cognitos(asked, "ResourceServers", list(asked.pool.resource_servers.values()))


def describe_resource_server(asked: Asked) -> Document:
    """One resource server."""
    identifier = asked.parameters["Identifier"]
    if identifier not in asked.pool.resource_servers:
        raise not_found(f"Resource server {identifier} does not exist.")
    return {"ResourceServer": asked.pool.resource_servers[identifier]}


def create_resource_server(asked: Asked) -> Document:
    """A new resource server; its scopes are `identifier/name` in a client."""
    pool, given = asked.pool, duplicate(asked.parameters)
    if given["Identifier"] in pool.resource_servers:
        raise invalid_parameter(f"{given['Identifier']} already exists in user pool {pool.id}.")
    pool.resource_servers[given["Identifier"]] = {"Scopes": [], **given}
    return {"ResourceServer": pool.resource_servers[given["Identifier"]]}


def list_groups(asked: Asked) -> Document:
    """Every group of the pool."""
    return paging.cognitos(asked, "Groups", asked.pool.groups, limit="Limit")


def create_group(asked: Asked) -> Document:
    """A new group, without anybody in it."""
    pool, given = asked.pool, duplicate(asked.parameters)
    if any(group["GroupName"] == given["GroupName"] for group in pool.groups):
        raise AwsError("GroupExistsException", "A group with the name already exists.")
    now = asked.now()
    pool.groups.append({**given, "CreationDate": now, "LastModifiedDate": now})
    return {"Group": pool.groups[-1]}


def set_risk_configuration(asked: Asked) -> Document:
    """The client's threat protection, or the pool's, whole; the pool's add-on has to be on."""
    pool, given = asked.pool, duplicate(asked.parameters)
    mode = pool.document.get("UserPoolAddOns", {}).get("AdvancedSecurityMode", "OFF")
    if mode == "OFF":
        raise AwsError("UserPoolAddOnNotEnabledException", "User pool add-ons are not enabled.")
    client_id = given.get("ClientId")
    if client_id:
        pool.client(client_id)
    pool.risk[client_id or WHOLE_POOL] = given
    return {"RiskConfiguration": given}


def list_tags_for_resource(asked: Asked) -> Document:
    """A pool's tags, by its ARN."""
    arn = asked.parameters["ResourceArn"]
    pool = asked.account.pool(arn.rpartition("/")[2], asked.region)
    return {"Tags": pool.document.get("UserPoolTags", {})}


def describe_risk_configuration(asked: Asked) -> Document:
    """The client's threat protection, else the pool's, else only whose it would be."""
    pool = asked.pool
    client_id = asked.parameters.get("ClientId")
    if client_id:
        pool.client(client_id)
    found = pool.risk.get(client_id or WHOLE_POOL)
    return {
        "RiskConfiguration": (
            found or {"UserPoolId": pool.id, **({"ClientId": client_id} if client_id else {})}
        )
    }


def get_log_delivery_configuration(asked: Asked) -> Document:
    """Where the pool's logs go."""
    pool = asked.pool
    return {
        "LogDeliveryConfiguration": {"UserPoolId": pool.id, "LogConfigurations": pool.log_delivery}
    }
