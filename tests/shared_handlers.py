"""Clients of botocore share what handles their events, until one of them changes some of it.

Each client has a copy of its session's handlers, thousands of small lists and dictionaries, and
registers thirty of its own. That was a third of the time of making one, and more than half of the
garbage that a test leaves. Here a copy has the same nodes, and a change makes anew what stands on
its own way alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from typing import Any

import pytest

_OWNER = "owner"


@contextmanager
def shared() -> Iterator[None]:
    """In this block handlers are copied where they change."""
    hooks: Any = import_module("botocore.hooks")  # whose stubs know no private name
    trie_of, node_list = hooks._PrefixTrie, hooks.NodeList
    remove = trie_of.remove_item

    def own(trie: Any, node: dict[str, Any]) -> dict[str, Any]:
        """The node as it is this one's alone."""
        if node.get(_OWNER) is trie._token:
            return node
        values = node["values"]
        return {
            "chunk": node["chunk"],
            "children": node["children"].copy(),
            "values": values and node_list(*(some[:] for some in values)),
            _OWNER: trie._token,
        }

    def own_way(trie: Any, key: str, *, to_its_end: bool) -> dict[str, Any]:
        """The last node of the way to a key, of those that are there unless `to_its_end`."""
        if not hasattr(trie, "_token"):
            trie._token = object()
        trie._root = node = own(trie, trie._root)
        for part in key.split("."):
            child = node["children"].get(part)
            if child is None:
                if not to_its_end:
                    break
                child = {"chunk": part, "values": None, "children": {}}
            node["children"][part] = child = own(trie, child)
            node = child
        return node

    def append_item(trie: Any, key: str, value: Any, section: int = hooks._MIDDLE) -> None:
        node = own_way(trie, key, to_its_end=True)
        if node["values"] is None:
            node["values"] = node_list([], [], [])
        node["values"][section].append(value)

    def remove_item(trie: Any, key: str, value: Any) -> None:
        own_way(trie, key, to_its_end=False)
        remove(trie, key, value)

    def copied(trie: Any) -> Any:
        copy = object.__new__(type(trie))
        copy._root = trie._root
        copy._token, trie._token = object(), object()
        return copy

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(trie_of, "append_item", append_item)
        patch.setattr(trie_of, "remove_item", remove_item)
        patch.setattr(trie_of, "__copy__", copied)
        yield
