"""The whole program, through its window: pull, edit, push, proved. Real HTTP, PostgreSQL, SQLite and widgets."""

from __future__ import annotations

import itertools
import threading
from collections.abc import Iterator
from decimal import Decimal

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLineEdit

from lazi_desktop.app.application import run_application
from lazi_desktop.app.desktop import Desktop
from lazi_desktop.app.session import Session
from lazi_desktop.config.settings import HubSettings, ServiceTitanSettings, Settings, SyncSettings
from lazi_desktop.domain.errors import WorkspaceProblem
from lazi_desktop.domain.keys import pulled_key, tenant_id_of
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.engine import PushReport, PushResult
from lazi_desktop.store.hub.members import create_tenant
from lazi_desktop.ui.push.preview_dialog import Look
from lazi_desktop.ui.theme.apply import apply_theme
from tests.app.windows import PATIENCE_MS, a_desktop, previewed, pull

M = EntityKind.MATERIAL

_environments = itertools.count(1)


@pytest.fixture
def desktop(qapp: QApplication, simulator, server, tmp_path, request) -> Iterator[Desktop]:
    apply_theme(qapp, "light")
    environment = f"window{next(_environments)}"
    create_tenant(server.admin_url, simulator.tenant, environment)
    sync = getattr(request, "param", None)
    with a_desktop(simulator, server, tmp_path / "profile", environment, sync=sync) as desktop:
        yield desktop


def type_into_cell(desktop: Desktop, qtbot, column: str, text: str) -> None:
    """As a person does: select the cell, type, Enter."""
    grid = desktop.opened.pricebook.grid.grid
    model = grid.model()
    titles = [model.headerData(at, Qt.Orientation.Horizontal) for at in range(model.columnCount())]
    index = grid.currentIndex().siblingAtColumn(titles.index(column))
    grid.setCurrentIndex(index)
    grid.edit(index)
    editor = grid.findChild(QLineEdit)
    assert editor is not None
    editor.selectAll()
    qtbot.keyClicks(editor, text)
    qtbot.keyClick(editor, Qt.Key.Key_Return)


def test_a_newcomer_pulls_edits_and_pushes(desktop: Desktop, simulator, qtbot):
    report = pull(desktop, qtbot)
    assert report.counts.received >= len(simulator.items("material"))
    item = next(one for one in simulator.items("material") if one["active"])
    key = pulled_key(desktop.tenant_id, M, item["id"])
    desktop.opened.pricebook.show_entity(key)
    grid = desktop.opened.pricebook.grid.grid
    qtbot.waitUntil(lambda: grid.currentIndex().isValid() and desktop.tasks.idle, timeout=PATIENCE_MS)

    with qtbot.waitSignal(desktop.context.edits.changed, timeout=PATIENCE_MS):
        type_into_cell(desktop, qtbot, "Price", "1,234.50 $")
    detail = desktop.context.queries.detail(key)
    assert detail is not None
    assert detail.overrides["price"].value == Decimal("1234.5")

    preview = previewed(desktop, qtbot)
    qtbot.waitUntil(lambda: preview.look is Look.READ, timeout=PATIENCE_MS)
    with qtbot.waitSignal(desktop.opened.signals.push_finished, timeout=PATIENCE_MS) as finished:
        preview.push.click()
    pushed: PushReport = finished.args[0]
    assert [field.result for field in pushed.fields] == [PushResult.VERIFIED]
    assert float(simulator.item("material", item["id"])["price"]) == 1234.5

    def proved() -> bool:
        now = desktop.context.queries.detail(key)
        return now is not None and not now.overrides

    qtbot.waitUntil(proved, timeout=PATIENCE_MS)


def test_a_push_by_shortcut_takes_along_what_is_still_being_typed(desktop: Desktop, simulator, qtbot):
    pull(desktop, qtbot)
    item = next(one for one in simulator.items("material") if one["active"])
    key = pulled_key(desktop.tenant_id, M, item["id"])
    desktop.opened.pricebook.show_entity(key)
    inspector = desktop.opened.pricebook.inspector
    qtbot.waitUntil(
        lambda: desktop.tasks.idle and bool(inspector.findChildren(QLineEdit)), timeout=PATIENCE_MS
    )
    name = next(one for one in inspector.findChildren(QLineEdit) if one.text() == item["displayName"])
    name.setFocus()
    name.selectAll()
    qtbot.keyClicks(name, "Typed and not left")
    preview = previewed(desktop, qtbot)
    assert [change.ours for change in desktop.context.queries.pending()] == ["Typed and not left"]
    preview.reject()


def test_a_file_that_is_found_damaged_while_it_is_used_is_told(desktop: Desktop, qtbot):
    """By the thread that looks after it, in the window's own."""
    problem = WorkspaceProblem("Close and open again.", title="The local workspace is damaged")
    keeper = threading.Thread(target=lambda: desktop.workspace.keeper.tell(problem))
    keeper.start()
    banner = desktop.opened.window.banner
    qtbot.waitUntil(lambda: "Close and open again" in banner.words.text(), timeout=PATIENCE_MS)
    keeper.join()


@pytest.mark.parametrize("desktop", [SyncSettings(pull="0 6 * * *", sweep="")], indirect=True)
def test_the_window_hears_what_runs_by_itself_and_when(desktop: Desktop, qtbot):
    heard: list = []
    desktop.opened.signals.schedule_changed.connect(heard.append)
    qtbot.waitUntil(lambda: bool(heard) and not heard[-1][0].paused, timeout=PATIENCE_MS)
    jobs = {job.name: job for job in heard[-1]}
    assert jobs["pull"].cron == "0 6 * * *"
    assert jobs["pull"].next_at is not None
    assert jobs["sweep"].next_at is None


def test_whoever_closes_the_window_at_once_starts_no_engine_behind_it(
    qapp: QApplication, simulator, server, tmp_path, monkeypatch
):
    environment = f"window{next(_environments)}"
    create_tenant(server.admin_url, simulator.tenant, environment)
    url = server.member_url(tenant_id_of(simulator.tenant, environment), "window_test")
    settings = Settings(
        profile=tmp_path / "profile",
        hub=HubSettings(url=url),
        servicetitan=ServiceTitanSettings(tenant=simulator.tenant),
    )
    session = Session.of(settings, role="window")
    session.environment = environment
    desktop = Desktop(session)
    started = threading.Event()
    monkeypatch.setattr(desktop.engine, "start", started.set)
    close_pictures = desktop.pictures.close

    def close_slowly() -> None:
        started.wait(2.0)  # longer than a window waits before it starts its engine
        close_pictures()

    monkeypatch.setattr(desktop.pictures, "close", close_slowly)

    async def close_at_once() -> int:
        desktop.show()
        await desktop.leave()
        return 0

    run_application(qapp, close_at_once)
    assert not started.is_set()
