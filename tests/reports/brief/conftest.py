"""A fabricated result with its brief written once; and the reader of what a document says of its own numbers."""

import importlib.util
import re
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from types import ModuleType
from typing import Any, NamedTuple

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


def fabricator() -> ModuleType:
    """The maker of results that the tests of the report use."""
    name = "reports_fabricator"
    if name not in sys.modules:
        spec = importlib.util.spec_from_file_location(name, Path(__file__).parents[1] / "conftest.py")
        module = importlib.util.module_from_spec(spec)
        sys.modules[name] = module
        spec.loader.exec_module(module)
    return sys.modules[name]


def written(folder: Path) -> Path:
    write_brief(folder, Findings(Result.load(folder)))
    return folder


def paragraphs_of(document: Any) -> Iterator[Any]:
    """Every paragraph: of the body, of tables in it, of headers and footers."""
    yield from document.element.body.iter(qn("w:p"))
    for section in document.sections:
        yield from section.header._element.iter(qn("w:p"))
        yield from section.footer._element.iter(qn("w:p"))


def pieces_of(paragraph: Any) -> list[Bound]:
    """The texts of a paragraph in order, each bound to a cell or to none; the number of the page is left out."""
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
def make_brief(tmp_path_factory: pytest.TempPathFactory) -> Callable[..., Path]:
    """Writes the brief of a fabricated result, with entries of its summary changed."""

    made: dict[str, Path] = {}

    def make(**changes: Any) -> Path:
        key = repr(changes)
        if key not in made:
            made[key] = written(fabricator().fabricate(tmp_path_factory.mktemp("brief") / "synthetic", **changes))
        return made[key]

    return make


@pytest.fixture(scope="session")
def brief(make_brief: Callable[..., Path]) -> Path:
    """Folder of a fabricated result with its brief."""
    return make_brief()


@pytest.fixture(params=["zh", "en"])
def language(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture
def document(brief: Path, language: str) -> Any:
    return Document(str(brief / f"brief_{language}.docx"))


@pytest.fixture
def paragraphs() -> Callable[[Any], list[list[Bound]]]:
    """Reads the pieces of every paragraph of a document."""
    return lambda document: [pieces_of(paragraph) for paragraph in paragraphs_of(document)]
