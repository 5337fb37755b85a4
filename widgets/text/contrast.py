"""Can text be read on its background? WCAG 2 calls this contrast: from 1 (no) to 21 (best)."""

from collections.abc import Sequence

from textual.color import Color

TEXT = 4.5  # what WCAG asks of text (1.4.3)
STEPS_BACK = 3.0  # what WCAG asks of large text and of signs (1.4.11); for less important text
_STEPS = 20


def contrast(one: Color, other: Color) -> float:
    """The contrast of two colours."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, on: Sequence[str], least: float = TEXT, *, dark: bool) -> str:
    """The colour, changed as little as needed so that it can be read on each background of `on`.

    It becomes lighter on a `dark` screen, else darker.
    """
    wanted, grounds = Color.parse(colour), [Color.parse(ground) for ground in on]
    towards = Color.parse("#ffffff" if dark else "#000000")
    for step in range(_STEPS + 1):
        shown = wanted.blend(towards, step / _STEPS)
        if all(contrast(shown, ground) >= least for ground in grounds):
            return shown.hex6
    return towards.hex6


def stepping_back(text: Color, ground: Color, on: Sequence[str], least: float) -> str:
    """A colour between text and background, as near to the background as `least` allows.

    It has that contrast on each background of `on`.
    """
    grounds = [Color.parse(one) for one in on]
    for step in range(_STEPS, 0, -1):
        shown = text.blend(ground, step / _STEPS)
        if all(contrast(shown, one) >= least for one in grounds):
            return shown.hex6
    return text.hex6


def black_or_white(on: str) -> str:
    """Black or white: the one that is easier to read on a colour."""
    ground = Color.parse(on)
    return max(("#ffffff", "#000000"), key=lambda one: contrast(Color.parse(one), ground))


def _luminance(colour: Color) -> float:
    """Relative luminance, as WCAG defines it for sRGB."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.r / 255, colour.g / 255, colour.b / 255)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
