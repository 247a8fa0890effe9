"""Reports on pictures: what they count, where a click leads, and what is saved of them."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any
from zipfile import ZipFile

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog

from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.domain.pictures import PictureFlaw, PictureLook
from lazi_desktop.ports.pictures import PictureFact
from lazi_desktop.ports.sku_query import SkuFlag
from lazi_desktop.ui.gallery.gallery_page import GalleryPage
from lazi_desktop.ui.gallery.reports.gallery_reports import GalleryReports
from lazi_desktop.ui.gallery.reports.report_model import ADDRESS_ROLE, SHARE_ROLE
from lazi_desktop.ui.gallery.reports.reports_panel import ReportsPanel
from lazi_desktop.ui.theme.apply import dressed_at_the_end
from tests.fakes.pictures import FakePictures, Wish, filled
from tests.fakes.ui_fakes import FakeApp, FakeBook

COVERAGE, BROKEN, SHARED, UNUSED = range(4)
GREEN = (30, 160, 60, 255)


def address_of(number: int) -> str:
    return f"Images/Material/{number}.jpg"


def look(number: int, *, side: int = 900, print_: int | None = None) -> PictureLook:
    spread = (number + 1) * 0x9E3779B97F4A7C15 & (1 << 64) - 1
    return PictureLook(side, side, 1_000, f"{number:064x}", spread if print_ is None else print_)


class Desk:
    def __init__(self, app: FakeApp, qtbot: Any) -> None:
        self.app, self.qtbot = app, qtbot
        self.book: FakeBook = app.book
        with dressed_at_the_end():
            self.page = GalleryPage(app.context)
            self.reports = GalleryReports(app.context, self.page)
        qtbot.addWidget(self.page)
        self.page.resize(1340, 800)
        self.page.show()
        qtbot.waitExposed(self.page)
        self.settle()

    def settle(self) -> None:
        self.app.settle(self.qtbot)

    def press(self, key: Qt.Key) -> None:
        """In the report."""
        assert self.reports.panel is not None
        with self.qtbot.waitActive(self.page):
            self.page.activateWindow()
        self.reports.panel.table.setFocus()
        QTest.keyClick(self.reports.panel.table, key)
        self.settle()

    def open(self, place: int = COVERAGE) -> ReportsPanel:
        QTest.mouseClick(self.reports.button, Qt.MouseButton.LeftButton)
        panel = self.reports.panel
        assert panel is not None
        panel.tabs.setCurrentIndex(place)
        self.settle()
        assert panel.isVisible()
        return panel

    def texts(self) -> list[list[str]]:
        assert self.reports.panel is not None
        model = self.reports.panel.table.report
        return [
            [str(model.index(row, column).data()) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def click(self, row: int, column: int) -> None:
        assert self.reports.panel is not None
        table = self.reports.panel.table
        place = table.visualRect(table.report.index(row, column)).center()
        QTest.mouseClick(table.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, place)
        self.settle()

    def listed(self) -> list[str]:
        rows = self.page.sheet.model.rows
        return sorted(self.book.row(number).code for number in rows.numbers)


@pytest.fixture
def book() -> FakeBook:
    """Of 40 materials 32 have a picture: one is small, two broken, three the same; and one is used no more."""
    book = FakeBook(materials=40, services=6, equipment=2, fees=1)
    for number in range(32):
        address = "" if number == 5 else address_of(min(number, 30))
        picture = {"alias": None, "isDefault": True, "type": "Image", "url": address}
        book.mirror[book.skus[number]][1]["assets"] = [picture]
        if number not in (4, 5):
            print_ = 7 if number in (1, 2) else None
            side = 200 if number == 3 else 900
            book.found(PictureFact(address, look(number, side=side, print_=print_)))
    book.found(PictureFact(address_of(4), flaw=PictureFlaw.NOT_THERE))
    book.found(PictureFact("Images/Material/gone.jpg", look(99)))
    return book


@pytest.fixture
def pictures() -> FakePictures:
    return FakePictures()


@pytest.fixture
def desk(qapp: Any, tmp_path: Path, book: FakeBook, pictures: FakePictures, qtbot: Any) -> Desk:
    app = FakeApp(tmp_path, book)
    app.context = replace(app.context, pictures=pictures)
    return Desk(app, qtbot)


def test_coverage_counts_whole_trees_first_then_categories(desk: Desk) -> None:
    panel = desk.open()
    active = [key for key in desk.book.skus[:40] if desk.book.mirror[key][1]["active"]]
    with_picture = [key for key in active if "assets" in desk.book.mirror[key][1]]
    texts = desk.texts()
    assert [row[:3] for row in texts[:4]] == [
        ["All categories", "Materials", str(len(active))],
        ["All categories", "Services", "6"],
        ["All categories", "Equipment", "2"],
        ["All categories", "Discounts and fees", "1"],
    ]
    share = len(with_picture) / len(active)
    assert texts[0][3:] == [f"{100 * share:.1f} %", str(len(active) - len(with_picture)), "1", "2", "4"]
    assert panel.table.report.index(0, 3).data(SHARE_ROLE) == pytest.approx(share)
    assert texts[1][3:] == ["0.0 %", "6", "0", "0", "0"]
    assert ["Plumbing › Elbows", "Materials"] in [row[:2] for row in texts]
    assert f"{len(with_picture)} of {len(active)} have a picture" in panel.status.text()


def test_it_says_how_many_pictures_were_looked_at_and_of_which_nothing_is_known(
    desk: Desk, qtbot: Any
) -> None:
    panel = desk.open()
    assert panel.subject.text() == "All 30 pictures looked at"
    for key in desk.book.skus:
        kind, fields = desk.book.mirror[key]
        if kind is EntityKind.SERVICE:
            fields["assets"] = [
                {"alias": None, "isDefault": True, "type": "Image", "url": "Images/Service/new.jpg"}
            ]
    desk.app.context.edits.announce(Changes(frozenset(), frozenset((Aspect.STATE,))))
    words = "30 of 31 pictures looked at; Keep offline looks at all"
    qtbot.waitUntil(lambda: panel.subject.text() == words)
    assert desk.texts()[1][3:] == ["100.0 %", "0", "–", "–", "6"], "the same address is the same picture"


def test_categories_stand_as_in_the_tree_however_they_come(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    in_any_order = desk.app.queries.picture_coverage
    monkeypatch.setattr(desk.app.queries, "picture_coverage", lambda tree: in_any_order(tree)[::-1])
    desk.open()
    titles = [row[0] for row in desk.texts() if row[1] == "Materials"]
    assert titles == [
        "All categories", "In no category",
        "Electrical", "Electrical › Breakers", "Electrical › Wire & cable", "Electrical › Conduit & fittings",
        "Plumbing", "Plumbing › Elbows", "Plumbing › Tees", "Plumbing › Unions", "Plumbing › Valves",
    ]  # fmt: skip


def test_a_heading_sorts_and_the_whole_stays_above(desk: Desk) -> None:
    panel = desk.open()
    header = panel.table.horizontalHeader()
    at = header.sectionViewportPosition(4) + 10
    for _ in range(2):  # upwards, then downwards
        QTest.mouseClick(
            header.viewport(), Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, QPoint(at, 8)
        )
    counts = [int(row[4].replace("–", "0")) for row in desk.texts()]
    whole = [row[0] for row in desk.texts()].count("All categories")
    assert [row[0] for row in desk.texts()][:whole] == ["All categories"] * whole
    assert counts[whole:] == sorted(counts[whole:], reverse=True)
    assert len(set(counts[whole:])) > 2


def test_a_count_leads_to_what_it_counts(desk: Desk) -> None:
    desk.open()
    row = next(at for at, one in enumerate(desk.texts()) if one[0] == "Plumbing › Tees" and one[4] != "–")
    wanted = int(desk.texts()[row][4])
    desk.click(row, 4)
    page = desk.page
    assert page.sheet.isVisible()
    assert page.listing.filters.flags == {SkuFlag.NO_IMAGE}
    assert page.tree.tree is Tree.MATERIALS
    assert page.tree.path(next(iter(page.tree.chosen))) == ("Plumbing", "Tees")
    assert len(desk.listed()) == wanted
    assert page.sheet.strip.only_active.isVisible()
    QTest.mouseClick(page.sheet.strip.only_active, Qt.MouseButton.LeftButton)
    desk.settle()
    assert not page.listing.filters.only_active
    assert not page.sheet.strip.only_active.isVisible()


def test_kinds_of_one_tree_are_told_apart(desk: Desk) -> None:
    desk.open()
    row = next(at for at, one in enumerate(desk.texts()) if one[:2] == ["All categories", "Equipment"])
    desk.click(row, 0)
    assert desk.page.tree.tree is Tree.SERVICES
    assert desk.page.listing.filters.kinds == {EntityKind.EQUIPMENT}
    assert len(desk.listed()) == 2


def test_broken_ones_say_why_and_lead_to_their_entries(desk: Desk) -> None:
    panel = desk.open(BROKEN)
    by_why = {row[0]: row for row in desk.texts()}
    code = desk.book.row(4).code
    assert by_why["ServiceTitan does not have it any more"][1:4] == ["4.jpg", "1", code]
    assert by_why["It has no address"][1:4] == ["no address", "1", desk.book.row(5).code]
    assert panel.status.text() == "2 broken pictures"
    desk.click([row[1] for row in desk.texts()].index("4.jpg"), 2)
    assert desk.listed() == [code]
    strip = desk.page.sheet.strip
    assert strip.pictures.isVisible()
    QTest.mouseClick(strip.pictures, Qt.MouseButton.LeftButton)
    desk.settle()
    assert len(desk.listed()) == 40
    assert not strip.pictures.isVisible()


def test_one_without_an_address_leads_to_all_broken_ones(desk: Desk) -> None:
    panel = desk.open(BROKEN)
    panel.table.selectRow([row[1] for row in desk.texts()].index("no address"))
    desk.press(Qt.Key.Key_Return)
    assert desk.page.listing.filters.flags == {SkuFlag.BROKEN_IMAGE}
    assert desk.listed() == sorted(desk.book.row(number).code for number in (4, 5))


def test_shared_ones_are_seen_with_all_that_show_them(desk: Desk, pictures: FakePictures, qtbot: Any) -> None:
    panel = desk.open(SHARED)
    codes = {number: desk.book.row(number).code for number in (1, 2, 30, 31)}
    assert sorted(row[1:4] for row in desk.texts()) == sorted(
        [["2", f"{codes[1]}, {codes[2]}", "2"], ["2", f"{codes[30]}, {codes[31]}", "1"]]
    )
    address = panel.table.report.index(0, 0).data(ADDRESS_ROLE)

    def waits() -> list[Wish]:
        return [wish for wish in pictures.wishes if wish.address == address and not wish.is_cancelled]

    qtbot.waitUntil(lambda: bool(waits()))
    waits()[0].answer(filled(GREEN))
    place = panel.table.visualRect(panel.table.report.index(0, 0)).center()
    qtbot.waitUntil(lambda: panel.table.viewport().grab().toImage().pixelColor(place).getRgb() == GREEN)
    row = [one[3] for one in desk.texts()].index("2")
    desk.click(row, 1)
    assert desk.listed() == sorted((codes[1], codes[2]))


def test_what_nothing_shows_is_listed(desk: Desk) -> None:
    desk.open(UNUSED)
    assert [row[1:] for row in desk.texts()] == [["gone.jpg", "900 × 900", "Images/Material/gone.jpg"]]


def test_an_edit_is_counted_while_one_looks(desk: Desk, qtbot: Any) -> None:
    desk.open(BROKEN)
    assert len(desk.texts()) == 2
    desk.book.override(desk.book.skus[4], "assets", [])
    desk.app.context.edits.announce(Changes(frozenset((desk.book.skus[4],)), frozenset((Aspect.STATE,))))
    qtbot.waitUntil(lambda: len(desk.texts()) == 1)


def test_nothing_to_report_is_said(desk: Desk) -> None:
    for key in desk.book.skus[:40]:
        desk.book.mirror[key][1].pop("assets", None)
    desk.book.facts.clear()
    panel = desk.open(SHARED)
    assert panel.empty.isVisible()
    assert panel.empty.text() == "Of the pictures that were looked at, each is on one SKU only."
    assert not panel.act.isEnabled()


def test_a_report_is_saved_as_a_sheet_with_figures(desk: Desk, tmp_path: Path) -> None:
    panel = desk.open()
    QTest.mouseClick(panel.act, Qt.MouseButton.LeftButton)
    assert panel.exporting is not None
    dialog = panel.exporting.dialog
    assert isinstance(dialog, QFileDialog)
    dialog.close()
    target = tmp_path / "coverage.xlsx"
    dialog.fileSelected.emit(str(target))
    desk.settle()
    with ZipFile(target) as sheet:
        cells = sheet.read("xl/worksheets/sheet1.xml").decode()
        words = sheet.read("xl/sharedStrings.xml").decode()
    assert "Plumbing › Elbows" in words
    assert (
        f"<v>{len([key for key in desk.book.skus[:40] if desk.book.mirror[key][1]['active']])}</v>" in cells
    )


def test_escape_leads_back(desk: Desk) -> None:
    panel = desk.open()
    desk.press(Qt.Key.Key_Escape)
    assert not panel.isVisible()
    assert desk.page.sheet.isVisible()
