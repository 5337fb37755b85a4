"""Two documents of AWS's, compared member by member, whatever their members are.

A member that AWS adds next year is compared as well.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain
from json import dumps
from typing import Any, NamedTuple

from migration.secret import Secret

# What tells the items of a list of structures apart, in the order of preference; else the first
# text that does.
_IDENTIFYING = ("Identifier", "Name", "GroupName", "ScopeName", "EventSource")
_PLAIN = frozenset({str, int, bool, tuple})
_SCALARS = (str, int, float, bool)  # most values are one: asked for first, since it is told quickly
_UNSET = ("", ())


class Leaf(NamedTuple):
    """One thing to compare.

    `path` are the members that lead to it, `keys` the items of lists on the way. With `item` it is
    one element of a list that is a set, and is there in a pool or not. A value of None: there is
    nothing.
    """

    path: tuple[str, ...]
    keys: tuple[str, ...]
    old: Any
    new: Any
    same: bool
    item: bool = False


def leaves(
    old: Mapping[str, Any],
    new: Mapping[str, Any],
    path: tuple[str, ...] = (),
    keys: tuple[str, ...] = (),
) -> Iterator[Leaf]:
    """Everything that stands in either document.

    The old one's order comes first, then what only the new one has. Lists that are sets, as all of
    AWS's are, compare as sets: a list that is the same is one leaf, else each element is one.
    Servers say by empty text, lists and structures that nothing is set.
    """
    for name in old if old.keys() == new.keys() else {**old, **new}:
        was, now = old.get(name), new.get(name)
        if same_plain(was, now):
            yield Leaf((*path, name), keys, was, now, same=True)
        else:
            yield from _pair(was, now, (*path, name), keys)


def same_plain(old: Any, new: Any) -> bool:
    """Whether both are the same text, number, truth value or tuple, and set.

    This is the quick way, for most members are plain.
    """
    return type(old) in _PLAIN and old == new and type(old) is type(new) and old not in _UNSET


def _pair(old: Any, new: Any, path: tuple[str, ...], keys: tuple[str, ...]) -> Iterator[Leaf]:
    old, new = None if _is_unset(old) else old, None if _is_unset(new) else new
    if old is None and new is None:
        return
    kinds = {_kind(value) for value in (old, new) if value is not None}
    if kinds == {"structure"}:
        yield from leaves(old or {}, new or {}, path, keys)
    elif kinds == {"list"}:
        yield from _lists(old or (), new or (), path, keys)
    else:
        yield Leaf(path, keys, _shown(old), _shown(new), same=_equal(old, new))


def _lists(
    old: Sequence[Any], new: Sequence[Any], path: tuple[str, ...], keys: tuple[str, ...]
) -> Iterator[Leaf]:
    olds, news = _by_key(old, new)
    if (
        olds
        and olds.keys() == news.keys()
        and all(_is_same_item(olds[key], news[key]) for key in olds)
    ):
        yield Leaf(path, keys, _shown(old), _shown(new), same=True)
    else:
        structures = any(isinstance(item, Mapping) for item in chain(olds.values(), news.values()))
        yield from _items(olds, news, path, keys, structures=structures)


def _items(
    olds: Mapping[str, Any],
    news: Mapping[str, Any],
    path: tuple[str, ...],
    keys: tuple[str, ...],
    *,
    structures: bool,
) -> Iterator[Leaf]:
    for key in {**olds, **news}:
        old, new = olds.get(key), news.get(key)
        if isinstance(old, Mapping) and isinstance(new, Mapping) and not _equal(old, new):
            yield from (leaf for leaf in leaves(old, new, path, (*keys, key)) if not leaf.same)
        else:
            same = key in olds and key in news
            yield Leaf(path, (*keys, key), _shown(old), _shown(new), same=same, item=not structures)


def _is_same_item(old: Any, new: Any) -> bool:
    """Whether two items of one key are the same: what is no structure is told by its key."""
    return not (isinstance(old, Mapping) and isinstance(new, Mapping)) or _equal(old, new)


def _by_key(old: Sequence[Any], new: Sequence[Any]) -> tuple[dict[str, Any], dict[str, Any]]:
    """Both lists' items, each by the text that tells it apart from the others of its list."""
    name = _identifying(old, new)

    def key(item: Any) -> str:
        return str(item[name]) if name else as_text(item)

    return {key(item): item for item in old}, {key(item): item for item in new}


def _identifying(old: Sequence[Any], new: Sequence[Any]) -> str:
    items = [*old, *new]
    if not items or not all(isinstance(item, Mapping) for item in items):
        return ""
    for name in dict.fromkeys((*_IDENTIFYING, *items[0])):
        if all(isinstance(item.get(name), str) for item in items) and all(
            len({item[name] for item in side}) == len(side) for side in (old, new)
        ):
            return str(name)
    return ""


def bare(value: Any, secret: Callable[[Secret], Any] = str) -> Any:
    """A value as JSON holds it, without what is not set.

    Times become text, bytes their fingerprint, secrets dots.
    """
    if value is None or isinstance(value, _SCALARS):
        return value
    if isinstance(value, Mapping):
        return {
            str(name): bare(item, secret) for name, item in value.items() if not _is_unset(item)
        }
    if isinstance(value, list | tuple):
        return [bare(item, secret) for item in value]
    if isinstance(value, Secret):
        return secret(value)
    if isinstance(value, bytes):
        return f"{len(value)} bytes, SHA-256 {sha256(value).hexdigest()}"
    return str(value)


def as_text(value: Any) -> str:
    """A leaf's value as one text, empty for nothing.

    Patterns and accepted differences are compared with it.
    """
    if value is None:
        return ""
    return (
        str(value)
        if isinstance(value, str)
        else dumps(bare(value), sort_keys=True, ensure_ascii=False)
    )


def _shown(value: Any) -> Any:
    """A leaf's value: lists as tuples, secrets as they are, all else as JSON holds it."""
    if value is None or type(value) in _PLAIN:
        return value
    plain = bare(value, secret=lambda kept: kept)
    return tuple(plain) if isinstance(plain, list) else plain


def _equal(old: Any, new: Any) -> bool:
    if isinstance(old, Mapping) and isinstance(new, Mapping):
        return all(leaf.same for leaf in leaves(old, new))
    return bool(old == new and type(old) is type(new))


def _is_unset(value: Any) -> bool:
    if value is None or isinstance(value, _SCALARS):
        return value is None or value == ""
    if isinstance(value, Mapping):
        return all(_is_unset(item) for item in value.values())
    return not value and isinstance(value, list | tuple)


def _kind(value: Any) -> str:
    return (
        "scalar"
        if isinstance(value, _SCALARS)
        else "structure"
        if isinstance(value, Mapping)
        else "list"
        if isinstance(value, list | tuple)
        else "scalar"
    )
