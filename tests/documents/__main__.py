"""`python -m tests.documents` writes what is made from the code; `--check` only compares."""

import sys
from pathlib import Path

from tests.documents.made import ROOT, made, stale


def main() -> int:
    """Write, or say what is out of date and give 1."""
    if "--check" in sys.argv[1:]:
        old = stale()
        if old:
            sys.stderr.write(f"Out of date: {', '.join(old)}. Run python -m tests.documents.\n")
        return bool(old)
    for name, text in made().items():
        file = Path(ROOT, name)
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
