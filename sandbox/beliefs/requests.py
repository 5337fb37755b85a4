"""What every request meets: validation, pages, throttling, and the services beside Cognito."""

from sandbox.beliefs.belief import BELIEVED, RECORDED, Belief

OF_REQUESTS = (
    Belief(
        "THROTTLE_WORDING",
        RECORDED,
        "“Rate exceeded” and “Too many requests” both exist; the first is said here. "
        "The bucket holds one second's worth of calls.",
        "sandbox/faults.py",
        "tests/recordings: errors (mifi/cognito-backup#6, boto3#2517)",
    ),
    Belief(
        "SIMULATED_CALLER",
        BELIEVED,
        "SimulatePrincipalPolicy takes a user or a role, and neither a session nor the "
        "root user. One page holds all.",
        "sandbox/iam.py",
    ),
    Belief(
        "PAGE_DEFAULTS",
        BELIEVED,
        "Cognito gives 60 entries a page where the request does not say, CloudFormation 100.",
        "sandbox/paging.py",
    ),
    Belief(
        "SMS_REFUSALS",
        RECORDED,
        "SNS says AuthorizationError where others say AccessDenied; GetSMSAttributes of"
        " an account that never set anything gives MonthlySpendLimit 1.",
        "sandbox/sns.py",
        "tests/recordings: errors, sns.get-sms-attributes.untouched",
    ),
    Belief(
        "STRICT_MEMBERS",
        BELIEVED,
        "A request with a member that the model does not know is refused. AWS passes "
        "over it; here a mistyped name must show.",
        "sandbox/validation.py",
    ),
    Belief(
        "VALIDATION_WORDING",
        BELIEVED,
        "Violations are worded as in public reports of Cognito and CloudFormation; "
        "their order within one answer is a guess.",
        "sandbox/validation.py",
        probed=True,
    ),
)
