"""What is found out about pictures while they are looked at: the grid's counts follow, for who sees them."""

from __future__ import annotations

from PySide6.QtCore import QTimer

from lazi_desktop.domain.pictures import PictureLook
from lazi_desktop.ports.pictures import PictureFact
from tests.ui.pricebook.conftest import Hand


def test_counts_follow_once_somebody_looks(hand: Hand) -> None:
    grid, book = hand.page.grid, hand.book
    book.mirror[book.key("UN-1000")][1]["assets"] = [
        {"alias": None, "isDefault": True, "type": "Image", "url": "Images/low.jpg"}
    ]

    def is_counted() -> bool:
        return not any(timer.isActive() for timer in grid.filtering.findChildren(QTimer))

    hand.qtbot.waitUntil(is_counted)
    grid.hide()
    book.found(PictureFact("Images/low.jpg", PictureLook(100, 100, 9, "a" * 64, 1)))
    hand.app.edits.pictures_changed.emit(frozenset([book.key("UN-1000")]))
    assert is_counted(), "nobody sees it"
    grid.show()
    assert not is_counted()
    hand.qtbot.waitUntil(is_counted)
    hand.settle()
