"""Pictures added here: safe before they are named, and gone only when nothing has named them for long."""

from __future__ import annotations

import errno
import hashlib
import os
import subprocess
import sys
import textwrap
import time
from collections.abc import Collection
from pathlib import Path

import pytest

from lazi_desktop.domain.pictures import (
    PictureFlaw,
    PictureLook,
    PictureProblem,
    PreparedPicture,
    local_digest,
)
from lazi_desktop.images.added import AddedPictureFiles
from lazi_desktop.ports.pictures import AddedPictures

needs_proc = pytest.mark.skipif(sys.platform != "linux", reason="asks /proc what is written through")
DAY = 24 * 3600.0


def prepared(content: bytes = b"a picture", suffix: str = "jpg") -> PreparedPicture:
    digest = hashlib.sha256(content).hexdigest()
    return PreparedPicture(content, suffix, PictureLook(640, 480, len(content), digest, 7))


def digest_of(picture: PreparedPicture) -> str:
    return picture.look.digest


def files(folder: Path) -> list[Path]:
    return sorted(file for file in folder.rglob("*") if file.is_file())


def age(file: Path, days: float) -> None:
    then = time.time() - days * DAY
    os.utime(file, (then, then))


def nothing(_: Collection[str]) -> Collection[str]:
    return ()


@pytest.fixture
def added(tmp_path: Path) -> AddedPictureFiles:
    return AddedPictureFiles(tmp_path / "profile" / "added pictures")


def test_what_was_added_is_found_by_another_process_later(tmp_path: Path) -> None:
    picture = prepared(suffix="png")
    address = AddedPictureFiles(tmp_path).keep(picture)
    assert address == picture.address
    assert address.endswith(".png")
    again: AddedPictures = AddedPictureFiles(tmp_path)
    digest = local_digest(address)
    assert digest is not None
    assert again.read(digest) == picture.content
    assert again.read("0" * 64) is None
    assert set(again.digests()) == {digest}


def test_the_same_picture_is_kept_once(tmp_path: Path) -> None:
    added = AddedPictureFiles(tmp_path)
    assert added.keep(prepared()) == added.keep(prepared())
    assert len(files(tmp_path)) == 1


def test_a_picture_is_kept_under_its_own_name_only(added: AddedPictureFiles) -> None:
    other = PreparedPicture(b"another", "jpg", prepared().look)
    with pytest.raises(ValueError, match="not the one"):
        added.keep(other)


@pytest.mark.parametrize("name", ["", "../../secrets.toml", "A" * 64, "0" * 63 + "/", "0" * 65])
def test_nothing_but_pictures_is_read(tmp_path: Path, name: str) -> None:
    (tmp_path / "secrets.toml").write_text("secret")
    assert AddedPictureFiles(tmp_path / "a" / "b").read(name) is None


def test_a_damaged_file_is_none_and_adding_it_again_mends_it(
    added: AddedPictureFiles, tmp_path: Path
) -> None:
    added.keep(prepared())
    (file,) = files(tmp_path)
    file.write_bytes(b"a picturf")
    assert added.read(digest_of(prepared())) is None
    added.keep(prepared())
    assert added.read(digest_of(prepared())) == prepared().content


@needs_proc
def test_it_is_on_the_disk_before_it_has_an_address(
    added: AddedPictureFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is written through, in which order: the content before its name, and every folder that is new."""
    written: list[Path] = []
    fsync = os.fsync

    def through(handle: int) -> None:
        written.append(Path(f"/proc/self/fd/{handle}").resolve())
        fsync(handle)

    monkeypatch.setattr(os, "fsync", through)
    added.keep(prepared())
    (file,) = files(tmp_path)
    (content,) = [at for at, path in enumerate(written) if path.parent.name == "half-written"]
    assert written.index(file.parent) > content
    for folder in (tmp_path, tmp_path / "profile", file.parent.parent.parent, file.parent.parent):
        assert folder in written


@needs_proc
def test_a_crash_in_the_middle_leaves_nothing_to_be_read_and_is_swept_up(tmp_path: Path) -> None:
    program = """
        import os, sys
        from pathlib import Path
        from lazi_desktop.images.added import AddedPictureFiles
        from tests.images.test_added import prepared
        os.fsync = lambda handle: os._exit(9) if "half" in os.readlink(f"/proc/self/fd/{handle}") else None
        AddedPictureFiles(Path(sys.argv[1])).keep(prepared())
    """
    done = subprocess.run([sys.executable, "-c", textwrap.dedent(program), str(tmp_path)], check=False)
    assert done.returncode == 9
    (left,) = files(tmp_path)
    added = AddedPictureFiles(tmp_path)
    assert added.read(digest_of(prepared())) is None
    added.tidy(nothing)
    assert left.exists()  # another process may be writing it
    age(left, 0.1)
    added.tidy(nothing)
    assert not left.exists()


@needs_proc
@pytest.mark.parametrize(
    ("number", "flaw", "words"),
    [
        (errno.ENOSPC, PictureFlaw.DISK_FULL, "The disk is full. Make room"),
        (errno.EACCES, PictureFlaw.NOT_KEPT, "cannot be written to"),
    ],
)
def test_a_disk_that_takes_no_more_is_said(
    added: AddedPictureFiles, tmp_path: Path, monkeypatch: pytest.MonkeyPatch,
    number: int, flaw: PictureFlaw, words: str,
) -> None:  # fmt: skip
    def refuse(handle: int) -> None:
        if "half-written" in str(Path(f"/proc/self/fd/{handle}").resolve().parent):
            raise OSError(number, os.strerror(number))

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", refuse)
        with pytest.raises(PictureProblem, match=words) as caught:
            added.keep(prepared())
    assert caught.value.flaw is flaw
    assert caught.value.title == "The picture was not added"
    assert files(tmp_path) == []
    added.keep(prepared())
    assert added.read(digest_of(prepared())) == prepared().content


def test_what_nothing_has_named_for_a_month_is_removed(added: AddedPictureFiles, tmp_path: Path) -> None:
    asked: list[Collection[str]] = []
    for content in (b"named", b"unnamed", b"fresh"):
        added.keep(prepared(content))
    named, unnamed, fresh = (digest_of(prepared(content)) for content in (b"named", b"unnamed", b"fresh"))
    for file in files(tmp_path):
        age(file, 31 if file.name != fresh else 29)

    def names(digests: Collection[str]) -> Collection[str]:
        asked.append(set(digests))
        return [named]

    assert added.tidy(names) == 1
    assert added.read(unnamed) is None
    assert added.read(named) is not None
    assert added.read(fresh) is not None
    assert added.tidy(names) == 0
    assert asked == [{named, unnamed}]  # the month of the one that was named begins anew


def test_what_is_added_again_while_it_is_tidied_stays(added: AddedPictureFiles, tmp_path: Path) -> None:
    added.keep(prepared())
    for file in files(tmp_path):
        age(file, 31)

    def names(_: Collection[str]) -> Collection[str]:
        added.keep(prepared())
        return ()

    assert added.tidy(names) == 0
    assert added.read(digest_of(prepared())) == prepared().content
