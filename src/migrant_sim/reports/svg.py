"""Drawn SVG files as parts of a page: what they say of themselves, and their markup made safe to stand in HTML."""

import re
from html import unescape

from markupsafe import Markup

_SVG = re.compile(r"<svg\b.*?</svg>", re.DOTALL)
_METADATA = re.compile(r"\s*<metadata>.*?</metadata>", re.DOTALL)
_COMMENT = re.compile(r"\s*<!--.*?-->", re.DOTALL)
_SIZE = re.compile(r'<svg\b[^>]*?viewBox="([^"]+)"[^>]*>')
_NAMES = re.compile(r'(\bid="|href="#|url\(#)')
_TITLE = re.compile(r"<dc:title>(.*?)</dc:title>", re.DOTALL)
_ALT = re.compile(r"<dc:description>(.*?)</dc:description>", re.DOTALL)


def inline_svg(text: str, prefix: str, alt: str) -> Markup:
    """An SVG file as part of a page: fluid width, names of its own, its description as a label, no address in it."""
    found = _SVG.search(text)
    if found is None:
        raise ValueError("no svg element in the file")
    body = _COMMENT.sub("", _METADATA.sub("", found.group()))
    body = _NAMES.sub(rf"\g<1>{prefix}-", body)
    body = re.sub(r"\s*<title>.*?</title>", "", body, count=1, flags=re.DOTALL)
    opening = Markup('<svg viewBox="{}" role="img" aria-label="{}">')
    return Markup(_SIZE.sub(lambda m: str(opening.format(m[1], alt)), body, count=1))


def said_by(text: str) -> tuple[str, str]:
    """Title and description that the metadata of an SVG file hold; empty where they hold none."""
    found = (pattern.search(text) for pattern in (_TITLE, _ALT))
    title, alt = (unescape(match[1]).strip() if match else "" for match in found)
    return title, alt
