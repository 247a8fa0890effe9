"""The parts of the package for Debian that need no other system and no network."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image, ImageChops
from PIL.IcoImagePlugin import IcoImageFile

import source
from linux import figures, icons, trimming
from linux.clean_system import CleanSystem, mounts_within, processes_within
from linux.deb import debian_version
from linux.screen import Screen
from proofs import Proofs
from source import BUILDERS, ROOT, Source
from windows import icon as windows_icon

PACKAGING = Path(__file__).resolve().parents[1] / "packaging"

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="its packages are made on Linux")


def translations(inside: Path, ours: tuple[str, ...], qts: tuple[str, ...]) -> tuple[Path, Path]:
    folders = (
        inside / "lazi_desktop" / "_resources" / "translations",
        inside / "PySide6" / "Qt" / "translations",
    )
    for folder, names in zip(folders, (ours, qts), strict=True):
        folder.mkdir(parents=True)
        for name in names:
            (folder / name).touch()
    return folders


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_qts_own_words_stay_in_the_languages_that_the_program_speaks(tmp_path: Path) -> None:
    ours, qts = translations(
        tmp_path,
        ("lazi_es.qm", "lazi_es.ts", "sentences.txt"),
        ("qt_es.qm", "qtbase_de.qm", "qtbase_es.qm"),
    )
    trimming._translations(tmp_path)
    assert names(qts) == ["qtbase_es.qm"]
    assert names(ours) == ["lazi_es.qm", "sentences.txt"]


def test_a_language_without_qts_own_words_is_not_packed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    translations(tmp_path, ("lazi_es.qm", "lazi_fr.qm"), ("qtbase_es.qm",))
    with pytest.raises(SystemExit):
        trimming._translations(tmp_path)
    assert "qtbase_fr.qm" in capsys.readouterr().err


def test_nothing_tells_in_which_folder_it_was_built(tmp_path: Path) -> None:
    part = tmp_path / "keyring-25.7.0.dist-info"
    part.mkdir()
    for name in ("INSTALLER", "METADATA", "RECORD", "REQUESTED", "entry_points.txt"):
        (part / name).touch()
    trimming._notes_of_pip(tmp_path)
    assert names(part) == ["METADATA", "entry_points.txt"]


@pytest.mark.parametrize(
    "ours, debians", [("0.2.0rc1", "0.2.0~rc1"), ("0.2.0.dev3", "0.2.0~.dev3"), ("1.10.2", "1.10.2")]
)
def test_what_comes_before_a_version_comes_before_it_there_too(ours: str, debians: str) -> None:
    assert debian_version(ours) == debians


def test_a_start_that_takes_too_long_proves_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    proofs = Proofs()
    figures._compare("start", [1.1, 1.0, 9.0, 1.0, 1.1, 1.0], proofs)
    assert proofs.seen[0][1].startswith("1.10 s packaged, 1.00 s from source")
    with pytest.raises(SystemExit):
        figures._compare("start", [1.3, 1.0, 1.3, 9.0, 1.3, 1.0], proofs)
    told = capsys.readouterr()
    assert "NOT PROVED. start: 1.30 s" in told.err
    assert "1.10 (at most 1.2)" in told.out  # what was seen before


def test_a_build_that_takes_too_long_proves_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    proofs = Proofs()
    figures.measure_builds([900.4, 719.6], proofs)
    assert proofs.seen == [("building both", "720 s (at most 720)")]
    with pytest.raises(SystemExit):
        figures.measure_builds([721.0], proofs)
    assert "NOT PROVED. building both: 721 s (at most 720)" in capsys.readouterr().err


# ------------------------------------------------------------------------------------------------------------ its icon


def test_the_icon_is_drawn_in_the_sizes_of_menus(tmp_path: Path) -> None:
    """As a build does it: by a Python that has the program, from any folder."""
    theme = tmp_path / "hicolor"
    command = [sys.executable, "-m", "linux.icons", str(theme)]
    subprocess.run(command, cwd=tmp_path, env={**os.environ, "PYTHONPATH": str(PACKAGING)}, check=True)
    assert (theme / "scalable/apps/lazi-desktop.svg").read_bytes().startswith(b"<svg")
    for side in icons.SIDES:
        with Image.open(theme / f"{side}x{side}/apps/lazi-desktop.png") as drawn:
            assert (drawn.size, drawn.mode) == ((side, side), "RGBA")
            assert drawn.getpixel((0, 0)) == (0, 0, 0, 0)
            assert isinstance(ground := drawn.getpixel((side // 6, side // 2)), tuple)
            assert ground[3] == 255


def test_the_icon_for_windows_is_the_one_that_is_drawn(tmp_path: Path) -> None:
    windows_icon.main(tmp_path / "drawn.ico")
    with IcoImageFile(tmp_path / "drawn.ico") as drawn, IcoImageFile(windows_icon.FILE) as shipped:
        assert drawn.info["sizes"] == shipped.info["sizes"] == {(side, side) for side in windows_icon.SIDES}
        for size in drawn.info["sizes"]:
            pair = [one.ico.getimage(size).convert("RGBA") for one in (drawn, shipped)]
            assert ImageChops.difference(*pair).getbbox(alpha_only=False) is None, size


# -------------------------------------------------------------------------------------------- what counts of the tree


@pytest.fixture
def repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    for name, text in {
        "pyproject.toml": 'version = "1.2"\n',
        "packaging/linux/build.py": "committed",
        "lazi_desktop/parts/libraries.py": "committed",
        "lazi_desktop/app/window.py": "committed",
    }.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text)
    who = ("-c", "user.name=Ann", "-c", "user.email=ann@example.com")
    for words in (("init", "--quiet"), ("add", "."), (*who, "commit", "--quiet", "--message", "all")):
        subprocess.run(["git", *words], cwd=tmp_path, check=True)
    monkeypatch.setattr(source, "ROOT", tmp_path)
    source._checked_out.cache_clear()
    yield tmp_path
    source._checked_out.cache_clear()


def test_what_is_not_committed_is_not_in_an_installer(repository: Path) -> None:
    (repository / "lazi_desktop/app/window.py").write_text("being worked on")
    (repository / "lazi_desktop/app/new.py").touch()
    with Source.of_commit() as made:
        assert made.version == "1.2"
        assert (made.tree / "lazi_desktop/app/window.py").read_text() == "committed"
        assert not (made.tree / "lazi_desktop/app/new.py").exists()


@pytest.mark.parametrize(
    "name", ["packaging/linux/build.py", "packaging/new.py", "lazi_desktop/parts/libraries.py"]
)
def test_nothing_is_built_by_what_is_not_committed(
    repository: Path, name: str, capsys: pytest.CaptureFixture[str]
) -> None:
    (repository / name).write_text("being worked on")
    with pytest.raises(SystemExit), Source.of_commit():
        pass
    assert f"not as it was committed: {name}." in capsys.readouterr().err


def test_all_that_builds_and_proves_has_to_be_committed() -> None:
    said = "import sys, build, linux.prove, windows.prove, macos.build\n"
    said += (
        "print(*(one.__file__ for one in sys.modules.values() if getattr(one, '__file__', None)), sep='\\n')"
    )
    done = subprocess.run(
        [sys.executable, "-c", said], cwd=PACKAGING, check=True, capture_output=True, text=True
    )
    ours = (Path(line) for line in done.stdout.splitlines())
    used = {one.relative_to(ROOT).as_posix() for one in ours if one.is_relative_to(ROOT)}
    used = {one for one in used if not one.startswith(".venv/")}
    assert {"packaging/linux/build.py", "lazi_desktop/parts/libraries.py"} <= used
    assert [one for one in used if not one.startswith(BUILDERS)] == []


# --------------------------------------------------------------------------------------------- nothing stays behind


def test_what_runs_below_a_folder_is_found_and_ended(tmp_path: Path) -> None:
    with (
        subprocess.Popen(["sleep", "600"], cwd=tmp_path) as below,
        subprocess.Popen(["sleep", "600"], cwd=tmp_path.parent) as beside,
    ):
        try:
            assert processes_within(tmp_path) == [below.pid]
            assert CleanSystem(tmp_path).running() == ["sleep 600 "]
            assert mounts_within(tmp_path) == []
            CleanSystem(tmp_path)._leave_nothing()
            assert below.wait(10) == -signal.SIGKILL
            assert processes_within(tmp_path) == []
            assert beside.poll() is None
        finally:
            below.kill()
            beside.kill()


def test_the_screen_does_not_begin_anew_between_two_visitors() -> None:
    """While it does, it turns away whoever comes."""
    if not (shutil.which("Xvfb") and shutil.which("xdotool")):
        pytest.skip("there is no Xvfb or no xdotool")
    with Screen() as screen:
        screen._asks("mousemove", "7", "11")
        assert screen._asks("getmouselocation").startswith("x:7 y:11 ")


def test_mounts_below_a_folder_are_found(tmp_path: Path) -> None:
    assert Path("/") in mounts_within(Path("/"))
    assert Path("/proc") in mounts_within(Path("/proc"))
    assert mounts_within(tmp_path) == []


# ------------------------------------------------------------------------------------------- systemd and its services

SYNC, SYNC_OF_ACME, NOT_OURS = "lazi-desktop-sync.service", "lazi-desktop-sync@acme.service", "cron.service"
FAKE_SYSTEMCTL = """\
#!/bin/sh
# A service that runs is a file that says which version it runs.
echo "$*" >> {folder}/asked
command=$1; shift
for pattern in "$@"; do
    for unit in {folder}/running/$pattern; do
        [ -e "$unit" ] || continue
        if [ -e {folder}/refuses ]; then rm "$unit"; continue; fi
        case $command in
            stop) rm "$unit" ;;
            try-restart) cp {root}/opt/lazi-desktop/version "$unit" ;;
        esac
    done
