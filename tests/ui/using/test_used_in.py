"""The list of what names an entity."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ui.using.used_in import UsedInView
from lazi_desktop.ui.widgets.two_lines import LineRole
from tests.fakes.ui_fakes import FakeApp


@pytest.fixture
def view(app: FakeApp, qtbot) -> UsedInView:
    view = UsedInView(app.context)
    qtbot.addWidget(view)
    view.resize(300, 500)
    view.show()
    return view


def show(view: UsedInView, app: FakeApp, key, qtbot) -> list[str]:
    view.show_entity(app.book.detail(key))
    app.settle(qtbot)
    return [view.rows.index(row, 0).data(LineRole.TITLE) for row in range(view.rows.rowCount())]


def by_kind(app: FakeApp, kind: EntityKind):
    return next(key for key, (its, _) in app.book.mirror.items() if its is kind)


def test_services_and_categories_are_listed_and_a_click_goes_there(view: UsedInView, app: FakeApp, qtbot):
    book = app.book
    material, service = by_kind(app, EntityKind.MATERIAL), by_kind(app, EntityKind.SERVICE)
    link = {"skuId": book.remote_ids[material], "quantity": 2}
    book.override(service, "service_materials", [link])
    titles = show(view, app, material, qtbot)
    code, place = book.detail(service).effective["code"], book.detail(material).categories[0]
    assert titles == ["Services  ·  Materials", code, "Categories", place.path[-1]]
    assert view.summary.text() == "1 service"
    index = view.rows.index(1, 0)
    assert index.data(LineRole.AT_RIGHT) == "× 2"
    with qtbot.waitSignal(view.show_wanted) as wanted:
        QTest.mouseClick(
            view.list.viewport(), Qt.MouseButton.LeftButton, pos=view.list.visualRect(index).center()
        )
    assert wanted.args == [service]
    view.list.setCurrentIndex(view.rows.index(3, 0))
    with qtbot.waitSignal(view.show_wanted) as wanted:
        QTest.keyClick(view.list, Qt.Key.Key_Return)
    assert wanted.args == [place.key]


def test_what_nothing_names_says_so(view: UsedInView, app: FakeApp, qtbot):
    key = next(
        key for key, (kind, _) in app.book.mirror.items() if kind.is_sku and not app.book.hangs_in.get(key)
    )
    assert show(view, app, key, qtbot) == []
    assert view.card.isVisible()
    assert view.card.title.text() == "Not used anywhere"


def test_what_hangs_in_a_category_is_listed(view: UsedInView, app: FakeApp, qtbot):
    material = by_kind(app, EntityKind.MATERIAL)
    place = app.book.detail(material).categories[0]
    titles = show(view, app, place.key, qtbot)
    assert app.book.detail(material).effective["code"] in titles
