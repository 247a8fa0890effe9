"""Pictures of entries: each edit is one step, on what is there when it is recorded."""

from __future__ import annotations

from typing import Any

import pytest

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.operations.pictures import (
    PictureFor,
    add_pictures,
    choose_cover,
    name_picture,
    order_pictures,
    remove_pictures,
    replace_picture,
)
from lazi_desktop.operations.undo import ChangedSince, redo, undo
from tests.fakes.ui_fakes import FakeBook

A, B, C = (f"Images/Service/{name}.jpg" for name in "abc")
NEW = f"picture:{'e' * 64}.jpg"
VIDEO = {"alias": "How to", "isDefault": False, "type": "Video", "url": "https://video.example/1"}


def entry(address: str, *, default: bool = False) -> dict[str, Any]:
    return {"alias": None, "isDefault": default, "type": "Image", "url": address}


@pytest.fixture
def book() -> FakeBook:
    book = FakeBook(materials=3, services=2, equipment=0, fees=0)
    book.mirror[book.key("UN-1000")][1]["assets"] = [entry(A, default=True), entry(B), VIDEO]
    return book


@pytest.fixture
def key(book: FakeBook) -> EntityKey:
    return book.key("UN-1000")


def urls(book: FakeBook, key: EntityKey, field: str = "assets") -> list[str]:
    return [one if isinstance(one, str) else one["url"] for one in book.effective(key, field) or ()]


def test_several_onto_several_are_one_step_that_undo_takes_back(book: FakeBook, key: EntityKey) -> None:
    other = book.key("UN-1007")
    changes = add_pictures(book, [PictureFor(key, NEW), PictureFor(key, C), PictureFor(other, NEW, "Front")])
    assert changes.keys == {key, other}
    assert changes.label == "Add 3 pictures"
    assert urls(book, key) == [A, B, VIDEO["url"], NEW, C]
    assert book.effective(other, "assets") == [
        {"alias": "Front", "isDefault": True, "type": "Image", "url": NEW}
    ]
    assert len(book.undo_list) == 1
    undo(book)
    assert urls(book, key) == [A, B, VIDEO["url"]]
    assert urls(book, other) == []


def test_what_was_pushed_meanwhile_was_changed_by_nobody(book: FakeBook, key: EntityKey) -> None:
    add_pictures(book, [PictureFor(key, NEW)])
    pushed = [*book.effective(key, "assets")[:-1], entry("Images/Service/new.jpg")]
    book.overrides.clear()
    book.mirror[key][1]["assets"] = pushed
    undo(book)
    assert urls(book, key) == [A, B, VIDEO["url"]]
    redo(book)
    assert urls(book, key) == [A, B, VIDEO["url"], NEW]


def test_what_somebody_else_added_meanwhile_is_not_taken_away_unsaid(book: FakeBook, key: EntityKey) -> None:
    add_pictures(book, [PictureFor(key, NEW)])
    book.overrides.clear()
    book.mirror[key][1]["assets"] = [entry(A, default=True), entry(B), VIDEO, entry(C), entry(NEW)]
    with pytest.raises(ChangedSince):
        undo(book)


def test_a_cover_comes_first(book: FakeBook, key: EntityKey) -> None:
    add_pictures(book, [PictureFor(key, NEW, is_cover=True)])
    assert urls(book, key) == [NEW, A, B, VIDEO["url"]]
    assert [one["isDefault"] for one in book.effective(key, "assets")] == [True, False, False, False]


def test_what_is_there_already_changes_nothing(book: FakeBook, key: EntityKey) -> None:
    assert not add_pictures(book, [PictureFor(key, A)])
    assert not book.ledger


def test_who_is_gone_is_left_out(book: FakeBook, key: EntityKey) -> None:
    gone = book.key("UN-1007")
    book.forget(gone)
    assert add_pictures(book, [PictureFor(gone, NEW), PictureFor(key, NEW)]).keys == {key}


def test_too_many_for_one_of_them_record_nothing(book: FakeBook, key: EntityKey) -> None:
    many = [PictureFor(key, f"Images/Service/{number}.jpg") for number in range(60)]
    with pytest.raises(InvalidValue):
        add_pictures(book, [PictureFor(book.key("UN-1007"), NEW), *many])
    assert not book.ledger


def test_a_category_gets_its_own_picture_or_those_for_its_skus(book: FakeBook) -> None:
    category = book.nodes[0].key
    add_pictures(book, [PictureFor(category, NEW), PictureFor(category, A, field="sku_images")])
    assert book.effective(category, "image") == NEW
    assert book.effective(category, "sku_images") == [A]


@pytest.mark.parametrize(
    ("operation", "given", "left", "label"),
    [
        (remove_pictures, [[A, VIDEO["url"]]], [B], "Remove 2 pictures"),
        (remove_pictures, [[B]], [A, VIDEO["url"]], "Remove picture"),
        (replace_picture, [B, NEW], [A, NEW, VIDEO["url"]], "Replace picture"),
        (choose_cover, [B], [B, A, VIDEO["url"]], "Choose default picture"),
        (order_pictures, [[B, A]], [B, A, VIDEO["url"]], "Move pictures"),
        (name_picture, [B, " Side "], [A, B, VIDEO["url"]], "Rename picture"),
    ],
)
def test_each_edit_is_one_step(book: FakeBook, key: EntityKey, operation, given, left, label) -> None:
    changes = operation(book, key, "assets", *given)
    assert urls(book, key) == left
    assert changes.label == label
    assert len(book.undo_list) == 1
    undo(book)
    assert urls(book, key) == [A, B, VIDEO["url"]]


def test_what_is_gone_is_not_replaced(book: FakeBook, key: EntityKey) -> None:
    with pytest.raises(InvalidValue) as refused:
        replace_picture(book, key, "assets", "Images/gone.jpg", NEW)
    assert refused.value.title == "This picture is not there any more"
    assert not book.undo_list


def test_a_name_is_taken_without_its_edges_and_can_be_taken_away(book: FakeBook, key: EntityKey) -> None:
    name_picture(book, key, "assets", B, " Side ")
    assert book.effective(key, "assets")[1]["alias"] == "Side"
    name_picture(book, key, "assets", B, " ")
    assert book.effective(key, "assets")[1]["alias"] is None


def test_of_a_category_the_only_picture_goes(book: FakeBook) -> None:
    category = book.nodes[0].key
    book.mirror[category][1]["image"] = A
    remove_pictures(book, category, "image", [A])
    assert book.effective(category, "image") is None
