"""What can be done with whole entries, declared once."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.kinds import SKU_KINDS, EntityKind
from lazi_desktop.ui.actions import ActionSpec, Place
from lazi_desktop.ui.kind_looks import glyph_of, word_of
from lazi_desktop.ui.pricebook.entry_life import EntryLife
from lazi_desktop.ui.theme.icons import Glyph


def entry_actions(life: EntryLife) -> list[ActionSpec]:
    return [
        ActionSpec(
            name="new_entry",
            title=_tr("New entry…"),
            tip=_tr("New entry in the chosen category"),
            handler=life.new_entry,
            glyph=Glyph.ADD,
            keys=("Ctrl+N",),
        ),
        *(_new(life, kind) for kind in SKU_KINDS),
        ActionSpec(
            name="duplicate_entries",
            title=_tr("Duplicate"),
            tip=_tr("Copies of the selected entries, as new ones"),
            handler=life.duplicate,
            glyph=Glyph.COPY,
            keys=("Ctrl+Shift+D",),
        ),
        ActionSpec(
            name="deactivate_entries", title=_tr("Deactivate"), handler=life.deactivate, glyph=Glyph.SWEEP
        ),
        ActionSpec(name="activate_entries", title=_tr("Activate"), handler=life.activate, glyph=Glyph.ACCEPT),
        ActionSpec(
            name="delete_entries",
            title=_tr("Delete…"),
            tip=_tr("Throws away what ServiceTitan never had, and makes all else inactive"),
            handler=life.delete,
            glyph=Glyph.REMOVE,
        ),
        ActionSpec(
            name="mark_to_review",
            title=_tr("Mark for review"),
            handler=life.mark_to_review,
            glyph=Glyph.REVIEW,
        ),
        ActionSpec(name="mark_reviewed", title=_tr("Mark as reviewed"), handler=life.mark_reviewed),
        ActionSpec(name="take_mark_off", title=_tr("Take the review mark off"), handler=life.take_mark_off),
        ActionSpec(name="copy_code", title=_tr("Copy code"), handler=life.copy_code, glyph=Glyph.COPY),
        ActionSpec(
            name="open_in_servicetitan",
            title=_tr("Open in ServiceTitan"),
            handler=life.open_in_servicetitan,
            glyph=Glyph.EXTERNAL,
        ),
        ActionSpec(name="show_used_in", title=_tr("Used in"), handler=life.show_used_in, glyph=Glyph.CONNECT),
        ActionSpec(
            name="show_history", title=_tr("History"), handler=life.show_history, glyph=Glyph.ACTIVITY
        ),
        ActionSpec(
            name="show_cell_history",
            title=_tr("History of this field"),
            tip=_tr("What happened to the field of the current cell"),
            handler=life.show_cell_history,
            place=Place.GRID,
            local_keys=("Alt+Down",),
        ),
    ]


def _new(life: EntryLife, kind: EntityKind) -> ActionSpec:
    return ActionSpec(
        name=f"new_{kind.value}",
        title=_tr("New {kind}…").format(kind=word_of(kind).lower()),
        handler=lambda: life.new_entry(kind),
        glyph=glyph_of(kind),
    )


def _tr(text: str) -> str:
    return QCoreApplication.translate("PricebookPage", text)
