"""What is typed and cannot be recorded, or was not yet, is never lost and never recorded behind the person's back."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from PySide6.QtCore import Qt

from lazi_desktop.domain.errors import WorkspaceProblem
from lazi_desktop.ports.drafts import KeptDraft
from lazi_desktop.ui.editors.kept_drafts import KeptDrafts
from tests.fakes.drafts import FakeDrafts
from tests.fakes.ui_fakes import FakeApp
from tests.ui.pricebook.conftest import Hand


@pytest.fixture
def shown(hand: Hand) -> Hand:
    hand.go_to("UN-1014")
    return hand


def kept(hand: Hand) -> dict[str, object]:
    """By field, as the workspace has it."""
    return {name: draft.typed for (_, name), draft in hand.app.drafts.kept.items()}


def leave(hand: Hand) -> None:
    hand.page.tree.view.setFocus()
    hand.settle()


@pytest.fixture
def restarted(tmp_path: Path, app: FakeApp, make_page):
    """The page again after the program ended without saying good-bye."""

    def again() -> Hand:
        app.writer.held = True  # of the one that ended nothing is recorded any more
        drafts = FakeDrafts()
        drafts.kept = dict(app.drafts.kept)
        return make_page(FakeApp(tmp_path, app.book, drafts=drafts))

    return again


def test_every_keystroke_is_in_the_workspace_a_moment_later(shown: Hand) -> None:
    drafts = shown.page.findChild(KeptDrafts)
    assert drafts is not None
    assert drafts._soon.interval() <= 300
    for typed in ("1", "12.5"):
        shown.write("price", typed)
        shown.qtbot.waitUntil(lambda typed=typed: kept(shown) == {"price": typed})
    assert shown.ops() == []
    leave(shown)
    assert shown.ops() == [("set", "price", Decimal("12.5"))]
    shown.qtbot.waitUntil(lambda: kept(shown) == {})


def test_typing_on_in_the_next_field_does_not_bring_back_what_is_being_recorded(shown: Hand) -> None:
    shown.write("price", "12.5")
    shown.app.writer.held = True
    shown.write("cost", "3")
    assert shown.note("price") == ""
    assert shown.widget("price").text() == "$ 12.50"
    shown.app.writer.held = False
    shown.app.writer.release()
    leave(shown)
    assert [name for _, name, _ in shown.ops()] == ["price", "cost"]
    assert shown.note("price") == "ServiceTitan: 6.06"


def test_what_a_crash_cut_off_is_offered_and_saved_only_when_asked(shown: Hand, restarted) -> None:
    shown.write("price", "12.5")
    shown.qtbot.waitUntil(lambda: bool(kept(shown)))
    hand = restarted()
    hand.go_to("UN-1014")
    assert hand.widget("price").text() == "12.5"
    assert hand.note("price") == "Not saved"
    hand.go_to("UN-1021")
    assert hand.widget("price").text() == "$ 8.26"
    assert hand.ops() == [], "looking at it records nothing"
    hand.go_to("UN-1014")
    hand.field("price").note.button.click()
    hand.settle()
    assert hand.ops() == [("set", "price", Decimal("12.5"))]
    assert hand.book.ledger[-1].seen == Decimal("6.06")
    hand.qtbot.waitUntil(lambda: kept(hand) == {})
    assert "Not saved" not in hand.note("price")


def test_escape_drops_what_is_offered(shown: Hand, restarted) -> None:
    shown.write("price", "12.5")
    shown.qtbot.waitUntil(lambda: bool(kept(shown)))
    hand = restarted()
    hand.go_to("UN-1014")
    hand.key(Qt.Key.Key_Escape, on=hand.widget("price"))
    assert hand.widget("price").text() == "$ 6.06"
    hand.qtbot.waitUntil(lambda: kept(hand) == {})


def test_typing_on_in_what_is_offered_saves_as_ever(shown: Hand, restarted) -> None:
    shown.write("price", "12.5")
    shown.qtbot.waitUntil(lambda: bool(kept(shown)))
    hand = restarted()
    hand.go_to("UN-1014")
    hand.write("price", "13")
    leave(hand)
    assert hand.ops() == [("set", "price", 13)]


def test_what_does_not_fit_is_there_with_its_reason_after_a_restart(shown: Hand, restarted) -> None:
    shown.write("price", "abc")
    leave(shown)
    shown.page.hide()
    shown.settle()
    hand = restarted()
    hand.go_to("UN-1014")
    assert hand.widget("price").text() == "abc"
    assert hand.note("price").startswith("Not saved: “abc” is not a number")
    hand.field("price").note.button.click()
    assert hand.widget("price").text() == "$ 6.06"


def test_what_could_not_be_recorded_can_be_tried_again(shown: Hand) -> None:
    shown.app.workspace.refuse = WorkspaceProblem("The disk is full.")
    shown.write("price", "7")
    leave(shown)
    assert shown.note("price") == "Not saved: The disk is full."
    shown.go_to("UN-1021")
    shown.go_to("UN-1014")
    assert shown.note("price") == "Not saved: The disk is full."
    shown.field("price").note.button.click()
    shown.settle()
    assert shown.ops() == [("set", "price", 7)]


def test_what_was_recorded_before_the_crash_is_not_offered_again(app: FakeApp, make_page) -> None:
    key = app.book.key("UN-1014")
    app.book.override(key, "price", Decimal("12.5"))
    app.drafts.put([KeptDraft(key, "price", "12.50", Decimal("6.06"))], [])
    hand = make_page(app)
    hand.go_to("UN-1014")
    assert hand.note("price") == "ServiceTitan: 6.06"
    hand.qtbot.waitUntil(lambda: kept(hand) == {})


def test_it_is_the_same_draft_in_the_inspector_and_in_a_tab(shown: Hand) -> None:
    shown.write("price", "abc")
    shown.page.open_editor()
    shown.settle()
    form = shown.page.editors.form
    assert form is not None
    line: Any = form.editors["price"].control.widget
    assert line.text() == "abc"
    assert form.editors["price"].note.text.startswith("Not saved")
    assert shown.page.editors.bar.tabText(1) == "• UN-1014"
    shown.key(Qt.Key.Key_Escape, on=line)
    assert shown.page.editors.bar.tabText(1) == "UN-1014"
    shown.page.editors.show_table()
    shown.settle()
    assert shown.widget("price").text() == "$ 6.06"


def test_drafts_of_several_edited_as_one_come_back_with_the_same_selection(hand: Hand) -> None:
    hand.go_to("UN-1014")
    hand.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    hand.write("price", "abc")
    hand.go_to("UN-1000")
    assert hand.widget("price").text() == "$ 1.68"
    hand.go_to("UN-1014")
    hand.key(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert hand.widget("price").text() == "abc"
    assert hand.ops() == []
