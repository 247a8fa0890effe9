"""New pictures can take the place of those that were there."""

from __future__ import annotations

from lazi_desktop.operations.pictures import PictureFor, add_pictures
from tests.fakes.ui_fakes import FakeBook

OLD = {"alias": None, "isDefault": True, "type": "Image", "url": "Images/Service/old.jpg"}
VIDEO = {"alias": "How to", "isDefault": False, "type": "Video", "url": "https://video.example/1"}


def test_pictures_go_and_videos_stay() -> None:
    book = FakeBook()
    key = book.key("UN-1000")
    book.mirror[key][1]["assets"] = [OLD, VIDEO]
    pictures = [PictureFor(key, f"picture:{sign * 64}.jpg") for sign in "ab"]
    add_pictures(book, pictures, replaces=True)
    entries = book.effective(key, "assets")
    assert [one["url"] for one in entries] == [pictures[0].address, VIDEO["url"], pictures[1].address]
    assert [one["isDefault"] for one in entries] == [True, False, False]


def test_without_replacing_they_stay() -> None:
    book = FakeBook()
    key = book.key("UN-1000")
    book.mirror[key][1]["assets"] = [OLD]
    add_pictures(book, [PictureFor(key, f"picture:{'a' * 64}.jpg")])
    assert [one["url"] for one in book.effective(key, "assets")] == [OLD["url"], f"picture:{'a' * 64}.jpg"]
