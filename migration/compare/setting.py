"""One thing to carry over from the old pool to the new one, and its address."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from typing import Any
from urllib.parse import quote, unquote

from migration.compare.setting_state import TO_DO, SettingState
from migration.secret import Secret

# What a setting's value can be: JSON as AWS gives it, a masked secret, or None where the pool has
# nothing.
Value = str | int | bool | Secret | tuple[Any, ...] | Mapping[str, Any] | None


def setting_id(step: str, client: str, member: str, value: str = "") -> str:
    """The id of a setting: `<step>/<client name or ->/<AWS member>[/<value>]`.

    Each part is percent-encoded.
    """
    address = f"{_quoted(step)}/{_quoted(client or '-')}/{_quoted(member)}"
    return f"{address}/{_quoted(value)}" if value else address


@lru_cache(maxsize=1 << 14)
def _quoted(part: str) -> str:
    # The same few names in every setting of a client: quoting them anew was a quarter of comparing
    # a thousand clients.
    return quote(part, safe="", errors="surrogatepass")


def setting_parts(address: str) -> list[str]:
    """The decoded parts of a setting's address: step, client, member and perhaps value."""
    return [_decoded(part) for part in address.split("/")]


def _decoded(part: str) -> str:
    try:
        return unquote(part, errors="surrogatepass")
    except UnicodeDecodeError:  # an address that somebody else made up
        return unquote(part, errors="replace")


class Kind(StrEnum):
    """Which AWS resource a setting is written to.

    The new pool, something of it, or the stack that owns the skills' clients.
    """

    POOL = "pool"
    CLIENT = "client"
    PROVIDER = "provider"
    DOMAIN = "domain"
    STACK = "stack"
    SKILL = "skill"  # the Alexa skill's account linking, at Amazon's SMAPI
    CERTIFICATION = "certification"  # a submission of the Alexa skill, by the review before it
    LOOK = "look"  # the classic login page's look of one app client


@dataclass(frozen=True)
class Target:
    """The resource that one write goes to.

    `name` is the client id, the provider's name, the domain, the stack's ARN, the skill's id, or
    that with the id of its newest review (`migration.changes.skill_submission`).
    """

    kind: Kind
    name: str = ""


@dataclass(frozen=True)
class Setting:
    """One thing to carry over: where it stands, its value in both pools, and what it should be.

    `item` is set where the member is a list that is a set, and this is one element of it. `blocked`
    says what stands in the way ("" nothing); `advice` what a person had best do with a difference
    that Poolwalk does not write; `needs` are the settings that must be in place first;
    `asks` names what the person has to enter first.
    """

    id: str
    step: str
    member: str
    label: str
    old: Value
    wanted: Value
    new: Value
    state: SettingState
    target: Target | None = None  # None: nothing to write
    path: tuple[str, ...] = ()  # where in the resource's document
    item: str = ""
    client: str = ""
    secret: bool = False
    reason: str = ""
    blocked: str = ""
    advice: str = ""
    needs: tuple[str, ...] = ()
    asks: str = ""  # "domain", "apple-key", "logo"
    irreversible: bool = False
    # no old value stands beside it: a page shows what it holds now, and what it would hold
    new_pool_alone: bool = False
    # what the two columns of a page show of it, where its values are structures
    shown: tuple[Value, Value] | None = None
    left_to: str = ""  # the step that brings it: not counted here until that step is done
    waits_for: str = ""  # the step after which it is carried over here: counted here all the while
    unpaired: bool = False  # nobody confirmed yet to which new client it goes
    comes_free: bool = False  # another step of this walk takes away what blocks it
    # a person may say why it is right as it is, in a step whose other settings are carried over
    acceptable: bool = False
    accepted: bool = False  # a person did, of what both pools hold
    asks_a_person: bool = False  # nothing is to write, but somebody has to look at it or be told
    blocked_by_settings: bool = False  # nothing but `needs` is in the way: a run may free it

    @property
    def to_do(self) -> bool:
        """Whether the new pool still lacks it or has it otherwise."""
        return self.state in TO_DO

    @property
    def to_write(self) -> bool:
        """Whether Poolwalk is to write it, now or once nothing stands in its way any more."""
        return self.to_do and self.target is not None

    @property
    def columns(self) -> tuple[Value, Value]:
        """What the two columns of a page show of it."""
        if self.shown is not None:
            return self.shown
        return (self.new, self.wanted) if self.new_pool_alone else (self.old, self.new)

    @property
    def waits_for_entry(self) -> bool:
        """Whether a person has to enter something before it can be applied."""
        return bool(self.asks and self.blocked)

    @property
    def frees_itself(self) -> bool:
        """Whether what is in the way goes away on this walk: an entry, a pair, another setting."""
        return (
            self.unpaired
            or self.comes_free
            or self.waits_for_entry
            or bool(self.waits_for)
            or self.blocked_by_settings
        )

    @property
    def applicable(self) -> bool:
        """Whether applying it now can be tried: it is to do, and nothing stands in its way."""
        return self.to_write and not self.blocked

    @property
    def why_not_applied(self) -> str:
        """Why it is not applied, in a sentence; empty where it can be, and is offered."""
        if self.applicable:
            return ""
        if not self.to_do:
            return self.reason or "There is nothing to apply here."
        if self.blocked:
            # What Poolwalk never writes says so itself, and where a person does it.
            never = self.blocked.startswith("Poolwalk does not")
            return self.blocked if never else f"Not yet: {self.blocked}"
        return self.reason or "There is nothing to write for this one."


def varied(setting: Setting, **changes: Any) -> Setting:
    """`dataclasses.replace` without the constructor, which takes ten times as long.

    A thousand clients have many settings.
    """
    made = object.__new__(Setting)
    object.__setattr__(made, "__dict__", setting.__dict__ | changes)
    return made
