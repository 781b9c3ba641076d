"""`dashboard` refuses in words what it does not serve, before anything is loaded."""

import socket

import pytest

from migrant_sim.cli import dashboard, main


@pytest.mark.parametrize(
    ("word", "said"),
    [
        ("host=0.0.0.0", "this machine alone"),
        ("host=example.org", "this machine alone"),
        ("port=0", "1 to 65535"),
        ("port=many", "1 to 65535"),
        ("open=perhaps", "open"),
        ("prot=1", "Did you mean 'port'?"),
        ("language=fr", "language"),
    ],
)
def test_a_value_that_is_not_allowed_is_said(word: str, said: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["dashboard", word]) == 2
    assert said in capsys.readouterr().err


def test_without_the_extra_it_says_how_to_get_it(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(dashboard, "find_spec", lambda name: None)
    assert main(["dashboard"]) == 3
    assert "pip install 'migrant-sim[dashboard]'" in capsys.readouterr().err


def test_a_port_that_is_taken_is_said(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("nicegui", reason="the extra 'dashboard' is not installed")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert main(["dashboard", f"port={port}", "open=false"]) == 2
    assert f"port = {port}" in capsys.readouterr().err
