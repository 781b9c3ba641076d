"""A fabricated result with its brief written once; the reader of what a document says of its own numbers."""

import importlib.util
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from types import ModuleType
from typing import NamedTuple

import pytest
from docx import Document
from docx.oxml.ns import qn

from migrant_sim.reports.brief import write_brief
from migrant_sim.reports.findings import Findings
from migrant_sim.result import Result

NAME = re.compile(r"b\d+_(?P<sheet>[a-z]+)_(?P<place>[A-Z]+\d+)_(?P<form>[a-z]+)")


class Bound(NamedTuple):
    """A text in the document, and the sheet, place and form that its bookmark names; all empty for plain words."""

    text: str
    sheet: str = ""
    place: str = ""
    form: str = ""


def sibling(name: str) -> ModuleType:
    """The fabricator of results that the tests of the report use."""
    if name not in sys.modules:
        path = Path(__file__).parents[1] / "conftest.py"
        spec = importlib.util.spec_from_file_location(name, path)
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


def fabricated(folder: Path, **changes: object) -> Path:
    return sibling("reports_fabricator").fabricate(folder, **changes)


def written(folder: Path) -> Path:
    write_brief(folder, Findings(Result.load(folder)))
    return folder


def paragraphs(document: object) -> Iterator[object]:
    """Every paragraph: of the body, of tables in it, of headers and footers."""
    yield from (element for element in document.element.body.iter(qn("w:p")))
    for section in document.sections:
        yield from section.header._element.iter(qn("w:p"))
        yield from section.footer._element.iter(qn("w:p"))


def pieces(paragraph: object) -> list[Bound]:
    """The texts of a paragraph in order, each bound to a cell or to none; the field of the page number is left out."""
    found, name, field = [], "", False
    for element in paragraph.iter():
        if element.tag == qn("w:bookmarkStart"):
            name = element.get(qn("w:name"))
        elif element.tag == qn("w:bookmarkEnd"):
            name = ""
        elif element.tag == qn("w:fldChar"):
            field = element.get(qn("w:fldCharType")) != "end"
        elif element.tag == qn("w:t") and not field:
            match = NAME.fullmatch(name)
            found.append(Bound(element.text or "", **match.groupdict()) if match else Bound(element.text or ""))
    return found


@pytest.fixture(scope="session")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a fabricated result with its brief."""
    return written(fabricated(tmp_path_factory.mktemp("brief") / "synthetic"))


@pytest.fixture(scope="session", params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return request.param


@pytest.fixture
def document(brief: Path, language: str) -> object:
    return Document(brief / f"brief_{language}.docx")


@pytest.fixture(scope="session")
def tools() -> ModuleType:
    """The functions of this module, for tests that cannot import it."""
    return sys.modules[__name__] if __name__ in sys.modules else sibling("reports_fabricator")
