"""Diagnostics in the real window: everything is looked at while it is in use, and leaving waits for nothing."""

from __future__ import annotations

import pytest

from lazi_desktop.ports.doctor import CheckState
from lazi_desktop.store.hub.members import create_tenant
from lazi_desktop.ui.diagnostics.diagnostics_page import DiagnosticsPage
from tests.app.windows import PATIENCE_MS, a_desktop, pull

pytestmark = pytest.mark.timeout(120)


def test_all_is_well_while_the_window_works(qapp, simulator, server, tmp_path, qtbot) -> None:
    create_tenant(server.admin_url, simulator.tenant, "diagnosed")
    with a_desktop(simulator, server, tmp_path / "profile", "diagnosed") as desktop:
        pull(desktop, qtbot)
        window = desktop.opened.window
        (page,) = window.findChildren(DiagnosticsPage)
        (command,) = (one for one in window.registry.listed() if one.name == "diagnostics")
        command.run()
        qtbot.waitUntil(page.act.isEnabled, timeout=PATIENCE_MS)
        found = {result.name: result for result in page.results}
        assert [one for one in found.values() if one.state in (CheckState.BAD, CheckState.WARNING)] == []
        assert found["workspace"].words.endswith("the file is whole.")
        assert found["picture_host"].state is CheckState.OK
        assert found["hub_feed"].state is CheckState.OK
        page.act.click()  # and the window is closed meanwhile
