"""What Poolwalk advises about a difference that it does not write: accept it, or change it.

Each sentence says what customers notice. What is known of each member is AWS's documentation of
Cognito; where nothing is known, the sentence says so. A person decides.
"""

from collections.abc import Callable
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import lru_cache

from migration.compare.members import as_text
from migration.compare.other_differences.remaining_members import EVERY_ATTRIBUTE, lifetime_seconds
from migration.compare.setting import Setting, Value

ACCEPT, CHANGE = "Accept it", "Change it"
ALEXAS_LEAST = 360  # seconds that an access token has to live for Alexa


@dataclass(frozen=True)
class Advice:
    """What to do with a difference, and what that means for customers."""

    accept: bool
    why: str

    def sentence(self, page: str) -> str:
        """The advice as a row shows it; `page` is where it would be changed."""
        return f"{ACCEPT if self.accept else f'{CHANGE} in {page}'}: {self.why}"


def _accept(why: str) -> Advice:
    return Advice(accept=True, why=why)


def _change(why: str) -> Advice:
    return Advice(accept=False, why=why)


_UNKNOWN = _change(
    "Poolwalk does not know what customers notice of it. Accept it if you know that it is right."
)
_OWN_TEXT = _change("else customers get Cognito's own text.")
_PLAIN_PAGE = _change(
    "else customers see Cognito's plain login page instead of yours. They can log in all the same."
)
_LESS_PROTECTED = _change("else Cognito's protection against stolen passwords is not as before.")
# The first that fits a member and its item, as the ids have them, decoded.
_BY_MEMBER: tuple[tuple[str, Advice], ...] = (
    (
        "Policies.PasswordPolicy.TemporaryPasswordValidityDays",
        _accept("it is about people whom an administrator invites; who signs up notices nothing."),
    ),
    (
        "Policies.PasswordPolicy.*",
        _change(
            "else a new password follows another rule than the one that your app tells"
            " customers. The passwords that they have go on working."
        ),
    ),
    (
        "WebAuthnConfiguration.*",
        _change("else customers can use passkeys in another way than before."),
    ),
    (
        "*MfaConfiguration*",
        _change("else customers are asked for a second step at the login otherwise than before."),
    ),
    ("Policies.*", _change("else one of the ways to sign in is missing, or is new.")),
    (
        "LambdaConfig.*",
        _change(
            "else what this function does is not done for the new pool's customers. First its code"
            " has to know both pools."
        ),
    ),
    (
        "AccountRecoverySetting.*",
        _change("else who forgot the password gets the code in another way."),
    ),
    (
        "SchemaAttributes*",
        _change(
            "else there is no place for what your own code keeps of a customer here. An attribute"
            " that is added stays for ever. Accept it if no code of yours reads it."
        ),
    ),
    (
        "AutoVerifiedAttributes*",
        _change("else this address is not verified when somebody signs up."),
    ),
    (
        "UserAttributeUpdateSettings.*",
        _change("else who changes this address is not asked for a code first."),
    ),
    (
        "AdminCreateUserConfig.AllowAdminCreateUserOnly",
        _change("it decides whether customers can sign up by themselves."),
    ),
    (
        "AdminCreateUserConfig.*",
        _accept(
            "only people whom an administrator invites get this text; who signs up in the app"
            " never does. Change it if you invite people."
        ),
    ),
    ("SmsAuthenticationMessage", _OWN_TEXT),
    ("VerificationMessageTemplate.*", _OWN_TEXT),
    ("*Message", _OWN_TEXT),
    (
        "EmailConfiguration.*",
        _change(
            "else e-mails come from another sender. Cognito's own sends only a few a day, and then"
            " nobody can sign up."
        ),
    ),
    ("SmsConfiguration.*", _change("else text messages are sent otherwise, or not at all.")),
    (
        "DeviceConfiguration.*",
        _change("else customers are asked for a second step more often, or less often."),
    ),
    (
        "UserPoolAddOns.*",
        _LESS_PROTECTED,
    ),
    (
        "RiskConfiguration.*",
        _LESS_PROTECTED,
    ),
    (
        "LogConfigurations*",
        _accept("customers notice nothing. Change it if your company reads these logs."),
    ),
    (
        "Groups*",
        _accept(
            "RainMaker itself asks for no group. Change it if code of yours does; then add the"
            " people yourself: a new group is empty."
        ),
    ),
    (
        "ResourceServers*",
        _change("else an app that asks for this permission cannot log in."),
    ),
    (
        "UICustomization.*",
        _PLAIN_PAGE,
    ),
    (
        "ManagedLoginBranding.*",
        _PLAIN_PAGE,
    ),
    ("UserPoolTags.*", _accept("customers notice nothing. Change it if bills or rules need it.")),
    ("DeletionProtection", _change("else one call can delete the pool with all its users.")),
    (
        "EnablePropagateAdditionalUserContextData",
        _accept(
            "it only tells Cognito's threat protection from which address a login comes; customers"
            " notice nothing."
        ),
    ),
    (
        "EnableTokenRevocation",
        _change("else who logs out stays logged in wherever a copy of the token is."),
    ),
    (
        "PreventUserExistenceErrors",
        _change("else the app is told otherwise that there is no such account."),
    ),
    ("ExplicitAuthFlows*", _change("else the app cannot log in this way at the new pool.")),
    (
        "AuthSessionValidity",
        _accept("it is the time in which a code has to be typed; a few minutes are enough."),
    ),
    ("RefreshTokenRotation.*", _change("else the app gets tokens that it may not expect.")),
    (
        "AnalyticsConfiguration.*",
        _accept("customers notice nothing. Change it if you read Pinpoint's numbers."),
    ),
)


def advice_of(setting: Setting, page: str) -> str:
    """What to do with a difference, in a sentence; `page` is where it would be changed."""
    if made := _BY_VALUES.get(setting.member):
        return made(setting.old, setting.new).sentence(page)
    place = f"{setting.member}/{setting.item}" if setting.item else setting.member
    return _by_member(place).sentence(page)


@lru_cache(maxsize=1024)
def _by_member(place: str) -> Advice:
    found = (advice for pattern, advice in _BY_MEMBER if fnmatchcase(place, pattern))
    return next(found, _UNKNOWN)


def _refresh_token(old: Value, new: Value) -> Advice:
    was, now = lifetime_seconds(as_text(old)), lifetime_seconds(as_text(new))
    if was is None or now is None:
        return _UNKNOWN
    if now < was:
        return _change(f"else customers have to log in again after {new} instead of {old}.")
    return _accept(f"customers stay logged in for {new} instead of {old}, and notice no more.")


def _short_token(old: Value, new: Value) -> Advice:
    now = lifetime_seconds(as_text(new))
    if now is None or now < ALEXAS_LEAST:
        return _change("Alexa wants a token that is good for 6 minutes at least.")
    return _accept("the app gets a new one by itself; customers notice nothing.")


def _attributes(old: Value, new: Value) -> Advice:
    if new == EVERY_ATTRIBUTE or (old is None and new is not None):
        return _change(
            "else the app has more rights over a customer's data than before. Customers notice"
            " nothing: accept it if that is meant."
        )
    return _change("else the app fails where it needs what is missing in the new pool.")


_BY_VALUES: dict[str, Callable[[Value, Value], Advice]] = {
    "RefreshTokenValidity": _refresh_token,
    "AccessTokenValidity": _short_token,
    "IdTokenValidity": _short_token,
    "ReadAttributes": _attributes,
    "WriteAttributes": _attributes,
}
