"""What botocore does again and again is done once in a process.

AWS's service models are read from disk once, not once for each connection.

Every connection has a botocore session of its own, and each session reads the same megabytes of
JSON: more than half of the processor time of a test that opens a walkthrough.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache

import pytest


class _Paths(list[str]):
    """The folders to search, each once: every boto3 session appends its own."""

    def append(self, path: str) -> None:
        if path not in self:
            super().append(path)


@contextmanager
def read_once() -> Iterator[None]:
    """In this block each model is read from disk the first time only."""
    from botocore import session, useragent
    from botocore.loaders import Loader

    create_loader = session.create_loader

    @cache
    def shared(data_path: str | None = None) -> Loader:
        loader = create_loader(data_path)
        vars(loader).update(_search_paths=_Paths(loader.search_paths))
        return loader

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(session, "create_loader", shared)
        # the same few words for each request
        words = "sanitize_user_agent_string_component"
        patch.setattr(useragent, words, cache(getattr(useragent, words)))
        yield


@pytest.fixture(scope="session", autouse=True)
def _service_models_read_once() -> Iterator[None]:
    with read_once():
        yield
