"""A mix becomes the words, the file and the command of one and the same scenario."""

from pathlib import Path

import pytest

from migrant_sim.configuration import compose
from migrant_sim.dashboard.mix import Mix, command, edits, scenario_file, words
from migrant_sim.dashboard.offers import Offer, offers
from migrant_sim.scenario import Scenario

NAME = "mix"


@pytest.fixture(scope="module")
def offer() -> Offer:
    return offers()


def mixed(offer: Offer) -> Mix:
    mix = Mix.of(offer.places["minning"]).with_(intensity="high")
    mix = mix.set("clauses", "NX-01", 0).set("clauses", "NX-04", 1.5).set("caps", "employment_funds", 3e6)
    return mix.set("levers", "workshops.multiplier", 2.0).set("levers", "workshops.pay_ratio", 0.9)


def scenario(given: tuple[str, ...], config_dir: Path | None = None) -> Scenario:
    return Scenario.from_config(compose(given, config_dir).scenario)


def test_an_untouched_mix_is_the_programme_as_written(offer: Offer) -> None:
    mix = Mix.of(offer.places["minning"])
    text = scenario(("region=minning", f"population.scale={mix.scale}"))
    assert edits(mix, offer) == {}
    assert scenario(words(mix, offer)).measures == text.measures


def test_each_choice_reaches_the_measures(offer: Offer) -> None:
    before = dict(scenario(words(Mix.of(offer.places["minning"]), offer)).measures)
    made = scenario(words(mixed(offer), offer))
    after = dict(made.measures)
    assert not any(measure.clause == "NX-01" for measure in after.values())
    assert after["nx_02_workshops"].multiplier == 2.0 * before["nx_02_workshops"].multiplier
    assert after["nx_02_workshops"].pay_ratio == 0.9  # type: ignore[attr-defined]
    assert after["nx_04_welfare_posts"].multiplier == 1.5 * before["nx_04_welfare_posts"].multiplier
    assert after["nx_05_welfare_posts"].multiplier == before["nx_05_welfare_posts"].multiplier
    assert {measure.intensity for measure in after.values()} == {"high"}
    assert dict(made.funds)["employment_funds"].cap == 3e6


def test_the_file_and_the_command_make_the_same_scenario(offer: Offer, tmp_path: Path) -> None:
    mix = mixed(offer)
    file = tmp_path / "scenario" / f"{NAME}.yaml"
    file.parent.mkdir()
    file.write_text(scenario_file(mix, offer, NAME, 4), encoding="utf-8")
    told = next(line for line in file.read_text(encoding="utf-8").splitlines() if "migrant-sim run" in line)
    assert told.removeprefix("#").strip() == command(mix, NAME, 4)
    rest = [word for word in command(mix, NAME, 4).split()[2:] if "=" in word]
    again, first = scenario(tuple(rest), tmp_path), scenario(words(mix, offer))
    assert again.name == NAME and again.key == first.key
    composed = compose(tuple(rest), tmp_path), compose(words(mix, offer))
    assert len({Scenario.from_config(one.baseline).key for one in composed}) == 1


def test_no_programme_is_no_measure(offer: Offer) -> None:
    mix = Mix.of(offer.places["minning"]).with_(programmes=()).set("levers", "workshops.multiplier", 2.0)
    assert scenario(words(mix, offer)).measures == ()


def test_setting_to_nothing_takes_an_entry_out(offer: Offer) -> None:
    mix = Mix.of(offer.places["minning"])
    assert mix.set("caps", "special_funds", 1.0).set("caps", "special_funds", None) == mix


def test_a_sample_is_never_smaller_than_the_region_allows(offer: Offer) -> None:
    for place in offer.places.values():
        assert place.scales() == tuple(sorted(set(place.scales())))
        assert place.least <= place.scales()[0] and place.scales()[-1] <= 1.0


def test_every_lever_has_its_figure(offer: Offer) -> None:
    assert [lever.key for lever in offer.levers.values() if not lever.row] == []
    for lever in offer.levers.values():
        assert lever.low <= lever.default <= lever.high, lever.key
