"""Actions as data: what can be done from toolbar, menus and keys, and when."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QAction, QKeySequence

from lazi_desktop.ports.engine import Connection
from lazi_desktop.ui.theme.icons import icon


@dataclass(frozen=True, slots=True)
class WindowState:
    """What decides whether an action can be done, and what it says."""

    pending_fields: int = 0
    pending_entities: int = 0
    conflicts: int = 0
    undo_label: str = ""
    redo_label: str = ""
    activity: str = ""
    """"pull" or "push" while one runs."""
    connection: Connection = Connection.ONLINE


@dataclass(frozen=True, slots=True, kw_only=True)
class ActionSpec:
    """`title` and `tip` may depend on the state; the keys are added to the tip."""

    name: str
    title: str | Callable[[WindowState], str]
    handler: Callable[[], None]
    glyph: str = ""
    glyph_role: str = "text"
    keys: tuple[str, ...] = ()
    tip: str | Callable[[WindowState], str] = ""
    enabled_when: Callable[[WindowState], bool] = lambda state: True


class Actions(QObject):
    """The QActions built from their specs. `refresh` brings them up to date."""

    def __init__(self, specs: Iterable[ActionSpec], parent: QObject) -> None:
        super().__init__(parent)
        self._specs = {spec.name: spec for spec in specs}
        self._actions = {name: self._build(spec) for name, spec in self._specs.items()}
        self.refresh(WindowState())

    def __getitem__(self, name: str) -> QAction:
        return self._actions[name]

    def all(self) -> list[QAction]:
        return list(self._actions.values())

    def keys(self) -> list[tuple[str, tuple[str, ...]]]:
        """What has a key, by the plain title, and its keys; two that do the same thing on one machine count once."""
        idle = WindowState()
        return [(_said(spec.title, idle), _distinct(spec.keys)) for spec in self._specs.values() if spec.keys]

    def refresh(self, state: WindowState) -> None:
        for name, action in self._actions.items():
            spec = self._specs[name]
            action.setText(_said(spec.title, state))
            action.setToolTip(_with_keys(_said(spec.tip, state) or action.text(), spec.keys))
            action.setEnabled(spec.enabled_when(state))

    def _build(self, spec: ActionSpec) -> QAction:
        action = QAction(self)
        action.setObjectName(spec.name)
        if spec.glyph:
            action.setIcon(icon(spec.glyph, spec.glyph_role))
        action.setShortcuts([QKeySequence(keys) for keys in spec.keys])
        action.setShortcutContext(Qt.ShortcutContext.WindowShortcut)
        action.triggered.connect(lambda _checked=False: spec.handler())
        return action


def _said(text: str | Callable[[WindowState], str], state: WindowState) -> str:
    return text if isinstance(text, str) else text(state)


def _distinct(keys: tuple[str, ...]) -> tuple[str, ...]:
    """Return and Enter are two keys with one name."""
    return tuple(dict.fromkeys(one.replace("Return", "Enter") for one in keys))


def _with_keys(text: str, keys: tuple[str, ...]) -> str:
    if not keys:
        return text
    shown = QKeySequence(keys[0]).toString(QKeySequence.SequenceFormat.NativeText)
    return f"{text} ({shown})"
