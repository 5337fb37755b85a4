"""What mutmut's folder holds: each file's mutations, and what became of them.

Left out everywhere are those that only change the letters of a sentence, which no test has to know.
"""

import ast
import fnmatch
import json
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

FOLDER = Path("mutants")
MARK = "__mutmut_"
NOT_TRIED, ALIVE, NO_TEST, NOTICED = "not tried", "alive", "no test", "noticed"
TOO_LONG, UNCLEAR = "too long", "unclear"
# Exit codes of mutmut (`mutmut/stats.py`); 24 is the signal of a process that used up its time.
WORDS: dict[int | None, str] = {
    None: NOT_TRIED,
    0: ALIVE,
    1: NOTICED,
    3: NOTICED,
    5: NO_TEST,
    33: NO_TEST,
    **dict.fromkeys((-24, 24, 36, 152, 255), TOO_LONG),
}


@dataclass(frozen=True)
class Part:
    """Which mutations: of the files by `of`, each nth of each file from one on."""

    of: Sequence[str]  # modules, with * for any letters
    each: int = 1
    first: int = 0

    def has(self, module: str) -> bool:
        """Whether the module is one of those meant."""
        return any(fnmatch.fnmatch(module, pattern) for pattern in self.of)


@dataclass(frozen=True)
class Mutated:
    """A file with its mutations: by name what became of each, and how many are left out."""

    module: str
    became: Mapping[str, str]
    sentences: int


def mutated(part: Part) -> Iterator[Mutated]:
    """The part, file by file, in the order of their names."""
    for file in files():
        module = module_of(file)
        if not part.has(module):
            continue
        codes = json.loads(kept_of(file).read_text())["exit_code_by_key"]
        words = {f"{module}.{name}" for name in _only_words((FOLDER / file).read_text())}
        names = [name for name in codes if name not in words]
        chosen = {name: WORDS.get(codes[name], UNCLEAR) for name in names[part.first :: part.each]}
        if codes:
            yield Mutated(module, chosen, len(codes) - len(names))


def listed() -> list[str]:
    """The modules that decide about writes: those that `pyproject.toml` lists for mutmut."""
    settings = tomllib.loads(Path("pyproject.toml").read_text())["tool"]["mutmut"]
    return [module_of(Path(file)) for file in settings["only_mutate"]]


def files() -> list[Path]:
    """Those that mutmut changed, from the project's top on."""
    kept = sorted(FOLDER.rglob("*.py.meta"))
    return [one.with_suffix("").relative_to(FOLDER) for one in kept]


def kept_of(file: Path) -> Path:
    """Where mutmut keeps what became of a file's mutations."""
    return FOLDER / file.with_suffix(".py.meta")


def module_of(file: Path) -> str:
    """The name by which a file is imported."""
    return ".".join(file.with_suffix("").parts)


def functions(source: str) -> dict[str, ast.FunctionDef | ast.AsyncFunctionDef]:
    """The original and the mutations of each function, by name."""
    return {
        node.name: node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and MARK in node.name
    }


def original_of(name: str) -> str:
    """The name that the function has as it was, in the changed file."""
    return f"{name.rpartition('_')[0]}_orig"


@cache
def _only_words(source: str) -> frozenset[str]:
    """Names of the mutations of a file that are the original but for the letters of a sentence."""
    found = functions(source)
    plain = {name: _without_words(function) for name, function in found.items()}
    return frozenset(
        name
        for name in found
        if name != original_of(name) and plain[name] == plain[original_of(name)]
    )


def _without_words(function: ast.AST) -> str:
    """The function's code, with one sign for each text that has a blank in it."""
    body = list(getattr(function, "body", ()))
    return "\n".join(ast.dump(_Wordless().visit(ast.parse(ast.unparse(one)))) for one in body)


class _Wordless(ast.NodeTransformer):
    def visit_Constant(self, node: ast.Constant) -> Any:
        is_sentence = isinstance(node.value, str) and " " in node.value
        return ast.Constant("…") if is_sentence else node

    def visit_JoinedStr(self, node: ast.JoinedStr) -> Any:
        texts = [one for one in node.values if isinstance(one, ast.Constant)]
        if not any(" " in str(one.value) for one in texts):
            return node
        return ast.JoinedStr([one for one in node.values if one not in texts])
