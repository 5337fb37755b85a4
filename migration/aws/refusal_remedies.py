"""What to do about a refusal: by AWS's own words where known, by its code, or in general.

The words are those of `tests/recordings/errors.json` and of public reports.
"""

import re

# The first that is found in AWS's message.
_BY_WORDS = (
    (r"Domain already associated", "Enter another prefix (e): this one is taken."),
    (r"already has a domain", "Read again (r): the pool has a domain by now."),
    (
        r"provider (\S+) does not exist for User Pool",
        "Make that provider first (step 3), or take its name off this app client in the Cognito"
        " console.",
    ),
    (
        r"are all required idp details|MetadataURL or MetadataFile",
        "Complete the old pool's provider in the Cognito console, then read again (r).",
    ),
    (
        r"contains invalid mapping",
        "Add the attribute to the new pool in the Cognito console (Sign-up), then read again (r).",
    ),
    (
        r"CallbackUrls can not be empty",
        "Carry a callback over in the same write: apply the step (A).",
    ),
    (
        r"Invalid (read|write) attributes",
        "Look at this app client's attribute permissions in the Cognito console: they name one that"
        " the pool lacks.",
    ),
    (
        r"not allowed to use your email identity|Source ARN is required",
        "Let Cognito send through the SES identity: Cognito console, Authentication methods,"
        " Email.",
    ),
    (r"permission to publish with SNS", "Give the pool's SMS role sns:Publish in IAM."),
    (r"pricing tier", "Raise the pool's tier in the Cognito console, or keep the classic pages."),
    (
        r"_IN_PROGRESS state and can not be updated",
        "Wait until that has ended, then read again (r).",
    ),
    (
        r"state and can not be updated",
        "Mend the stack in the CloudFormation console, then read again (r).",
    ),
    (
        r"must have values",
        "Give these parameters their values in the CloudFormation console, where the stack is"
        " updated.",
    ),
    (r"Requires capabilities", "Update this stack once in the CloudFormation console."),
)
_SIGN_UP = (
    "Ask whoever manages this account to finish its sign-up, and to switch this service and region"
    " on (AWS console, Account)."
)
_BY_CODE = {
    "AlreadyExistsException": "Try again: what is made has another name then.",
    "DuplicateProviderException": "Read again (r): somebody made it meanwhile.",
    "ScopeDoesNotExistException": "Make its resource server in the Cognito console, then read again"
    " (r).",
    "InvalidChangeSetStatus": "Read again (r), then apply it anew.",
    "OptInRequired": _SIGN_UP,
    "SubscriptionRequiredException": _SIGN_UP,
    "PendingVerification": "Wait until AWS has verified the account, or ask AWS Support.",
    "AccountProblem": "Ask AWS Support, or whoever pays for this account.",
    "RegionDisabledException": "Have STS switched on for this region (IAM console, Account"
    " settings), or name another with --region.",
}
_IN_GENERAL = "Mend what it names, then read again (r)."


def remedy(code: str, message: str) -> str:
    """The sentence that says what to do next."""
    by_words = (step for words, step in _BY_WORDS if re.search(words, message))
    return next(by_words, _BY_CODE.get(code, _IN_GENERAL))
