"""The parameters of a change set.

A value is sent with the request, taken over from the stack, or the template's default.
"""

from collections.abc import Iterable

from sandbox.cloudformation import templates
from sandbox.errors import validation_error
from sandbox.state import Document, Stack


def resolved(stack: Stack, given: Iterable[Document]) -> dict[str, str]:
    """The value of each parameter of the template; raises `ValidationError` in AWS's words.

    A parameter that the request leaves out falls back to its default, not to what the stack has:
    hence UsePreviousValue.
    """
    declared = {
        parameter["ParameterKey"]: parameter for parameter in stack.template.get("Parameters", ())
    }
    before = templates.parameter_values(stack)
    sent = {parameter.get("ParameterKey", ""): parameter for parameter in given}
    unknown = [key for key in sent if key not in declared]
    if unknown:
        raise validation_error(f"Parameters: [{', '.join(unknown)}] do not exist in the template")
    values: dict[str, str] = {}
    missing = []
    for key, parameter in declared.items():
        value = _value(key, parameter, sent.get(key), before)
        if value is None:
            missing.append(key)
        else:
            values[key] = value
    if missing:
        raise validation_error(f"Parameters: [{', '.join(missing)}] must have values")
    return values


def _value(
    key: str, declared: Document, sent: Document | None, before: dict[str, str]
) -> str | None:
    if sent is None:
        default = declared.get("DefaultValue")
        return None if default is None else str(default)
    if sent.get("UsePreviousValue"):
        if sent.get("ParameterValue"):
            raise validation_error(
                f"Invalid input for parameter key {key}. "
                "Cannot specify usePreviousValue as true and non empty value for a parameter"
            )
        return before.get(key)
    value = str(sent.get("ParameterValue", ""))
    allowed = declared.get("ParameterConstraints", {}).get("AllowedValues")
    if allowed and value not in allowed:
        raise validation_error(f"Template error: Parameter '{key}' must be one of AllowedValues")
    return value
