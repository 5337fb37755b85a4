"""What clients of botocore are made of is made once in a process, or when it is needed.

A walkthrough makes six clients, and thousands of tests open one. The classes of a service's errors
and the rules for its address are the same each time. What speaks TLS is made once something goes
over a socket, which within this process nothing does.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from importlib import import_module
from threading import RLock
from typing import Any

import pytest

_LATER = "made_later"


@contextmanager
def shared() -> Iterator[None]:
    """In this block parts that are alike are one."""
    with pytest.MonkeyPatch.context() as patch:
        _errors(patch)
        _pages(patch)
        _addresses(patch)
        _handlers_arguments(patch)
        _sockets(patch)
        yield


def _errors(patch: pytest.MonkeyPatch) -> None:
    """The classes of what a service refuses; nobody changes them."""
    from botocore.errorfactory import ClientExceptionsFactory

    factory: Any = ClientExceptionsFactory
    make = factory.create_client_exceptions
    made: dict[int, tuple[Any, Any]] = {}

    def errors_of(factory: Any, model: Any) -> Any:
        if id(model) not in made:
            made[id(model)] = model, make(factory, model)
        return made[id(model)][1]

    patch.setattr(factory, "create_client_exceptions", errors_of)


def _pages(patch: pytest.MonkeyPatch) -> None:
    """A paginator has a class of its own for its docstring alone."""
    from botocore.client import BaseClient
    from botocore.paginate import Paginator

    client_of: Any = BaseClient
    make = client_of.get_paginator

    def paginator(client: Any, name: str) -> Any:
        if not client.can_paginate(name):
            return make(client, name)
        operation = client._PY_TO_OP_NAME[name]
        return Paginator(
            getattr(client, name),
            client._cache["page_config"][operation],
            client.meta.service_model.operation_model(operation),
        )

    patch.setattr(client_of, "get_paginator", paginator)


def _addresses(patch: pytest.MonkeyPatch) -> None:
    """The rules by which an address follows from region and service, taken apart."""
    regions: Any = import_module("botocore.regions")  # whose stubs do not know what it imports
    make = regions.EndpointProvider
    made: dict[Any, Any] = {}

    def provider(ruleset_data: Any, partition_data: Any, **more: Any) -> Any:
        key = id(ruleset_data), id(partition_data), *more.items()
        if key not in made:
            of = make(ruleset_data, partition_data, **more)
            made[key] = ruleset_data, partition_data, of
        return made[key][-1]

    patch.setattr(regions, "EndpointProvider", provider)


def _handlers_arguments(patch: pytest.MonkeyPatch) -> None:
    """Whether a handler takes what it does not name: the same few are asked of again and again."""
    from botocore import hooks

    look: Any = hooks.accepts_kwargs
    known: dict[Any, bool] = {}

    def accepts_kwargs(handler: Any) -> bool:
        bare = handler.func if isinstance(handler, partial) else handler
        code = getattr(getattr(bare, "__func__", bare), "__code__", None)
        if code is None:
            return bool(look(handler))
        if code not in known:
            known[code] = bool(look(handler))
        return known[code]

    patch.setattr(hooks, "accepts_kwargs", accepts_kwargs)


def _sockets(patch: pytest.MonkeyPatch) -> None:
    """A session of HTTP begins when it is used."""
    from botocore.httpsession import URLLib3Session

    session_of: Any = URLLib3Session
    begin, close = session_of.__init__, session_of.close
    beginning = RLock()

    def later(session: Any, *given: Any, **named: Any) -> None:
        vars(session)[_LATER] = given, named

    def begun(session: Any, name: str) -> Any:
        with beginning:  # several threads send the first request together
            if _LATER in vars(session):
                given, named = vars(session).pop(_LATER)
                begin(session, *given, **named)
            if name not in vars(session):
                raise AttributeError(name)
            return vars(session)[name]

    def closed(session: Any) -> None:
        if _LATER not in vars(session):
            close(session)

    patch.setattr(session_of, "__init__", later)
    patch.setattr(session_of, "__getattr__", begun, raising=False)
    patch.setattr(session_of, "close", closed)
