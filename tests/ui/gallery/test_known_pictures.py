"""What is found out about pictures while they are looked at: lists and counts follow, without any edit."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

from PySide6.QtCore import QTimer

from lazi_desktop.domain.pictures import PictureFlaw, PictureLook
from lazi_desktop.ports.pictures import PictureFact
from lazi_desktop.ports.sku_query import SkuFlag, SkuQuery
from lazi_desktop.ui.gallery.gallery_filters import GalleryFilters
from lazi_desktop.ui.gallery.reports.reports_panel import ReportsPanel
from tests.ui.gallery.hand import Hand


def found_out(hand: Hand, code: str, fact: PictureFact) -> None:
    hand.app.book.found(fact)
    hand.app.edits.pictures_changed.emit(frozenset([hand.app.book.key(code)]))


def test_a_count_follows_what_is_found_out(hand: Hand) -> None:
    low = hand.page.sheet.strip.flags[SkuFlag.LOW_IMAGE]
    assert not low.isEnabled()
    found_out(hand, "UN-1000", PictureFact("Images/0.jpg", PictureLook(100, 100, 9, "a" * 64, 1)))
    hand.qtbot.waitUntil(low.isEnabled)


def test_a_list_of_broken_pictures_grows_while_it_is_looked_at(hand: Hand) -> None:
    found_out(hand, "UN-1000", PictureFact("Images/0.jpg", flaw=PictureFlaw.NOT_THERE))
    hand.page.listing.use(GalleryFilters(flags=frozenset([SkuFlag.BROKEN_IMAGE])))
    hand.settle()
    assert hand.codes == ["UN-1000"]
    found_out(hand, "UN-1007", PictureFact("Images/1.jpg", flaw=PictureFlaw.CUT_OFF))
    hand.qtbot.waitUntil(lambda: hand.codes == ["UN-1000", "UN-1007"])


def test_a_list_that_does_not_depend_on_it_is_not_read_again(hand: Hand) -> None:
    asked = len(hand.app.queries.asked)
    found_out(hand, "UN-1007", PictureFact("Images/1.jpg", flaw=PictureFlaw.CUT_OFF))
    hand.qtbot.waitUntil(hand.page.sheet.strip.flags[SkuFlag.BROKEN_IMAGE].isEnabled)
    assert len(hand.app.queries.asked) == asked


def test_what_is_found_out_while_nobody_looks_is_counted_once_somebody_does(hand: Hand, monkeypatch) -> None:
    def is_counted() -> bool:
        return not any(timer.isActive() for timer in hand.page.listing.findChildren(QTimer))

    low = hand.page.sheet.strip.flags[SkuFlag.LOW_IMAGE]
    hand.qtbot.waitUntil(is_counted)
    counted: list[SkuQuery] = []
    count = hand.app.queries.flag_counts

    def note(query: SkuQuery) -> Mapping[SkuFlag, int]:
        counted.append(query)
        return count(query)

    monkeypatch.setattr(hand.app.queries, "flag_counts", note)
    hand.page.hide()
    found_out(hand, "UN-1000", PictureFact("Images/0.jpg", PictureLook(100, 100, 9, "a" * 64, 1)))
    assert is_counted(), "nobody sees it"
    hand.page.show()
    hand.qtbot.waitUntil(low.isEnabled)
    assert len(counted) == 1


def test_a_report_that_is_open_is_counted_again(hand: Hand, tmp_path: Path) -> None:
    panel = ReportsPanel(hand.app.context)
    hand.qtbot.addWidget(panel)
    panel.show()
    panel.tabs.setCurrentIndex(1)
    panel.open()
    hand.settle()
    before = len(panel.table.report.rows)
    found_out(hand, "UN-1007", PictureFact("Images/1.jpg", flaw=PictureFlaw.CUT_OFF))
    hand.qtbot.waitUntil(lambda: len(panel.table.report.rows) == before + 1)
