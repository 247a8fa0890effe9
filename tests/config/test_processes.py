from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from lazi_desktop.__main__ import PARTS, main
from lazi_desktop.config.processes import OPTION, command_line, part_command

SOURCE = Path(__file__).resolve().parents[2] / "lazi_desktop"


@pytest.fixture
def one_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", "/opt/lazi-desktop/lazi-desktop")


def test_one_program_starts_itself(one_program: None) -> None:
    assert command_line("simulator", "--json") == ["/opt/lazi-desktop/lazi-desktop", "simulator", "--json"]
    assert part_command("lazi_desktop.images.process")[0] == "/opt/lazi-desktop/lazi-desktop"


def test_from_its_source_the_interpreter_is_started() -> None:
    assert command_line("--version") == [sys.executable, "-m", "lazi_desktop", "--version"]
    assert subprocess.run(command_line("--version"), capture_output=True, check=False).returncode == 0


@pytest.mark.parametrize("module", sorted(PARTS))
def test_each_part_serves_until_its_input_ends(module: str) -> None:
    as_one_program = [sys.executable, "-m", "lazi_desktop", OPTION, module]
    for command in (part_command(module), as_one_program):
        ended = subprocess.run(command, input=b"", capture_output=True, check=False, timeout=60)
        assert (ended.returncode, ended.stderr) == (0, b"")


def test_whatever_is_started_as_a_part_is_known_as_one() -> None:
    asked = {
        f"lazi_desktop.{'.'.join(file.relative_to(SOURCE).with_suffix('').parts)}"
        for file in SOURCE.rglob("*.py")
        if "\ndef serve() -> None:" in file.read_text(encoding="utf-8")
    }
    assert asked == PARTS


def test_nothing_else_is_a_part(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([OPTION, "lazi_desktop.simulator"]) == 2
    assert OPTION in capsys.readouterr().err
