"""How well text is told from what it stands on: WCAG 2's contrast, from 1 (not at all) to 21."""

from collections.abc import Sequence

from textual.color import Color

TEXT = 4.5  # what WCAG asks of text (1.4.3)
STEPS_BACK = 3.0  # of large text and of signs (1.4.11): what is meant to stand behind the rest
_STEPS = 20


def contrast(one: Color, other: Color) -> float:
    """The contrast of two colours."""
    lighter, darker = sorted((_luminance(one), _luminance(other)), reverse=True)
    return (lighter + 0.05) / (darker + 0.05)


def readable(colour: str, on: Sequence[str], least: float = TEXT, *, dark: bool) -> str:
    """The colour, lighter where it is `dark` and darker where not, until it is read on all."""
    wanted, grounds = Color.parse(colour), [Color.parse(ground) for ground in on]
    towards = Color.parse("#ffffff" if dark else "#000000")
    for step in range(_STEPS + 1):
        shown = wanted.blend(towards, step / _STEPS)
        if all(contrast(shown, ground) >= least for ground in grounds):
            return shown.hex6
    return towards.hex6


def stepping_back(text: Color, ground: Color, on: Sequence[str], least: float) -> str:
    """The colour between text and ground, next to the ground, that has its contrast on all."""
    grounds = [Color.parse(one) for one in on]
    for step in range(_STEPS, 0, -1):
        shown = text.blend(ground, step / _STEPS)
        if all(contrast(shown, one) >= least for one in grounds):
            return shown.hex6
    return text.hex6


def black_or_white(on: str) -> str:
    """Whichever is read better on a colour."""
    ground = Color.parse(on)
    return max(("#ffffff", "#000000"), key=lambda one: contrast(Color.parse(one), ground))


def _luminance(colour: Color) -> float:
    """Relative luminance, as WCAG defines it for sRGB."""
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (colour.r / 255, colour.g / 255, colour.b / 255)
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
