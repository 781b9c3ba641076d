"""Whether anybody is in work relief; intake and end are tested in tests/processes/test_relief.py."""

import numpy as np
import pytest

from migrant_sim.kernels.relief import at_work


@pytest.mark.parametrize(("activity", "found"), [([], False), ([0, 6, 8], False), ([11, 7], True), ([7] * 100, True)])
def test_one_is_enough(activity, found):
    assert at_work(np.array(activity, np.int8)) == found
