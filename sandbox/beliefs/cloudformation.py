"""CloudFormation: change sets, and what an update of a stack does."""

from sandbox.beliefs.belief import DOCUMENTED, RECORDED, Belief

OF_CLOUDFORMATION = (
    Belief(
        "OTHER_CHANGE_SETS",
        RECORDED,
        "An executed change set can still be described afterwards, by its id. That "
        "executing it deletes the stack's others is believed.",
        "sandbox/cloudformation/change_sets.py",
        "tests/recordings: cfn.describe-change-set.executed",
    ),
    Belief(
        "DELETED_STACK",
        RECORDED,
        "A stack that is DELETE_COMPLETE takes no change set.",
        "sandbox/cloudformation/change_sets.py",
        "localstack, tests/aws/services/cloudformation",
    ),
    Belief(
        "STACK_TAKES_BACK",
        DOCUMENTED,
        "When an update changes any property of an app client, the stack writes all of "
        "the template's properties, and what was written past it is gone. A client "
        "whose properties stay as they were is left alone.",
        "sandbox/cloudformation/updates.py",
        "aws-cloudformation/cloudformation-coverage-roadmap#676",
    ),
    Belief(
        "NO_CHANGES_WORDING",
        RECORDED,
        "A change set without changes says so in one of two sentences; which one, and "
        "when, is not documented. The setting `no_changes` chooses.",
        "sandbox/state.py",
        "tests/recordings: cfn.describe-change-set.no-changes; ansible-collections/amazon.aws#507",
    ),
)
