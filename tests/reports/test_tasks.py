"""Two processes that share the drawings of a page: the same bytes, whoever draws, and nothing lost with the helper."""

import gc
import os
from dataclasses import replace
from io import BytesIO
from types import SimpleNamespace

import pytest

from migrant_sim.errors import DataError
from migrant_sim.reports import gallery, tasks
from migrant_sim.reports.charts import CHARTS
from migrant_sim.reports.gallery import draw_all
from migrant_sim.reports.helper import helper_for
from migrant_sim.reports.material import Material
from migrant_sim.reports.tasks import Task, perform_all

SOME = ("verdict_tolerance", "income", "gains", "settlements")


def drawn(folder, room, helper=None, names=("verdict_tolerance", "targets", "ratio", "income")):
    """The bytes of these charts by file name."""
    target = room / "figures"
    target.mkdir(parents=True)
    perform_all([Task("chart", name, str(folder), str(target)) for name in names], room, None, helper)
    assert [path.name for path in room.iterdir()] == ["figures"]
    return {path.name: path.read_bytes() for path in target.iterdir()}


def test_bytes_do_not_depend_on_the_number_of_processes(result, tmp_path, monkeypatch):
    alone = drawn(result.folder, tmp_path / "one")
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    with helper_for(result.folder) as helper:
        assert len(alone) == 20 and alone == drawn(result.folder, tmp_path / "two", helper)
        assert helper.done()


def test_a_helper_that_is_told_nothing_is_gone_with_its_block_and_one_core_has_none(result, monkeypatch):
    monkeypatch.setattr(os, "cpu_count", lambda: 2)
    with helper_for(result.folder) as helper:
        process = helper._process
    assert process.returncode is not None
    monkeypatch.setattr(os, "cpu_count", lambda: 1)
    with helper_for(result.folder) as helper:
        assert helper is None


class Told:
    """A helper that keeps what it is told, and does nothing."""

    def __init__(self, began=None):
        self.rooms, self.began = [], began

    def tell(self, room):
        self.rooms.append(room)
        if self.began is not None:
            (room / tasks.CLAIMS / self.began).write_text("")  # begun, and died before it said who it was

    def done(self):
        return self.began is None


def test_what_a_screen_leaves_out_is_drawn_by_no_helper(result, tmp_path, monkeypatch):
    def screen(held):
        return replace(held, indicators=held.indicators[held.indicators["group"] == "all"])

    monkeypatch.setattr(gallery, "CHARTS", [chart for chart in CHARTS if chart.name in SOME])
    helper = Told()
    shown = draw_all(Material.load([result.folder], screen), tmp_path, helper)
    assert {chart.name for chart in shown} == {"verdict_tolerance", "income"}  # gains are of groups
    assert helper.rooms == []
    draw_all(Material.load([result.folder], lambda held: held), tmp_path / "whole", helper)
    assert helper.rooms == [tmp_path / "whole"]


def test_the_search_for_circles_goes_on_after_drawing(tmp_path):
    assert gc.isenabled()
    perform_all([], tmp_path, None)
    assert gc.isenabled()


def test_what_a_helper_began_and_did_not_end_is_drawn_by_the_first_process(result, tmp_path):
    found = drawn(result.folder, tmp_path, Told(began="1"), names=("verdict_tolerance", "targets"))
    assert {"targets.csv", "targets_zh.svg", "verdict_tolerance_en.png"} <= set(found)


def test_every_chart_is_a_task_of_its_own_that_the_helper_can_be_told(result, tmp_path, monkeypatch):
    assert len({chart.name for chart in CHARTS}) == len(CHARTS)
    monkeypatch.setattr(tasks.sys, "argv", ["", str(result.folder)])
    monkeypatch.setattr(tasks.sys, "stdin", SimpleNamespace(buffer=BytesIO(os.fsencode(tmp_path))))
    (tmp_path / tasks.CLAIMS).mkdir()
    listed = f'[["chart", "verdict_tolerance", "{result.folder}", "{tmp_path}"]]'
    (tmp_path / tasks.CLAIMS / tasks.TASKS).write_text(listed)
    tasks.help_with()
    assert (tmp_path / "verdict_tolerance.csv").is_file() and (tmp_path / tasks.CLAIMS / "0").is_file()


def test_a_column_that_another_version_did_not_write_is_named(tmp_path):
    (tmp_path / "analysis.json").write_text('{"tolerance": 0.05}')
    (tmp_path / "flips.csv").write_text("input,distance\nx,1.0\n")
    with pytest.raises(DataError, match="its tables lack 'label_zh'.*another version") as caught:
        Task("picture", "flips", str(tmp_path), str(tmp_path)).perform()
    assert "另一版本" in caught.value.chinese
