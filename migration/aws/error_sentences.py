"""Whatever can go wrong on the way to AWS, as one sentence.

It says what is wrong, where, and what to do next. Refusals by AWS stand in `refusals.py`; what
fails before AWS answers in `outages.py` (the network) and `login_failures.py`.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from migration.aws.call_description import CallDescription
from migration.aws.login_failures import credential_source, from_a_process
from migration.aws.outages import failed, outage, unreadable
from migration.aws.refusals import refusal
from migration.errors import PoolwalkError

# Whose errors are none of ours; the standard library's stand beside them.
_LIBRARIES = frozenset({"awscrt", "boto3", "botocore", "dateutil", "jmespath", "urllib3"})


@contextmanager
def aws_in_words(call: CallDescription) -> Iterator[None]:
    """A block around one call in which every failure of botocore or AWS becomes a `PoolwalkError`.

    What a library of botocore's, the system or Python fails with counts too. The original is left
    out of the chain: AWS's answers can echo what was sent, secrets included.
    """
    from botocore.exceptions import BotoCoreError, ClientError
    from botocore.parsers import ResponseParserError

    failure: PoolwalkError
    try:
        yield
        return
    except ClientError as error:
        failure = refusal(error, call)
    except BotoCoreError as error:
        failure = outage(error, call)
    except ResponseParserError:
        failure = unreadable(call)
    except PoolwalkError:
        raise
    except Exception as error:
        if from_a_process(error):
            failure = credential_source(error, call)
        elif _is_a_librarys(error):
            failure = failed(error, call)
        else:
            raise
    raise failure from None


def _is_a_librarys(error: Exception) -> bool:
    """Whether a library raised it: what our own code raises is a mistake of ours and stays one."""
    last = error.__traceback__
    while last is not None and last.tb_next is not None:
        last = last.tb_next
    where = str(last.tb_frame.f_globals.get("__name__", "")) if last is not None else ""
    return where.partition(".")[0] in _LIBRARIES | sys.stdlib_module_names
