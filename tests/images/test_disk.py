"""What is kept on the disk: whole or not at all, bounded, shared, and found again."""

from __future__ import annotations

import errno
import os
import subprocess
import sys
import textwrap
import time
from pathlib import Path

import pytest

from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem
from lazi_desktop.images.disk import BLOCK, PictureDisk, digest
from tests.images.samples import jpeg

ADDRESS = "Images/Service/3f2b.jpg"


def files(folder: Path, kind: str = "") -> list[Path]:
    return sorted(file for file in (folder / kind).rglob("*") if file.is_file())


def size(folder: Path) -> int:
    return sum(max(BLOCK, file.stat().st_size) for file in files(folder))


def age(file: Path, seconds: float) -> None:
    then = time.time() - seconds
    os.utime(file, (then, then))


def test_what_was_kept_is_found_by_another_process_later(tmp_path: Path) -> None:
    PictureDisk(tmp_path).keep_original(ADDRESS, jpeg())
    PictureDisk(tmp_path).keep_thumbnail(digest(jpeg()), 128, b"small")
    again = PictureDisk(tmp_path)
    assert again.original(ADDRESS) == jpeg()
    assert again.thumbnail(ADDRESS, 128) == b"small"
    assert again.thumbnail(ADDRESS, 256) is None
    assert again.original("Images/Service/other.jpg") is None


def test_the_same_picture_under_two_addresses_is_kept_once(tmp_path: Path) -> None:
    disk = PictureDisk(tmp_path)
    disk.keep_original(ADDRESS, jpeg())
    disk.keep_original("Images/Service/copy.jpg", jpeg())
    assert len(files(tmp_path, "originals")) == 1
    disk.keep_thumbnail(digest(jpeg()), 64, b"small")
    assert disk.thumbnail("Images/Service/copy.jpg", 64) == b"small"


def test_an_address_may_come_to_mean_another_picture(tmp_path: Path) -> None:
    disk = PictureDisk(tmp_path)
    disk.keep_original(ADDRESS, jpeg())
    disk.keep_original(ADDRESS, jpeg(60, 60))
    assert disk.original(ADDRESS) == jpeg(60, 60)
    disk.forget(ADDRESS)
    assert disk.original(ADDRESS) is None


@pytest.mark.parametrize(
    "address", ["../../etc/passwd", "Images/../../x", "C:\\x", "/absolute", "a\0b", "ü" * 900]
)
def test_whatever_an_address_looks_like_files_stay_in_the_folder(tmp_path: Path, address: str) -> None:
    folder = tmp_path / "pictures"
    disk = PictureDisk(folder)
    disk.keep_original(address, jpeg())
    assert disk.original(address) == jpeg()
    assert [one.name for one in tmp_path.iterdir()] == ["pictures"]


def test_a_name_that_was_tampered_with_leads_nowhere(tmp_path: Path) -> None:
    disk = PictureDisk(tmp_path / "pictures")
    disk.keep_original(ADDRESS, jpeg())
    (tmp_path / "secret").write_bytes(b"secret")
    (name,) = files(tmp_path / "pictures", "addresses")
    name.write_bytes(b"../../../secret")
    assert disk.original(ADDRESS) is None
    assert disk.thumbnail(ADDRESS, 64) is None


def test_a_picture_that_is_not_what_it_was_is_not_shown(tmp_path: Path) -> None:
    disk = PictureDisk(tmp_path)
    disk.keep_original(ADDRESS, jpeg())
    (original,) = files(tmp_path, "originals")
    original.write_bytes(original.read_bytes()[:-100])  # as a crash of the machine leaves it
    assert disk.original(ADDRESS) is None
    disk.keep_original(ADDRESS, jpeg())
    assert disk.original(ADDRESS) == jpeg()


