"""Everything the window's frame can do, declared once; toolbar and keys are made from it."""

from __future__ import annotations

from typing import Protocol

from PySide6.QtCore import QCoreApplication

from lazi_desktop.ui.actions import ActionSpec, WindowState
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.theme.icons import Glyph


class WindowHandlers(Protocol):
    """What the actions call."""

    def search(self) -> None: ...
    def undo(self) -> None: ...
    def redo(self) -> None: ...
    def pull(self) -> None: ...
    def pull_all(self) -> None: ...
    def review(self) -> None: ...
    def push(self) -> None: ...
    def shortcuts(self) -> None: ...
    def leave(self) -> None: ...


def window_actions(handlers: WindowHandlers) -> list[ActionSpec]:
    return [
        ActionSpec(name="search", title=_tr("Search"), handler=handlers.search, keys=("Ctrl+F",)),
        ActionSpec(
            name="undo",
            title=_tr("Undo"),
            tip=lambda state: _named(_tr("Undo"), state.undo_label),
            handler=handlers.undo,
            glyph=Glyph.UNDO,
            keys=("Ctrl+Z",),
            enabled_when=lambda state: bool(state.undo_label),
        ),
        ActionSpec(
            name="redo",
            title=_tr("Redo"),
            tip=lambda state: _named(_tr("Redo"), state.redo_label),
            handler=handlers.redo,
            glyph=Glyph.REDO,
            keys=("Ctrl+Shift+Z", "Ctrl+Y"),
            enabled_when=lambda state: bool(state.redo_label),
        ),
        ActionSpec(
            name="pull",
            title=_tr("Pull"),
            tip=_tr("Pull what changed in ServiceTitan"),
            handler=handlers.pull,
            glyph=Glyph.PULL,
            keys=("F5",),
            enabled_when=_nothing_runs,
        ),
        ActionSpec(
            name="pull_changes",
            title=_tr("Pull changes"),
            handler=handlers.pull,
            glyph=Glyph.PULL,
            enabled_when=_nothing_runs,
        ),
        ActionSpec(
            name="pull_all",
            title=_tr("Pull everything"),
            tip=_tr("Read the whole pricebook again; your changes are kept"),
            handler=handlers.pull_all,
            glyph=Glyph.SYNC,
            enabled_when=_nothing_runs,
        ),
        ActionSpec(
            name="review",
            title=_review_title,
            tip=_tr("Look through what is changed here and not yet in ServiceTitan"),
            handler=handlers.review,
            glyph=Glyph.REVIEW,
            glyph_role="changed_text",
            keys=("Ctrl+R",),
            enabled_when=lambda state: state.pending_fields > 0,
        ),
        ActionSpec(
            name="push",
            title=_tr("Push"),
            tip=_push_tip,
            handler=handlers.push,
            glyph=Glyph.PUSH,
            glyph_role="on_accent",
            keys=("Ctrl+Return", "Ctrl+Enter"),
            enabled_when=lambda state: state.pending_fields > 0 and _nothing_runs(state),
        ),
        ActionSpec(
            name="shortcuts", title=_tr("Keyboard shortcuts"), handler=handlers.shortcuts, keys=("F1", "?")
        ),
        ActionSpec(name="leave", title=_tr("Close LAZI Desktop"), handler=handlers.leave, keys=("Ctrl+Q",)),
    ]


def _nothing_runs(state: WindowState) -> bool:
    return not state.activity


def _named(what: str, label: str) -> str:
    return f"{what}: {label}" if label else what


def _review_title(state: WindowState) -> str:
    if not state.pending_fields:
        return _tr("Review")
    changes = counted(state.pending_fields, _tr("change"), _tr("changes"))
    return _tr("Review {changes}").format(changes=changes)


def _push_tip(state: WindowState) -> str:
    if not state.pending_fields:
        return _tr("Nothing is changed here")
    if state.activity:
        return _tr("Wait until the {activity} is done").format(activity=state.activity)
    return _tr("Push what is changed here to ServiceTitan")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Window", text)
