"""A plan's file: whole or not at all, private to its owner, and held to its own hash."""

import json
import os
from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from migration.errors import BadInput
from migration.journal.plan_record import Signature
from migration.ordinary_file import is_schema, json_of, path_of, quoted
from migration.plans.kept_plan import KeptPlan, plan_from, sha256_of
from migration.pools.reading import Deployment
from migration.private_file import what_is_wrong
from migration.utc import in_utc
from migration.web_address import host_of, is_this_machine
from migration.whole_file import give_free_name, place_whole, replace_whole

SCHEMA = 1
REVIEWERS = 100  # approvals that a file tells of, at most
LARGEST = 50_000_000  # bytes; a plan of a thousand clients has about two million
_MAKE = "“poolwalk plan --out FILE” makes one."


def write_plan(named: str, plan: KeptPlan) -> Path:
    """Write a new file and return its path; it is synced to disk by then.

    Raises `BadInput`: for a path at which something is already, too.
    """
    if named.strip() == "-":
        raise BadInput("A plan is kept in a file: name one (--json prints what it would write).")
    file = _path(named)
    if os.path.lexists(file):
        raise BadInput(
            f"{quoted(str(file))} is there already, and is left as it is: name another file."
        )
    try:
        place_whole(file, _content(plan), lambda made: give_free_name(made, file))
    except OSError as error:
        raise BadInput(_unwritten(file, error)) from None
    return file


def add_approval(named: str, plan: KeptPlan, approval: Signature) -> KeptPlan:
    """Write the approval beside the others that the file tells of, and return the plan with it.

    Raises `BadInput` where the file cannot be replaced, or holds another plan by now; it stays as
    it was then.
    """
    file, approved = _path(named), replace(plan, approved=(*plan.approved, approval))
    try:
        if why := what_is_wrong(file):
            raise BadInput(f"The file {quoted(str(file))} was left as it is: {why}.")
        held = json_of(named, LARGEST, _MAKE)
        if not isinstance(held, dict) or sha256_of(held.get("plan")) != plan.sha256:
            raise BadInput(
                f"Another plan stands in {quoted(str(file))} by now than the one that was opened:"
                " it was left as it is."
            )
        replace_whole(file, _content(approved))
    except OSError as error:
        raise BadInput(_unwritten(file, error)) from None
    return approved


def read_plan(named: str, deployment: Deployment) -> KeptPlan:
    """The plan in a file, of this deployment.

    Raises `BadInput` for a file that is no plan, is damaged, was edited, is newer, or is another
    deployment's.
    """
    document = json_of(named, LARGEST, _MAKE)
    if not isinstance(document, dict) or not is_schema(document.get("schema")):
        raise BadInput(_no_plan(named))
    if document["schema"] > SCHEMA:
        raise BadInput(
            f"The plan {quoted(named)} was made by a newer Poolwalk (schema {document['schema']},"
            f" this one knows {SCHEMA}): use that version."
        )
    body, approved = document.get("plan"), document.get("approved", [])
    if not isinstance(body, dict) or not isinstance(approved, list) or len(approved) > REVIEWERS:
        raise BadInput(_no_plan(named))
    if sha256_of(body) != document.get("sha256"):
        raise BadInput(
            f"The plan {quoted(named)} was edited after it was made: its content and its hash do"
            f" not go together. {_MAKE}"
        )
    try:
        plan = plan_from(body, approved)
        other = _another_deployment(body["deployment"], deployment)
    except (KeyError, TypeError, ValueError):
        raise BadInput(_no_plan(named)) from None
    if other:
        raise BadInput(f"The plan {quoted(named)} is of another deployment: {other}.")
    return plan


def _another_deployment(theirs: Mapping[str, Any], ours: Deployment) -> str:
    for what, their, our in (
        ("account", theirs["account"], ours.account),
        ("region", theirs["region"], ours.region),
        ("endpoint", theirs["endpoint"], ours.endpoint),
        ("old pool", theirs["old_pool"]["id"], ours.old_pool.id),
        ("new pool", theirs["new_pool"]["id"], ours.new_pool.id),
    ):
        if not isinstance(their, str):
            raise TypeError(their)
        if their != our and not (what == "endpoint" and _practice(their, our)):
            said = quoted(str(their)) or "AWS's own"
            return f"its {what} is {said}, and this one's is {our or 'AWS’s own'}"
    return ""


def _practice(*endpoints: str) -> bool:
    """Whether each is on this machine: a practice AWS has another port at every start."""
    return all(is_this_machine(host_of(endpoint)) for endpoint in endpoints)


def _path(named: str) -> Path:
    try:
        return path_of(named)
    except RuntimeError as error:
        raise BadInput(f"{quoted(named)} is no path here: {error}.") from None


def _content(plan: KeptPlan) -> bytes:
    document = {
        "schema": SCHEMA,
        "plan": plan.body,
        "sha256": plan.sha256,
        "approved": [{"who": one.who, "at": in_utc(one.at)} for one in plan.approved],
    }
    return (json.dumps(document, indent=2, ensure_ascii=True) + "\n").encode("ascii")


def _no_plan(named: str) -> str:
    return f"{quoted(named)} is no plan of Poolwalk's, or it is damaged: {_MAKE}"


def _unwritten(file: Path, error: OSError) -> str:
    return f"The plan {quoted(str(file))} cannot be written: {error.strerror}. Name another file."
