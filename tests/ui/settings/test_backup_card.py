"""The Backup card: when the last one was made, one more now, and how that went."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtWidgets import QLabel

from lazi_desktop.domain.errors import Cancelled, LaziError
from lazi_desktop.ports.backups import BackupMade
from lazi_desktop.ui.settings.backup_card import BackupCard
from tests.fakes.backups import FakeBackups
from tests.fakes.ui_fakes import FakeApp

MADE = BackupMade(datetime(2024, 9, 3, 12, tzinfo=UTC), Path("/elsewhere/saved.zip"), 12_345_678)
FULL = LaziError("Make room.", title="The backup was not made")


@pytest.fixture
def shown(app: FakeApp, qtbot) -> Callable[[FakeBackups], BackupCard]:
    def show(backups: FakeBackups) -> BackupCard:
        card = BackupCard(app.context, backups)
        qtbot.addWidget(card)
        card.show()
        qtbot.waitUntil(lambda: bool(card.last.text()))
        return card

    return show


def words(card: BackupCard) -> str:
    return " ".join(one.text() for one in card.findChildren(QLabel))


def test_it_says_when_the_last_one_was_made_and_where_it_is(shown) -> None:
    card = shown(FakeBackups(MADE))
    assert card.last.text() == f"Last made: 3 Sep 2024, {MADE.file} (12.3 MB)"
    assert not card.bar.isVisible()
    assert not card.cancel.isVisible()
    assert shown(FakeBackups()).last.text() == "None was made on this computer yet."


@pytest.mark.parametrize(
    "has_hub, says", [(True, "the built-in database"), (False, "is backed up where it runs")]
)
def test_what_is_in_one_depends_on_the_database(shown, has_hub: bool, says: str) -> None:
    assert says in words(shown(FakeBackups(has_hub=has_hub)))


def test_one_is_made_with_progress(shown, qtbot, app: FakeApp) -> None:
    backups = FakeBackups()
    card = shown(backups)
    card.begin(str(MADE.file))
    card.begin(str(MADE.file))
    assert backups.begun == [MADE.file]
    assert (card.make.isEnabled(), card.bar.isVisible(), card.cancel.isVisible()) == (False, True, True)
    backups.advance(6_000_000_000, 8_000_000_000)  # more than 32 bits
    qtbot.waitUntil(lambda: card.bar.value() == 750)
    backups.end(MADE)
    qtbot.waitUntil(card.make.isEnabled)
    assert "saved.zip" in card.last.text()
    assert not card.bar.isVisible()
    card.begin(str(MADE.file))
    assert len(backups.begun) == 2


@pytest.mark.parametrize("how", [Cancelled("Nothing was changed."), FULL])
def test_one_that_is_given_up_or_fails_leaves_the_last_one_told(
    shown, qtbot, app: FakeApp, how: LaziError
) -> None:
    backups = FakeBackups(MADE)
    card = shown(backups)
    card.begin("/elsewhere/other.zip")
    card.cancel.click()
    assert backups.cancelled
    assert not card.cancel.isEnabled()
    backups.end(how)
    qtbot.waitUntil(card.make.isEnabled)
    assert "saved.zip" in card.last.text()
    assert app.notifier.problems == ([how] if how is FULL else [])


def test_it_asks_where_and_nothing_else_stands_still(shown, qtbot) -> None:
    backups = FakeBackups()
    card = shown(backups)
    card.make.click()
    dialog = card._dialog
    assert dialog is not None
    assert not dialog.isModal() or dialog.isWindow()
    dialog.fileSelected.emit("/elsewhere/chosen.zip")
    assert backups.begun == [Path("/elsewhere/chosen.zip")]
    with qtbot.waitSignal(dialog.destroyed):
        dialog.reject()
    backups.end(MADE)
    qtbot.waitUntil(card.make.isEnabled)


def test_every_control_has_a_name(shown) -> None:
    card = shown(FakeBackups())
    assert all(one.accessibleName() for one in (card.make, card.bar, card.cancel))
