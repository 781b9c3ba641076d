"""Fields carry unit, meaning, bounds and source, and are checked against them."""

from dataclasses import dataclass, fields

import pytest

from migrant_sim.errors import ConfigurationError
from migrant_sim.fields import check_bounds, column, documented, param, priors
from migrant_sim.published import parameters

PRIOR = next(p for p in parameters() if p.role == "prior")
FIXED = next(p for p in parameters() if p.role == "fixed")


@dataclass(frozen=True)
class Sample:
    share: float = param(0.5, unit="share", doc="a share", low=0, high=1)
    drawn: float = param(unit=PRIOR.unit, doc="fed by a prior", source=PRIOR.id)
    constant: float = param(unit=FIXED.unit, doc="fed by a constant", source=FIXED.id)
    places: int = param(3, unit="places", doc="a plain setting", low=0, source="setting")
    label: str = "not a number"


def test_the_central_value_of_the_source_is_the_default() -> None:
    sample = Sample()
    assert (sample.drawn, sample.constant) == (PRIOR.central, FIXED.central)


def test_a_given_value_stands_before_the_source() -> None:
    assert Sample(drawn=PRIOR.low).drawn == PRIOR.low


@pytest.mark.parametrize("share", [0, 0.5, 1])
def test_values_within_bounds_pass(share: float) -> None:
    check_bounds(Sample(share=share))


@pytest.mark.parametrize("share", [-0.01, 1.01, float("nan"), float("inf"), -float("inf")])
def test_values_outside_bounds_are_refused_with_field_and_value(share: float) -> None:
    with pytest.raises(ConfigurationError) as refused:
        check_bounds(Sample(share=share), "measures.sample.")
    for language in ("en", "zh"):
        message = refused.value.message(language)
        assert "measures.sample.share" in message and repr(share) in message and "share" in message


def test_an_unbounded_field_still_refuses_what_is_not_finite() -> None:
    with pytest.raises(ConfigurationError, match="drawn"):
        check_bounds(Sample(drawn=float("inf")))


def test_only_priors_are_drawn() -> None:
    assert list(priors(Sample(), "processes.sample")) == [("processes.sample.drawn", PRIOR.id)]


def test_documented_fields_tell_where_unit_and_meaning() -> None:
    rows = {row["name"]: row for row in documented(Sample, "sample")}
    assert list(rows) == ["share", "drawn", "constant", "places"]
    assert rows["share"] == {
        "where": "sample",
        "name": "share",
        "kind": "param",
        "unit": "share",
        "doc": "a share",
        "low": 0,
        "high": 1,
        "source": "",
    }


def test_a_plain_class_documents_nothing() -> None:
    assert list(documented(int, "nowhere")) == []


def test_a_column_keeps_its_declaration() -> None:
    @dataclass
    class Holder:
        days: float = column("f8", unit="days", doc="days worked", fill=1.5, monthly=True)

    (only,) = fields(Holder)
    assert only.metadata == {
        "kind": "column",
        "dtype": "f8",
        "unit": "days",
        "doc": "days worked",
        "fill": 1.5,
        "monthly": True,
        "fixed": False,
    }
