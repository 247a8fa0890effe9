"""The script that sets everything up: what it decides, and what it tells people."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import lazi

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux asks the system for Qt's libraries")


@pytest.fixture
def venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A project folder in which nothing is installed, and pip only remembers what it was asked."""
    folder = tmp_path / ".venv"
    folder.mkdir()
    monkeypatch.setattr(lazi, "ROOT", tmp_path)
    monkeypatch.setattr(lazi, "VENV", folder)
    monkeypatch.setattr(lazi, "STAMP", folder / "lazi.json")
    for constant, name in (("RUN_LOCK", "requirements.txt"), ("DEV_LOCK", "requirements-dev.txt")):
        (tmp_path / name).write_text("one==1.0\n", encoding="utf-8")
        monkeypatch.setattr(lazi, constant, tmp_path / name)
    for name in ("pyproject.toml", "setup.py"):
        (tmp_path / name).touch()
    return folder


@pytest.fixture
def installed(monkeypatch: pytest.MonkeyPatch) -> list[tuple[Any, ...]]:
    calls: list[tuple[Any, ...]] = []
    monkeypatch.setattr(lazi, "pip", lambda *arguments: calls.append(arguments))
    return calls


def test_the_lock_is_installed_once(venv: Path, installed: list[Any]) -> None:
    lazi.install_locked(lazi.RUN_LOCK)
    lazi.install_locked(lazi.RUN_LOCK)
    assert installed == [("--require-hashes", "-r", lazi.RUN_LOCK)]


def test_a_changed_lock_is_installed_again(venv: Path, installed: list[Any]) -> None:
    lazi.install_locked(lazi.DEV_LOCK)
    lazi.DEV_LOCK.write_text("one==2.0\n", encoding="utf-8")
    lazi.install_locked(lazi.DEV_LOCK)
    assert len(installed) == 2


def test_who_has_run_the_tests_need_not_install_for_the_demo(venv: Path, installed: list[Any]) -> None:
    lazi.install_locked(lazi.DEV_LOCK)
    lazi.install_locked(lazi.RUN_LOCK)
    assert installed == [("--require-hashes", "-r", lazi.DEV_LOCK)]


def test_an_interrupted_installation_is_done_again(
    venv: Path, installed: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    lazi.install_locked(lazi.RUN_LOCK)
    lazi.RUN_LOCK.write_text("one==2.0\n", encoding="utf-8")
    with monkeypatch.context() as patch:
        patch.setattr(lazi, "pip", lambda *_: sys.exit("the line went dead"))
        with pytest.raises(SystemExit):
            lazi.install_locked(lazi.RUN_LOCK)
    lazi.RUN_LOCK.write_text("one==1.0\n", encoding="utf-8")
    lazi.install_locked(lazi.RUN_LOCK)
    assert len(installed) == 2


def test_a_moved_folder_installs_the_package_again(
    venv: Path, installed: list[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    lazi.install_package()
    lazi.install_package()
    assert len(installed) == 1
    moved = venv.parent / "elsewhere"
    moved.mkdir()
    for name in ("pyproject.toml", "setup.py"):
        (moved / name).touch()
    monkeypatch.setattr(lazi, "ROOT", moved)
    lazi.install_package()
    assert installed[1][-1] == moved


def test_a_venv_without_a_working_python_is_no_venv(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(lazi, "PYTHON", tmp_path / "python")
    assert not lazi.venv_works()
    (tmp_path / "python").write_text("not a program", encoding="utf-8")
    (tmp_path / "python").chmod(0o755)
    assert not lazi.venv_works()


@on_linux
def test_who_may_not_install_is_told_the_line_to_type(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("os.geteuid", lambda: 1000)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr(lazi, "can_load", lambda library: library != "libEGL.so.1")
    monkeypatch.setattr(lazi, "has_fonts", lambda: False)
    with pytest.raises(SystemExit):
        lazi.provide_qt_libraries(window=False)
    told = capsys.readouterr().err
    assert "libEGL.so.1, a font" in told
    assert "\n  sudo apt-get install --yes --no-install-recommends libegl1 fonts-dejavu-core\n" in told


@on_linux
def test_the_administrator_of_debian_gets_them_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    ran: list[list[str]] = []

    def apt(command: list[str], **_: Any) -> subprocess.CompletedProcess[str]:
        ran.append(command)
        stale = len(ran) == 1
        return subprocess.CompletedProcess(command, 100 if stale else 0, stdout="")

    monkeypatch.setattr("os.geteuid", lambda: 0)
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}")
    monkeypatch.setattr("subprocess.run", apt)
    lazi.provide_packages(["libegl1"], "Qt needs of the system: libEGL.so.1")
    install = ["apt-get", "install", "--yes", "--no-install-recommends", "libegl1"]
    assert ran == [install, ["apt-get", "update"], install]


@on_linux
def test_a_window_needs_more_of_the_system_than_a_picture(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []
    monkeypatch.setattr(lazi, "provide_packages", lambda packages, why: asked.extend(packages))
    monkeypatch.setattr(lazi, "can_load", lambda library: library in lazi.QT_ALWAYS)
    monkeypatch.setattr(lazi, "has_fonts", lambda: True)
    monkeypatch.setenv("DISPLAY", ":0")
    lazi.provide_qt_libraries(window=False)
    assert not asked
    lazi.provide_qt_libraries(window=True)
    assert "libxcb-cursor0" in asked


@on_linux
def test_without_a_screen_qt_draws_into_memory(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"):
        monkeypatch.delenv(name, raising=False)
    assert lazi.platform(announce=True) == {"QT_QPA_PLATFORM": "offscreen"}
    assert "--screenshot" in capsys.readouterr().err
    monkeypatch.setenv("DISPLAY", ":0")
    assert lazi.platform(announce=True) == {}


def test_an_old_python_is_told_so(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    monkeypatch.setattr("shutil.which", lambda name: f"/usr/bin/{name}" if name == "python3.12" else None)
    with pytest.raises(SystemExit):
        lazi.main(["demo"])
    told = "LAZI Desktop needs Python 3.11 or newer, and this is Python 3.9.2. Try:  python3.12 lazi.py demo"
    assert told in capsys.readouterr().err


@pytest.mark.parametrize(("argv", "code"), [(["--help"], 0), (["demo", "--help"], 0), ([], 2), (["dmeo"], 2)])
def test_help_prepares_nothing(
    argv: list[str], code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(lazi, "set_up", lambda _: pytest.fail("set something up"))
    assert lazi.main(argv) == code
    output = capsys.readouterr()
    assert "python3 lazi.py COMMAND" in output.out + output.err


def test_a_failed_command_shows_what_it_said(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        lazi.run_quietly([sys.executable, "-c", "print('no route'); raise SystemExit(3)"], "It did not work")
    assert capsys.readouterr().err == "It did not work:\n  no route\n"
