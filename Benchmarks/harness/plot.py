"""The plot of a comparison: for each document, a bar for each program's wall time relative to pdfsplit's.

It is written as plain SVG attributes rather than style sheets, which some viewers ignore, and in colours of middle
lightness on no background, so that it can be read on light pages and on dark ones.
"""

import math
from xml.sax.saxutils import escape

from harness import report

NAME = "speed.svg"
WIDTH, LEFT, RIGHT = 860, 270, 110
ROW, GAP, TOP = 19, 40, 66
TEXT, GRID = "#76808c", "#76808c"
OURS, PEER, DRAWS_ONLY = "#3485d1", "#c9772b", "#8e7cc3"
TICKS = [0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200]


class Scale:
    """A logarithmic scale of factors: twice as long and half as long are equally far from 1."""

    def __init__(self, factors: list[float]):
        self.least = math.log(min(0.5, min(factors) / 1.1))
        self.most = math.log(max(2, max(factors) * 1.1))

    def __call__(self, factor: float) -> float:
        share = (math.log(factor) - self.least) / (self.most - self.least)
        return LEFT + share * (WIDTH - LEFT - RIGHT)

    def ticks(self) -> list[float]:
        return [tick for tick in TICKS if self.least <= math.log(tick) <= self.most]


def svg(record: dict) -> str:
    """The whole picture."""
    documents = record["documents"]
    scale = Scale([factor for document in documents for _, factor in _factors(document)])
    parts, y = [], TOP
    for document in documents:
        parts += _group(document, record["writes"], scale, y)
        y += GAP + ROW * len(document["programs"])
    height = y + 6
    title = f"Wall time relative to pdfsplit, {record['dpi']} dpi: left of ×1 is faster, right of it slower"
    return "\n".join([
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {height}" width="{WIDTH}" height="{height}" '
        'font-family="Helvetica, Arial, sans-serif" font-size="12">',
        f"<title>{escape(title)}</title>", _text(12, 20, title, "start", bold=True), *_legend(),
        *_grid(scale, height), *parts, "</svg>", ""])


def _factors(document: dict) -> list[tuple[dict, float]]:
    base = report.wall(document["programs"][0])
    return [(program, report.wall(program) / base) for program in document["programs"]]


def _legend() -> list[str]:
    parts, x = [], 12
    for colour, words in ((OURS, "pdfsplit"), (PEER, "makes a PDF of images too"), (DRAWS_ONLY, "only draws")):
        parts += [f'<rect x="{x}" y="30" width="11" height="11" fill="{colour}"/>', _text(x + 16, 40, words, "start")]
        x += 40 + 7 * len(words)
    return parts


def _grid(scale: Scale, height: float) -> list[str]:
    parts = []
    for tick in scale.ticks():
        x, weight = scale(tick), 0.9 if tick == 1 else 0.3
        parts.append(f'<line x1="{x:.1f}" y1="{TOP - 6}" x2="{x:.1f}" y2="{height - 6}" stroke="{GRID}" '
                     f'stroke-width="1" stroke-opacity="{weight}"/>')
        parts.append(_text(x, TOP - 10, f"×{tick:g}", "middle"))
    return parts


def _group(document: dict, writes: dict[str, bool], scale: Scale, y: float) -> list[str]:
    """The bars of one document below its name."""
    parts = [_text(12, y + 14, report.document_line(document), "start", bold=True)]
    y += 22
    for program, factor in _factors(document):
        name = program["name"]
        colour = OURS if name.startswith("pdfsplit") else PEER if writes[name] else DRAWS_ONLY
        # Bars begin at 1; where the factor is 1 there must be something to see too.
        left, right = sorted((scale(1), scale(factor)))
        left, right = (left - 1.5, left + 1.5) if right - left < 3 else (left, right)
        parts.append(f'<rect x="{left:.1f}" y="{y + 3}" width="{right - left:.1f}" height="{ROW - 6}" '
                     f'fill="{colour}"/>')
        parts.append(_text(LEFT - 8, y + 14, name.replace("pdfsplit --color", "--color"), "end"))
        parts.append(_text(right + 6, y + 14, f"×{factor:.2f}, {report.wall(program):.2f} s", "start"))
        y += ROW
    return parts


def _text(x: float, y: float, words: str, anchor: str, bold: bool = False) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return f'<text x="{x:.1f}" y="{y:.1f}" fill="{TEXT}" text-anchor="{anchor}"{weight}>{escape(words)}</text>'
