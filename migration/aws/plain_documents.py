"""boto3's typed answers as plain documents: whole lists, and descriptions of what was asked for."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, cast

from migration.aws.safe_text import clean
from migration.errors import AwsUnreachable

METADATA = "ResponseMetadata"  # botocore's own, in every answer


BYTES = "PoolwalkBytes"  # in it: how long the answer's body was
_POOL = "UserPoolId"
PAGES = 500  # of one list: far more than any quota allows
LARGEST_LIST = 64_000_000  # bytes of all its pages


Document = dict[str, Any]


def _always(_: Document) -> bool:
    return True


def all_pages(
    pages: Iterable[Any], member: str, tells: Callable[[Document], bool] = _always
) -> list[Document]:
    """The items of all pages; pages that never end are no answer. `tells` as in `bounded`."""
    return [item for page in bounded(pages, member, tells) for item in page[member]]


def bounded(
    pages: Iterable[Any], member: str, tells: Callable[[Document], bool] = _always
) -> Iterator[Any]:
    """The pages one by one, each once, so many and so large as a list can be.

    Else they are no answer: of a page that comes in the place of another one, nobody would miss
    what stands on that. One of which no item `tells` anything may come again. Raises
    `AwsUnreachable`.
    """
    from botocore.exceptions import PaginationError

    came, before = 0, list[Any]()
    try:
        for number, page in enumerate(pages, start=1):
            came += int((page.get(METADATA) or {}).get(BYTES, 0))
            if number > PAGES:
                raise _of_another(f"There were more than {PAGES:,} pages of {member}, and no end")
            if came > LARGEST_LIST:
                many = f"{LARGEST_LIST:,} bytes of {member}"
                raise _of_another(f"There were more than {many}, and no end")
            items = page.get(member) or ()
            if any(map(tells, items)):
                if items in before:
                    raise _of_another(f"The same page of {member} came twice")
                before.append(items)
            yield page
    except PaginationError:  # botocore's own: it was led to one page twice
        raise _of_another(f"The pages of {member} led to one of them twice") from None


def _of_another(what: str) -> AwsUnreachable:
    return AwsUnreachable(
        f"{what}: look whether something on the way, such as a proxy, answers in AWS's place."
    )


def described(answer: Mapping[str, Any], member: str) -> Document:
    """A description, with what stands beside it in the answer and no botocore knows yet."""
    beside = {name: value for name, value in answer.items() if name not in {member, METADATA}}
    return {**beside, **answer[member]}


def held_to(document: Document, member: str, asked: str) -> Document:
    """A description, held to be of what was asked for."""
    if document[member] != asked:
        told = clean(str(document[member]))
        raise _of_another(f"The answer about {clean(asked)} tells of {told}")
    return document


def all_of_pool(items: Iterable[Document], pool_id: str) -> list[Document]:
    """Items, each held to be of the pool that was asked about, where it says whose it is.

    All requests to Cognito go to one address: what remembers answers by that gives another's.
    """
    return [of_pool(item, pool_id) for item in items]


def of_pool(document: Document, pool_id: str) -> Document:
    """A description, held to be of the pool that was asked about, where it says whose it is."""
    return held_to(document, _POOL, pool_id) if document.get(_POOL) else document


def plain(answer: Mapping[str, Any]) -> Document:
    """boto3's typed answer as the plain dictionary that it is."""
    return cast("Document", answer)
