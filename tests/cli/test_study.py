"""The stored configuration: quick to write, and OmegaConf reads back what went in."""

from omegaconf import OmegaConf

from migrant_sim.cli.study import as_yaml

PLAIN = {
    "schema": "1",
    "words": ["1e3", "yes", "null", "on", "1_000", "0x1f", "12:30", " a: b", "#", "", "闽宁镇", "nan", ".5", "~"],
    "numbers": [1, 1.0, 1e-9, 1e22, float("inf"), True, None, -0.0],
    "nested": {"empty": {}, "none": [], "twice": [(same := {"a": 1}), same]},
}


def test_it_reads_back_with_the_same_values_and_types() -> None:
    assert repr(OmegaConf.to_container(OmegaConf.create(as_yaml(PLAIN)))) == repr(PLAIN)


def test_it_is_what_omegaconf_would_write() -> None:
    assert as_yaml(PLAIN) == OmegaConf.to_yaml(OmegaConf.create(PLAIN))
