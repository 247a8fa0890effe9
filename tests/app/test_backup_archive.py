"""What is read from the disk to bring a backup back, when it is not what it should be."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from lazi_desktop.app import restored_moves
from lazi_desktop.app.backup.archive import ArchiveWriter, Damaged, open_archive
from lazi_desktop.app.backup.making import forget_older, name_of
from lazi_desktop.app.backup.manifest import WORKSPACE, Manifest
from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.config.settings import ServiceTitanSettings, Settings
from lazi_desktop.domain.errors import WorkspaceProblem
from tests.app.backups import TENANT


def test_what_cannot_be_read_now_is_finished_later(tmp_path: Path) -> None:
    """Not taken for nothing to do: what was built would be thrown away half-way."""
    places = ProfilePlaces(tmp_path)
    places.backup_work.mkdir(parents=True)
    places.restore_notes.mkdir()  # as good as a file that cannot be read
    with pytest.raises(WorkspaceProblem, match="each start tries again"):
        restored_moves.finish_interrupted(places)
    assert places.backup_work.is_dir()
    places.restore_notes.rmdir()


def test_a_part_that_is_longer_than_it_says_is_not_written_out(tmp_path: Path) -> None:
    file, content = tmp_path / "bomb.zip", tmp_path / "content"
    content.write_bytes(bytes(20 << 20))
    with file.open("w+b") as target, ArchiveWriter(target, lambda _: None) as writer:
        writer.add(WORKSPACE, content)
        writer.parts = [replace(one, size=10) for one in writer.parts]
        writer.end(Manifest(
            program="1", made_at=datetime.now(UTC), tenant=TENANT, environment="production", tenant_id="", place="",
            workspace_revision="", hub=None,
        ))  # fmt: skip
    written = 0

    def between(more: int) -> None:
        nonlocal written
        written += more

    with open_archive(file) as archive:
        (part,) = archive.manifest.parts
        with pytest.raises(Damaged, match="not what was saved"):
            archive.take_out(part, tmp_path / "out", between)
    assert written == 0


def test_the_backup_just_made_is_the_newest_whatever_others_are_called(tmp_path: Path) -> None:
    """Else a clock that was once ahead has every new backup removed as soon as it is made."""
    settings = Settings(servicetitan=ServiceTitanSettings(tenant=TENANT))
    names = [name_of(settings, datetime(year, 1, 1, tzinfo=UTC)) for year in (2024, 2025, 2026, 2099)]
    for name in (*names, "letter.zip"):
        (tmp_path / name).touch()
    made = tmp_path / names[2]
    assert forget_older(settings, made, 2) == [tmp_path / names[0], tmp_path / names[1]]
    assert forget_older(settings, made, 1) == [tmp_path / names[3]]
    assert {file.name for file in tmp_path.iterdir()} == {made.name, "letter.zip"}
