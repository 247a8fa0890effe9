"""The simulator as a process."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from lazi_desktop.simulator import main

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def process() -> Iterator[subprocess.Popen[str]]:
    command = [sys.executable, "-W", "error", "-m", "lazi_desktop.simulator", "--json", "--scale", "0.01"]
    with subprocess.Popen(
        [*command, "--tenant", "42", "--until-stdin-closes"],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as running:
        yield running
        running.kill()


def address(process: subprocess.Popen[str]) -> str:
    assert process.stdout is not None
    about = json.loads(process.stdout.readline())
    assert (about["tenant"], about["client_id"], about["app_key"]) == ("42", "demo", "demo")
    url: str = about["api_url"]
    assert httpx.get(f"{url}/_simulator/", trust_env=False).json() == about
    return url


def test_it_ends_when_its_parent_closes_the_input(process):
    address(process)
    _, complaints = process.communicate(timeout=30)
    assert (process.returncode, complaints) == (0, "")


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGTERM to catch")
def test_it_ends_on_a_signal(process):
    address(process)
    process.send_signal(signal.SIGTERM)
    assert process.wait(timeout=30) == 0


def test_help_lists_controls_and_faults(capsys):
    assert main(["--help"]) == 0
    text = capsys.readouterr().out
    assert "/_simulator/faults" in text
    assert "reset_after_apply" in text


@pytest.mark.parametrize("argv", [["--scale", "0"], ["--scopes", "tn.all"], ["--nonsense"]])
def test_wrong_usage(argv, capsys):
    assert main(argv) == 2
    assert "usage" in capsys.readouterr().err


def test_a_folder_that_is_missing(capsys, tmp_path):
    assert main(["--data", str(tmp_path / "missing")]) == 1
    assert "not a folder" in capsys.readouterr().err
