"""What the checks are planned from.

That is what is known of the deployment, and what only a person can give.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from migration.apple_key import AppleKey
from migration.checks.app_store_connect import AppStoreAccess
from migration.checks.play_store import PlayAccess
from migration.compare.choices import Choices
from migration.compare.clients import pairs_of
from migration.compare.domain import unfinished
from migration.compare.pairing import Pair, is_main
from migration.compare.provider_identity import has_its_own_issuer
from migration.compare.provider_steps import by_name, provider_setting
from migration.compare.second_apps import client_id_setting
from migration.compare.setting import Setting
from migration.deployment.whole_reading import Reading
from migration.pools.documents import AppClient, Domain, IdentityProvider
from migration.pools.reading import Deployment, Role, Unread
from migration.secret import Secret


@dataclass(frozen=True)
class Given:
    """What a person gave for the checks that need more than the deployment.

    `no_token`, `no_play` and `no_app_store` say why a token or a key cannot be used.
    """

    ios_bundle: str = ""
    alexa_skill: str = ""
    alexa_token: Secret | None = None
    no_token: str = ""
    play: PlayAccess | None = None
    android_package: str = ""
    android_version: str = ""  # the first with the new values
    no_play: str = ""
    app_store: AppStoreAccess | None = None
    ios_version: str = ""  # the first with the new values
    no_app_store: str = ""


@dataclass(frozen=True)
class Facts:
    """The deployment at one moment.

    `began` is the time of the first write, `domain_made` that of the domain's creation.
    """

    deployment: Deployment
    reading: Reading
    choices: Choices
    settings: Sequence[Setting]
    now: datetime
    apple_key: AppleKey | None = None
    began: datetime | None = None
    domain_made: datetime | None = None
    given: Given = Given()

    @property
    def domain(self) -> Domain | None:
        """The new pool's domain, once there is one."""
        found = self.reading.new.domain
        return found if isinstance(found, Domain) else None

    @property
    def host(self) -> str:
        """The host of the new pool's domain; empty while there is none, or it is being made."""
        return self.domain.host if self.domain and self.domain.stands else ""

    @property
    def old_host(self) -> str:
        """The host of the old pool's domain; empty where it has none, or it is not known."""
        found = self.reading.old.domain
        return found.host if isinstance(found, Domain) else ""

    @property
    def lacks_domain(self) -> str:
        """Why nothing can be asked of the new domain; empty where it can."""
        found = self.reading.new.domain
        if isinstance(found, Domain):
            why = unfinished(found)
            return f"the new pool's domain is not there yet: {why}" if why else ""
        return (
            "the new pool's domain could not be read"
            if isinstance(found, Unread)
            else "the new pool has no domain yet: step 2"
        )

    @cached_property
    def pairs(self) -> tuple[Pair, ...]:
        """The pairs of app clients, the main client's first."""
        pairs = [pair for pair in pairs_of(self.reading, self.choices) if not pair.left_out]
        return tuple(sorted(pairs, key=lambda pair: not is_main(pair)))

    def provider(self, role: Role, type_: str) -> IdentityProvider | None:
        """Google's or Apple's own provider in one pool, if it is there and was read.

        One of another type, or with another issuer, may bear the name: its secret is not theirs.
        """
        found = self.named_provider(role, type_)
        if found is None or found.type != type_:
            return None
        return found if has_its_own_issuer(found) else None

    def named_provider(self, role: Role, name: str) -> IdentityProvider | None:
        """A provider of one pool by its name, of whatever type, if it is there and was read."""
        found = (by_name(self.reading.of(role).providers) or {}).get(name)
        return found if isinstance(found, IdentityProvider) else None

    def pool_behind(self, provider: str) -> Role:
        """The pool whose provider of this name says where a login leads.

        The old one's, unless a person said that the new one has a second wrapper of theirs.
        """
        return self._said_of(provider_setting(provider))

    def pool_of_app(self, provider: str) -> Role:
        """The pool whose provider of this name says by which client id a login is asked for.

        The old one's, unless a person said that the new one has a second app of theirs.
        """
        return self._said_of(client_id_setting(provider))

    def _said_of(self, setting: str) -> Role:
        return Role.NEW if setting in self.choices.own else Role.OLD

    def wanted(self, pair: Pair, member: str) -> tuple[str, ...]:
        """What the new client should have of one of its lists."""
        return self._wanted.get((pair.key, member), ())

    def callbacks(self, pair: Pair) -> tuple[str, ...]:
        """The callback URLs that the new client should have, and those that it alone has."""
        own = pair.new.members("CallbackURLs") if isinstance(pair.new, AppClient) else ()
        return tuple(dict.fromkeys((*self.wanted(pair, "CallbackURLs"), *own)))

    @cached_property
    def _wanted(self) -> Mapping[tuple[str, str], tuple[str, ...]]:
        found: dict[tuple[str, str], tuple[str, ...]] = {}
        for setting in self.settings:
            if setting.step == "4" and setting.item and setting.wanted is not None:
                key = (setting.client, setting.member)
                found[key] = (*found.get(key, ()), str(setting.wanted))
        return found

    def lacks_client(self, pair: Pair) -> str:
        """Why nothing can be asked about the pair's new client; empty where it can."""
        if self.lacks_domain:
            return self.lacks_domain
        if not isinstance(pair.new, AppClient):
            return "the new app client is not known: pair it in step 4 (p)"
        return "" if pair.confirmed else "confirm first which new app client this is: step 4 (p)"


def new_id(pair: Pair) -> str:
    """The id of the pair's new client; empty where it has none yet."""
    return pair.new.id if isinstance(pair.new, AppClient) else ""
