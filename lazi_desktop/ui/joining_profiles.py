"""Puts profiles into a window that is built: its band leads to the others, and a page keeps them."""

from __future__ import annotations

from dataclasses import dataclass

from lazi_desktop.ports.profiles import Profiles
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.opened import Opened
from lazi_desktop.ui.profiles.manage_page import ManageProfiles
from lazi_desktop.ui.profiles.settings_card import ProfilesCard
from lazi_desktop.ui.profiles.switcher import ProfileSwitcher


@dataclass(frozen=True, slots=True)
class WindowProfiles:
    switcher: ProfileSwitcher
    manage: ManageProfiles


def join_profiles(opened: Opened, context: UiContext, profiles: Profiles) -> WindowProfiles:
    window = opened.window
    switcher = ProfileSwitcher(context, profiles, opened.status, window)
    manage = ManageProfiles(context, profiles)
    manage.setParent(window)
    manage.hide()

    def open_manage() -> None:
        window.show_over(manage)

    def begin_new() -> None:
        open_manage()
        manage.begin_new()

    def on_changed() -> None:
        window.show_profile(profiles.current)
        switcher.look()

    card = ProfilesCard()
    card.open.clicked.connect(open_manage)
    opened.settings.add_card(card, below=2)  # beside the connection
    switcher.manage_wanted.connect(open_manage)
    switcher.new_wanted.connect(begin_new)
    manage.closed.connect(window.leave_over)
    manage.switch_wanted.connect(switcher.switch)
    manage.changed.connect(on_changed)
    window.status_bar.profile_wanted.connect(switcher.ask)
    if (band := window.band) is not None:
        switcher.use(window.registry, band)
        band.clicked.connect(switcher.ask)
        band.offer(switcher.keys)
        window.registry.keys_changed.connect(lambda: band.offer(switcher.keys))
    return WindowProfiles(switcher, manage)
