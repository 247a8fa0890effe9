"""A tarball's program takes the place of the former one, or nothing is changed; what is a person's is left alone."""

from __future__ import annotations

import ctypes
import shutil
import sys
from pathlib import Path
from typing import Any

import pytest

from lazi_desktop.domain.errors import UpdateUnavailable
from lazi_desktop.domain.update_manifest import UpdateRefused
from lazi_desktop.updates import tarball
from tests.app.updates.conftest import Place, program

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="NOT TESTED: no tarball for Windows")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    found = tmp_path / "archive"
    found.write_bytes(program("0.2.0"))
    return found


def runs(folder: Path) -> str:
    return (folder / "lazi-desktop").read_text()


def beside(place: Place) -> list[str]:
    return sorted(one.name for one in place.root.parent.iterdir())


@pytest.fixture
def former(place: Place) -> Path:
    """What the last update left."""
    folder = tarball.former_of(place.root)
    shutil.copytree(place.root, folder)
    (folder / "lazi-desktop").write_text("program 0.0.9")
    return folder


@pytest.fixture(params=["at once", "one after the other"])
def way(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> str:
    """Of exchanging two names."""
    said: str = request.param
    if said != "at once":
        monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    return said


def test_the_former_takes_the_place_of_the_one_before(
    place: Place, archive: Path, former: Path, way: str
) -> None:
    tarball.replace_program(place.root, archive, "0.2.0")
    assert (runs(place.root), runs(former)) == ("program 0.2.0", "program 0.1.0")
    assert beside(place) == ["lazi-desktop", "lazi-desktop.old"]


def test_a_former_that_cannot_be_put_away_leaves_all_as_it_was(
    place: Place, archive: Path, former: Path, way: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Path.rename
    failed: list[Path] = []

    def rename(self: Path, to: Path) -> Path:
        if to == former and not failed:
            failed.append(self)
            raise OSError(13, "Permission denied")
        return real(self, to)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(UpdateUnavailable, match="Permission denied"):
        tarball.replace_program(place.root, archive, "0.2.0")
    assert failed
    assert (runs(place.root), runs(former)) == ("program 0.1.0", "program 0.0.9")
    assert beside(place) == ["lazi-desktop", "lazi-desktop.old"]


def test_one_before_that_cannot_be_removed_holds_nothing_up(
    place: Place, archive: Path, former: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = shutil.rmtree

    def rmtree(folder: Path, ignore_errors: bool = False, **other: Any) -> None:
        if not ignore_errors:
            raise OSError(13, "Permission denied")
        real(folder, ignore_errors=ignore_errors, **other)

    monkeypatch.setattr(shutil, "rmtree", rmtree)
    tarball.replace_program(place.root, archive, "0.2.0")
    assert (runs(place.root), runs(former)) == ("program 0.2.0", "program 0.1.0")


@pytest.mark.parametrize("what", ["folder", "other kind", "link", "link to nothing", "file"])
def test_what_a_person_keeps_under_that_name_stays(place: Place, archive: Path, what: str) -> None:
    kept, target = tarball.former_of(place.root), place.root.parent.parent / "photos"
    target.mkdir()
    (target / "photo.jpg").write_text("a photo")
    if what == "file":
        kept.write_text("a list")
    elif what.startswith("link"):
        kept.symlink_to(target if what == "link" else target / "away")
    else:
        shutil.copytree(target, kept)
        if what == "other kind":
            (kept / "installed.toml").write_text('kind = "deb"')
    with pytest.raises(UpdateRefused, match="Move it away"):
        tarball.replace_program(place.root, archive, "0.2.0")
    assert runs(place.root) == "program 0.1.0"
    assert (target / "photo.jpg").read_text() == "a photo"
    assert kept.is_symlink() is what.startswith("link")
    assert what not in ("folder", "other kind") or (kept / "photo.jpg").read_text() == "a photo"
    assert beside(place) == ["lazi-desktop", "lazi-desktop.old"]


def test_cut_off_between_two_names_the_program_is_the_former(
    place: Place, archive: Path, former: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    real = Path.rename

    def rename(self: Path, to: Path) -> Path:
        if to == place.root:
            raise KeyboardInterrupt  # as far as it came
        return real(self, to)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(KeyboardInterrupt):
        tarball.replace_program(place.root, archive, "0.2.0")
    assert not place.root.exists()
    assert runs(former) == "program 0.1.0"


def test_a_step_that_fails_leaves_the_old_program(place: Place, archive: Path, monkeypatch) -> None:
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: object())
    real = Path.rename
    failed: list[Path] = []

    def rename(self: Path, to: Path) -> Path:
        if to == place.root and not failed:
            failed.append(to)
            raise OSError(28, "No space left on device")
        return real(self, to)

    monkeypatch.setattr(Path, "rename", rename)
    with pytest.raises(UpdateUnavailable, match="No space left"):
        tarball.replace_program(place.root, archive, "0.2.0")
    assert runs(place.root) == "program 0.1.0"
    assert beside(place) == ["lazi-desktop"]
