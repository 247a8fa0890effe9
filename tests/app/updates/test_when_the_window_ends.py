"""What is ready is installed when the window has ended well, and at no other time."""

from __future__ import annotations

from pathlib import Path

import pytest

from lazi_desktop.app import window
from tests.app.updates.conftest import Place


@pytest.fixture
def ended(here: Place, qapp, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    """Runs a window that does what is given, and tells what is installed then."""
    monkeypatch.setenv("LAZI_PROFILE", str(tmp_path / "profile"))
    monkeypatch.setattr(window, "make_application", lambda *_: qapp)

    def end(work, screenshot: Path | None = None) -> str:
        monkeypatch.setattr(window, "run_application", lambda *_: work())
        window.run_window(None, screenshot=screenshot)
        return (here.root / "lazi-desktop").read_text()

    return end


def test_it_is_installed_at_the_end_and_not_before(here: Place, ended) -> None:
    here.look_as_the_program()
    during: list[str] = []

    def work() -> int:
        during.append((here.root / "lazi-desktop").read_text())
        return 0

    assert ended(work) == "program 0.2.0"
    assert during == ["program 0.1.0"]


def test_without_anything_ready_nobody_is_asked(here: Place, ended) -> None:
    assert ended(lambda: 0) == "program 0.1.0"
    assert not here.server.asked


def test_a_picture_of_the_window_installs_nothing(here: Place, ended, tmp_path: Path) -> None:
    here.look_as_the_program()
    assert ended(lambda: 0, tmp_path / "picture.png") == "program 0.1.0"


def test_a_program_that_fails_is_not_replaced(here: Place, ended) -> None:
    here.look_as_the_program()

    def fail() -> int:
        raise RuntimeError("a mistake")

    with pytest.raises(RuntimeError):
        ended(fail)
    assert (here.root / "lazi-desktop").read_text() == "program 0.1.0"
