"""Pictures in the whole program: fetched when an entry is shown, kept, and there when nothing else is."""

from __future__ import annotations

import itertools
from functools import partial
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lazi_desktop.app.desktop import Desktop
from lazi_desktop.domain.keys import pulled_key
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.images.away import ALONE_SECONDS
from lazi_desktop.ports.engine import Connection, ConnectionChanged
from lazi_desktop.ports.pictures import Thumbnail
from lazi_desktop.store.hub.members import create_tenant
from lazi_desktop.ui.gallery.offline.gallery_offline import GalleryOffline
from lazi_desktop.ui.gallery.offline.keeping import Stage
from lazi_desktop.ui.theme.apply import apply_theme
from tests.app.windows import PATIENCE_MS, a_desktop, pull

_environments = itertools.count(1)


SOON_MS = int(1000 * ALONE_SECONDS / 2)
"""Before it would be asked for anew without any news."""


def was_asked(simulator) -> bool:
    return any("/images" in one["path"].lower() for one in simulator.requests())


def look_at(desktop: Desktop, qtbot, kind: EntityKind, remote_id: int) -> None:
    key = pulled_key(desktop.tenant_id, kind, remote_id)
    desktop.opened.pricebook.show_entity(key)
    panel = desktop.opened.pricebook.inspector.panel
    qtbot.waitUntil(
        lambda: desktop.tasks.idle and panel.subject is not None and key in panel.subject.keys,
        timeout=PATIENCE_MS,
    )


def asked_for(simulator) -> list[str]:
    """Queries of the pictures that were asked for."""
    return [one["query"] for one in simulator.requests() if one["path"].endswith("/images")]


def test_an_entrys_picture_is_fetched_when_it_is_looked_at_and_seen_offline_after_a_restart(
    qapp: QApplication, simulator, server, tmp_path: Path, qtbot
) -> None:
    apply_theme(qapp, "light")
    environment = f"pictures{next(_environments)}"
    create_tenant(server.admin_url, simulator.tenant, environment)
    item = next(one for one in simulator.items("service") if one["active"] and one["assets"])
    bare = next(one for one in simulator.items("service") if one["active"] and not one["assets"])
    with a_desktop(simulator, server, tmp_path / "profile", environment) as desktop:
        pull(desktop, qtbot)
        assert len(asked_for(simulator)) < len(simulator.items("service")), "only those on the screen"
        look_at(desktop, qtbot, EntityKind.SERVICE, item["id"])
        tile = desktop.opened.pricebook.inspector.header.tile
        qtbot.waitUntil(lambda: tile.picture.pixmap is not None, timeout=PATIENCE_MS)
        look_at(desktop, qtbot, EntityKind.SERVICE, bare["id"])
        assert tile.picture.pixmap is None
        asked = asked_for(simulator)
        assert len(asked) == len(set(asked)), "each once, however many places show it"
    simulator.inject("status", status=503, match={"path_contains": "/"}, times=None)
    with a_desktop(simulator, server, tmp_path / "profile", environment) as desktop:
        look_at(desktop, qtbot, EntityKind.SERVICE, item["id"])
        tile = desktop.opened.pricebook.inspector.header.tile
        qtbot.waitUntil(lambda: tile.picture.pixmap is not None, timeout=PATIENCE_MS)


def test_a_picture_that_could_not_be_had_comes_by_itself_when_the_connection_is_back(
    qapp: QApplication, simulator, server, tmp_path: Path, qtbot
) -> None:
    apply_theme(qapp, "light")
    environment = f"pictures{next(_environments)}"
    create_tenant(server.admin_url, simulator.tenant, environment)
    item = next(one for one in simulator.items("service") if one["active"] and one["assets"])
    with a_desktop(simulator, server, tmp_path / "profile", environment) as desktop:
        pull(desktop, qtbot)
        simulator.inject("status", status=503, match={"path_contains": "mages/"}, times=None)
        look_at(desktop, qtbot, EntityKind.SERVICE, item["id"])
        tile = desktop.opened.pricebook.inspector.header.tile
        chain = desktop.pictures.chain
        qtbot.waitUntil(lambda: was_asked(simulator) and not chain.is_busy, timeout=PATIENCE_MS)
        assert tile.picture.pixmap is None
        simulator.clear_faults()
        for connection in (Connection.OFFLINE, Connection.ONLINE):
            desktop.opened.signals.connection_changed.emit(ConnectionChanged(connection))
        qtbot.waitUntil(lambda: tile.picture.pixmap is not None, timeout=SOON_MS)


def test_a_picture_that_is_none_is_said_at_its_place(
    qapp: QApplication, simulator, server, tmp_path: Path, qtbot
) -> None:
    apply_theme(qapp, "light")
    environment = f"pictures{next(_environments)}"
    create_tenant(server.admin_url, simulator.tenant, environment)
    item = next(one for one in simulator.items("service") if one["active"] and one["assets"])
    path = item["assets"][0]["url"]
    simulator.inject(
        "status", status=200, body="<html>Sign in</html>", match={"path": f"/{path}"}, times=None
    )
    with a_desktop(simulator, server, tmp_path / "profile", environment) as desktop:
        pull(desktop, qtbot)
        look_at(desktop, qtbot, EntityKind.SERVICE, item["id"])
        tile = desktop.opened.pricebook.inspector.header.tile
        qtbot.waitUntil(lambda: "web page" in tile.toolTip(), timeout=PATIENCE_MS)
        assert tile.picture.pixmap is None


def test_all_pictures_are_kept_when_somebody_says_so_and_seen_without_any_network(
    qapp: QApplication, simulator, server, tmp_path: Path, qtbot
) -> None:
    apply_theme(qapp, "light")
    environment = f"pictures{next(_environments)}"
    create_tenant(server.admin_url, simulator.tenant, environment)
    with a_desktop(simulator, server, tmp_path / "profile", environment) as desktop:
        pull(desktop, qtbot)
        window, gallery = desktop.opened.window, desktop.opened.gallery
        window.open_page("gallery")
        offline = gallery.findChild(GalleryOffline)
        assert isinstance(offline, GalleryOffline)
        card = offline.open()
        qtbot.waitUntil(card.keep.isEnabled, timeout=PATIENCE_MS)
        found = offline.keeping.estimate
        assert found is not None
        addresses = desktop.context.queries.picture_addresses()
        assert found.total == len(addresses) > found.here
        QTest.mouseClick(card.keep, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: offline.keeping.stage is Stage.ENDED, timeout=2 * PATIENCE_MS)
        outcome = offline.keeping.outcome
        assert outcome is not None
        assert (outcome.here, outcome.problems) == (len(addresses), {})
        assert card.words.text() == f"All {len(addresses)} pictures are on this computer."
        card.close()
    simulator.inject("status", status=503, match={"path_contains": "/"}, times=None)
    with a_desktop(simulator, server, tmp_path / "profile", environment) as desktop:
        answers: dict[str, object] = {}
        for address in addresses:
            desktop.pictures.chain.ask(address, 256, partial(answers.__setitem__, address))
        qtbot.waitUntil(lambda: len(answers) == len(addresses), timeout=2 * PATIENCE_MS)
        assert all(isinstance(one, Thumbnail) for one in answers.values())
