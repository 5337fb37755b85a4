"""A moving picture: frames of the app as one SVG that a browser plays by itself.

Lines that several frames share are in the file once, and nothing is fetched: the fonts are those
of whoever looks.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from xml.etree import ElementTree

LINE = 24.4  # height of a line of a frame in Rich's SVG
_NAMESPACE = "{http://www.w3.org/2000/svg}"
_FONTS = 'ui-monospace, "SF Mono", "Cascadia Mono", Menlo, Consolas, "DejaVu Sans Mono", monospace'
# one rule of the frame's own stylesheet: a name of the picture's, what it looks like
_RULE = re.compile(r"\.(terminal-\S+-r\d+) \{ (.*?) *\}")


@dataclass(frozen=True)
class Frame:
    """What the app drew (Textual's `export_screenshot`), and for how many seconds it stands."""

    svg: str
    seconds: float


@dataclass
class _Shared:
    """What frames have in common: each look and each line once, by what it is."""

    looks: dict[str, str] = field(default_factory=dict)
    lines: dict[str, str] = field(default_factory=dict)

    def look(self, rule: str) -> str:
        return self.looks.setdefault(rule, f"r{len(self.looks)}")

    def line(self, content: str) -> str:
        return self.lines.setdefault(content, f"l{len(self.lines)}")


def moving(frames: Sequence[Frame], title: str) -> str:
    """The frames one after another, and again from the first; all are of one size."""
    shared = _Shared()
    drawn = [_lines_of(frame.svg, shared) for frame in frames]
    width, height = _size_of(frames[0].svg)
    seconds = sum(frame.seconds for frame in frames)
    looks = "".join(f".{name}{{{rule}}}" for rule, name in shared.looks.items())
    lines = "".join(f'<g id="{name}">{content}</g>' for content, name in shared.lines.items())
    turns, shown, at = "", "", 0.0
    for number, (frame, names) in enumerate(zip(frames, drawn, strict=True)):
        begins, at = at, at + frame.seconds
        turns += _turn(number, begins / seconds, at / seconds, seconds)
        uses = "".join(f'<use href="#{name}"/>' for name in names)
        shown += f'<g id="f{number}">{uses}</g>'
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">'
        f"<title>{title}</title>"
        f"<style>text{{font:20px {_FONTS};white-space:pre}}{looks}{turns}</style>"
        f"<defs>{lines}</defs>"
        f'<rect width="{width}" height="{height}" rx="8" fill="{_ground_of(frames[0].svg)}"/>'
        f'<g transform="translate(9, 10)">{shown}</g></svg>'
    )


def _turn(number: int, begins: float, ends: float, seconds: float) -> str:
    """Let a frame be seen from one share of the whole time to another."""
    shares = [(0.0, begins == 0), (begins, True), (ends, False), (1.0, False)]
    keys = "".join(
        f"{share:.4%}{{visibility:{'visible' if seen else 'hidden'}}}"
        for share, seen in dict(shares).items()
    )
    return (
        f"@keyframes k{number}{{{keys}}}"
        f"#f{number}{{visibility:{'visible' if number == 0 else 'hidden'};"
        f"animation:k{number} {seconds:g}s step-end infinite}}"
    )


def _lines_of(svg: str, shared: _Shared) -> list[str]:
    """The names of a frame's lines, from the top."""
    looks = {name: shared.look(rule) for name, rule in _RULE.findall(svg)}
    lines: dict[int, str] = {}
    for element in _matrix_of(svg):
        tag = element.tag.removeprefix(_NAMESPACE)
        row = round((float(element.get("y", 0)) - (20 if tag == "text" else 1.5)) / LINE)
        lines[row] = lines.get(row, "") + _written(tag, element, looks)
    return [shared.line(lines[row]) for row in sorted(lines)]


def _written(tag: str, element: ElementTree.Element, looks: dict[str, str]) -> str:
    held = {name: element.get(name) for name in ("x", "y", "width", "height", "textLength", "fill")}
    attributes = "".join(f' {name}="{value}"' for name, value in held.items() if value is not None)
    if tag == "rect":
        return f"<rect{attributes}/>"
    text = (element.text or "").replace("&", "&amp;").replace("<", "&lt;")
    return f'<text class="{looks[element.get("class", "")]}"{attributes}>{text}</text>'


def _matrix_of(svg: str) -> list[ElementTree.Element]:
    """Everything that is drawn in the terminal's cells: grounds and texts."""
    root = ElementTree.fromstring(svg)
    return [
        element
        for element in root.iter()
        if (element.tag == f"{_NAMESPACE}rect" and element.get("shape-rendering"))
        or (element.tag == f"{_NAMESPACE}text" and element.get("clip-path"))
    ]


def _size_of(svg: str) -> tuple[float, float]:
    """Width and height of the cells, and of the room around them."""
    clip = re.search(r'clip-terminal">\s*<rect x="0" y="0" width="(\S+)" height="(\S+)"', svg)
    assert clip
    return round(float(clip[1]) + 20, 1), round(float(clip[2]) + 20, 1)


def _ground_of(svg: str) -> str:
    ground = re.search(r'<rect fill="(\S+?)" stroke=', svg)
    assert ground
    return ground[1]
