"""Every action of the program in one list, whoever declared it; and the keys they have now."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from PySide6.QtCore import QCoreApplication, QObject, QSettings, Signal
from PySide6.QtGui import QAction, QKeySequence

from lazi_desktop.ui.actions import Actions, ActionSpec, Group, Place, distinct
from lazi_desktop.ui.keyboard.key_hint import KeyHints
from lazi_desktop.ui.keyboard.key_map import KeyMap


@dataclass(frozen=True, slots=True)
class Listed:
    """An action as it stands now. `run` does it, wherever the person is."""

    name: str
    title: str
    tip: str
    group: Group
    glyph: str
    keys: tuple[str, ...]
    enabled: bool
    why_not: str
    run: Callable[[], None]


@dataclass(frozen=True, slots=True)
class Binding:
    """Keys that can be chosen: those that count everywhere, or those that count in `place`.

    `page` tells the actions of one page from those of another, whose keys never meet; None for the window's own.
    """

    id: str
    title: str
    group: Group
    place: Place | None
    keys: tuple[str, ...]
    default: tuple[str, ...]
    page: int | None = None


@dataclass(frozen=True, slots=True)
class _Source:
    actions: Actions
    go_there: Callable[[], None] | None


class ActionRegistry(QObject):
    """`keys_changed()`: somebody chose other keys; they count at once. `hints` are the keys that views hear by
    themselves."""

    keys_changed = Signal()

    def __init__(self, state: QSettings, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.hints: list[KeyHints] = []
        self._map = KeyMap(state)
        self._sources: list[_Source] = []

    def add(self, actions: Actions, *, go_there: Callable[[], None] | None = None) -> None:
        """`go_there` brings the page to the front that these actions belong to."""
        self._sources.append(_Source(actions, go_there))
        for name in actions.specs:
            self._apply(actions, name)

    # ------------------------------------------------------------------------------------------------ what there is

    def listed(self, *, everything: bool = False) -> list[Listed]:
        """By group, and in the order they were declared; `everything` also what the palette leaves out."""
        found = [self._list(source, spec) for source, spec in self._specs() if spec.listed or everything]
        order = list(Group)
        return sorted(found, key=lambda one: order.index(one.group))

    def names(self) -> list[str]:
        return [spec.name for _, spec in self._specs()]

    def action(self, name: str) -> QAction:
        return next(source.actions[name] for source, spec in self._specs() if spec.name == name)

    def bindings(self) -> list[Binding]:
        """Of every action that can have keys."""
        found = []
        for source, spec in self._specs():
            if not spec.listed and not spec.keys:
                continue
            page = None if source.go_there is None else self._sources.index(source)
            actions, title, group = source.actions, source.actions.title(spec.name), _group(spec)
            if spec.keys or not spec.local_keys:
                keys = actions.keys(spec.name)
                found.append(Binding(spec.name, title, group, None, keys, spec.keys, page))
            if spec.local_keys:
                keys = actions.local_keys(spec.name)
                found.append(Binding(_local(spec), title, group, spec.place, keys, spec.local_keys, page))
        order = list(Group)
        return sorted(found, key=lambda one: order.index(one.group))

    # --------------------------------------------------------------------------------------------- keys of one's own

    def taken_by(self, keys: str, besides: Binding) -> list[Binding]:
        """What has these keys where `besides` would want them too."""
        wanted = QKeySequence(keys)
        return [
            one
            for one in self.bindings()
            if one.id != besides.id
            and (None in (one.place, besides.place) or one.place is besides.place)
            and (None in (one.page, besides.page) or one.page == besides.page)
            and any(QKeySequence(held) == wanted for held in one.keys)
        ]

    def bind(self, binding: Binding, keys: tuple[str, ...]) -> None:
        """Who had them, has them no longer."""
        for wanted in keys:
            for other in self.taken_by(wanted, binding):
                rest = tuple(one for one in other.keys if QKeySequence(one) != QKeySequence(wanted))
                self._map.bind(other.id, rest, other.default)
        self._map.bind(binding.id, keys, binding.default)
        self._apply_all()

    def reset(self) -> None:
        self._map.reset()
        self._apply_all()

    def is_own(self, binding: Binding) -> bool:
        return self._map.is_own(binding.id)

    @property
    def has_own(self) -> bool:
        return self._map.has_own

    def _apply_all(self) -> None:
        for source in self._sources:
            for name in source.actions.specs:
                self._apply(source.actions, name)
        self.keys_changed.emit()

    def _apply(self, actions: Actions, name: str) -> None:
        spec = actions.specs[name]
        actions.bind(
            name, self._map.keys(spec.name, spec.keys), self._map.keys(_local(spec), spec.local_keys)
        )

    def _specs(self) -> Iterator[tuple[_Source, ActionSpec]]:
        return ((source, spec) for source in self._sources for spec in source.actions.specs.values())

    def _list(self, source: _Source, spec: ActionSpec) -> Listed:
        actions, name = source.actions, spec.name

        def run() -> None:
            if source.go_there is not None:
                source.go_there()
            actions[name].trigger()

        return Listed(
            name,
            actions[name].text(),
            actions.tip(name),
            _group(spec),
            spec.glyph,
            distinct((*actions.keys(name), *actions.local_keys(name))),
            actions[name].isEnabled(),
            actions.why_not(name),
            run,
        )


def group_title(group: Group) -> str:
    return {
        Group.GENERAL: _tr("Everywhere"),
        Group.SYNC: _tr("ServiceTitan"),
        Group.LIST: _tr("List"),
        Group.CELLS: _tr("Cells"),
        Group.ENTRIES: _tr("Entries"),
        Group.CATEGORIES: _tr("Categories"),
        Group.EDITORS: _tr("Editors"),
        Group.REVIEW: _tr("Review"),
        Group.KITS: _tr("Kits"),
        Group.GALLERY: _tr("Gallery"),
    }[group]


def place_title(place: Place) -> str:
    return {
        Place.GRID: _tr("in the list"),
        Place.TREE: _tr("in the tree"),
        Place.REVIEW: _tr("in Review"),
        Place.KIT_LINES: _tr("in the lines of a kit"),
        Place.KIT_LIST: _tr("in the list of kits"),
        Place.GALLERY: _tr("in the gallery"),
    }[place]


def _group(spec: ActionSpec) -> Group:
    return spec.group or Group.GENERAL


def _local(spec: ActionSpec) -> str:
    return f"{spec.name}@{spec.place or ''}"


def _tr(text: str) -> str:
    return QCoreApplication.translate("Groups", text)
