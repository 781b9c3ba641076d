"""A disk that really fills up in mid-sweep: said in words, nothing half-written, and with room it goes on."""

import subprocess
from pathlib import Path

import fake_model
import pytest
from fake_sweep import digests, sweep

from migrant_sim.errors import DataError
from migrant_sim.experiments import sitting
from migrant_sim.experiments.sweeping import run_sweep

BALLAST = "ballast"


@pytest.fixture
def disk(tmp_path):
    place = tmp_path / "disk"
    place.mkdir()
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", "size=4m,nr_inodes=2000", "tmpfs", str(place)], capture_output=True, check=False
    )
    if mounted.returncode:
        pytest.skip("a small disk cannot be mounted here; left out: a disk that really fills up")
    yield place
    subprocess.run(["umount", "--lazy", str(place)], check=True)


def quiet(done, total):
    """Nobody watches."""


def filled(place: Path, leave: int) -> None:
    """Take all but `leave` bytes of the disk."""
    with (place / BALLAST).open("wb", buffering=0) as file:
        try:
            while file.write(b"0" * 4096):
                pass
        except OSError:
            file.truncate(file.tell() - leave)


@pytest.mark.parametrize("leave", [20_000, 60_000])
def test_a_disk_that_fills_up_loses_nothing(disk, tmp_path, monkeypatch, leave) -> None:
    monkeypatch.setattr(sitting, "STAGE_RUNS", 4)
    whole = sweep(tmp_path / "whole", draws=12)
    run_sweep(whole, quiet, engine=fake_model.ENGINE)
    filled(disk, leave)
    mine = sweep(disk / "sweep", draws=12)
    with pytest.raises(DataError, match="No space left") as caught:
        run_sweep(mine, quiet, engine=fake_model.ENGINE)
    assert caught.value.exit_code == 3 and "No space left" in caught.value.message("zh")
    assert not [path.name for path in (disk / "sweep").rglob("*") if path.name.endswith(".new")]
    (disk / BALLAST).unlink()
    run_sweep(mine, quiet, engine=fake_model.ENGINE)
    assert digests(mine.folder) == digests(whole.folder)
