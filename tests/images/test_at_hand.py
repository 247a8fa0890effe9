"""What this computer can give the team of pictures that it lost."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from lazi_desktop.domain.pictures import PictureFlaw, PictureProblem, local_address
from lazi_desktop.images.added import AddedPictureFiles
from lazi_desktop.images.at_hand import PicturesAtHand
from lazi_desktop.images.disk import PictureDisk
from lazi_desktop.ports.pictures import AddedPictures

CONTENT = b"a picture of somebody else"
DIGEST = hashlib.sha256(CONTENT).hexdigest()


@pytest.fixture
def added(tmp_path: Path) -> AddedPictureFiles:
    return AddedPictureFiles(tmp_path / "added")


@pytest.fixture
def fetched(tmp_path: Path) -> PictureDisk:
    return PictureDisk(tmp_path / "fetched")


def test_what_was_looked_at_is_given_and_kept_from_then_on(
    added: AddedPictureFiles, fetched: PictureDisk
) -> None:
    address = local_address(DIGEST, "png")
    fetched.keep_original(address, CONTENT)
    at_hand: AddedPictures = PicturesAtHand(added, fetched)
    assert at_hand.digests() == set()
    assert at_hand.read(DIGEST) == CONTENT
    assert at_hand.digests() == {DIGEST}
    assert added.read(DIGEST) == CONTENT


def test_what_is_nowhere_here_is_not_given(added: AddedPictureFiles, fetched: PictureDisk) -> None:
    assert PicturesAtHand(added, fetched).read(DIGEST) is None


def test_it_is_given_also_where_it_cannot_be_kept(
    added: AddedPictureFiles, fetched: PictureDisk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(digest: str, content: bytes) -> None:
        raise PictureProblem(PictureFlaw.DISK_FULL, "The disk is full.")

    fetched.keep_original(local_address(DIGEST, "jpg"), CONTENT)
    monkeypatch.setattr(added, "keep_too", full)
    assert PicturesAtHand(added, fetched).read(DIGEST) == CONTENT
