"""Two commands on one study: whatever the other one left meanwhile stays."""

from dataclasses import replace

import fake_model

from migrant_sim.experiments import runner
from migrant_sim.experiments.runner import run_study


def test_a_study_that_another_command_finished_meanwhile_does_not_shrink(tmp_path, monkeypatch):
    small = fake_model.study(tmp_path / "study", draws=2)
    locked = runner.Store.locked

    def after_another(store):
        monkeypatch.setattr(runner.Store, "locked", locked)
        run_study(replace(small, draws=5), engine=fake_model.ENGINE)
        return locked(store)

    monkeypatch.setattr(runner.Store, "locked", after_another)
    result = run_study(small, engine=fake_model.ENGINE)
    assert result.indicators["draw"].nunique() == 5 and result.manifest["held"]["draws"] == 5
