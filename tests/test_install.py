"""A wheel built from the project carries its configuration and data, and works from any folder."""

import os
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    command = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (built,) = folder.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def unpacked(wheel: Path) -> Path:
    folder = wheel.with_suffix("")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(folder)
    return folder


def contents(folder: Path) -> dict[str, bytes]:
    return {p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


@pytest.mark.parametrize("name", ["conf", "data"])
def test_the_wheel_carries_every_file(unpacked: Path, name: str) -> None:
    shipped = contents(unpacked / "migrant_sim" / f"_{name}")
    assert shipped == contents(ROOT / name)
    assert shipped


def test_the_wheel_carries_the_code_and_its_templates_and_no_caches(unpacked: Path) -> None:
    ours = {n for n in contents(ROOT / "src" / "migrant_sim") if "__pycache__" not in n}
    shipped = {n for n in contents(unpacked / "migrant_sim") if not n.startswith(("_conf/", "_data/"))}
    assert shipped == ours


def test_the_wheel_is_used_from_any_folder(unpacked: Path, tmp_path: Path) -> None:
    code = "from migrant_sim import paths; print(paths.folder('conf')); print(paths.folder('data'))"
    environment = {**os.environ, "PYTHONPATH": str(unpacked)}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=tmp_path, env=environment, check=True, capture_output=True, text=True
    )
    assert [Path(line) for line in done.stdout.splitlines()] == [
        unpacked / "migrant_sim" / "_conf",
        unpacked / "migrant_sim" / "_data",
    ]


@pytest.mark.slow
def test_an_installed_wheel_runs_its_command(wheel: Path, tmp_path: Path) -> None:
    """The dependencies are borrowed from this environment; only the project itself is installed anew."""
    subprocess.run([sys.executable, "-m", "venv", tmp_path / "venv"], check=True)
    python = tmp_path / "venv" / "bin" / "python"
    subprocess.run([python, "-m", "pip", "install", "--no-deps", "--no-index", wheel], check=True, capture_output=True)
    (packages,) = (tmp_path / "venv").glob("lib/python*/site-packages")
    (packages / "borrowed.pth").write_text(str(Path(pytest.__file__).parents[1]) + "\n")
    elsewhere = tmp_path / "elsewhere"
    elsewhere.mkdir()
    command = [tmp_path / "venv" / "bin" / "migrant-sim", "run", "population.scale=0.01", "draws=2", "replications=1"]
    done = subprocess.run(command, cwd=elsewhere, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert [path.name for path in elsewhere.iterdir()] == ["results"]
