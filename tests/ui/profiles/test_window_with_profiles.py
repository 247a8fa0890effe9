"""Whose pricebook the window shows, and the ways to another one: the band, its menu, and commands."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from lazi_desktop.domain.errors import ConfigurationProblem
from lazi_desktop.domain.profile import COLOURS, Profile
from lazi_desktop.ports.engine import Progress
from lazi_desktop.ports.profiles import OnlyHere, ProfileState, UnsentEdit
from lazi_desktop.ui.joining_profiles import WindowProfiles, join_profiles
from lazi_desktop.ui.main_window import MainWindow
from lazi_desktop.ui.messages import Messages
from lazi_desktop.ui.open_window import open_window
from lazi_desktop.ui.opened import Opened
from lazi_desktop.ui.profiles.band import ProfileBand
from lazi_desktop.ui.profiles.looks import window_icon, window_title
from lazi_desktop.ui.profiles.settings_card import ProfilesCard
from lazi_desktop.ui.sync.status import PUSH
from lazi_desktop.ui.theme.apply import apply_theme
from tests.fakes.profiles import FakeProfiles, a_profile
from tests.fakes.ui_fakes import FakeApp, RecordingNotifier


@dataclass
class Desk:
    app: FakeApp
    opened: Opened
    ways: WindowProfiles
    profiles: FakeProfiles
    reef: Profile
    peak: Profile
    qtbot: object

    @property
    def window(self) -> MainWindow:
        return self.opened.window

    @property
    def band(self) -> ProfileBand:
        assert self.window.band is not None
        return self.window.band

    def settle(self) -> None:
        self.app.settle(self.qtbot)

    def manage(self) -> None:
        self.ways.switcher.actions_by_name["manage_profiles"].trigger()
        self.settle()

    def look_over(self, what: str, profile: Profile) -> None:
        card = self.ways.manage.cards[str(profile.file)]
        getattr(card, what).click()
        self.settle()


@pytest.fixture
def desk(app: FakeApp, qtbot) -> Iterator[Desk]:
    reef, peak = a_profile("Blue Reef", "teal"), a_profile("Red Peak", "magenta", environment="integration")
    profiles = FakeProfiles(reef, peak)
    context = replace(app.context, profile=reef)
    opened = open_window(context, Messages(), version="1.0")
    qtbot.addWidget(opened.window)
    ways = join_profiles(opened, context, profiles)
    opened.window.show()
    made = Desk(app, opened, ways, profiles, reef, peak, qtbot)
    made.settle()
    yield made
    made.settle()


def notified(desk: Desk) -> RecordingNotifier:
    assert isinstance(desk.app.notifier, RecordingNotifier)
    return desk.app.notifier


# -------------------------------------------------------------------------------------------------- whose it is


def test_name_and_environment_stand_in_title_band_and_status_bar(desk: Desk) -> None:
    assert desk.window.windowTitle() == "LAZI Desktop – Blue Reef · production"
    assert desk.band.isVisible()
    for words in (desk.band.accessibleName(), desk.window.status_bar.profile.accessibleName()):
        assert "Blue Reef" in words
        assert "production" in words
        assert "123" in words


def grey(profile: Profile) -> QImage:
    """As somebody sees it who sees no colours."""
    band = ProfileBand(profile)
    band.resize(600, band.height())
    found = band.grab().toImage().convertToFormat(QImage.Format.Format_Grayscale8)
    band.deleteLater()
    return found


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_environments_are_told_apart_without_colour_and_name(qapp: QApplication, scheme) -> None:
    apply_theme(qapp, scheme)
    try:
        drawn = [
            grey(a_profile("Blue Reef", environment=one))
            for one in ("production", "integration", "custom", "demo")
        ]
    finally:
        apply_theme(qapp, "light")
    empty = 500  # where neither name nor words stand
    patterns = []
    for image in drawn:
        strip = image.copy(empty, 0, 90, image.height())
        patterns.append(
            len({strip.pixel(x, y) for x in range(strip.width()) for y in range(strip.height())}) > 1
        )
    assert patterns == [False, True, True, True]
    assert all(one != other for at, one in enumerate(drawn) for other in drawn[:at])


def test_what_is_made_up_looks_like_no_other_whatever_its_colour(qapp: QApplication) -> None:
    def ground(profile: Profile) -> int:
        band = ProfileBand(profile)
        band.resize(600, band.height())
        image = band.grab().toImage()
        band.deleteLater()
        return image.pixel(3, 3)

    demos = {ground(a_profile("x", colour, environment="demo")) for colour in COLOURS}
    others = {ground(a_profile("x", colour)) for colour in COLOURS}
    assert len(demos) == 1
    assert len(others) == len(COLOURS)
    assert not demos & others


def test_the_task_bar_has_the_colour_too(qapp: QApplication) -> None:
    icons = [
        window_icon(one).pixmap(32, 32).toImage() for one in (None, a_profile("x"), a_profile("x", "olive"))
    ]
    assert icons[0] != icons[1] != icons[2]
    assert window_title(None) == "LAZI Desktop"
    assert window_title(a_profile("Demo", environment="demo")) == "LAZI Desktop – Demo"


@pytest.mark.parametrize("width", [420, 700, 1400])
def test_a_long_name_is_cut_and_the_environment_is_not(qapp: QApplication, width) -> None:
    """The tag is wholly there: its right edge, drawn as an outline, is found after the name."""
    name = "A very long name of a profile of somebody who likes to write"
    band = ProfileBand(a_profile(name, environment="production"))
    band.offer("Ctrl+Shift+O")
    band.resize(width, band.height())
    image = band.grab().toImage()
    band.deleteLater()
    white = [x for x in range(width) if image.pixelColor(x, 9).lightness() > 240]
    runs = [x for x in white if all(x + step in white for step in range(40))]
    assert runs, "the filled tag of production"


# ------------------------------------------------------------------------------------------------------- switching


def test_the_band_leads_to_the_others_with_where_they_go(desk: Desk) -> None:
    desk.profiles.states["red-peak"] = ProfileState.ELSEWHERE
    desk.band.click()
    desk.settle()
    menu = desk.ways.switcher.menu
    assert menu is not None
    lines = [action.text() for action in menu.actions() if action.text()]
    assert lines == [
        "Blue Reef\tTenant 123 · production · open here",
        "Red Peak\tTenant 123 · integration · open in another window",
        "New profile…",
        "Manage profiles…",
    ]
    next(action for action in menu.actions() if "Red Peak" in action.text()).trigger()
    desk.settle()
    assert desk.profiles.asked == [("switch", "red-peak")]
    menu.hide()


def test_the_keys_open_the_menu(desk: Desk) -> None:
    with desk.qtbot.waitActive(desk.window):  # type: ignore[attr-defined]
        desk.window.activateWindow()
    modifiers = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
    QTest.keyClick(desk.window, Qt.Key.Key_O, modifiers)
    desk.settle()
    assert desk.ways.switcher.menu is not None
    desk.ways.switcher.menu.hide()


def test_each_profile_has_a_command_of_its_own(desk: Desk) -> None:
    listed = {one.title: one for one in desk.window.registry.listed()}
    assert listed["Switch to Red Peak"].enabled
    assert not listed["Switch to Blue Reef"].enabled
    assert listed["Switch to Blue Reef"].why_not == "open here"
    listed["Switch to Red Peak"].run()
    desk.settle()
    assert desk.profiles.asked == [("switch", "red-peak")]


def test_a_command_follows_what_becomes_of_its_profile(desk: Desk) -> None:
    desk.profiles.profiles[1] = replace(desk.peak, name="Green Peak")
    desk.profiles.states["red-peak"] = ProfileState.BROKEN
    desk.ways.switcher.look()
    desk.settle()
    listed = {one.name: one for one in desk.window.registry.listed()}
    assert listed["switch_to_red-peak"].title == "Switch to Green Peak"
    assert not listed["switch_to_red-peak"].enabled
    desk.profiles.profiles.pop()
    desk.ways.switcher.look()
    desk.settle()
    listed = {one.name: one for one in desk.window.registry.listed()}
    assert listed["switch_to_red-peak"].why_not == "It is not there any more"


def test_the_settings_lead_to_all_profiles(desk: Desk) -> None:
    (card,) = desk.opened.settings.findChildren(ProfilesCard)
    card.open.click()
    desk.settle()
    assert desk.ways.manage.isVisible()


def test_a_running_push_is_asked_about_first(desk: Desk) -> None:
    desk.opened.status.progress = Progress(PUSH, "", 3, 10)
    desk.ways.switcher.switch(desk.peak)
    question = desk.ways.switcher.question
    assert question is not None
    assert desk.profiles.asked == []
    question.reject()
    assert desk.profiles.asked == []
    desk.ways.switcher.switch(desk.peak)
    question = desk.ways.switcher.question
    assert question is not None
    question.accept()
    desk.settle()
    assert desk.profiles.asked == [("switch", "red-peak")]


def test_why_it_cannot_be_opened_is_told(desk: Desk) -> None:
    desk.profiles.refuses = ConfigurationProblem("red-peak.toml, line 3.")
    desk.ways.switcher.switch(desk.peak)
    desk.settle()
    assert desk.profiles.asked == []
    assert "line 3" in str(notified(desk).problems[-1])


# -------------------------------------------------------------------------------------------------------- managing


def test_the_page_lies_over_the_others_until_it_is_left(desk: Desk) -> None:
    desk.manage()
    page = desk.ways.manage
    assert page.isVisible()
    desk.window.refresh_counts()
    desk.settle()
    assert page.isVisible()
    page.back.click()
    assert not page.isVisible()
    assert desk.opened.pricebook.isVisible() or desk.window.first_fill.isVisible()


def test_another_name_and_colour_are_seen_at_once(desk: Desk) -> None:
    desk.manage()
    card = desk.ways.manage.cards[str(desk.reef.file)]
    card.name.setText("Green Reef")
    card.name.editingFinished.emit()
    desk.settle()
    assert desk.window.windowTitle() == "LAZI Desktop – Green Reef · production"
    card = desk.ways.manage.cards[str(desk.reef.file)]
    card.colours.swatches["green"].click()
    desk.settle()
    assert desk.band.profile.colour == "green"


def test_a_name_that_is_taken_is_said_beside_it(desk: Desk) -> None:
    desk.manage()
    card = desk.ways.manage.cards[str(desk.peak.file)]
    card.name.setText("blue reef")
    card.name.editingFinished.emit()
    desk.settle()
    assert card.problem.isVisible()
    assert "already" in card.problem.text()
    assert desk.profiles.profiles[1].name == "Red Peak"


def test_a_new_one_is_named_coloured_and_then_connected(desk: Desk) -> None:
    desk.ways.switcher.actions_by_name["new_profile"].trigger()
    desk.settle()
    new = desk.ways.manage.new
    assert new.isVisible()
    assert new.colours.colour == "blue"  # nobody has it
    QTest.keyClicks(new.name, "Red Peak")
    new.go_on.click()
    assert "already" in new.problem.text()
    new.name.setText("Third")
    QTest.keyClick(new.name, Qt.Key.Key_Return)
    desk.settle()
    assert desk.profiles.asked == [("create", "Third", "blue"), ("switch", "third")]
    assert not new.isVisible()


def test_it_is_handed_on_and_brought_in(desk: Desk, tmp_path: Path) -> None:
    desk.manage()
    desk.ways.manage.export(desk.reef, tmp_path / "reef.lazi-profile")
    desk.settle()
    assert "reef.lazi-profile holds: the settings." in desk.ways.manage.status.text()
    desk.ways.manage.import_file(tmp_path / "third.lazi-profile")
    desk.settle()
    assert len(desk.ways.manage.cards) == 3


def test_a_reset_says_what_only_this_computer_has(desk: Desk, tmp_path: Path) -> None:
    desk.profiles.found = OnlyHere(
        edits=37, entries=["PIPE-3 Copper pipe"], more_entries=11, pictures=2, drafts=1
    )
    desk.profiles.edits = [UnsentEdit("PIPE-3 Copper pipe", "price", "9.5", "2026-01-02")]
    desk.manage()
    desk.look_over("reset", desk.peak)
    guard = desk.ways.manage.guard
    assert guard is not None
    words = "\n".join(one.text() for one in guard.findChildren(type(guard.title)))
    assert "37 edits, 2 added pictures, 1 half-typed value" in words
    assert "PIPE-3 Copper pipe" in words
    assert "11 more entries" in words
    assert not guard.go_on.isEnabled()
    assert guard.save is not None
    desk.ways.manage.save_list(desk.peak, tmp_path / "unsent.csv")
    desk.settle()
    assert "PIPE-3 Copper pipe,price,9.5" in (tmp_path / "unsent.csv").read_text(encoding="utf-8-sig")
    assert guard.typed is not None
    QTest.keyClicks(guard.typed, "red peak")
    guard.go_on.click()
    desk.settle()
    assert desk.profiles.asked == [("reset", "red-peak")]


def test_what_is_shared_already_is_reset_without_typing(desk: Desk) -> None:
    desk.manage()
    desk.look_over("reset", desk.reef)
    guard = desk.ways.manage.guard
    assert guard is not None
    assert guard.typed is None
    guard.go_on.click()
    assert desk.profiles.asked == [("reset here",)]


@pytest.mark.parametrize("hub", [True, False])
def test_forgetting_the_only_copy_of_the_teams_data_wants_its_name_typed(desk: Desk, hub: bool) -> None:
    desk.profiles.found = OnlyHere(hub=hub)
    desk.manage()
    desk.look_over("forget", desk.peak)
    guard = desk.ways.manage.guard
    assert guard is not None
    assert (guard.typed is not None) == hub
    if guard.typed is not None:
        QTest.keyClicks(guard.typed, "Red")
        assert not guard.go_on.isEnabled()
        QTest.keyClicks(guard.typed, " Peak")
    guard.go_on.click()
    desk.settle()
    assert desk.profiles.asked == [("forget", "red-peak")]
    assert str(desk.peak.file) not in desk.ways.manage.cards


def test_who_changes_their_mind_changes_nothing(desk: Desk) -> None:
    desk.manage()
    desk.look_over("forget", desk.reef)
    guard = desk.ways.manage.guard
    assert guard is not None
    guard.stay.click()
    assert desk.profiles.asked == []


def test_what_is_broken_or_open_elsewhere_cannot_be_reset(desk: Desk) -> None:
    desk.profiles.states["red-peak"] = ProfileState.BROKEN
    desk.profiles.profiles.append(a_profile("Third"))
    desk.profiles.states["third"] = ProfileState.ELSEWHERE
    desk.manage()
    broken, elsewhere = (desk.ways.manage.cards[f"/profiles/{slug}.toml"] for slug in ("red-peak", "third"))
    assert not broken.reset.isEnabled()
    assert broken.forget.isEnabled()
    assert broken.switch.isHidden()
    assert not elsewhere.reset.isEnabled()
    assert not elsewhere.forget.isEnabled()
    assert not elsewhere.switch.isHidden()
