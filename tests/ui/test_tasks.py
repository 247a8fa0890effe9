"""Work away from the window's thread, and that none begins once the window goes."""

from __future__ import annotations

from tests.fakes.ui_fakes import FakeApp


def test_a_window_that_goes_asks_for_nothing_any_more(app: FakeApp, qtbot):
    """What it still hears of, such as the last exchange with the shared database, must not reach readers that ended."""
    heard: list[str] = []
    app.tasks.write(lambda: "written", heard.append, owner=app.edits)
    app.tasks.close()
    app.tasks.read(lambda: "read", heard.append, owner=app.edits)
    app.tasks.write(lambda: "too late", heard.append, owner=app.edits)
    app.settle(qtbot)
    assert heard == ["written"]
