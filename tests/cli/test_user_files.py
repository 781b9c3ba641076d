"""A user's own folder: what would mislead is refused, with the file named."""

import pytest

from migrant_sim import load_scenario, simulate
from migrant_sim.configuration import described
from migrant_sim.errors import ConfigurationError
from migrant_sim.paths import folder


def own(tmp_path, name, text):
    path = tmp_path / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def test_a_measure_under_another_name_is_refused_and_the_right_name_runs(tmp_path):
    text = (folder("conf") / "measure" / "welfare_posts.yaml").read_text(encoding="utf-8")
    own(tmp_path, "measure/more_posts.yaml", text)
    with pytest.raises(ConfigurationError, match=r"more_posts\.yaml.*'welfare_posts'"):
        load_scenario("as_written", config_dir=tmp_path)
    own(tmp_path, "measure/more_posts.yaml", text.replace("\nwelfare_posts:", "\nmore_posts:", 1))
    made = load_scenario("custom", config_dir=str(tmp_path), measure=["more_posts"])
    assert [name for name, _ in made.measures] == ["more_posts"]


def test_a_region_under_another_name_is_refused(tmp_path):
    own(tmp_path, "region/other.yaml", (folder("conf") / "region" / "minning.yaml").read_text(encoding="utf-8"))
    with pytest.raises(ConfigurationError, match=r"other\.yaml.*'minning'"):
        described("region", tmp_path)


@pytest.mark.parametrize("text", ["name: [x", b"\xff\xfe\x00n"])
def test_a_file_that_is_no_yaml_is_named(tmp_path, text):
    own(tmp_path, "region/broken.yaml", text)
    with pytest.raises(ConfigurationError, match=r"broken\.yaml"):
        described("region", tmp_path)


def test_a_config_of_ones_own_is_refused(tmp_path):
    own(tmp_path, "config.yaml", "foo: 1")
    with pytest.raises(ConfigurationError, match=r"config\.yaml"):
        load_scenario(config_dir=tmp_path)


@pytest.mark.parametrize(("field", "value"), [("draw", -2), ("draw", 1.5), ("replication", -1)])
def test_simulate_refuses_what_is_no_run(field, value):
    with pytest.raises(ConfigurationError, match=field):
        simulate(load_scenario("continuation", region="minning"), **{field: value})
