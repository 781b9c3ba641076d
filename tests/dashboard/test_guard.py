"""Only loopback talks to the page, and only what lies below the results folder is opened."""

from pathlib import Path

import pytest

from migrant_sim.dashboard.guard import inside, listed, trusted
from migrant_sim.errors import DataError


@pytest.mark.parametrize(
    ("host", "origin", "well"),
    [
        ("127.0.0.1:8137", None, True),
        ("localhost:8137", "http://localhost:8137", True),
        ("127.0.0.1:8137", "http://evil.example", False),
        ("127.0.0.1:8137", "null", False),
        ("evil.example:8137", None, False),
        ("", None, False),
        ("[", None, False),
        ("127.0.0.1:8137", "http://[", False),
    ],
)
def test_host_and_origin_must_be_loopback(host: str, origin: str | None, well: bool) -> None:
    headers = {b"host": host.encode()} | ({b"origin": origin.encode()} if origin else {})
    assert trusted(headers) is well


@pytest.mark.parametrize("wanted", ["..", "run/../..", "", ".", "missing", "link/out", "/etc", "run/\0", "x" * 5000])
def test_a_path_that_leads_out_is_refused(tmp_path: Path, wanted: str) -> None:
    results = tmp_path / "results"
    (results / "run" / "one").mkdir(parents=True)
    (tmp_path / "out").mkdir()
    (results / "link").symlink_to(tmp_path)
    assert inside(results, "run/one") == (results / "run" / "one").resolve()
    with pytest.raises(DataError):
        inside(results, wanted)


def test_folders_are_listed_with_their_verb(tmp_path: Path) -> None:
    for name, text in (
        ("run/a", "{}"),
        ("run/sample", '{"verb": "sensitivity"}'),
        ("run/.half.new", "{}"),
        ("optimise/b", '{"verb": "optimise"}'),
        ("run/broken", "{"),
        ("run/list", "[]"),
    ):
        (tmp_path / name).mkdir(parents=True)
        (tmp_path / name / "manifest.json").write_text(text, encoding="utf-8")
    assert listed(tmp_path) == [("optimise/b", "optimise"), ("run/a", "run"), ("run/sample", "run")]
