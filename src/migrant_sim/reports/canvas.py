"""The sheet that every chart is drawn on: font, colours, title, notes, and files with the same bytes each time."""

import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import matplotlib
import numpy as np
from matplotlib.axes import Axes
from matplotlib.axis import Axis
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.backends.backend_svg import FigureCanvasSVG
from matplotlib.figure import Figure
from matplotlib.ticker import MaxNLocator

from ..result import CLASSES
from .font import em, font_family
from .formats import Format, interval, number, probability
from .wording import pick

WIDTH, MARGIN = 7.4, 0.1  # inches; the type area of an A4 page
DOTS_PER_INCH = 144

# Okabe and Ito's colours, which remain distinct for colour-blind readers.
BLUE, ORANGE, GREEN, SKY, VERMILION, PURPLE, YELLOW = (
    "#0072B2", "#E69F00", "#009E73", "#56B4E9", "#D55E00", "#CC79A7", "#F0E442",
)  # fmt: skip
INK, GREY, PALE, LINE = "#1a1a1a", "#595959", "#EDEDED", "#BDBDBD"


@dataclass(frozen=True, kw_only=True)
class Words:
    """The text around one chart: message, what is shown, notes, and a description for those who cannot see it."""

    title: str
    subtitle: str
    note: str
    alt: str


@dataclass(frozen=True, kw_only=True)
class End:
    """The name of a curve at its right end: height, text, its colour, and the colour of a square before it, if any."""

    height: float
    text: str
    colour: str = INK
    swatch: str = ""


@contextmanager
def drawing() -> Iterator[None]:
    """Settings of all charts; inside, a glyph that the font lacks is an error, never an empty box."""
    settings: dict[Any, Any] = {
        "font.family": font_family(),
        "font.size": 9.0,
        "text.color": INK,
        "axes.edgecolor": LINE,
        "axes.labelcolor": GREY,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.titlelocation": "left",
        "axes.titlesize": 9.5,
        "xtick.color": GREY,
        "ytick.color": GREY,
        "svg.fonttype": "path",
        "svg.hashsalt": "migrant-sim",
        "path.simplify": False,
        "text.parse_math": False,
    }
    with warnings.catch_warnings(), matplotlib.rc_context(settings):
        warnings.filterwarnings("error", message="Glyph .* missing")
        yield


def wrapped(text: str, width: float) -> str:
    """`text` in lines of at most `width` ems; breaks at spaces and between Chinese characters.

    Chinese lines are two ems shorter, for closing punctuation may hang at their end.
    """
    whole = width - 2 if any(_wide(character) for character in text) else width
    lines, line, room = [], "", whole
    for piece in _pieces(text):
        size = sum(em(character) for character in piece.strip("\n"))
        if piece == "\n" or (size > room and line and piece not in "，。；：、）”"):
            lines.append(line.rstrip())
            line, room = "", whole
            piece = piece.lstrip()
        line, room = line + piece, room - size
    return "\n".join([*lines, line.rstrip()])


def _wide(character: str) -> bool:
    """Whether a line may end beside the character: Chinese characters and their punctuation."""
    return ord(character) > 0x2E7F or character in "“”"


def _pieces(text: str) -> Iterator[str]:
    """The parts of a text between which a line may end; opening marks and numbers stay with what follows them."""
    word = ""
    for place, character in enumerate(text):
        if character in "（“":
            yield word
            word = character
        elif _wide(character) or character in " \n":
            if character == " " and word[-1:].isdigit() and _wide(text[place + 1 : place + 2] or " "):
                word += character
                continue
            kept = word in ("（", "“") or word.endswith(" ")
            yield from (word + character,) if kept else filter(None, (word, character))
            word = ""
        else:
            word += character
    yield word


