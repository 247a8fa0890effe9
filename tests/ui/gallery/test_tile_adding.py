"""Pictures onto tiles: dropped and pasted, one onto many, and a folder that is to be matched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent, QGuiApplication
from PySide6.QtWidgets import QApplication

from lazi_desktop.ui.gallery.tile_adding import TileAdding
from tests.fakes.pictures import BAD, FakeAdded, FakeTools, address_of
from tests.ui.gallery.hand import Hand

COPY, LEFT = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton
NONE, SHIFT, CTRL = (
    Qt.KeyboardModifier.NoModifier,
    Qt.KeyboardModifier.ShiftModifier,
    Qt.KeyboardModifier.ControlModifier,
)


@pytest.fixture
def adding(hand: Hand) -> TileAdding:
    context = replace(hand.app.context, picture_tools=FakeTools(), added_pictures=FakeAdded())
    return TileAdding(context, hand.page)


@pytest.fixture
def files(tmp_path: Path) -> Callable[..., QMimeData]:
    def make(*names: str) -> QMimeData:
        data = QMimeData()
        for name in names:
            path = tmp_path / "photos" / name
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(BAD if "bad" in name else name.encode())
        data.setUrls([QUrl.fromLocalFile(str(tmp_path / "photos" / name)) for name in names])
        return data

    return make


def drop(hand: Hand, data: QMimeData, position: int | None) -> None:
    at = QPointF(2, 2) if position is None else QPointF(hand.middle(position))
    QApplication.sendEvent(hand.view.viewport(), QDragEnterEvent(at.toPoint(), COPY, data, LEFT, NONE))
    QApplication.sendEvent(hand.view.viewport(), QDropEvent(at, COPY, data, LEFT, NONE))
    hand.settle()


def urls(hand: Hand, position: int) -> list[str]:
    row = hand.page.sheet.model.rows.at(position)
    assert row is not None
    return [one["url"] for one in hand.app.book.effective(row.key, "assets") or ()]


def test_dropped_on_a_tile(hand: Hand, adding: TileAdding, files, qtbot) -> None:
    before = urls(hand, 1)
    drop(hand, files("a.jpg", "b.jpg", "bad.jpg"), 1)
    new = [address_of(b"a.jpg"), address_of(b"b.jpg")]
    qtbot.waitUntil(lambda: urls(hand, 1) == [*before, *new])
    qtbot.waitUntil(lambda: adding.line.isVisible())
    assert adding.line.words.text() == "Added 2 pictures. bad.jpg: This is no picture."


def test_what_came_of_it_is_not_said_any_more_once_somebody_goes_on(
    hand: Hand, adding: TileAdding, files, qtbot
) -> None:
    hand.page.open_full(1)
    hand.page.full.taken.emit(adding.take(files("a.jpg")), [hand.page.sheet.model.rows.numbers[1]])
    qtbot.waitUntil(lambda: adding.full_line.isVisible())
    hand.settle()
    assert adding.full_line.words.text() == "Added 1 picture."
    hand.page.full.step(1)
    assert not adding.full_line.isVisible()
    drop(hand, files("b.jpg"), 1)
    qtbot.waitUntil(lambda: not adding.line.isHidden())
    hand.page.close_panel()
    hand.page.set_search("UN-1000")
    assert adding.line.isHidden()
    hand.settle()


def test_the_same_one_onto_many_is_one_step(hand: Hand, adding: TileAdding, files, qtbot) -> None:
    hand.click(1)
    hand.click(4, SHIFT)
    QGuiApplication.clipboard().setMimeData(files("a.jpg"))
    hand.page.actions_by_name["gallery_paste"].trigger()
    hand.settle()
    qtbot.waitUntil(lambda: adding.line.words.text() == "Added 1 picture to 4 entries.")
    assert all(urls(hand, position)[-1] == address_of(b"a.jpg") for position in range(1, 5))
    assert len(hand.app.book.undo_list) == 1


def test_a_folder_is_to_be_matched_wherever_it_is_dropped(
    hand: Hand, adding: TileAdding, files, tmp_path: Path, qtbot
) -> None:
    hand.page.handling.can_match = True
    files("more/a.jpg")
    folder = QMimeData()
    folder.setUrls([QUrl.fromLocalFile(str(tmp_path / "photos"))])
    for position in (1, None):
        with qtbot.waitSignal(hand.page.handling.match_wanted) as asked:
            drop(hand, folder, position)
        assert asked.args == [tmp_path / "photos"]
    assert not hand.app.book.ledger


def test_a_folder_with_something_else_is_not_taken_for_half_of_it(
    hand: Hand, adding: TileAdding, files, tmp_path: Path, qtbot
) -> None:
    hand.page.handling.can_match = True
    both = files("more/a.jpg", "b.jpg")
    both.setUrls([QUrl.fromLocalFile(str(tmp_path / "photos" / name)) for name in ("more", "b.jpg")])
    with qtbot.assertNotEmitted(hand.page.handling.match_wanted):
        drop(hand, both, 1)
    qtbot.waitUntil(lambda: adding.line.isVisible())
    assert adding.line.words.text().startswith("A folder is matched by itself")
    assert not hand.app.book.ledger


def test_the_disk_is_looked_at_away_from_the_window(
    hand: Hand, adding: TileAdding, files, qtbot, monkeypatch: pytest.MonkeyPatch
) -> None:
    hand.page.handling.can_match = True
    data, is_dir = files("a.jpg", "b.jpg"), Path.is_dir
    looked: list[Path] = []

    def look(path: Path) -> bool:
        looked.append(path)
        return is_dir(path)

    monkeypatch.setattr(Path, "is_dir", look)
    hand.app.readers.held = True
    adding.take(data)([hand.app.book.key("UN-1000")])
    assert not looked
    hand.app.readers.held = False
    hand.app.readers.release()
    qtbot.waitUntil(lambda: adding.line.isVisible())
    assert adding.line.words.text() == "Added 2 pictures."


def test_beside_the_tiles_it_says_where_they_go(hand: Hand, adding: TileAdding, files, qtbot) -> None:
    drop(hand, files("a.jpg"), None)
    qtbot.waitUntil(lambda: adding.line.isVisible())
    assert adding.line.words.text() == "Drop pictures onto a tile. A folder is matched with its entries."
    hand.click(2)
    assert not adding.line.isVisible(), "it was read"


def test_whoever_may_only_look_is_told(hand: Hand, adding: TileAdding, files, qtbot) -> None:
    hand.app.edits.use_level("viewer")
    drop(hand, files("a.jpg"), 1)
    qtbot.waitUntil(lambda: adding.line.isVisible())
    assert adding.line.words.text() == (
        "Nothing was changed. Your role can look at pictures but not change them."
    )
