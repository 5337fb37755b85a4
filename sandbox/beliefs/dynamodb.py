"""DynamoDB: what a put on condition and a query promise."""

from sandbox.beliefs.belief import DOCUMENTED, Belief

OF_DYNAMODB = (
    Belief(
        "PUT_IF_NOT_THERE",
        DOCUMENTED,
        "Of two puts under one key on the condition attribute_not_exists, one is carried out and"
        " the other refused with ConditionalCheckFailedException.",
        "sandbox/dynamodb/items.py",
        "DynamoDB developer guide, Condition expressions",
    ),
    Belief(
        "LAST_KEY_OF_A_PAGE",
        DOCUMENTED,
        "A query ends after 1 MB or at its limit and gives the last key; with a limit that key can"
        " be there though nothing is behind it.",
        "sandbox/dynamodb/items.py",
        "DynamoDB API reference, Query, LastEvaluatedKey",
    ),
    Belief(
        "BACKUPS_ONCE_ACTIVE",
        DOCUMENTED,
        "Point-in-time recovery is switched on for a table that is ACTIVE; before, and for a moment"
        " after, AWS answers ContinuousBackupsUnavailableException.",
        "sandbox/dynamodb/backups.py",
        "DynamoDB API reference, UpdateContinuousBackups",
    ),
)