def sheet(words: Words, body: float) -> Figure:
    """A figure with its title, subtitle and notes set, and `body` inches of height between them for the axes."""
    blocks = [(words.title, 12.5, INK), (words.subtitle, 8.5, GREY), (words.note, 7.5, GREY)]
    room = WIDTH - 2 * MARGIN
    texts = [(wrapped(text, room * 72 / size), size, colour) for text, size, colour in blocks]
    heights = [(text.count("\n") + 1) * size * 1.4 / 72 + 0.05 for text, size, _ in texts]
    height = sum(heights) + body + 2 * MARGIN
    figure = Figure(figsize=(WIDTH, height), dpi=DOTS_PER_INCH, facecolor="white")
    FigureCanvasAgg(figure)  # its renderer measures and draws, and so lays every text out once
    places = [height - MARGIN, height - MARGIN - heights[0], MARGIN]
    for (text, size, colour), place, side in zip(texts, places, ("top", "top", "bottom"), strict=True):
        figure.text(MARGIN / WIDTH, place / height, text, size=size, color=colour, va=side, linespacing=1.3)
    bottom = (MARGIN + heights[2]) / height
    figure.subplots_adjust(left=0.2, right=0.8, bottom=bottom, top=bottom + body / height)
    return figure


def arrange(figure: Figure) -> None:
    """Fits the axes, one below another, with everything written around them into the room that the sheet left.

    Heights keep their proportions. Own arithmetic, for the solver of Matplotlib's layouts orders its sums by memory
    address and so moves the last digits from run to run.
    """
    renderer = _agg(figure).get_renderer()
    axes, whole, gap = figure.axes, figure.bbox, 5 * figure.dpi / 72
    inner = [each.get_window_extent(renderer) for each in axes]
    outer = [each.get_tightbbox(renderer) or box for each, box in zip(axes, inner, strict=True)]
    # Names at the left are widest, and text is a little wider at other resolutions.
    left = max(a.x0 - b.x0 for a, b in zip(inner, outer, strict=True)) + 2 * gap
    right = max(b.x1 - a.x1 for a, b in zip(inner, outer, strict=True)) + gap
    above = [b.y1 - a.y1 + gap for a, b in zip(inner, outer, strict=True)]
    below = [a.y0 - b.y0 + gap for a, b in zip(inner, outer, strict=True)]
    room = (figure.subplotpars.top - figure.subplotpars.bottom) * whole.height - sum(above) - sum(below)
    scale = room / sum(box.height for box in inner)
    top = figure.subplotpars.top * whole.height
    for each, box, over, under in zip(axes, inner, above, below, strict=True):
        high = scale * box.height
        top -= over + high
        width = whole.width - left - right
        each.set_position((left / whole.width, top / whole.height, width / whole.width, high / whole.height))
        top -= under


def svg_bytes(figure: Figure, words: Words) -> bytes:
    """The figure as SVG with glyphs as outlines, so that any machine shows Chinese."""
    stream = StringIO()  # text, for in bytes every one of many small pieces is encoded by itself
    metadata = {"Date": None, "Creator": "migrant-sim", "Title": words.title, "Description": words.alt}
    FigureCanvasSVG(figure).print_svg(stream, metadata=metadata)
    return stream.getvalue().encode()


def png_bytes(figure: Figure, words: Words) -> bytes:
    """The figure as PNG; the file names neither a program nor a time."""
    stream = BytesIO()
    said = {"Software": None, "Title": words.title}
    _agg(figure).print_png(stream, metadata=said, pil_kwargs={"compress_level": 4})
    return stream.getvalue()


def _agg(figure: Figure) -> FigureCanvasAgg:
    """The figure's own canvas of dots, made where it has another."""
    return figure.canvas if isinstance(figure.canvas, FigureCanvasAgg) else FigureCanvasAgg(figure)


def save(figure: Figure, words: Words, stem: Path) -> list[Path]:
    """Writes `stem`.svg and `stem`.png and returns both paths."""
    arrange(figure)
    written = []
    # The PNG first, on the canvas that measured: the SVG takes another one and with it other sizes of text.
    for suffix, content in ((".png", png_bytes(figure, words)), (".svg", svg_bytes(figure, words))):
        path = stem.with_name(stem.name + suffix)
        path.write_bytes(content)
        written.append(path)
    return written


def spread(positions: list[float], gap: float) -> list[float]:
    """Label positions at least `gap` apart, each as near to its own position as the order allows."""
    order = sorted(range(len(positions)), key=positions.__getitem__)
    placed = [positions[i] for i in order]
    for _ in range(len(placed) ** 2):
        for i in range(len(placed) - 1):
            lack = gap - (placed[i + 1] - placed[i])
            if lack > 1e-12:
                placed[i], placed[i + 1] = placed[i] - lack / 2, placed[i + 1] + lack / 2
    result = [0.0] * len(positions)
    for place, i in zip(placed, order, strict=True):
        result[i] = place
    return result


