"""A headless Chromium for pages; without one these tests are skipped, and the reason says what is left out."""

import importlib.util
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

LEFT_OUT = "left out: the page in a real browser (switch, anchors, console, phone, A4 print); needs {}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Any]:
    """One browser for the tests of a file: while it is open its event loop runs, and no other may begin."""
    api = pytest.importorskip("playwright.sync_api", reason=LEFT_OUT.format("the package playwright (extra dev)"))
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if program is None:
        pytest.skip(LEFT_OUT.format("chromium (apt-get install chromium)"))
    with api.sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield opened
        opened.close()


@pytest.fixture
def opened(browser: Any) -> Iterator[Callable[..., Any]]:
    """Opens a page in a window of its own and, at the end, fails for any complaint and any request off the file."""
    contexts, wrong = [], []

    def open_page(address: str, width: int = 1100, scripts: bool = True) -> Any:
        context = browser.new_context(viewport={"width": width, "height": 900}, java_script_enabled=scripts)
        contexts.append(context)
        page = context.new_page()
        page.on("console", lambda message: wrong.append(f"console {message.type}: {message.text}"))
        page.on("pageerror", lambda error: wrong.append(f"error: {error}"))
        page.on("request", lambda request: None if _own(request.url) else wrong.append(f"request: {request.url}"))
        page.goto(address)
        return page

    yield open_page
    for context in contexts:
        context.close()
    assert wrong == []


def _own(url: str) -> bool:
    return url.startswith(("file:", "data:"))


@pytest.fixture(scope="session")
def fabricated(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The fabricated result folder of the report's own tests."""
    place = Path(__file__).parents[1] / "reports" / "conftest.py"
    spec = importlib.util.spec_from_file_location("fabrication", place)
    assert spec and spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module.fabricate(tmp_path_factory.mktemp("browser") / "synthetic")
