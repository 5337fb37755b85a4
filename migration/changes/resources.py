"""How each kind of resource is read and written: which Describe, Create, Update and Delete."""

from base64 import b64decode
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from migration.aws import reads, stack_reads, writes
from migration.aws.connection import Connection
from migration.aws.model_rules import BrokenRule, broken_rules
from migration.aws.unknown_members import unknown_members
from migration.aws.update_requests import update_request
from migration.changes.change import Document, Edit, plain
from migration.changes.skill_console import OPERATION as UPDATE_LINKING
from migration.changes.skill_console import SUBMIT, SkillConsole
from migration.changes.skill_submission import SUBMITTED, submission_of
from migration.compare.login_page_look import LOGO, look_document
from migration.compare.setting import Kind, Target
from migration.errors import BadInput
from migration.pools.documents import stack_document
from migration.secret import Secret
from migration.stacks.change_set_request import change_set_request, region_of

_AT_AMAZON = (UPDATE_LINKING, SUBMIT)  # no operation of AWS: botocore knows no model of them


@dataclass(frozen=True)
class Prepared:
    """A whole request, ready to be sent, and the rules of AWS that it breaks.

    It holds secrets in the clear: never printed.
    """

    operation: str
    request: Document

    def __repr__(self) -> str:
        return f"Prepared({self.operation})"


def _no_picture(address: str) -> bytes:
    raise BadInput(f"Nothing here fetches {address}.")


def _nobody() -> SkillConsole | None:
    return None


