"""What became of a part of the mutations, in figures: for each file, and for all."""

from collections import Counter
from collections.abc import Iterator

from tests.mutants.mutations import (
    ALIVE,
    NO_TEST,
    NOT_TRIED,
    NOTICED,
    TOO_LONG,
    UNCLEAR,
    Part,
    mutated,
)
from tests.mutants.refusals import refused

_TYPES, _SENTENCES = "types", "sentences"
UNNOTICED = frozenset({ALIVE, NO_TEST, UNCLEAR})


def names(part: Part, became: frozenset[str]) -> list[str]:
    """Of the part, those that mypy lets pass and of which one of these words is known."""
    by_types = refused()
    return [
        name
        for file in mutated(part)
        for name, word in file.became.items()
        if word in became and name not in by_types
    ]


def lines(part: Part) -> Iterator[str]:
    """A line for each file, and one for all."""
    total: Counter[str] = Counter()
    by_types = refused()
    for file in mutated(part):
        count = Counter(_TYPES if name in by_types else word for name, word in file.became.items())
        count[_SENTENCES] = file.sentences
        total += count
        yield f"{file.module:42} {_words(count)}"
    yield f"{'all':42} {_words(total)}"


def _words(count: Counter[str]) -> str:
    by_tests = count[NOTICED] + count[TOO_LONG]
    tested = by_tests + sum(count[word] for word in UNNOTICED)
    noticed, tried = count[_TYPES] + by_tests, count[_TYPES] + tested
    return (
        f"tests noticed {by_tests} of {tested} ({_share(by_tests, tested)}), with mypy"
        f" {noticed} of {tried} ({_share(noticed, tried)}); not tried {count[NOT_TRIED]},"
        f" sentences left out {count[_SENTENCES]}"
    )


def _share(some: int, of: int) -> str:
    return f"{100 * some / of:.1f} %" if of else "-"
