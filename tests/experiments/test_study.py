from dataclasses import replace

import pytest

from migrant_sim.errors import ConfigurationError


@pytest.mark.parametrize("field", ["draws", "replications", "workers"])
@pytest.mark.parametrize("value", [0, -1, 1.5, True])
def test_numbers_of_runs_are_whole_and_positive(make_study, field, value):
    with pytest.raises(ConfigurationError, match=field):
        make_study(**{field: value})


@pytest.mark.parametrize("name", ["a/b", "../up", ".hidden", "", "c:\\d"])
def test_a_name_is_no_path(make_study, name):
    study = make_study()
    with pytest.raises(ConfigurationError, match="name"):
        replace(study, name=name)
