"""What botocore does again and again is done once in a process.

AWS's service models are read from disk once, not once for each connection.

Every connection has a botocore session of its own, and each session reads the same megabytes of
JSON: more than half of the processor time of a test that opens a walkthrough.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cache
from hashlib import sha256
from typing import Any
from weakref import WeakKeyDictionary

import pytest

from tests import client_parts, shared_handlers

# What says nothing of the form of an answer, and is another one each time.
_OF_EACH_ANSWER = frozenset({"date", "x-amzn-requestid"})


class _Paths(list[str]):
    """The folders to search, each once: every boto3 session appends its own."""

    def append(self, path: str) -> None:
        if path not in self:
            super().append(path)


@contextmanager
def read_once() -> Iterator[None]:
    """In this block each model is read from disk the first time only."""
    from botocore import client, hooks, session, useragent
    from botocore.loaders import Loader

    from migration.aws import answers
    from migration.aws.answer_form import mistake_in

    create_loader = session.create_loader

    @cache
    def shared(data_path: str | None = None) -> Loader:
        loader = create_loader(data_path)
        vars(loader).update(_search_paths=_Paths(loader.search_paths))
        return loader

    with client_parts.shared(), shared_handlers.shared(), pytest.MonkeyPatch.context() as patch:
        patch.setattr(session, "create_loader", shared)
        # A class of a client follows from its model, unless somebody listens to add something.
        classes: dict[Any, type] = {}
        creator_of: Any = client.ClientCreator
        make_class = creator_of._create_client_class

        def class_of(creator: Any, name: str, model: Any) -> type:
            event = f"creating-client-class.{model.service_id.hyphenize()}"
            listening = creator._event_emitter._emitter._handlers.prefix_search(event)
            key = name, model.api_version, tuple(one.__qualname__ for one in listening)
            if key not in classes:
                classes[key] = make_class(creator, name, model)
            return classes[key]

        patch.setattr(client.ClientCreator, "_create_client_class", class_of)
        # Nobody changes a model: its shapes are made once for all clients, as they are needed.
        models: dict[int, tuple[Any, Any]] = {}
        load_model = creator_of._load_service_model

        def model_of(creator: Any, name: str, version: str | None = None) -> Any:
            read = creator._loader.load_service_model(name, "service-2", api_version=version)
            if id(read) not in models:
                models[id(read)] = read, load_model(creator, name, version)
            return models[id(read)][1]

        patch.setattr(creator_of, "_load_service_model", model_of)
        # the same few words for each request
        words = "sanitize_user_agent_string_component"
        patch.setattr(useragent, words, cache(getattr(useragent, words)))
        agent: Any = useragent.UserAgentString
        patch.setattr(agent, "to_string", _put_together_once(agent.to_string))
        # of the same few events
        known: dict[str, str] = {}
        begin: Any = hooks.EventAliaser.__init__

        def begun(aliaser: Any, *given: Any, **named: Any) -> None:
            begin(aliaser, *given, **named)
            if aliaser._event_aliases == hooks.EVENT_ALIASES:  # each client has a copy
                aliaser._alias_name_cache = known

        patch.setattr(hooks.EventAliaser, "__init__", begun)
        patch.setattr(answers, "mistake_in", _looked_at_once(mistake_in))
        yield


def _put_together_once(put_together: Callable[[Any], str]) -> Callable[[Any], str]:
    """What a client says of itself is the same at each call that uses the same features."""
    from botocore.context import get_context

    said: WeakKeyDictionary[Any, dict[Any, str]] = WeakKeyDictionary()

    def to_string(agent: Any) -> str:
        context = get_context()
        used = frozenset(context.features if context else ()).union(agent._client_features or ())
        of_this = said.setdefault(agent, {})
        if used not in of_this:
            of_this[used] = put_together(agent)
        return of_this[used]

    return to_string


Looks = Callable[[Any, dict[str, Any]], str]


def _looked_at_once(mistake_in: Looks) -> Looks:
    """The same answer to the same operation, byte by byte, is right each time that it comes.

    botocore reads it then: what the look read of it is handed on for an answer that is new alone.
    """
    right: set[tuple[Any, ...]] = set()

    def looked_at(operation: Any, answer: dict[str, Any]) -> str:
        service = operation.service_model
        headers = {
            (name.lower(), value)
            for name, value in answer["headers"].items()
            if name.lower() not in _OF_EACH_ANSWER
        }
        key = (
            *(service.service_name, service.api_version, operation.name, answer["status_code"]),
            *(frozenset(headers), sha256(answer["body"]).digest()),
        )
        if key in right:
            return ""
        found = mistake_in(operation, answer)
        if not found:
            right.add(key)
        return found

    return looked_at


@pytest.fixture(scope="session", autouse=True)
def _service_models_read_once() -> Iterator[None]:
    with read_once():
        yield
