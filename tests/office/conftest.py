"""What LibreOffice opens: the brief of the fabricated result that the tests of the report make."""

import importlib.util
import sys
from pathlib import Path

import pytest

from migrant_sim.reports.brief import write_brief
from migrant_sim.reports.findings import Findings
from migrant_sim.result import Result


@pytest.fixture(scope="session")
def brief(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Folder of a fabricated result with its brief."""
    path = Path(__file__).parents[1] / "reports" / "conftest.py"
    spec = importlib.util.spec_from_file_location("office_fabricator", path)
    module = importlib.util.module_from_spec(spec)
    sys.modules["office_fabricator"] = module
    spec.loader.exec_module(module)
    folder = module.fabricate(tmp_path_factory.mktemp("brief") / "synthetic")
    write_brief(folder, Findings(Result.load(folder)))
    return folder
