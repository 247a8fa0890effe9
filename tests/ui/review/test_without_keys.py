"""Review on a computer without ServiceTitan's keys: what is ticked is submitted for the one that pushes."""

from __future__ import annotations

from uuid import UUID

import pytest

from lazi_desktop.ports.overrides import OverrideState
from tests.fakes.ui_fakes import FakeApp
from tests.ui.review.conftest import Desk


@pytest.fixture
def keyless(tmp_path, qtbot) -> Desk:
    return Desk(FakeApp(tmp_path, has_keys=False), qtbot)


def test_its_button_submits_what_is_ticked(keyless: Desk) -> None:
    wanted: list[list[UUID]] = []
    keyless.page.push_wanted.connect(wanted.append)
    op_id = keyless.book.override(keyless.book.skus[1], "price", 9)
    keyless.read()
    push = keyless.page.head.push
    assert push.text() == push.accessibleName() == "Submit 1 SKU for push"
    push.click()
    assert wanted == [[op_id]]
    assert keyless.page.actions_by_name["review_push_chosen"].text() == "Submit what is chosen for push"


def test_there_is_no_going_on_with_what_another_computer_sends(keyless: Desk) -> None:
    keyless.book.override(keyless.book.skus[1], "price", 9, state=OverrideState.SUBMITTED)
    keyless.read()
    push = keyless.page.head.push
    assert push.text() == "Submit for push"
    assert not push.isEnabled()
