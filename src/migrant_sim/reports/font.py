"""The font of every chart: registered with Matplotlib, read from memory, measured."""

from functools import cache
from importlib.resources import files
from io import BytesIO
from pathlib import Path
from typing import Any

from matplotlib import font_manager, ft2font

FONT_PACKAGE, FONT_FILE = "pylopdf_fonts_zh_cn", "NotoSansSC-Regular.otf"


class InMemory:
    """Stands for Matplotlib's module `ft2font` where fonts are opened, and opens this one font from memory.

    From a file Matplotlib seeks and reads some bytes of every glyph each time it measures or draws it: a third of the
    time that a report takes. What is drawn is the same.
    """

    def __getattr__(self, name: str) -> Any:
        """Everything else is the module's own."""
        return getattr(ft2font, name)

    @staticmethod
    def FT2Font(filename: Any, *args: Any, **settings: Any) -> ft2font.FT2Font:  # noqa: N802 the name that is stood for
        """A font as Matplotlib opens it."""
        source = BytesIO(font_bytes()) if str(filename) == font_path() else filename
        return ft2font.FT2Font(source, *args, **settings)


@cache
def font_family() -> str:
    """Registers the font that holds Chinese and Latin glyphs and returns its family name."""
    font_manager.fontManager.addfont(font_path())
    vars(font_manager)["ft2font"] = InMemory()
    return font_manager.FontProperties(fname=font_path()).get_name()


@cache
def font_path() -> str:
    """Where the installed font package keeps the file, as Matplotlib names it."""
    return str(Path(str(files(FONT_PACKAGE) / FONT_FILE)).resolve())


@cache
def font_bytes() -> bytes:
    """The file's content."""
    return Path(font_path()).read_bytes()


@cache
def _ruler() -> ft2font.FT2Font:
    """The font, for measuring alone."""
    return ft2font.FT2Font(BytesIO(font_bytes()))


@cache
def em(character: str) -> float:
    """Width of a character of the font in ems."""
    ruler = _ruler()
    wide = ruler.load_char(ord(character), flags=ft2font.LoadFlags.NO_SCALE).horiAdvance
    return float(wide / ruler.units_per_EM)


def width_of(text: str, size: float) -> float:
    """Width of a line of text in points at a font size."""
    return size * sum(em(character) for character in text)
