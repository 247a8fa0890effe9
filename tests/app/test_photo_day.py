"""A manager's day with sixty photos, through the window: a folder is dropped, matched, reviewed by mouse and keyboard,
and pushed; ServiceTitan refuses two at first; and the next day, without any network, all of them are looked at."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QWidget

from lazi_desktop.app.desktop import Desktop
from lazi_desktop.domain.keys import EntityKey, pulled_key, tenant_id_of
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.matching.review import Part
from lazi_desktop.domain.pictures import local_digest
from lazi_desktop.ports.engine import Connection, PushReport, PushResult
from lazi_desktop.simulator import RunningSimulator
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.store.hub.members import create_tenant
from lazi_desktop.ui.gallery.full_view import FullView
from lazi_desktop.ui.gallery.gallery_page import GalleryPage
from lazi_desktop.ui.gallery.matching.joining import FolderMatching
from lazi_desktop.ui.gallery.matching.match_panel import MatchPanel
from lazi_desktop.ui.gallery.tiles_model import TileRole, cover_of
from lazi_desktop.ui.push.preview_dialog import Look
from lazi_desktop.ui.theme.apply import apply_theme
from tests.app.estimator import Estimator, Key
from tests.app.photo_files import lay_out
from tests.app.windows import PATIENCE_MS, a_desktop, pull
from tests.faults.proxy import TcpProxy, Weather

ENVIRONMENT = "photoday"
NAMED, BY_HAND, OTHERS = 45, 10, 5
REFUSED = 2


class Shop:
    """What ServiceTitan has: parts without pictures."""

    def __init__(self, simulator: RunningSimulator) -> None:
        self.simulator = simulator
        self.tenant_id = tenant_id_of(simulator.tenant, ENVIRONMENT)
        self.numbers: dict[str, int] = {}
        for number in range(NAMED + BY_HAND):
            code = f"PHX-{number + 301}"
            made = simulator.office_create(
                "material",
                {"code": code, "displayName": f"Pool part no. {number + 301}", "description": "A part", "cost": 1.5,
                 "price": 4.0, "unitOfMeasure": "EA", "active": True},
            )  # fmt: skip
            self.numbers[code] = made["id"]
        self.codes = list(self.numbers)

    def key(self, code: str) -> EntityKey:
        return pulled_key(self.tenant_id, EntityKind.MATERIAL, self.numbers[code])

    def pictures(self, code: str) -> list[str]:
        """Where ServiceTitan has them."""
        return [one["url"] for one in self.simulator.item("material", self.numbers[code])["assets"]]

    def uploads(self) -> int:
        asked = self.simulator.requests()
        return sum(one["method"] == "POST" and one["path"].endswith("/images") for one in asked)

    def refuses(self, codes: list[str]) -> None:
        for code in codes:
            self.simulator.inject(
                "status",
                status=400,
                body='{"title": "The pricebook is locked."}',
                match={"method": "PATCH", "path_contains": f"/{self.numbers[code]}"},
                times=None,
            )


class Manager(Estimator):
    def __init__(self, desktop: Desktop, qtbot: Any, shop: Shop) -> None:
        super().__init__(desktop, qtbot)
        self.shop = shop

    @property
    def page(self) -> GalleryPage:
        return self.desktop.opened.gallery

    @property
    def panel(self) -> MatchPanel:
        matching = self.page.findChild(FolderMatching)
        assert isinstance(matching, FolderMatching)
        assert matching.panel is not None
        return matching.panel

    def at_rest(self) -> None:
        self.wait(lambda: self.desktop.tasks.idle)

    # ------------------------------------------------------------------------------------------------------- matching

    def drops_the_folder(self, folder: Path) -> None:
        matching = self.page.findChild(FolderMatching)
        assert isinstance(matching, FolderMatching)
        self.clicks(matching.button)
        self.wait(lambda: matching.panel is not None and matching.panel.isVisible())
        dropped(self.panel, folder)
        self.wait(lambda: self.panel.review.files is not None)
        self.at_rest()

    def accepts_what_is_sure(self) -> None:
        review = self.panel.review
        found = review.decisions.review
        assert (found.count(Part.PROPOSED), found.count(Part.REST)) == (NAMED, BY_HAND + OTHERS)
        assert review.accept_all.text() == f"Accept {NAMED}"
        assert self.waiting() == 0
        self.clicks(review.accept_all)
        assert len(found.accepted) == NAMED
        assert self.waiting() == 0, "nothing is changed before it is said"

    def assigns_ten_by_keyboard(self) -> None:
        """The contact sheet, without the mouse: a code and Enter; Del for what is none of the shop's."""
        review = self.panel.review
        self.clicks(review.pills[Part.REST])
        sheet = review.sheet
        self.wait(sheet.view.hasFocus)
        wanted = iter(self.shop.codes[NAMED:])
        for left in range(BY_HAND + OTHERS, 0, -1):
            self.wait(lambda left=left: sheet.model.rowCount() == left and self.desktop.tasks.idle)  # type: ignore[misc]
            if sheet.name.text().startswith("lunch"):
                self.press(Key.Key_Delete)
                continue
            code = next(wanted)
            self.types(code)
            self.wait(lambda code=code: [row.code for row in sheet.finder.rows()] == [code])  # type: ignore[misc]
            self.press(Key.Key_Return)
        found = review.decisions.review
        self.wait(lambda: found.count(Part.REST) == 0)
        assert found.count(Part.REJECTED) == OTHERS
        assert len(found.accepted) == NAMED + BY_HAND

    def adds_them(self) -> None:
        panel, count = self.panel, NAMED + BY_HAND
        assert panel.bar.add.text() == f"Add {count} pictures to {count} SKUs"
        self.clicks(panel.bar.add)
        self.wait(lambda: panel.review.decisions.review.count(Part.ADDED) == count)
        self.at_rest()
        assert self.waiting() == count
        for code in self.shop.codes:
            (address,) = self.shown_here(code)
            assert local_digest(address) is not None
        assert self.context.queries.undo_labels()[0] == f"Add {count} pictures from a folder", (
            "one step takes all back"
        )
        self.clicks(panel.back)
        self.wait(self.page.sheet.view.isVisible)

    def shown_here(self, code: str) -> list[str]:
        detail = self.context.queries.detail(self.shop.key(code))
        assert detail is not None
        return [one["url"] for one in detail.effective["assets"] or ()]

    def waiting(self) -> int:
        return len(self.context.queries.pending())

    # --------------------------------------------------------------------------------------------------------- pushing

    def pushes(self) -> PushReport:
        review = self.desktop.opened.review
        self.goes_to("Review")
        self.wait(lambda: len(list(review.model.rows())) == NAMED + BY_HAND)
        self.clicks(review.head.push)
        self.wait(lambda: self.desktop.opened.push.preview is not None)
        preview = self.desktop.opened.push.preview
        assert preview is not None
        self.wait(lambda: preview.look is Look.READ)
        return self.sends(preview.push)

    def tries_again(self) -> PushReport:
        report = self.desktop.opened.push.panel.report
        self.wait(lambda: report.retry.text() == f"Retry {REFUSED} changes")
        return self.sends(report.retry)

    def sends(self, button: QWidget) -> PushReport:
        with self.qtbot.waitSignal(
            self.desktop.opened.signals.push_finished, timeout=4 * PATIENCE_MS
        ) as finished:
            self.clicks(button)
        report: PushReport = finished.args[0]
        assert report.stopped is None, report.stopped
        self.wait(self.desktop.opened.push.panel.report.isVisible)
        self.comes_back()
        return report

    # ------------------------------------------------------------------------------------------------------- browsing

    def sees_all_tiles(self) -> None:
        """Searched for and scrolled through; every tile shows its picture."""
        self.goes_to("Gallery")
        search = self.window.toolbar.search
        self.clicks(search)
        self.types_over("PHX")
        count, sheet = NAMED + BY_HAND, self.page.sheet
        self.wait(lambda: sheet.loader.is_complete and len(sheet.model.rows) == count)
        seen: set[str] = set()
        bar = sheet.view.verticalScrollBar()
        bar.setValue(0)
        while True:
            seen |= self.sees_those_on_the_screen()
            if bar.value() == bar.maximum():
                break
            bar.setValue(min(bar.value() + bar.pageStep() // 2, bar.maximum()))
        assert len(seen) == count

    def sees_those_on_the_screen(self) -> set[str]:
        view, model, pictures = self.page.sheet.view, self.page.sheet.model, self.page.sheet.pictures

        def on_screen() -> list[str]:
            inside = view.viewport().rect()
            rows = [model.index(row, 0) for row in range(model.rowCount())]
            return [str(one.data(TileRole.COVER)) for one in rows if view.visualRect(one).intersects(inside)]

        self.wait(lambda: bool(on_screen()) and all(pictures.picture(one) is not None for one in on_screen()))
        return set(on_screen())

    def leafs_through_them(self) -> None:
        """In full, by the arrow keys."""
        self.page.enter_results()
        self.press(Key.Key_Home)
        self.press(Key.Key_Return)
        full = self.page.findChild(FullView)
        assert isinstance(full, FullView)
        self.wait(full.isVisible)
        for place in range(NAMED + BY_HAND):
            self.wait(partial(shows, full, place))
            self.press(Key.Key_Right)
        self.press(Key.Key_Escape)
        self.wait(self.page.sheet.view.isVisible)


def shows(full: FullView, place: int) -> bool:
    row, canvas = full.row, full.canvas
    return (
        row is not None
        and full.position == place
        and canvas.address == cover_of(row) != ""
        and not canvas.full_size.isEmpty()
        and canvas.percent > 0
    )


def is_here(desktop: Desktop, address: str) -> bool:
    """Nobody has looked at it since ServiceTitan gave it this address."""
    return desktop.pictures.chain.at_hand(address, 256) is not None


def dropped(widget: QWidget, folder: Path) -> None:
    """As a file manager lets go of it over the window."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(folder))])
    copy, left, none = (
        Qt.DropAction.CopyAction,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    entering = QDragEnterEvent(QPoint(50, 50), copy, data, left, none)
    QApplication.sendEvent(widget, entering)
    assert entering.isAccepted()
    QApplication.sendEvent(widget, QDropEvent(QPointF(50, 50), copy, data, left, none))


def test_a_photo_day(
    qapp: QApplication,
    simulator: RunningSimulator,
    server: EmbeddedPostgres,
    to_hub: TcpProxy,
    to_servicetitan: TcpProxy,
    tmp_path: Path,
    qtbot: Any,
) -> None:
    apply_theme(qapp, "light")
    shop = Shop(simulator)
    create_tenant(server.admin_url, simulator.tenant, ENVIRONMENT)
    folder = lay_out(
        tmp_path / "Photos of May",
        [
            *(f"{code}.jpg" for code in shop.codes[:NAMED]),
            *(f"IMG_{number + 71}.jpg" for number in range(BY_HAND)),
            *(f"lunch {number}.jpg" for number in range(OTHERS)),
        ],
    )

    def at_the_window() -> Any:
        return a_desktop(
            simulator, server, tmp_path / "profile", ENVIRONMENT, login="photoday_dana", person="Dana",
            hub_port=to_hub.port, servicetitan_port=to_servicetitan.port,
        )  # fmt: skip

    with at_the_window() as desktop:
        pull(desktop, qtbot)
        dana = Manager(desktop, qtbot, shop)
        dana.goes_to("Gallery")
        dana.drops_the_folder(folder)
        dana.accepts_what_is_sure()
        dana.assigns_ten_by_keyboard()
        dana.adds_them()
        shop.refuses(shop.codes[10 : 10 + REFUSED])
        report = dana.pushes()
        assert report.count(PushResult.VERIFIED) == NAMED + BY_HAND - REFUSED
        assert {one.code for one in report.fields if one.result is PushResult.FAILED} == set(
            shop.codes[10 : 10 + REFUSED]
        )
        simulator.clear_faults()
        again = dana.tries_again()
        assert again.count(PushResult.VERIFIED) == len(again.fields) == REFUSED
        assert shop.uploads() == NAMED + BY_HAND, "what was uploaded serves the second time"
        dana.wait(lambda: dana.waiting() == 0)
        for code in shop.codes:
            (path,) = shop.pictures(code)
            assert dana.shown_here(code) == [path]
        for code in shop.codes:
            dana.wait(partial(is_here, desktop, shop.pictures(code)[0]))
    for network in (to_hub, to_servicetitan):
        network.turn(Weather(refuses=True))
        network.cut()
    with at_the_window() as desktop:
        dana = Manager(desktop, qtbot, shop)
        dana.wait(lambda: desktop.opened.status.connection is Connection.OFFLINE)
        before = len(simulator.requests())
        dana.sees_all_tiles()
        dana.leafs_through_them()
        assert len(simulator.requests()) == before
