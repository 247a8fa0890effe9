"""Actions as data: what can be done from toolbar, menus, palette and keys, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence, QShortcut
from PySide6.QtWidgets import QMenu, QWidget

from lazi_desktop.ports.engine import Connection
from lazi_desktop.ui.theme.icons import icon


class Group(StrEnum):
    """Under which heading an action is listed; in this order."""

    GENERAL = "general"
    SYNC = "sync"
    LIST = "list"
    CELLS = "cells"
    ENTRIES = "entries"
    CATEGORIES = "categories"
    EDITORS = "editors"
    REVIEW = "review"
    KITS = "kits"
    GALLERY = "gallery"


class Place(StrEnum):
    """What must have the keyboard for an action's local keys."""

    GRID = "grid"
    TREE = "tree"
    REVIEW = "review"
    KIT_LINES = "kit_lines"
    KIT_LIST = "kit_list"
    GALLERY = "gallery"


@dataclass(frozen=True, slots=True)
class WindowState:
    """What decides whether an action can be done, and what it says."""

    pending_fields: int = 0
    pending_entities: int = 0
    conflicts: int = 0
    proposals: int = 0
    """That wait for an answer."""
    undo_label: str = ""
    redo_label: str = ""
    activity: str = ""
    """"pull" or "push" while one runs."""
    connection: Connection = Connection.ONLINE
    no_keys: str = ""
    """Why this computer neither pulls nor pushes, "" where it does."""
    entries: int = 0
    """Selected rows of the grid."""
    categories: int = 0
    """Chosen ones."""
    editor: bool = False
    """One of the editor tabs is on the screen."""
    editors: int = 0
    """How many are open."""
    no_prices: str = ""
    """Why this person cannot set prices, "" where they can."""

    @property
    def has_targets(self) -> bool:
        """Something is there that an entry's action could be about."""
        return self.editor or self.entries > 0 or self.categories > 0


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionSpec:
    """`title` and `tip` may depend on the state; the keys are added to the tip. `local_keys` count while the keyboard
    is in `place`, `keys` everywhere in the window. `why_not` says what is missing while it cannot be done."""

    name: str
    title: str | Callable[[WindowState], str]
    handler: Callable[[], None]
    group: Group | None = None
    glyph: str = ""
    glyph_role: str = "text"
    keys: tuple[str, ...] = ()
    local_keys: tuple[str, ...] = ()
    place: Place | None = None
    tip: str | Callable[[WindowState], str] = ""
    enabled_when: Callable[[WindowState], bool] = lambda state: True
    why_not: str | Callable[[WindowState], str] = ""
    listed: bool = True
    """In the palette; False for what stands there under another name."""


def in_group(
    group: Group,
    specs: Iterable[ActionSpec],
    *,
    enabled_when: Callable[[WindowState], bool] | None = None,
    why_not: str = "",
    unless: Iterable[str] = (),
) -> list[ActionSpec]:
    """Under this heading, all those that name none; with `enabled_when` also when they can be done, save `unless`."""
    free, grouped = set(unless), []
    for spec in specs:
        one = spec if spec.group is not None else replace(spec, group=group)
        if enabled_when is not None and spec.name not in free:
            one = replace(one, enabled_when=enabled_when, why_not=why_not)
        grouped.append(one)
    return grouped


def with_local_keys(
    place: Place, specs: Iterable[ActionSpec], keys: Mapping[str, tuple[str, ...]]
) -> list[ActionSpec]:
    """Those that are named get these keys while the keyboard is in `place`."""
    return [
        replace(spec, place=place, local_keys=keys[spec.name]) if spec.name in keys else spec
        for spec in specs
    ]


class Actions(QObject):
    """The QActions built from their specs. `refresh` brings them up to date."""

    def __init__(
        self,
        specs: Iterable[ActionSpec],
        parent: QObject,
        places: Mapping[Place, Sequence[QWidget]] | None = None,
    ) -> None:
        super().__init__(parent)
        self.specs = {spec.name: spec for spec in specs}
        self.state = WindowState()
        self._keys: dict[str, tuple[str, ...]] = {}
        self._local: dict[str, tuple[str, ...]] = {}
        self._shortcuts: dict[str, list[QShortcut]] = {}
        self._actions = {name: self._build(spec) for name, spec in self.specs.items()}
        for name, spec in self.specs.items():
            if spec.place is not None:
                self._listen(name, (places or {}).get(spec.place, ()))
            self.bind(name, spec.keys, spec.local_keys)
        self.refresh(self.state)

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def all(self) -> list[QAction]:
        return list(self._actions.values())

    def title(self, name: str) -> str:
        """As it is called whatever the state."""
        return _said(self.specs[name].title, WindowState())

    def keys(self, name: str) -> tuple[str, ...]:
        return self._keys[name]

    def local_keys(self, name: str) -> tuple[str, ...]:
        return self._local[name]

    def put_into(self, menu: QMenu, name: str) -> None:
        """With its keys beside it, also those that count in one place only, which Qt does not show."""
        action, local = self._actions[name], self._local[name]
        if self._keys[name] or not local:
            menu.addAction(action)
            return
        shown = menu.addAction(action.icon(), f"{action.text()}\t{native(local[0])}")
        shown.setEnabled(action.isEnabled())
        shown.triggered.connect(action.trigger)

    def tip(self, name: str) -> str:
        """Without its keys."""
        return _said(self.specs[name].tip, self.state)

    def why_not(self, name: str) -> str:
        """What is missing, "" while it can be done."""
        spec = self.specs[name]
        return "" if spec.enabled_when(self.state) else _said(spec.why_not, self.state)

    def bind(self, name: str, keys: tuple[str, ...], local_keys: tuple[str, ...]) -> None:
        """From now on it has these keys and no others."""
        self._keys[name], self._local[name] = keys, local_keys
        self._actions[name].setShortcuts([QKeySequence(one) for one in keys])
        for shortcut in self._shortcuts.get(name, ()):
            shortcut.setKeys([QKeySequence(one) for one in local_keys])
        self._tell(name)

    def refresh(self, state: WindowState) -> None:
        self.state = state
        for name, action in self._actions.items():
            self._tell(name)
            action.setEnabled(self.specs[name].enabled_when(state))

    def _tell(self, name: str) -> None:
        spec, action = self.specs[name], self._actions[name]
        action.setText(_said(spec.title, self.state))
        keys = self._keys.get(name) or self._local.get(name) or ()
        action.setToolTip(_with_keys(_said(spec.tip, self.state) or action.text(), keys))

    def _build(self, spec: ActionSpec) -> QAction:
        action = QAction(self)
        action.setObjectName(spec.name)
        if spec.glyph:
            action.setIcon(icon(spec.glyph, spec.glyph_role))
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _checked=False: spec.handler())
        return action

    def _listen(self, name: str, widgets: Sequence[QWidget]) -> None:
        for widget in widgets:
            shortcut = QShortcut(widget)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(self._actions[name].trigger)
            self._shortcuts.setdefault(name, []).append(shortcut)


def native(keys: str) -> str:
    """As this system writes them."""
    return QKeySequence(keys).toString(QKeySequence.SequenceFormat.NativeText)


def distinct(keys: Iterable[str]) -> tuple[str, ...]:
    """Return and Enter are two keys with one name."""
    return tuple(dict.fromkeys(one.replace("Return", "Enter") for one in keys))


def _said(text: str | Callable[[WindowState], str], state: WindowState) -> str:
    return text if isinstance(text, str) else text(state)


def _with_keys(text: str, keys: tuple[str, ...]) -> str:
    return f"{text} ({native(keys[0])})" if keys else text
