"""CloudFormation's pages: the request cannot say how many."""

from collections.abc import Sequence

from sandbox.errors import validation_error
from sandbox.paging import page
from sandbox.state import Asked, Document


def answer(asked: Asked, member: str, items: Sequence[Document]) -> Document:
    """`{member: [...], "NextToken": ...}`; raises `ValidationError` for a token that no page gave."""
    of = f"{asked.operation}/{asked.parameters.get('StackName', '')}/{asked.region}"
    refusal = validation_error("Invalid NextToken")
    found, token = page(items, asked.account.settings.stack_page, asked.parameters.get("NextToken"), of, refusal)
    return {member: found, "NextToken": token}
