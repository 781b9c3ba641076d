"""The few hundred Chinese glyphs of a page as a font inside it, for machines that have no Chinese font."""

from base64 import b64encode
from functools import cache
from io import BytesIO

from .font import font_path

NAME = "Report CJK"


@cache
def font_rule(characters: str) -> str:
    """A CSS rule with a font of just these characters; the same characters give the same text."""
    from fontTools.subset import Options, Subsetter  # type: ignore[import-untyped]
    from fontTools.ttLib import TTFont  # type: ignore[import-untyped]

    options = Options(layout_features=[], name_IDs=[], notdef_outline=True)
    options.drop_tables += ["GSUB", "GPOS", "GDEF", "BASE", "VORG", "vhea", "vmtx", "DSIG"]
    with TTFont(font_path(), lazy=True, recalcBBoxes=False, recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(font)
        font.flavor = "woff"
        stream = BytesIO()
        font.save(stream)
    content = b64encode(stream.getvalue()).decode("ascii")
    return f'@font-face {{ font-family: "{NAME}"; src: url(data:font/woff;base64,{content}) format("woff"); }}'


def beyond_latin(text: str) -> str:
    """The characters of a text that a Chinese font holds, or draws as wide as Chinese ones; each once, in order."""
    return "".join(sorted(character for character in set(text) if ord(character) > 0x2E7F or character in "“”—"))