done
[ ! -e {folder}/refuses ]
"""


class SmallSystem:
    """A folder that dpkg installs into with the package's own scripts, and a systemd that does as it is told."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.root = folder / "root"
        self.running = folder / "running"
        self.wanted = self.root / "etc/systemd/system/multi-user.target.wants"
        for made in ("var/lib/dpkg/info", "var/lib/dpkg/updates", "run/systemd/system"):
            (self.root / made).mkdir(parents=True)
        (self.root / "var/lib/dpkg/status").touch()
        self.running.mkdir()
        self.wanted.mkdir(parents=True)
        systemctl = folder / "bin" / "systemctl"
        systemctl.parent.mkdir()
        systemctl.write_text(FAKE_SYSTEMCTL.format(folder=folder, root=self.root))
        systemctl.chmod(0o755)

    def dpkg(self, *words: str | Path) -> str:
        """What it and the scripts warned of."""
        ways = ("--force-script-chrootless", "--force-not-root", "--force-unsafe-io")
        done = subprocess.run(
            ["dpkg", f"--root={self.root}", *ways, *words],
            env={**os.environ, "PATH": f"{self.folder / 'bin'}:/usr/sbin:/usr/bin:/sbin:/bin", "LC_ALL": "C"},
            capture_output=True,
            text=True,
        )
        assert done.returncode == 0, done.stderr
        return done.stderr

    def install(self, version: str) -> str:
        content = self.folder / version
        shutil.copytree(PACKAGING / "linux" / "maintainer", content / "DEBIAN")
        for script in (content / "DEBIAN").iterdir():
            script.chmod(0o755)
        (content / "DEBIAN" / "control").write_text(
            f"Package: lazi-desktop\nVersion: {version}\nArchitecture: all\n"
            "Maintainer: Ann <ann@example.com>\nDescription: small\n"
        )
        (content / "opt/lazi-desktop").mkdir(parents=True)
        (content / "opt/lazi-desktop/version").write_text(version)
        package = f"{content}.deb"
        subprocess.run(["dpkg-deb", "--build", content, package], check=True, capture_output=True)
        return self.dpkg("--install", package)

    def enable(self, unit: str) -> None:
        """And start it, with what is installed."""
        (self.wanted / unit).symlink_to(f"/usr/lib/systemd/system/{unit}")
        version = self.root / "opt/lazi-desktop/version"
        (self.running / unit).write_text(version.read_text())

    @property
    def runs(self) -> dict[str, str]:
        return {file.name: file.read_text() for file in self.running.iterdir()}

    @property
    def asked(self) -> list[str]:
        there = self.folder / "asked"
        return there.read_text().splitlines() if there.exists() else []

    @property
    def state(self) -> str:
        words = ["dpkg-query", f"--admindir={self.root}/var/lib/dpkg", "--show"]
        shown = [*words, "--showformat=${Status} ${Version}", "lazi-desktop"]
        return subprocess.run(shown, check=True, capture_output=True, text=True).stdout