def test_the_oldest_make_room_and_what_was_looked_at_stays(tmp_path: Path) -> None:
    disk = PictureDisk(tmp_path, most=40 * BLOCK)
    for number in range(12):
        disk.keep_original(f"Images/{number}.jpg", jpeg() + bytes([number]))
    for file in files(tmp_path):
        age(file, 10 * 3600)
    assert disk.original("Images/0.jpg")  # freshens it
    for number in range(12, 24):
        disk.keep_original(f"Images/{number}.jpg", jpeg() + bytes([number]))
        assert size(tmp_path) <= 40 * BLOCK
    assert disk.original("Images/0.jpg") is not None
    assert disk.original("Images/1.jpg") is None
    assert disk.original("Images/23.jpg") is not None


def test_two_processes_share_the_bound(tmp_path: Path) -> None:
    program = """
        import sys
        from pathlib import Path
        from lazi_desktop.images.disk import BLOCK, PictureDisk, digest
        disk = PictureDisk(Path(sys.argv[1]), most=60 * BLOCK)
        for number in range(120):
            content = f"{number % 90} {sys.argv[2] if number % 2 else ''}".encode() * 500
            disk.keep_original(f"{sys.argv[2]}-{number}", content)
            disk.keep_thumbnail(digest(content), 64, content[:100])
            found = disk.original(f"{sys.argv[2]}-{number}")
            assert found in (None, content), number
    """
    command = [sys.executable, "-c", textwrap.dedent(program), str(tmp_path)]
    both = [subprocess.Popen([*command, name], stderr=subprocess.PIPE) for name in ("one", "other")]
    for process in both:
        _, complaint = process.communicate()
        assert process.returncode == 0, complaint.decode()
    PictureDisk(tmp_path, most=60 * BLOCK).keep_original("last", b"one more, which looks at all of them")
    assert size(tmp_path) <= 60 * BLOCK
    assert not files(tmp_path, "half-written")


def test_a_crash_in_the_middle_of_writing_leaves_nothing_to_be_read(tmp_path: Path) -> None:
    program = """
        import os, sys
        from pathlib import Path
        from lazi_desktop.images.disk import PictureDisk
        disk = PictureDisk(Path(sys.argv[1]))
        def half(file, content):
            with open(file, "wb") as target:
                target.write(content[:len(content) // 2])
            os._exit(9)
        Path.write_bytes = half
        disk.keep_original("Images/a.jpg", b"a picture " * 1000)
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(program), str(tmp_path)], check=False)
    assert done.returncode == 9
    (left,) = files(tmp_path)
    assert left.parent.name == "half-written"
    disk = PictureDisk(tmp_path)
    assert disk.original("Images/a.jpg") is None
    age(left, 2 * 3600)
    disk.keep_original("Images/a.jpg", jpeg())
    assert disk.original("Images/a.jpg") == jpeg()
    assert not left.exists()


@pytest.mark.parametrize(
    ("number", "flaw", "words"),
    [
        (errno.ENOSPC, PictureFlaw.DISK_FULL, "The disk is full"),
        (errno.EACCES, PictureFlaw.NOT_KEPT, "cannot be written to"),
    ],
)
def test_a_disk_that_takes_no_more_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int, flaw: PictureFlaw, words: str
) -> None:
    disk = PictureDisk(tmp_path)

    def write_bytes(file: Path, content: bytes) -> int:
        with file.open("wb") as target:
            target.write(content[:10])
        raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", write_bytes)
        with pytest.raises(PictureProblem, match=words) as caught:
            disk.keep_original(ADDRESS, jpeg())
    assert caught.value.flaw is flaw
    assert not files(tmp_path)
    assert disk.original(ADDRESS) is None
    disk.keep_original(ADDRESS, jpeg())
    assert disk.original(ADDRESS) == jpeg()


def test_a_damaged_thumbnail_can_be_forgotten(tmp_path: Path) -> None:
    disk = PictureDisk(tmp_path)
    disk.keep_original(ADDRESS, jpeg())
    disk.keep_thumbnail(digest(jpeg()), 64, b"small")
    disk.forget_thumbnail(ADDRESS, 64)
    assert disk.thumbnail(ADDRESS, 64) is None
    assert disk.original(ADDRESS) == jpeg()
