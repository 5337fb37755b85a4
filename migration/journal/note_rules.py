"""A person's own words, a note or a reason, as the record may keep them."""

from migration.errors import BadInput
from migration.known_secrets import without_secrets

# Every page that shows them draws all of them, and an item of a team's table holds 400 kB.
LONGEST_NOTE = 2000


def judge_words(words: str) -> None:
    """Raise `BadInput` where the record keeps no such words.

    They hold a secret, which it would hand on, or are as long as no note is: a page or a file that
    was pasted.
    """
    if len(words) > LONGEST_NOTE:
        raise BadInput(
            f"The record keeps {LONGEST_NOTE:,} characters of a person's words, and these are"
            f" {len(words):,}: say it shorter, or say where the rest is."
        )
    if without_secrets(words) != words:
        raise BadInput(
            "There is a secret in these words, and the record keeps none: say it without."
        )
