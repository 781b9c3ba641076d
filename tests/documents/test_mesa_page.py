"""docs/mesa.md runs as it stands: the page renders and steps in Mesa's own SolaraViz, and the plain script runs."""

import re
import subprocess
import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

PAGE = Path(__file__).parents[2] / "docs" / "mesa.md"
BLOCKS = re.findall(r"```python\n(.*?)```", PAGE.read_text(encoding="utf-8"), re.DOTALL)
# Stepping in the page goes through the button that a person presses.
PRESS = """
import ipyvuetify, solara
_, shown = solara.render(solara.AppLayout(children=[page]), handle_error=False)
buttons = {str(button.children[-1]): button for button in shown.find(ipyvuetify.Btn).widgets if button.children}
print(list(buttons))
buttons["Step"].click()
print("pressed", sorted(buttons))
shown.close()
"""


def run(code: str) -> str:
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=300)
    assert done.returncode == 0, done.stderr[-2000:]
    return done.stdout


@pytest.fixture
def solara() -> None:
    pytest.importorskip("mesa.visualization", reason="the extra 'solara' is not installed", exc_type=ImportError)
    try:
        old = int(version("ipyvuetify").partition(".")[0]) < 2
    except PackageNotFoundError:
        old = False
    if not old:
        pytest.skip("Mesa 3.3's page needs ipyvuetify below 2, as the extra 'solara' says")


@pytest.mark.parametrize("number", [0, 1])
def test_the_page_renders_and_steps(solara: None, number: int) -> None:
    first = BLOCKS[0] if number else ""
    assert "'Step'" in run(first + BLOCKS[number] + PRESS)


def test_the_script_without_a_browser_runs() -> None:
    said = run("from migrant_sim import MigrantModel\n" + BLOCKS[-1])
    assert said.startswith("2021-01")
