"""What is found out about pictures by looking at them, and what becomes of those that nothing names."""

from __future__ import annotations

import os
import time
from pathlib import Path

from PySide6.QtWidgets import QApplication

from lazi_desktop.domain.keys import pulled_key
from lazi_desktop.domain.kinds import EntityKind, Tree
from lazi_desktop.domain.pictures import PictureFlaw, local_address, local_digest
from lazi_desktop.operations.pictures import PictureFor, add_pictures
from lazi_desktop.ports.sku_query import SkuFlag, SkuQuery
from lazi_desktop.store.hub.members import create_tenant
from lazi_desktop.ui.theme.apply import apply_theme
from tests.app.windows import PATIENCE_MS, a_desktop, pull
from tests.images.test_added import prepared

BROKEN = SkuQuery(tree=Tree.SERVICES, flags=frozenset((SkuFlag.BROKEN_IMAGE,)))


def test_a_picture_that_cannot_be_shown_is_found_by_everyone_who_looks_for_broken_ones(
    qapp: QApplication, simulator, server, tmp_path: Path, qtbot
) -> None:
    apply_theme(qapp, "light")
    create_tenant(server.admin_url, simulator.tenant, "known")
    item = next(one for one in simulator.items("service") if one["active"] and one["assets"])
    path = item["assets"][0]["url"]
    simulator.inject(
        "status", status=200, body="<html>Sign in</html>", match={"path": f"/{path}"}, times=None
    )
    with a_desktop(simulator, server, tmp_path / "profile", "known") as desktop:
        pull(desktop, qtbot)
        queries = desktop.workspace.queries
        with qtbot.waitSignal(desktop.context.edits.pictures_changed, timeout=PATIENCE_MS):
            desktop.opened.pricebook.show_entity(
                pulled_key(desktop.tenant_id, EntityKind.SERVICE, item["id"])
            )
        qtbot.waitUntil(lambda: path in queries.picture_facts([path]), timeout=PATIENCE_MS)
        assert queries.picture_facts([path])[path].flaw is PictureFlaw.NOT_A_PICTURE
        assert [row.code for row in queries.rows(queries.find(BROKEN))] == [item["code"]]
        assert [one.address for one in queries.broken_pictures()] == [path]


def test_what_was_added_and_is_named_by_nothing_goes_when_the_window_starts(
    qapp: QApplication, simulator, server, tmp_path: Path, qtbot
) -> None:
    apply_theme(qapp, "light")
    create_tenant(server.admin_url, simulator.tenant, "tidy")
    item = next(one for one in simulator.items("service") if one["active"])
    with a_desktop(simulator, server, tmp_path / "profile", "tidy") as desktop:
        pull(desktop, qtbot)
        added, key = desktop.pictures.added, pulled_key(desktop.tenant_id, EntityKind.SERVICE, item["id"])
        named, unnamed = (added.keep(prepared(content)) for content in (b"named", b"unnamed"))

        def add() -> None:
            with desktop.workspace.workspace.unit_of_work() as work:
                add_pictures(work, [PictureFor(key, named)])

        desktop.workspace.writer.submit(add).result()
    long_ago = time.time() - 31 * 24 * 3600
    for file in (tmp_path / "profile" / "added pictures").rglob("*"):
        os.utime(file, (long_ago, long_ago))
    with a_desktop(simulator, server, tmp_path / "profile", "tidy") as desktop:
        added = desktop.pictures.added
        qtbot.waitUntil(lambda: added.read(_digest(unnamed)) is None, timeout=PATIENCE_MS)
        assert added.read(_digest(named)) == b"named"


def _digest(address: str) -> str:
    found = local_digest(address)
    assert found is not None
    assert local_address(found, "jpg") == address
    return found
