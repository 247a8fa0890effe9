"""A person's views and the team's in one list, with and without the database."""

from __future__ import annotations

from dataclasses import replace

import pytest

from lazi_desktop.domain.errors import HubRefused, HubUnavailable
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ports.engine import Connection, ConnectionChanged, ViewsRead
from lazi_desktop.ports.saved_views import SavedView
from lazi_desktop.ui.pricebook.team_views import TeamViews
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from tests.fakes.ui_fakes import FakeApp
from tests.ui.pricebook.conftest import Hand
from tests.ui.pricebook.test_views import choose, save_as, titles

M = Tree.MATERIALS
MINE = SavedView(M, "Night", {"version": 1})
OURS = SavedView(M, "Night", {"version": 2}, shared=True)
DAY = SavedView(M, "day", {"version": 3}, shared=True)


class Desk:
    def __init__(self, app: FakeApp, qtbot) -> None:
        self.app, self.qtbot = app, qtbot
        self.signals = EngineSignals(app.engine, app.edits)
        self.views = TeamViews(app.engine, self.signals, app.state, app.notifier, self.signals)
        self.news = 0
        self.views.listen(self._count)

    def _count(self) -> None:
        self.news += 1

    def read(self, *views: SavedView, **more) -> None:
        with self.qtbot.waitSignal(self.signals.views_read):
            self.app.engine.tell(ViewsRead(list(views), **more))

    def refused(self, error, views=None) -> None:
        with self.qtbot.waitSignal(self.signals.views_read):
            self.app.engine.tell(ViewsRead(views, error))


@pytest.fixture
def desk(app: FakeApp, qtbot) -> Desk:
    return Desk(app, qtbot)


def test_they_are_read_when_the_database_answers_and_kept_for_when_it_does_not(
    desk: Desk, app: FakeApp, qtbot
):
    with qtbot.waitSignal(desk.signals.connection_changed):
        app.engine.tell(ConnectionChanged(Connection.ONLINE))
    assert app.engine.asked("read_views") == [None]
    desk.read(OURS, DAY)
    desk.views.put(MINE)
    assert desk.views.of(M) == [DAY, MINE, OURS]
    assert desk.views.of(Tree.SERVICES) == []
    again = Desk(app, qtbot)
    assert again.views.of(M) == [DAY, MINE, OURS]
    again.refused(HubUnavailable("No answer."))
    assert again.views.of(M) == [DAY, MINE, OURS]
    assert app.notifier.problems == []


def test_what_is_shared_shows_at_once_and_is_sent(desk: Desk, app: FakeApp):
    desk.views.put(OURS)
    assert desk.views.of(M) == [OURS]
    assert app.engine.asked("put_view") == [OURS]
    desk.read(OURS)
    desk.views.make_default(M, "Night")
    desk.views.rename(OURS, "Late")
    assert [view.name for view in desk.views.of(M)] == ["Late"]
    assert app.engine.asked("drop_view") == []
    desk.read(OURS, replace(OURS, name="Late"))
    assert [view.name for view in desk.views.of(M)] == ["Late"]
    assert app.engine.asked("drop_view") == [(M, "Night")]
    assert desk.views.default_of(M) == "Late"
    assert desk.news > 0


def test_what_the_database_refuses_is_told_and_taken_back(desk: Desk, app: FakeApp):
    desk.read(OURS)
    desk.views.drop(OURS)
    assert desk.views.of(M) == []
    desk.refused(HubRefused("Your role can look but not change."), [OURS])
    assert desk.views.of(M) == [OURS]
    assert len(app.notifier.problems) == 1


def test_a_view_that_may_not_be_shared_stays_ones_own(desk: Desk, app: FakeApp):
    desk.read()
    desk.views.put(MINE)
    desk.views.make_default(M, "Night")
    desk.views.share(MINE, shared=True)
    assert desk.views.of(M) == [replace(MINE, shared=True)]
    desk.refused(HubRefused("Your role can look but not change."), [])
    assert desk.views.of(M) == [MINE]
    assert desk.views.default_of(M) == "Night"
    desk.views.share(MINE, shared=True)
    desk.read(replace(MINE, shared=True))
    assert desk.views.of(M) == [replace(MINE, shared=True)]
    desk.views.share(replace(MINE, shared=True), shared=False)
    assert desk.views.of(M) == [MINE]
    assert app.engine.asked("drop_view") == [(M, "Night")]


def test_a_name_that_is_refused_leaves_the_view(desk: Desk):
    desk.read(OURS)
    desk.views.rename(OURS, "x" * 101)
    desk.refused(HubRefused("The name is too long."), [OURS])
    assert desk.views.of(M) == [OURS]


def test_without_the_database_what_was_tried_is_taken_back(desk: Desk, app: FakeApp):
    desk.read(OURS)
    desk.views.put(DAY)
    desk.refused(HubUnavailable("No answer."))
    assert desk.views.of(M) == [OURS]
    assert len(app.notifier.problems) == 1


def test_a_file_that_somebody_wrote_into_is_no_reason_to_stop(app: FakeApp, qtbot):
    app.state.setValue("pricebook/team-views", '[{"tree": "Attic"}]')
    assert Desk(app, qtbot).views.of(M) == []


def test_a_view_is_shared_from_its_menu_and_kept_for_oneself_again(hand: Hand) -> None:
    save_as(hand, "Morning")
    choose(hand, "Begin with it")
    choose(hand, "Share with the team")
    [shared] = hand.app.engine.asked("put_view")
    assert (shared.name, shared.shared) == ("Morning", True)
    assert "Morning · team (to begin with)" in titles(hand)
    hand.show("hours")
    choose(hand, "Save “Morning”")
    assert hand.app.engine.asked("put_view")[-1].document != shared.document
    choose(hand, "Share no longer")
    assert hand.app.engine.asked("drop_view") == [(M, "Morning")]
    assert "Morning (to begin with)" in titles(hand)
    assert hand.page.grid.head.views_button.text() == "Morning"
