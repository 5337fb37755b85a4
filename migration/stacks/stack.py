"""A CloudFormation stack of the deployment, as far as an upgrade is concerned."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from migration.pools.reading import Unread

# of a stack that the Serverless Application Repository deployed; SAM adds none
SAR_PREFIX = "serverlessrepo-"
VERSION_TAG = "serverlessrepo:semanticVersion"
# Every stack of RainMaker's begins so: ESP-RainMaker-Base, -Core, -Skills, -3P-Integrations;
# ESP-Nested-AddOns; ESP-TimeSeries.
_FAMILY = "esp-"


@dataclass(frozen=True)
class Stack:
    """One stack.

    `version` is the one that the Serverless Application Repository gave it, or "". `updated` is
    when it was last updated, or made where it never was.
    """

    name: str
    region: str
    status: str  # CloudFormation's, such as UPDATE_COMPLETE
    version: str = ""
    updated: datetime | None = None
    nested: bool = False  # made by another stack, and changed by way of that one

    @classmethod
    def from_summary(cls, summary: Mapping[str, Any], region: str) -> "Stack":
        """From a member of ListStacks' answer, which knows neither tags nor parameters."""
        return cls(
            name=str(summary["StackName"]),
            region=region,
            status=str(summary.get("StackStatus", "")),
            updated=_moment(summary),
            nested=bool(summary.get("ParentId")),
        )

    @classmethod
    def from_describe(cls, answer: Mapping[str, Any], region: str) -> "Stack":
        """From a member of DescribeStacks' answer."""
        tags = {tag["Key"]: tag["Value"] for tag in answer.get("Tags") or ()}
        return cls(
            name=str(answer["StackName"]),
            region=region,
            status=str(answer.get("StackStatus", "")),
            version=str(tags.get(VERSION_TAG, "")),
            updated=_moment(answer),
            nested=bool(answer.get("ParentId")),
        )


@dataclass(frozen=True)
class Stacks:
    """The deployment's stacks, in order of name.

    `unread` are the regions and the stacks that were refused.
    """

    found: tuple[Stack, ...] = ()
    unread: tuple[Unread, ...] = ()


def is_rainmakers(name: str) -> bool:
    """Whether a stack of this name is one of RainMaker's, with SAR's prefix or without."""
    return without_prefix(name).casefold().startswith(_FAMILY)


def without_prefix(name: str) -> str:
    """A stack's name as SAM would have given it."""
    return name.removeprefix(SAR_PREFIX)


def _moment(answer: Mapping[str, Any]) -> datetime | None:
    found = answer.get("LastUpdatedTime") or answer.get("CreationTime")
    return found if isinstance(found, datetime) else None