@dataclass(frozen=True)
class Resources:
    """The new pool's resources at AWS, and the stack that owns some of them.

    Methods that ask AWS raise a `PoolwalkError`.
    """

    connection: Connection
    pool_id: str
    picture_at: Callable[[str], bytes] = _no_picture  # fetches a logo by its address
    skill: Callable[[], SkillConsole | None] = _nobody  # None: no skill and token were named

    def read(self, target: Target) -> Document | None:
        """The resource as Describe answers it now, or None where it is not there."""
        match target.kind:
            case Kind.POOL:
                return reads.describe_pool(self.connection, self.pool_id)
            case Kind.CLIENT:
                return reads.describe_client(self.connection, self.pool_id, target.name)
            case Kind.PROVIDER:
                return reads.describe_provider(self.connection, self.pool_id, target.name)
            case Kind.DOMAIN:
                domain = reads.describe_domain(self.connection, target.name)
                # The description comes whosever the domain is: somebody else's is not there as far
                # as the new pool goes, and one that AWS is taking away is gone for anybody.
                ours = domain is not None and domain.get("UserPoolId") == self.pool_id
                return domain if ours and domain and domain.get("Status") != "DELETING" else None
            case Kind.STACK:
                stack = stack_reads.describe_stack(
                    self.connection, region_of(target.name), target.name
                )
                return stack_document(stack) if stack else None
            case Kind.LOOK:
                look = reads.get_ui_customization(self.connection, self.pool_id, target.name)
                # A client without a look of its own is answered with the pool's.
                return look_document(look if look.get("ClientId") == target.name else None)
            case Kind.SKILL:
                return self._console().read(target.name)
            case Kind.CERTIFICATION:
                skill, before = submission_of(target)
                newest = self._console().certification(skill)
                return {SUBMITTED: True} if newest.id != before else {}

    def prepare(
        self,
        target: Target,
        before: Document | None,
        after: Document | None,
        hidden: Mapping[str, Secret],
    ) -> Prepared:
        """The request that makes the whole resource as it should be.

        It creates a resource that is missing, and deletes one that should not be there. `hidden`
        are provider details that no Describe returns and every write needs again. Raises a
        `PoolwalkError` where a logo has to be sent again and cannot be fetched.
        """
        match target.kind:
            case Kind.POOL:
                return self._update("UpdateUserPool", after)
            case Kind.CLIENT:
                return self._update("UpdateUserPoolClient", after)
            case Kind.PROVIDER:
                return self._provider(target.name, before, after, hidden)
            case Kind.DOMAIN:
                return self._domain(target.name, before, after)
            case Kind.STACK:
                return Prepared(
                    "CreateChangeSet", change_set_request(target.name, before or {}, after or {})
                )
            case Kind.LOOK:
                return self._look(target.name, before, after, hidden)
            case Kind.SKILL:
                request = {"skill": target.name, "document": after or {}, "hidden": hidden}
                return Prepared(UPDATE_LINKING, request)
            case Kind.CERTIFICATION:
                return Prepared(SUBMIT, {"skill": submission_of(target)[0]})

    def send(self, prepared: Prepared) -> None:
        """Send it."""
        if prepared.operation == UPDATE_LINKING:
            self._console().write(**prepared.request)
            return
        if prepared.operation == SUBMIT:
            self._console().submit(**prepared.request)
            return
        writes.send(self.connection, prepared.operation, prepared.request)

    def unknown(
        self, prepared: Prepared, before: Document | None, after: Document | None
    ) -> tuple[str, ...]:
        """Members of the resource that this botocore does not know, and that a write could reset.

        Of what stands there, and of what is to be made.
        """
        if prepared.operation in _AT_AMAZON:  # it is sent whole, whatever its members are
            return ()
        found = [
            *unknown_members(self._cognito, prepared.operation, before),
            *unknown_members(self._cognito, prepared.operation, after),
        ]
        return tuple(name for name in dict.fromkeys(found) if name != LOGO)

    def broken(self, prepared: Prepared) -> tuple[BrokenRule, ...]:
        """The rules of AWS that the request breaks; of Amazon's there are none that we know."""
        if prepared.operation in _AT_AMAZON:
            return ()
        model = self._cognito
        if prepared.operation == "CreateChangeSet":
            region = region_of(str(prepared.request["StackName"]))
            model = self.connection.cloudformation(region).meta.service_model
        return broken_rules(model, prepared.operation, prepared.request)

    @property
    def _cognito(self) -> Any:  # botocore's service model
        return self.connection.cognito.meta.service_model

    def _console(self) -> SkillConsole:
        console = self.skill()
        if console is None:
            raise BadInput(
                "The Alexa skill is written only with --alexa-skill and --alexa-token-file."
            )
        return console

    def _update(self, operation: str, document: Document | None) -> Prepared:
        request = update_request(self._cognito, operation, document or {})
        return Prepared(operation, {**request, "UserPoolId": self.pool_id})

    def _provider(
        self,
        name: str,
        before: Document | None,
        after: Document | None,
        hidden: Mapping[str, Secret],
    ) -> Prepared:
        if after is None:
            return Prepared(
                "DeleteIdentityProvider", {"UserPoolId": self.pool_id, "ProviderName": name}
            )
        whole = {**after, "ProviderDetails": {**after.get("ProviderDetails", {}), **plain(hidden)}}
        if before is not None:
            return self._update("UpdateIdentityProvider", whole)
        request = self._update("CreateIdentityProvider", whole).request
        filled = {member: value for member, value in request.items() if value}
        return Prepared("CreateIdentityProvider", filled)

    def _domain(self, name: str, before: Document | None, after: Document | None) -> Prepared:
        request: Document = {"Domain": name, "UserPoolId": self.pool_id}
        if after is None:
            return Prepared("DeleteUserPoolDomain", request)
        version = int(after.get("ManagedLoginVersion") or 1)
        operation = "CreateUserPoolDomain" if before is None else "UpdateUserPoolDomain"
        whole = self._update(operation, {**after, "ManagedLoginVersion": version})
        return Prepared(operation, {**whole.request, **request})

    def _look(
        self,
        client: str,
        before: Document | None,
        after: Document | None,
        hidden: Mapping[str, Secret],
    ) -> Prepared:
        """The look to send: style sheet and logo together, since AWS takes neither alone.

        A logo that stands there already is fetched from its address and sent again.
        """
        request: Document = {"UserPoolId": self.pool_id, "ClientId": client}
        css = (after or {}).get("CSS", "")
        if css or (before or {}).get("CSS"):
            request["CSS"] = css
        if "ImageFile" in hidden:
            request["ImageFile"] = b64decode(hidden["ImageFile"].reveal())
        elif address := str((before or {}).get("ImageUrl") or ""):
            request["ImageFile"] = self.picture_at(address)
        return Prepared("SetUICustomization", request)


def altered(rule: BrokenRule, edits: Sequence[Edit], request: Document) -> bool:
    """Whether a broken rule is about something that the edits change.

    What stood there before is not the edits' fault.
    """
    for edit in edits:
        if not edit.path or rule.path == edit.path[: len(rule.path)]:
            return True
        if rule.path[: len(edit.path)] != edit.path:
            continue
        if not edit.item or len(rule.path) == len(edit.path):
            return True
        if _at(rule.path, request) == edit.item:
            return True
    return False


def _at(path: Sequence[str], value: object) -> object:
    """What stands at a path, None where nothing does."""
    for key in path:
        if isinstance(value, list):
            value = value[int(key)]
        else:
            value = value[key] if isinstance(value, Mapping) else None
    return value
