"""A mistake of Poolwalk's own in a sentence: where it is, nothing of what it was busy with.

Neither an error's own words nor the variables of its frames are shown: both can hold a secret.
"""

import traceback
from pathlib import Path

OUR_PACKAGES = {"tui", "screens", "widgets", "migration"}


def internal_error(error: BaseException) -> str:
    """What a person can report, and where they stand."""
    house = Path(__file__).parent.parent
    places: list[str] = []
    kind = type(error).__name__
    cause: BaseException | None = error
    while cause is not None and not places:
        kind = type(cause).__name__
        frames = [
            (Path(frame.filename), frame.lineno)
            for frame in traceback.extract_tb(cause.__traceback__)
        ]
        ours = [
            (path.relative_to(house), line) for path, line in frames if path.is_relative_to(house)
        ]
        places = [f"{path}, line {line}" for path, line in ours if path.parts[0] in OUR_PACKAGES]
        # What went wrong in one of Textual's workers comes wrapped, as `error`.
        cause = cause.__cause__ or cause.__context__ or getattr(cause, "error", None)
    return (
        f"a mistake in Poolwalk itself: {kind}{f' in {places[-1]}' if places else ''}. What was"
        " applied until then is recorded: “poolwalk plan” shows what is left."
    )
