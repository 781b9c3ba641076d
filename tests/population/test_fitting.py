import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from migrant_sim.errors import DataError
from migrant_sim.population.fitting import Constraint, integerise, integerise_rows, proportional_fit, rake

positive = st.floats(0.05, 20.0)
tables = hnp.arrays(np.float64, hnp.array_shapes(min_dims=2, max_dims=3, min_side=2, max_side=4), elements=positive)
weights = hnp.arrays(np.float64, st.integers(1, 30), elements=st.floats(0.0, 5.0)).filter(lambda w: w.sum() > 0.1)


@settings(deadline=None, max_examples=60)
@given(seed=tables, data=st.data())
def test_fitted_table_reaches_the_margins_of_another_table(seed, data):
    truth = data.draw(hnp.arrays(np.float64, seed.shape, elements=positive))
    axes = range(seed.ndim)
    margins = [((axis,), truth.sum(axis=tuple(a for a in axes if a != axis))) for axis in axes]
    fitted = proportional_fit(seed, margins)
    for (axis,), target in margins:
        assert fitted.sum(axis=tuple(a for a in axes if a != axis)) == pytest.approx(target, abs=1e-6)


@settings(deadline=None, max_examples=60)
@given(seed=tables)
def test_a_table_that_already_has_the_margins_stays_as_it_is(seed):
    others = tuple(range(1, seed.ndim))
    fitted = proportional_fit(seed, [((0,), seed.sum(axis=others)), (others, seed.sum(axis=0))])
    assert fitted == pytest.approx(seed)


@settings(deadline=None, max_examples=60)
@given(truth=hnp.arrays(np.float64, (3, 4), elements=positive), row=st.integers(0, 2), column=st.integers(0, 3))
def test_a_zero_cell_stays_zero(truth, row, column):
    truth[row, column] = 0.0
    seed = (truth > 0).astype(float)
    fitted = proportional_fit(seed, [((0,), truth.sum(axis=1)), ((1,), truth.sum(axis=0))])
    assert fitted[row, column] == 0.0
    assert np.delete(fitted.ravel(), row * 4 + column).min() > 0.0


@given(seed=hnp.arrays(np.float64, (3, 3), elements=positive), extra=st.floats(0.01, 5.0))
def test_margins_with_different_totals_are_refused(seed, extra):
    rows, columns = seed.sum(axis=1), seed.sum(axis=0)
    with pytest.raises(DataError, match=r"axes \(0,\).*axes \(1,\)"):
        proportional_fit(seed, [((0,), rows), ((1,), columns + extra)])


def test_a_margin_that_the_zeros_forbid_is_refused():
    seed = np.array([[1.0, 1.0], [0.0, 0.0]])
    with pytest.raises(DataError, match="level 1"):
        proportional_fit(seed, [((0,), np.array([0.5, 0.5]))])


def test_margins_that_only_together_contradict_name_the_one_that_is_off():
    seed = np.eye(2)
    with pytest.raises(DataError, match=r"stays off by 0\."):
        proportional_fit(seed, [((0,), np.array([0.7, 0.3])), ((1,), np.array([0.4, 0.6]))])


@settings(deadline=None, max_examples=60)
@given(seed=hnp.arrays(np.float64, 12, elements=positive), truth=hnp.arrays(np.float64, 12, elements=positive))
def test_raking_reaches_means_beside_totals_and_leaves_other_cells_alone(seed, truth):
    group, value = np.arange(12) // 4, np.tile([0.0, 1.0, 3.0, 5.0], 3)
    inside = np.where(group < 2, group, -1)
    totals = Constraint(name="totals", labels=group, targets=np.bincount(group, weights=truth))
    means = Constraint(name="means", labels=inside, targets=np.zeros(2), values=value)
    means = Constraint(name="means", labels=inside, targets=means.achieved(truth), values=value)
    fitted = rake(seed, [totals, means])
    assert totals.achieved(fitted) == pytest.approx(totals.targets, abs=1e-6)
    assert means.achieved(fitted) == pytest.approx(means.targets, abs=1e-6)
    assert fitted[8:] / fitted[8] == pytest.approx(seed[8:] / seed[8])


@given(share=weights, total=st.integers(0, 500), offset=st.floats(0, 0.999))
def test_whole_numbers_add_up_and_stay_next_to_their_share(share, total, offset):
    whole = integerise(share, total, offset)
    wanted = share / share.sum() * total
    assert whole.sum() == total
    assert (whole >= np.floor(wanted - 1e-5)).all() and (whole <= np.ceil(wanted + 1e-5)).all()
    running = np.abs(np.cumsum(whole) - np.cumsum(wanted))
    assert running.max() <= 1 + 1e-5


def test_whole_numbers_are_right_in_the_mean_over_the_offset():
    share = np.array([0.21, 0.34, 0.05, 0.4])
    mean = np.mean([integerise(share, 7, offset) for offset in np.arange(0, 1, 0.01)], axis=0)
    assert mean == pytest.approx(7 * share, abs=0.011)


@pytest.mark.parametrize(("share", "total", "offset"), [([1.0], -1, 0.5), ([1.0], 2, 1.0), ([0.0], 2, 0.5)])
def test_whole_numbers_of_nonsense_are_refused(share, total, offset):
    with pytest.raises(ValueError):
        integerise(np.array(share), total, offset)


@given(
    shares=hnp.arrays(np.float64, (8, 4), elements=st.floats(0.01, 1.0)),
    totals=hnp.arrays(np.int64, 8, elements=st.integers(0, 40)),
)
def test_rows_of_whole_numbers_add_up_and_levels_do_not_drift(shares, totals):
    whole = integerise_rows(shares, totals)
    wanted = shares / shares.sum(axis=1, keepdims=True) * totals[:, None]
    assert (whole >= 0).all()
    assert (whole.sum(axis=1) == totals).all()
    assert np.abs(whole.sum(axis=0) - wanted.sum(axis=0)).max() < 2


def test_rows_of_whole_numbers_keep_forbidden_levels_empty():
    shares = np.array([[1.0, 0.0, 1.0], [0.0, 1.0, 0.0], [1.0, 1.0, 1.0]])
    whole = integerise_rows(shares, np.array([3, 5, 4]))
    assert (whole[shares == 0] == 0).all()
    assert whole.sum() == 12
