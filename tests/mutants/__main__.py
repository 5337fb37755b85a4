"""`python -m tests.mutants`: which mutations to try, and what became of them.

`names` prints those that `mutmut run` is given, one a line, without what was noticed before:
`--each 8` prints a part that is the same each time. `types` asks mypy, `figures` counts, `alive`
names those that nothing noticed. All need mutmut's folder `mutants`, and so a first run of any
mutation.

Not tried are those that only change the letters of a sentence, which no test has to know, and those
that `make check` refuses: of all, mypy notices more than half, in a minute, where each test takes
seconds. mutmut could ask it by itself, and takes longer for that than for the tests.
"""

import argparse
import ast
import fnmatch
import json
import subprocess
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Any

FOLDER = Path("mutants")
_MARK = "__mutmut_"
# Exit codes of mutmut (`mutmut/stats.py`).
WORDS = {None: "not tried", 0: "alive", 1: "noticed", 3: "noticed", 33: "no test"}
ALIVE = {"alive", "no test"}
REFUSED = FOLDER / "refused-by-types.json"
# That an attribute is declared in each variant of a method is mutmut's doing, and nobody's mistake.
MYPY = ("--output=json", "--disable-error-code=no-redef", "--no-warn-unused-ignores")


def main() -> None:
    """Print names, or figures."""
    parser = argparse.ArgumentParser(prog="python -m tests.mutants")
    parser.add_argument("what", choices=["types", "names", "figures", "alive"])
    parser.add_argument("--each", type=int, default=1, help="each nth of each file's alone")
    parser.add_argument("--first", type=int, default=0, help="from which on")
    parser.add_argument("--of", nargs="*", default=["*"], help="modules, with * for any letters")
    asked = parser.parse_args()
    if asked.what == "types":
        REFUSED.write_text(json.dumps(sorted(_refused_by_types())))
        return
    refused = frozenset(json.loads(REFUSED.read_text()))
    wanted = {"names": {"not tried", *ALIVE}, "alive": ALIVE}.get(asked.what, set())
    counted: dict[str, Counter[str]] = {}
    for module, became, sentences in _files():
        if not any(fnmatch.fnmatch(module, pattern) for pattern in asked.of):
            continue
        count = counted.setdefault(module, Counter())
        names = [name for name in became if name not in sentences]
        count["sentences"] = len(became) - len(names)
        for name in names[asked.first :: asked.each]:
            said = "types" if name in refused else WORDS.get(became[name], "too long")
            count[said] += 1
            if said in wanted:
                sys.stdout.write(f"{name}\n")
    if asked.what == "figures":
        _tell(counted)


def _files() -> Iterator[tuple[str, dict[str, int | None], frozenset[str]]]:
    """Of each file: its module, what became of each mutation by name, and which are sentences."""
    for kept in sorted(FOLDER.rglob("*.py.meta")):
        file = kept.with_suffix("")
        module = ".".join(file.relative_to(FOLDER).with_suffix("").parts)
        became = json.loads(kept.read_text())["exit_code_by_key"]
        if became:
            found = {f"{module}.{name}" for name in only_words(file.read_text())}
            yield module, became, frozenset(found)


def only_words(source: str) -> Iterator[str]:
    """Names of the mutations of a file that are the original but for the letters of a sentence."""
    functions = _functions(source)
    plain: dict[str, str] = {}
    for name, function in functions.items():
        stem, _, number = name.rpartition("_")
        if number == "orig":
            continue
        original = functions[f"{stem}_orig"]
        if stem not in plain:
            plain[stem] = _without_words(original)
        if _without_words(function) == plain[stem]:
            yield name


def _functions(source: str) -> dict[str, ast.FunctionDef | ast.AsyncFunctionDef]:
    return {
        node.name: node
        for node in ast.walk(ast.parse(source))
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and _MARK in node.name
    }


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


def _refused_by_types() -> Iterator[str]:
    """Names of those with an error that their original does not have."""
    files = [str(kept.relative_to(FOLDER).with_suffix("")) for kept in FOLDER.rglob("*.py.meta")]
    command = [sys.executable, "-m", "mypy", *MYPY, *sorted(files)]
    told = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, check=False).stdout
    errors: dict[str, list[tuple[int, str]]] = {}
    for error in map(json.loads, filter(str.strip, told.splitlines())):
        if error["severity"] == "error":
            errors.setdefault(error["file"], []).append((error["line"], error["message"]))
    for file, found in errors.items():
        module = ".".join(Path(file).with_suffix("").parts)
        spans = [
            (node.lineno, node.end_lineno or node.lineno, node.name)
            for node in _functions((FOLDER / file).read_text()).values()
        ]
        said: dict[str, set[str]] = {}
        for line, message in found:
            for first, last, name in spans:
                if first <= line <= last:
                    said.setdefault(name, set()).add(message)
        for name, messages in said.items():
            original = f"{name.rpartition('_')[0]}_orig"
            if name != original and messages - said.get(original, set()):
                yield f"{module}.{name}"


def _tell(counted: dict[str, Counter[str]]) -> None:
    total: Counter[str] = Counter()
    for module, count in counted.items():
        total += count
        sys.stdout.write(f"{module:42} {_words(count)}\n")
    sys.stdout.write(f"{'all':42} {_words(total)}\n")


def _words(count: Counter[str]) -> str:
    noticed = count["types"] + count["noticed"] + count["too long"]
    tried = noticed + count["alive"] + count["no test"]
    share = f"{100 * noticed / tried:.1f} %" if tried else "-"
    by_tests = tried - count["types"]
    of_tests = f"{100 * (noticed - count['types']) / by_tests:.1f} %" if by_tests else "-"
    return (
        f"tried {tried}, noticed {noticed} ({share}): by types {count['types']}, by tests"
        f" {noticed - count['types']} of {by_tests} ({of_tests}); not tried {count['not tried']},"
        f" sentences left out {count['sentences']}"
    )


if __name__ == "__main__":
    main()
