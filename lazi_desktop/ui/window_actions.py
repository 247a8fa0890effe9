"""Everything the window's frame can do, declared once; toolbar and keys are made from it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from PySide6.QtCore import QCoreApplication

from lazi_desktop.ui.actions import ActionSpec, Group, WindowState, in_group
from lazi_desktop.ui.formatting import counted
from lazi_desktop.ui.page import Page
from lazi_desktop.ui.said import said
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
    def decide(self) -> None: ...
    def stop(self) -> None: ...
    def open_page(self, name: str) -> None: ...
    def find_command(self) -> None: ...
    def shortcuts(self) -> None: ...
    def about(self) -> None: ...
    def leave(self) -> None: ...


def window_actions(handlers: WindowHandlers, pages: Sequence[Page] = ()) -> list[ActionSpec]:
    return [
        *in_group(Group.GENERAL, _general(handlers)),
        *in_group(Group.GENERAL, _pages(handlers, pages)),
        *in_group(Group.SYNC, [*_pulling(handlers), *_pushing(handlers)]),
    ]


def _general(handlers: WindowHandlers) -> list[ActionSpec]:
    return [
        ActionSpec(
            name="palette",
            title=_tr("Commands…"),
            tip=_tr("Find any command, or an entry by its code or name"),
            handler=handlers.find_command,
            glyph=Glyph.RUN,
            keys=("Ctrl+K",),
            listed=False,
        ),
        ActionSpec(
            name="search",
            title=_tr("Search the pricebook"),
            handler=handlers.search,
            glyph=Glyph.SEARCH,
            keys=("Ctrl+F",),
        ),
        ActionSpec(
            name="undo",
            title=_tr("Undo"),
            tip=lambda state: _named(_tr("Undo"), state.undo_label),
            handler=handlers.undo,
            glyph=Glyph.UNDO,
            keys=("Ctrl+Z",),
            enabled_when=lambda state: bool(state.undo_label),
            why_not=_tr("Nothing to undo"),
        ),
        ActionSpec(
            name="redo",
            title=_tr("Redo"),
            tip=lambda state: _named(_tr("Redo"), state.redo_label),
            handler=handlers.redo,
            glyph=Glyph.REDO,
            keys=("Ctrl+Shift+Z", "Ctrl+Y"),
            enabled_when=lambda state: bool(state.redo_label),
            why_not=_tr("Nothing to redo"),
        ),
        ActionSpec(
            name="shortcuts",
            title=_tr("Keyboard shortcuts"),
            handler=handlers.shortcuts,
            glyph=Glyph.LISTS,
            keys=("F1", "?"),
        ),
        ActionSpec(
            name="about",
            title=_tr("About LAZI Desktop"),
            tip=_tr("Its version, what it is made of, and under which licences"),
            handler=handlers.about,
            glyph=Glyph.INFO,
        ),
        ActionSpec(
            name="leave",
            title=_tr("Close LAZI Desktop"),
            handler=handlers.leave,
            glyph=Glyph.CLOSE,
            keys=("Ctrl+Q",),
        ),
    ]


def _pages(handlers: WindowHandlers, pages: Sequence[Page]) -> list[ActionSpec]:
    """Ctrl+1, Ctrl+2 …, in the order of the rail."""
    return [
        ActionSpec(
            name=f"open_{page.name}",
            title=_tr("Go to {page}").format(page=page.title),
            handler=lambda page=page: handlers.open_page(page.name),  # type: ignore[misc]
            glyph=page.glyph,
            keys=(f"Ctrl+{number}",),
        )
        for number, page in enumerate(pages, 1)
    ]


def _pulling(handlers: WindowHandlers) -> list[ActionSpec]:
    return [
        ActionSpec(
            name="pull",
            title=_tr("Pull"),
            tip=lambda state: state.no_keys or _tr("Pull what changed in ServiceTitan"),
            handler=handlers.pull,
            glyph=Glyph.PULL,
            keys=("F5",),
            enabled_when=_may_pull,
            why_not=_wait,
        ),
        ActionSpec(
            name="pull_changes",
            title=_tr("Pull changes"),
            handler=handlers.pull,
            glyph=Glyph.PULL,
            enabled_when=_may_pull,
            why_not=_wait,
            listed=False,
        ),
        ActionSpec(
            name="pull_all",
            title=_tr("Pull everything"),
            tip=lambda state: state.no_keys or _tr("Read the whole pricebook again; your changes are kept"),
            handler=handlers.pull_all,
            glyph=Glyph.SYNC,
            enabled_when=_may_pull,
            why_not=_wait,
        ),
    ]


def _pushing(handlers: WindowHandlers) -> list[ActionSpec]:
    return [
        ActionSpec(
            name="review",
            title=_review_title,
            tip=_tr("Look through what is changed here and not yet in ServiceTitan"),
            handler=handlers.review,
            glyph=Glyph.REVIEW,
            glyph_role="changed_text",
            keys=("Ctrl+Shift+R",),
            enabled_when=lambda state: state.pending_fields > 0 or state.proposals > 0,
            why_not=_tr("Nothing is changed here"),
        ),
        ActionSpec(
            name="push",
            title=lambda state: _tr("Submit for push") if state.no_keys else _tr("Push"),
            tip=_push_tip,
            handler=handlers.push,
            glyph=Glyph.PUSH,
            glyph_role="on_accent",
            keys=("Ctrl+Shift+Return", "Ctrl+Shift+Enter"),
            enabled_when=lambda state: state.pending_fields > 0 and not state.activity,
            why_not=_push_tip,
        ),
        ActionSpec(
            name="decide",
            title=_tr("Decide conflicts"),
            handler=handlers.decide,
            glyph=Glyph.CONFLICT,
            enabled_when=lambda state: state.conflicts > 0,
            why_not=_tr("There is no conflict"),
        ),
        ActionSpec(
            name="stop",
            title=_tr("Stop what is running"),
            tip=_tr("What is done stays done"),
            handler=handlers.stop,
            glyph=Glyph.CLOSE,
            enabled_when=lambda state: bool(state.activity),
            why_not=_tr("Nothing is running"),
        ),
    ]


def _may_pull(state: WindowState) -> bool:
    return not state.activity and not state.no_keys


def _named(what: str, label: str) -> str:
    return f"{what}: {said(label)}" if label else what


def _review_title(state: WindowState) -> str:
    """Proposals alone are worth a look, too: somebody waits for an answer."""
    if state.pending_fields:
        changes = counted(state.pending_fields, _tr("change"), _tr("changes"))
    elif state.proposals:
        changes = counted(state.proposals, _tr("proposal"), _tr("proposals"))
    else:
        return _tr("Review")
    return _tr("Review {changes}").format(changes=changes)


def _push_tip(state: WindowState) -> str:
    if not state.pending_fields:
        return _tr("Nothing is changed here")
    if state.no_keys:
        submit = _tr("Submit what is changed here, for the computer that pushes.")
        return f"{submit} {state.no_keys}"
    if state.activity:
        return _wait(state)
    return _tr("Push what is changed here to ServiceTitan")


def _wait(state: WindowState) -> str:
    """A pull or a push; or there are no keys to begin one."""
    if state.no_keys:
        return state.no_keys
    return {
        "pull": _tr("Wait until the pull is done"),
        "push": _tr("Wait until the push is done"),
    }.get(state.activity, "")


def _tr(text: str) -> str:
    return QCoreApplication.translate("Window", text)
