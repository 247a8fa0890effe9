"""Pictures that come and go are seen in Review, not only named."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from lazi_desktop.ui.review.review_model import Column
from tests.fakes.pictures import FakePictures, filled
from tests.fakes.ui_fakes import FakeApp
from tests.ui.review.conftest import Desk

LOCAL = f"picture:{'a' * 64}.jpg"
GREEN = (30, 160, 60, 255)


def picture(address: str, *, is_default: bool = False) -> dict[str, Any]:
    return {"alias": None, "isDefault": is_default, "type": "Image", "url": address}


def test_what_comes_and_what_goes_is_shown_beside_the_list(app: FakeApp, qtbot: Any) -> None:
    pictures = FakePictures()
    pictures.held = {LOCAL: filled(GREEN)}
    app.context = replace(app.context, pictures=pictures)
    key = app.book.skus[0]
    front, back = picture("Images/front.jpg", is_default=True), picture("Images/back.jpg")
    app.book.mirror[key][1]["assets"] = [front, back]
    app.book.override(key, "assets", [front, picture(LOCAL)])
    desk = Desk(app, qtbot)
    code = app.book.row(0).code
    assert desk.lines(Column.EFFECT)[1].endswith("1 replaced")
    desk.choose(desk.number(code, "assets"))
    desk.settle()
    card = desk.page.side.card
    assert [one.toolTip() for one in card.gone.places if one.isVisible()] == ["back.jpg"]
    (come,) = [one for one in card.come.places if one.isVisible()]
    assert come.accessibleName() == "new picture"
    assert come.pixmap().toImage().pixelColor(come.rect().center()).getRgb() == GREEN
    assert [wish.address for wish in pictures.wishes] == ["Images/back.jpg"]

    app.book.override(app.book.skus[1], "price", 5)
    desk.read()
    desk.choose(desk.number(app.book.row(1).code, "price"))
    desk.settle()
    assert not card.gone.isVisible()
    assert not card.come.isVisible()
