"""`AWS::Cognito::UserPoolClient`: a stack's update of an app client is an UpdateUserPoolClient with the template's properties.

So it also takes back what was written past the stack (`beliefs.STACK_TAKES_BACK`).
"""

from sandbox.cognito import clients
from sandbox.state import Account, Asked, Document

TYPE = "AWS::Cognito::UserPoolClient"
_CREATE_ONLY = frozenset({"GenerateSecret", "UserPoolId"})


def update(account: Account, client_id: str, properties: Document) -> None:
    """Writes the client with the template's properties; raises what Cognito raises."""
    members = {name: value for name, value in properties.items() if name not in _CREATE_ONLY}
    request = {**members, "UserPoolId": properties["UserPoolId"], "ClientId": client_id}
    clients.update_user_pool_client(Asked(account, account.region, request, account.caller))
