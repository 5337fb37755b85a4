"""What the stacks of a region export."""

from sandbox.cloudformation import paging, stacks
from sandbox.state import Asked, Document


def list_exports(asked: Asked) -> Document:
    """Name, value and stack of each output that has an export name."""
    found = [
        {"ExportingStackId": stack.id, "Name": output["ExportName"], "Value": output["OutputValue"]}
        for stack in stacks.in_region(asked)
        if stack.document["StackStatus"] != "DELETE_COMPLETE"
        for output in stack.document.get("Outputs", ())
        if "ExportName" in output
    ]
    return paging.answer(asked, "Exports", sorted(found, key=lambda export: str(export["Name"])))
