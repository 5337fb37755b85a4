"""A deployed stack's template.

It says what the stack asks for, and what its resources get for given parameters.
"""

from typing import Any

from sandbox.cloudformation import stacks
from sandbox.errors import validation_error
from sandbox.state import Asked, Document, Stack

_DECLARED = (
    "ParameterKey",
    "DefaultValue",
    "ParameterType",
    "NoEcho",
    "Description",
    "ParameterConstraints",
)


def get_template_summary(asked: Asked) -> Document:
    """Parameters, capabilities and resource types of a stack's template.

    This AWS has no templates but deployed ones.
    """
    if "StackName" not in asked.parameters:
        raise validation_error(
            "Template analysis without StackName is not supported by this practice AWS."
        )
    stack = stacks.named(asked, f"Stack with id {asked.parameters['StackName']} does not exist")
    template = stack.template
    summary: Document = {
        "Parameters": [
            {name: parameter[name] for name in _DECLARED if name in parameter}
            for parameter in template.get("Parameters", ())
        ],
        "ResourceTypes": sorted({resource["ResourceType"] for resource in stack.resources}),
        "Version": "2010-09-09",
        "DeclaredTransforms": template.get("Transform", []),
    }
    if "Description" in stack.document:
        summary["Description"] = stack.document["Description"]
    if template.get("Capabilities"):
        iam = sorted(kind for kind in summary["ResourceTypes"] if kind.startswith("AWS::IAM::"))
        summary["Capabilities"] = template["Capabilities"]
        summary["CapabilitiesReason"] = (
            f"The following resource(s) require capabilities: [{', '.join(iam)}]"
        )
    return summary


def resolved(properties: Document, values: dict[str, str]) -> Document:
    """A resource's properties with the parameters' values in them.

    `"${Name}"` in a text stands for a parameter, `{"Split": "Name"}` for the list that its value
    holds between commas.
    """
    return {name: _resolve(value, values) for name, value in properties.items()}


def used_parameters(value: object) -> set[str]:
    """The parameters that a property depends on."""
    if isinstance(value, dict):
        if set(value) == {"Split"}:
            return {str(value["Split"])}
        return set().union(*(used_parameters(item) for item in value.values()))
    if isinstance(value, list):
        return set().union(*(used_parameters(item) for item in value))
    if isinstance(value, str):
        return {piece.partition("}")[0] for piece in value.split("${")[1:]}
    return set()


def parameter_values(stack: Stack) -> dict[str, str]:
    """The stack's parameters, in clear."""
    return {
        parameter["ParameterKey"]: parameter["ParameterValue"]
        for parameter in stack.document.get("Parameters", ())
    }


def _resolve(value: Any, values: dict[str, str]) -> Any:
    if isinstance(value, dict):
        if set(value) == {"Split"}:
            return [piece.strip() for piece in values[value["Split"]].split(",") if piece.strip()]
        return {name: _resolve(item, values) for name, item in value.items()}
    if isinstance(value, list):
        return [_resolve(item, values) for item in value]
    if isinstance(value, str):
        for name in used_parameters(value):
            value = value.replace(f"${{{name}}}", values[name])
    return value
