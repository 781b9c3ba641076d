"""Drawn SVG files as parts of a page: what they say of themselves, and their markup made safe to stand in HTML."""

import re
from html import unescape

from markupsafe import Markup

_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
# Without the space before them, at every piece of which a search would begin.
_LEFT_OUT = re.compile(r"<(?:metadata>.*?</metadata|!--.*?--|title>.*?</title)>\s*", re.DOTALL)
_SIZE = re.compile(r'<svg\b[^>]*?viewBox="([^"]+)"[^>]*>')
_NAMES = (' id="', 'href="#', "url(#")
_TITLE = re.compile(r"<dc:title>(.*?)</dc:title>", re.DOTALL)
_ALT = re.compile(r"<dc:description>(.*?)</dc:description>", re.DOTALL)


def inline_svg(text: str, prefix: str, alt: str) -> Markup:
    """An SVG file as part of a page: fluid width, names of its own, its description as a label, no address in it."""
    found = _SVG.search(text)
    if found is None:
        raise ValueError("no svg element in the file")
    body = _LEFT_OUT.sub("", found.group())
    for before in _NAMES:
        body = body.replace(before, f"{before}{prefix}-")
    opening = Markup('<svg viewBox="{}" role="img" aria-label="{}">')
    return Markup(_SIZE.sub(lambda m: str(opening.format(m[1], alt)), body, count=1))


def said_by(text: str) -> tuple[str, str]:
    """Title and description that the metadata of an SVG file hold; empty where they hold none."""
    found = (pattern.search(text) for pattern in (_TITLE, _ALT))
    title, alt = (unescape(match[1]).strip() if match else "" for match in found)
    return title, alt
