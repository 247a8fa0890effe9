"""The first page of all."""

from __future__ import annotations

from lazi_desktop.ui.first_run.welcome_page import WelcomePage


def test_a_new_profile_is_named_and_so_is_the_way_back(qtbot) -> None:
    page = WelcomePage()
    qtbot.addWidget(page)
    page.show()
    assert not page.back.isVisible()
    page.offer_way_back("Red Peak", "Blue Reef")
    assert page.profile.text() == "New profile “Red Peak”"
    assert page.back.text() == "Back to “Blue Reef”"
    with qtbot.waitSignal(page.back_wanted):
        page.back.click()
