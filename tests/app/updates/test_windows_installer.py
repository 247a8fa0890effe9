"""An MSI is handed to Windows' own installer, which nobody can give another file; it is asked once for each version."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest
import structlog.testing

from lazi_desktop.app.cli import main
from lazi_desktop.app.updates import command, on_exit, updater
from lazi_desktop.app.updates.on_exit import Begun, install, install_on_exit
from lazi_desktop.domain.errors import UpdateUnavailable
from lazi_desktop.domain.update_manifest import UpdateRefused, Why
from lazi_desktop.domain.update_news import UpdateState, words_of_update
from lazi_desktop.domain.update_rules import Installed
from lazi_desktop.updates.windows_installer import Held, WindowsInstaller, installer_command, without_prefix
from tests.app.updates.conftest import Place
from tests.updates.offers import file_of, manifest_of

WINDOWS = "windows-x86_64"
PACKAGE = b"a package"


@dataclass
class FakeInstaller:
    """`real` is where the package lies when all links are followed; `swapped` is put there before it is held."""

    real: Path
    swapped: bytes = b""
    fails: bool = False
    started: list[tuple[bytes, Path]] = field(default_factory=list)
    is_held: bool = False

    @contextmanager
    def holding(self, package: Path) -> Iterator[Held]:
        self.real.write_bytes(self.swapped or package.read_bytes())
        self.is_held = True
        yield Held(7, self.real)
        self.is_held = False

    def start(self, held: Held, log: Path) -> None:
        assert self.is_held
        if self.fails:
            raise UpdateUnavailable("Windows' installer does not start: Out of memory.")
        self.started.append((held.place.read_bytes(), log))


@pytest.fixture
def installer(tmp_path: Path) -> FakeInstaller:
    return FakeInstaller(tmp_path / "real.msi")


@pytest.fixture
def windows(place: Place) -> Place:
    place.installed = Installed("0.1.0", "msi", WINDOWS)
    offer(place)
    return place


def offer(place: Place, version: str = "0.2.0", sequence: int = 7) -> None:
    file = file_of(PACKAGE, kind="msi", platform=WINDOWS)
    place.server.put(f"/{file.url}", PACKAGE)
    place.offer(manifest_of(file, version=version, sequence=sequence))


def test_it_is_started_with_what_is_held(windows: Place, installer: FakeInstaller) -> None:
    assert windows.look().state is UpdateState.READY
    assert install(windows.updater(), installer) == Begun("0.2.0", is_installed=False)
    assert installer.started == [(PACKAGE, windows.folder.folder / "install.log")]
    assert not installer.is_held


def test_what_was_swapped_before_it_was_held_is_not_installed(
    windows: Place, installer: FakeInstaller
) -> None:
    windows.look()
    installer.swapped = b"another"
    with pytest.raises(UpdateRefused) as refused:
        install(windows.updater(), installer)
    assert refused.value.why is Why.DIGEST
    assert not installer.started


def test_it_is_asked_once_for_a_version_and_then_it_is_its(windows: Place, installer: FakeInstaller) -> None:
    windows.look()
    install(windows.updater(), installer)
    assert install(windows.updater(), installer) is None
    for news in (windows.updater().at_rest(), windows.look()):
        assert news.state is UpdateState.FOR_IT
        assert "asked once" in words_of_update(news)
    assert install(windows.updater(), installer) is None
    assert len(installer.started) == 1
    assert install(windows.updater(), installer, by_hand=True) is not None
    assert len(installer.started) == 2


def test_the_next_version_is_asked_for_anew(windows: Place, installer: FakeInstaller) -> None:
    windows.look()
    install(windows.updater(), installer)
    offer(windows, "0.3.0", 8)
    assert windows.look().state is UpdateState.READY
    assert install(windows.updater(), installer) == Begun("0.3.0", is_installed=False)


def test_one_that_does_not_start_is_asked_again(windows: Place, installer: FakeInstaller) -> None:
    windows.look()
    installer.fails = True
    with pytest.raises(UpdateUnavailable):
        install(windows.updater(), installer)
    assert windows.updater().at_rest().state is UpdateState.READY


@pytest.fixture
def at_the_end(windows: Place, installer: FakeInstaller, monkeypatch: pytest.MonkeyPatch) -> FakeInstaller:
    """The program finds that it came as an MSI, and Windows' installer is the fake."""
    monkeypatch.setenv("LAZI_UPDATES__URL", windows.server.url)
    monkeypatch.setattr(on_exit, "windows_installer", lambda: installer)
    # Both are imported above: one that is imported here first would take over the other's double, for good.
    for module in (updater, command):
        monkeypatch.setattr(module, "Updater", lambda *_, **__: windows.updater())
    return installer


def test_at_the_end_of_the_program_it_is_called_started(windows: Place, at_the_end: FakeInstaller) -> None:
    windows.look()
    with structlog.testing.capture_logs() as logged:
        for _ in range(2):
            install_on_exit(None)
    assert len(at_the_end.started) == 1
    assert [one["event"] for one in logged] == ["Windows' installer was started"]


def test_the_command_says_that_it_was_started(windows: Place, at_the_end: FakeInstaller, capsys) -> None:
    assert main(["update"]) == 3
    said = capsys.readouterr().out
    assert (
        said == "Windows' installer was started for version 0.2.0; it says whether that one is installed.\n"
    )
    assert main(["update", "--check"]) == 3
    assert "asked once" in capsys.readouterr().out
    assert main(["update", "--json"]) == 3
    told = json.loads(capsys.readouterr().out)
    assert (told["now_installed"], told["installer_started"]) == ("", "0.2.0")
    assert len(at_the_end.started) == 2


def test_the_command_line_asks_for_a_bar_and_no_restart(tmp_path: Path) -> None:
    [program, *arguments] = installer_command(tmp_path / "a.msi", tmp_path / "a.log")
    assert program.endswith("msiexec.exe")
    log = str(tmp_path / "a.log")
    assert arguments == ["/i", str(tmp_path / "a.msi"), "/passive", "/norestart", "/l*v", log]


@pytest.mark.parametrize(
    "told, taken",
    [
        (r"\\?\D:\updates\a.msi", r"D:\updates\a.msi"),
        (r"\\?\UNC\files\people\a.msi", r"\\files\people\a.msi"),
        (r"C:\a.msi", r"C:\a.msi"),
    ],
)
def test_it_is_named_as_msiexec_takes_it(told: str, taken: str) -> None:
    assert without_prefix(told) == taken


@pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED: elsewhere than on Windows")
def test_elsewhere_there_is_no_such_installer(tmp_path: Path) -> None:
    with pytest.raises(UpdateUnavailable, match="Windows"), WindowsInstaller().holding(tmp_path / "a.msi"):
        pass


@pytest.mark.skipif(sys.platform != "win32", reason="NOT TESTED: needs Windows")
def test_what_is_held_nobody_writes_removes_or_moves(tmp_path: Path) -> None:
    folder = tmp_path / "updates"
    folder.mkdir()
    package = folder / "a.msi"
    package.write_bytes(PACKAGE)
    with WindowsInstaller().holding(package) as held:
        assert held.place.read_bytes() == PACKAGE
        for change in (
            lambda: package.write_bytes(b"another"),
            package.unlink,
            lambda: package.rename(tmp_path / "b.msi"),
            lambda: folder.rename(tmp_path / "other"),
        ):
            with pytest.raises(OSError):
                change()
    package.unlink()
