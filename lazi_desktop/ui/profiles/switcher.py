"""The way from one profile to another: the band's menu, and commands for each of them."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, QPoint, Signal
from PySide6.QtWidgets import QMainWindow, QMenu, QWidget

from lazi_desktop.domain.profile import Profile
from lazi_desktop.ports.profiles import ListedProfile, Profiles, ProfileState
from lazi_desktop.ui.actions import Actions, ActionSpec, Group, native
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.keyboard.registry import ActionRegistry
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.profiles.looks import place_words, state_words, swatch
from lazi_desktop.ui.sync.status import PUSH, SyncStatus
from lazi_desktop.ui.theme.icons import Glyph, icon
from lazi_desktop.ui.widgets.dialog import Dialog
from lazi_desktop.ui.widgets.question import ask

_KEYS = "Ctrl+Shift+O"


class ProfileSwitcher(QObject):
    """`manage_wanted()`: the page of all profiles; `new_wanted()`: there, with a new one begun."""

    manage_wanted = Signal()
    new_wanted = Signal()

    def __init__(
        self, context: UiContext, profiles: Profiles, status: SyncStatus, window: QMainWindow
    ) -> None:
        super().__init__(window)
        self._context, self._profiles, self._status, self._window = context, profiles, status, window
        self._checks = LatestRead(context.tasks, context.notifier, self)
        self._listed: dict[str, ListedProfile] = {}
        self._commands: list[Actions] = []
        self._registry: ActionRegistry | None = None
        self._anchor: QWidget = window
        self.menu: QMenu | None = None
        self.question: Dialog | None = None
        self.actions_by_name = Actions(self._own_actions(), self)

    def use(self, registry: ActionRegistry, anchor: QWidget) -> None:
        """Its commands are found in the registry; the menu hangs from `anchor`."""
        self._registry, self._anchor = registry, anchor
        registry.add(self.actions_by_name)
        self._window.addActions(self.actions_by_name.all())
        self.look()

    @property
    def keys(self) -> str:
        held = self.actions_by_name.keys("switch_profile")
        return native(held[0]) if held else ""

    def look(self) -> None:
        """At which profiles there are now."""
        self._context.tasks.read(self._profiles.listed, self._on_listed, owner=self)

    def ask(self) -> None:
        """Which one it shall be."""
        self._context.tasks.read(self._profiles.listed, self._open_menu, owner=self)

    def switch(self, profile: Profile) -> None:
        if self._status.activity != PUSH:
            self._go(profile)
            return
        self.question = ask(
            self._window,
            self.tr("A push is going on"),
            self.tr(
                "What is being sent now is finished first. The rest waits until you push again from this profile."
            ),
            stay=self.tr("Stay here"),
            go_on=self.tr("Stop it and switch"),
            then=lambda: self._go(profile),
        )

    def _go(self, profile: Profile) -> None:
        self._checks.ask(lambda: self._profiles.check(profile), lambda _: self._profiles.switch(profile))

    # ------------------------------------------------------------------------------------------------------ commands

    def _own_actions(self) -> list[ActionSpec]:
        return [
            ActionSpec(
                name="switch_profile",
                title=self.tr("Switch profile…"),
                tip=self.tr("Another tenant or environment"),
                handler=self.ask,
                group=Group.GENERAL,
                glyph=Glyph.PROFILES,
                keys=(_KEYS,),
            ),
            ActionSpec(
                name="new_profile",
                title=self.tr("New profile…"),
                handler=self.new_wanted.emit,
                group=Group.GENERAL,
                glyph=Glyph.ADD,
            ),
            ActionSpec(
                name="manage_profiles",
                title=self.tr("Manage profiles…"),
                handler=self.manage_wanted.emit,
                group=Group.GENERAL,
                glyph=Glyph.SETTINGS,
            ),
        ]

    def _on_listed(self, listed: Sequence[ListedProfile]) -> None:
        known = set(self._listed)
        self._listed = {one.profile.slug: one for one in listed if one.profile.slug}
        fresh = [self._command(slug) for slug in self._listed if slug not in known]
        if fresh and self._registry is not None:
            actions = Actions(fresh, self)
            self._commands.append(actions)
            self._registry.add(actions)
            self._window.addActions(actions.all())
        for actions in self._commands:
            actions.refresh(actions.state)

    def _command(self, slug: str) -> ActionSpec:
        """Whatever it is called by then."""
        return ActionSpec(
            name=f"switch_to_{slug}",
            title=lambda _: self.tr("Switch to {profile}").format(profile=self._name(slug)),
            handler=lambda: self._switch_to(slug),
            group=Group.GENERAL,
            glyph=Glyph.PROFILES,
            enabled_when=lambda _: self._why_not(slug) == "",
            why_not=lambda _: self._why_not(slug),
        )

    def _name(self, slug: str) -> str:
        found = self._listed.get(slug)
        return found.profile.name if found is not None else slug

    def _why_not(self, slug: str) -> str:
        found = self._listed.get(slug)
        if found is None:
            return self.tr("It is not there any more")
        return state_words(found.state) if found.state in _CLOSED else ""

    def _switch_to(self, slug: str) -> None:
        if (found := self._listed.get(slug)) is not None:
            self.switch(found.profile)

    # ---------------------------------------------------------------------------------------------------------- menu

    def _open_menu(self, listed: Sequence[ListedProfile]) -> None:
        self._on_listed(listed)
        self._drop_menu()
        menu = self.menu = QMenu(self._window)
        menu.setAccessibleName(self.tr("Profiles"))
        for one in listed:
            action = menu.addAction(swatch(one.profile), self._line(one))
            action.setCheckable(True)
            action.setChecked(one.state is ProfileState.HERE)
            action.setEnabled(one.state is not ProfileState.BROKEN)
            action.setToolTip(one.profile.problem or str(one.profile.folder))
            if one.state is not ProfileState.HERE:
                action.triggered.connect(lambda _=False, profile=one.profile: self.switch(profile))
        menu.setToolTipsVisible(True)
        menu.addSeparator()
        for name in ("new_profile", "manage_profiles"):
            action = self.actions_by_name[name]
            menu.addAction(icon(self.actions_by_name.specs[name].glyph), action.text()).triggered.connect(
                action.trigger
            )
        anchor = self._anchor  # its arrow is at the right end
        left = max(0, anchor.width() - menu.sizeHint().width())
        menu.popup(anchor.mapToGlobal(QPoint(left, anchor.height())))

    def _line(self, one: ListedProfile) -> str:
        name = one.profile.name.replace("&", "&&")
        place = place_words(one.profile) if one.profile.is_configured else ""
        state = "" if one.state is ProfileState.READY else state_words(one.state)
        return "\t".join(filter(None, (name, " · ".join(filter(None, (place, state))))))

    def _drop_menu(self) -> None:
        if self.menu is not None:
            self.menu.deleteLater()
            self.menu = None


_CLOSED = (ProfileState.HERE, ProfileState.BROKEN)
