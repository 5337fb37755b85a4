"""Whatever can go wrong on the way to AWS, as one sentence.

It says what is wrong, where, and what to do next. Refusals by AWS stand in `refusals.py`; what
fails before AWS answers (logging in, the network) in `outages.py`.
"""

from collections.abc import Iterator
from contextlib import contextmanager

from migration.aws.outages import outage, unreadable
from migration.aws.question import Question
from migration.aws.refusals import refusal
from migration.errors import PoolwalkError


@contextmanager
def aws_in_words(question: Question) -> Iterator[None]:
    """A block around one call in which every failure of botocore or AWS becomes a `PoolwalkError`.

    The original is left out of the chain: AWS's answers can echo what was sent, secrets included.
    """
    from botocore.exceptions import BotoCoreError, ClientError
    from botocore.parsers import ResponseParserError

    failure: PoolwalkError
    try:
        yield
        return
    except ClientError as error:
        failure = refusal(error, question)
    except BotoCoreError as error:
        failure = outage(error, question)
    except ResponseParserError:
        failure = unreadable(question)
    raise failure from None
