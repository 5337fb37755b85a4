"""Beliefs about the pool itself: its e-mail, its tags, and what an update makes of omissions."""

from migration.pools.reading import Role
from migration.rehearsal.copy_names import TAG
from migration.rehearsal.probes.probed_copies import (
    Answer,
    ProbedCopies,
    decided,
    refused_with,
    undecided,
)

_TEXT = {
    "DefaultEmailOption": "CONFIRM_WITH_CODE",
    "EmailMessage": "Your code is {####}",
    "EmailSubject": "A rehearsal",
}


def own_text_without_ses(copies: ProbedCopies) -> Answer:
    """Cognito's own sender takes a text of one's own; DEVELOPER without a source is refused."""
    cognitos = {"EmailSendingAccount": "COGNITO_DEFAULT"}
    own = copies.refusal(
        "UpdateUserPool",
        copies.whole_pool_request(
            Role.NEW, EmailConfiguration=cognitos, VerificationMessageTemplate=_TEXT
        ),
    )
    without = copies.refusal(
        "UpdateUserPool",
        copies.whole_pool_request(
            Role.NEW, EmailConfiguration={"EmailSendingAccount": "DEVELOPER"}
        ),
    )
    holds = not own and "Source ARN is required" in without
    return decided(holds, f"{own} {without or 'AWS took it.'}".strip())


def former_names(copies: ProbedCopies) -> Answer:
    """The template is described under its former names too."""
    request = copies.whole_pool_request(Role.NEW, VerificationMessageTemplate=_TEXT)
    for name in ("EmailVerificationMessage", "EmailVerificationSubject"):
        request.pop(name, None)
    if said := copies.refusal("UpdateUserPool", request):
        return undecided(said)
    pool = copies.pool(Role.NEW)
    holds = pool.get("EmailVerificationSubject") == _TEXT["EmailSubject"]
    return decided(holds, f"The former name holds {pool.get('EmailVerificationSubject')}.")


def awss_tags(copies: ProbedCopies) -> Answer:
    """A tag that begins with aws: is refused."""
    request = copies.whole_pool_request(Role.NEW)
    tags = {**request["UserPoolTags"], "aws:poolwalk": "probe"}
    return refused_with(copies.refusal("UpdateUserPool", {**request, "UserPoolTags": tags}))


def mfa_needs_a_factor(copies: ProbedCopies) -> Answer:
    """MFA cannot be on without a second factor."""
    if copies.pool(Role.NEW).get("SmsConfiguration"):
        return undecided("The new copy has an SMS role, which may count as a second factor.")
    said = copies.refusal(
        "SetUserPoolMfaConfig", {"UserPoolId": copies.new, "MfaConfiguration": "ON"}
    )
    return refused_with(said)


def update_keeps(copies: ProbedCopies) -> Answer:
    """An update that leaves them out resets AutoVerifiedAttributes, and keeps the policies."""
    policy = {"MinimumLength": 11, "RequireNumbers": True}
    first = copies.whole_pool_request(
        Role.NEW, AutoVerifiedAttributes=["email"], Policies={"PasswordPolicy": policy}
    )
    if said := copies.refusal("UpdateUserPool", first):
        return undecided(said)
    copies.send(
        "UpdateUserPool",
        {
            "UserPoolId": copies.new,
            "UserPoolTags": {TAG: copies.id},
            "AdminCreateUserConfig": {"AllowAdminCreateUserOnly": True},
        },
    )
    pool = copies.pool(Role.NEW)
    verified = bool(pool.get("AutoVerifiedAttributes"))
    length = (pool.get("Policies") or {}).get("PasswordPolicy", {}).get("MinimumLength")
    return decided(
        not verified and length == policy["MinimumLength"],
        f"AutoVerifiedAttributes {'stayed' if verified else 'went'}, MinimumLength is {length}.",
    )
