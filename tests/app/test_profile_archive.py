"""Files that pretend to be an exported profile."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from lazi_desktop.app.profiles.archive import bring_in
from lazi_desktop.domain.errors import ConfigurationProblem


@pytest.fixture
def exported(tmp_path: Path) -> Path:
    file = tmp_path / "reef.lazi-profile"
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("about.json", '{"format": 1, "name": "Reef"}')
        archive.writestr("settings.toml", 'theme = "dark"\n' * 100)
    return file


def spoilt(file: Path, at: int, *by: int) -> None:
    content = bytearray(file.read_bytes())
    content[at : at + len(by)] = by
    file.write_bytes(content)


def test_one_that_was_damaged_on_its_way(exported: Path) -> None:
    spoilt(exported, 30 + len("about.json"), 0xFF, 0xFF, 0xFF, 0xFF)
    with pytest.raises(ConfigurationProblem, match="no exported profile"):
        bring_in(exported)


@pytest.mark.parametrize(("field", "value"), [(8, 1), (10, 99)], ids=["with a password", "packed otherwise"])
def test_one_that_cannot_be_unpacked(exported: Path, field: int, value: int) -> None:
    directory = exported.read_bytes().index(b"PK\x01\x02")
    spoilt(exported, directory + field, value, 0)
    with pytest.raises(ConfigurationProblem, match="no exported profile"):
        bring_in(exported)