def end_labels(axes: Axes, x: float, ends: Sequence[End], body: float) -> None:
    """Names curves at their right end, moved apart where names would collide; `body`: height of the axes, inches."""
    low, high = axes.get_ylim()
    lines = max(end.text.count("\n") + 1 for end in ends)
    gap = (lines * 11.0 + 2) / (body * 72 * 0.85) * (high - low)
    places = spread([end.height for end in ends], gap)
    for end, place in zip(ends, places, strict=True):
        style: dict[str, Any] = {"va": "center", "size": 8.5, "linespacing": 1.2, "annotation_clip": False}
        if end.swatch:
            axes.annotate("■", (x, place), (8, 0), textcoords="offset points", color=end.swatch, **style)
        axes.annotate(
            end.text, (x, place), (19 if end.swatch else 8, 0), textcoords="offset points", color=end.colour, **style
        )


def written(axis: Axis, form: Format, language: str) -> None:
    """Writes the ticks of an axis as the text writes numbers; steps of 25 would be rounded to uneven ones."""
    axis.set_major_locator(_Whole(form, language))
    axis.set_major_formatter(lambda value, _: form(value, language))


class _Whole(MaxNLocator):
    """Even ticks, each one that its text says to the last digit: steps of 0.05 in one decimal would read 0.1, 0.1."""

    def __init__(self, form: Format, language: str) -> None:
        super().__init__(nbins="auto", steps=[1, 2, 5, 10])
        self._said: Callable[[float], str] = lambda value: form(value, language)

    def tick_values(self, vmin: float, vmax: float) -> Any:
        """The ticks between two ends; all of them where the form can write none."""
        ticks = super().tick_values(vmin, vmax)
        small = 1e-6 * float(np.ptp(ticks))
        kept = [tick for tick in ticks if abs(number(self._said(tick)) - tick) <= small]
        return np.array(kept) if kept else ticks


def probability_axis(axes: Axes, rows: int, language: str) -> None:
    """A horizontal axis of probabilities with the verdict classes shaded and named above it."""
    start = 0.0
    for index, (limit, _, english, chinese) in enumerate(CLASSES):
        axes.axvspan(start, limit, color="#F4F6F8" if index % 2 else "#E3E9EF", lw=0, zorder=0)
        style: dict[str, Any] = {"ha": "center", "va": "baseline", "size": 7.5, "color": GREY}
        where = axes.get_xaxis_transform()
        axes.text((start + limit) / 2, 1.02, pick(language, chinese, english), transform=where, **style)
        start = limit
    axes.tick_params(axis="y", length=0, pad=8)
    axes.set_ylim(-0.6, rows - 0.4)
    axes.set_xlim(0, 1)
    axes.set_xticks([0, 0.2, 0.4, 0.6, 0.8, 1.0], ["0", "20", "40", "60", "80", "100"])
    axes.set_xlabel(pick(language, "概率（%）", "Probability (%)"))


def probability_row(
    axes: Axes, y: float, chance: tuple[float, float, float], language: str, filled: bool = True
) -> None:
    """One probability as a dot with its interval (NaN where there is none) and the numbers beside it."""
    middle, low, high = chance
    if middle != middle:
        axes.text(0.02, y, pick(language, "未评估", "not evaluated"), va="center", color=GREY, size=8)
        return
    text, left, right = probability(middle), middle, middle
    if low == low and high == high:
        axes.plot([low, high], [y, y], color=BLUE, lw=2.4, solid_capstyle="butt")
        band = interval(low, high, probability, language)
        text += pick(language, f"（{band}）", f" ({band})")
        left, right = min(low, middle), max(high, middle)
    axes.plot(middle, y, "o", ms=7, mfc=BLUE if filled else "white", mec=BLUE, mew=1.6, clip_on=False, zorder=3)
    ahead = 1 - right >= left
    style: dict[str, Any] = {"va": "center", "ha": "left" if ahead else "right", "size": 8}
    axes.annotate(text, (right if ahead else left, y), (9 if ahead else -9, 0), textcoords="offset points", **style)
