"""What the person entered or said, as far as it decides what the new pool should hold."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Choices:
    """What a person entered and that the comparison rests on.

    `pairs` maps an old client's key to a new one's; "" leaves the old client out.
    """

    prefix: str = ""
    apple_key_id: str = ""  # empty: no private key was supplied
    pairs: Mapping[str, str] = field(default_factory=dict)
    # what Amazon never gives of the skill's account linking, and a PUT without it unsets
    skill_fields: Mapping[str, str] = field(default_factory=dict)
    # callback URLs of a person's own for a new client, by the key of its pair
    callbacks: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    logos: frozenset[str] = frozenset()  # ids of the steps whose logo was supplied
    # ids of steps that a person ticked as done, or said do not apply
    finished: frozenset[str] = frozenset()
    left_out: frozenset[str] = frozenset()  # ids of steps that a person said not to apply here
    # ids of settings of 3c that a person said to be a second app's or wrapper's, as they stand
    own: frozenset[str] = frozenset()
