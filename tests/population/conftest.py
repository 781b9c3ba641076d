import pytest
import yaml

from migrant_sim.paths import folder
from migrant_sim.population import Region

REGIONS = ("ningxia", "yinchuan", "minning", "hongsibu", "yunnan", "guangxi")


def shipped(name):
    return yaml.safe_load((folder("conf") / "region" / f"{name}.yaml").read_text(encoding="utf-8"))


@pytest.fixture
def shipped_region():
    return lambda name: Region.from_mapping(shipped(name))


@pytest.fixture
def plain():
    return shipped("ningxia")


@pytest.fixture(params=REGIONS)
def region(request):
    return Region.from_mapping(shipped(request.param))


@pytest.fixture(scope="session")
def ningxia():
    return Region.from_mapping(shipped("ningxia"))
