"""Everything that was read of a deployment: both pools, its stacks and what they export."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from migration.deployment.alexa_linking import AlexaLinking
from migration.deployment.dependents import Dependents
from migration.pools.documents import SkillsStack
from migration.pools.reading import Pending, PoolReading, Role, Unread
from migration.stacks.stack import Stacks


@dataclass(frozen=True)
class Reading:
    """All that was read: both pools, and the stack that owns the voice assistants' clients.

    The stack is None where there is no such one.
    """

    old: PoolReading = field(default_factory=PoolReading)
    new: PoolReading = field(default_factory=PoolReading)
    skills_stack: SkillsStack | None | Unread | Pending = field(
        default_factory=lambda: Pending("ListStackResources")
    )
    # Read last, as what else is attached: all of the deployment's stacks, what those of its region
    # export, by name, and what else of the account rests on the old pool.
    stacks: Stacks | Unread | Pending = field(default_factory=lambda: Pending("ListStacks"))
    exports: Mapping[str, str] | Unread | Pending = field(
        default_factory=lambda: Pending("ListExports")
    )

    dependents: Dependents | Unread | Pending = field(
        default_factory=lambda: Pending("ListImports")
    )

    # Read beside AWS, at Amazon's SMAPI: the Alexa skill's account linking. None: nobody named a
    # skill and a token.
    alexa_linking: AlexaLinking | None | Unread | Pending = None

    def of(self, role: Role) -> PoolReading:
        """The reading of one pool."""
        return self.old if role is Role.OLD else self.new

    def with_part(self, role: Role | None, name: str, value: object) -> "Reading":
        """A copy in which one part is replaced.

        It is a part of a pool, or, without a role, of the deployment.
        """
        if role is None:
            return replace(self, **{name: value})  # type: ignore[arg-type]
        changed = self.of(role).with_part(name, value)
        return replace(self, old=changed) if role is Role.OLD else replace(self, new=changed)