@pytest.fixture
def small(tmp_path: Path) -> SmallSystem:
    if shutil.which("dpkg") is None:
        pytest.skip("there is no dpkg")
    return SmallSystem(tmp_path)


def test_services_run_on_with_the_new_version_and_end_with_the_program(small: SmallSystem) -> None:
    small.install("1")
    for unit in (SYNC, SYNC_OF_ACME, NOT_OURS):
        small.enable(unit)
    assert small.install("2") == ""
    assert small.runs == {SYNC: "2", SYNC_OF_ACME: "2", NOT_OURS: "1"}
    (small.running / SYNC).unlink()  # somebody has stopped it
    small.install("3")
    assert small.runs == {SYNC_OF_ACME: "3", NOT_OURS: "1"}
    small.dpkg("--remove", "lazi-desktop")
    assert small.runs == {NOT_OURS: "1"}
    assert names(small.wanted) == sorted(
        [SYNC, SYNC_OF_ACME, NOT_OURS]
    )  # installed again, they start as before
    kept = [small.root / name for name in ("etc/lazi-desktop/sync.toml", "var/lib/lazi-desktop/sync/data")]
    for file in kept:
        file.parent.mkdir(parents=True)
        file.touch()
    small.dpkg("--purge", "lazi-desktop")
    assert names(small.wanted) == [NOT_OURS]
    assert all(file.exists() for file in kept)


def test_a_first_installation_starts_nothing(small: SmallSystem) -> None:
    small.install("1")
    assert small.runs == {}
    assert small.asked == ["daemon-reload"]


def test_a_service_that_the_new_version_refuses_leaves_the_package_whole(small: SmallSystem) -> None:
    small.install("1")
    small.enable(SYNC)
    (small.folder / "refuses").touch()
    assert "did not start again: journalctl -u 'lazi-desktop-sync*'" in small.install("2")
    assert small.state == "install ok installed 2"
    assert "could not be stopped" in small.dpkg("--remove", "lazi-desktop")
    small.dpkg("--purge", "lazi-desktop")
    assert names(small.wanted) == []


def test_without_systemd_nothing_is_asked_of_it(small: SmallSystem) -> None:
    (small.root / "run/systemd/system").rmdir()
    small.install("1")
    small.install("2")
    small.dpkg("--purge", "lazi-desktop")
    assert small.asked == []
