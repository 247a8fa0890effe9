"""Switching entities off and on: off, ServiceTitan keeps them and offers them to nobody."""

from __future__ import annotations

from collections.abc import Iterable

from lazi_desktop.domain.errors import NothingToDo
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Changes
from lazi_desktop.operations.create_entity import name_of
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.ports.workspace import UnitOfWork


def switch(work: UnitOfWork, keys: Iterable[EntityKey], *, active: bool) -> Changes:
    """One step. Those that are so already are left alone.

    Raises:
        NothingToDo: all of them are.
    """
    details = [
        detail
        for detail in work.details(list(dict.fromkeys(keys))).values()
        if (detail.effective.get("active") is True) is not active
    ]
    if not details:
        raise NothingToDo(f"They are {'active' if active else 'inactive'} already.")
    what = name_of(details[0]) if len(details) == 1 else f"{len(details):,} entries"
    edits = [FieldEdit(one.key, "active", active, one.effective.get("active")) for one in details]
    return edit_fields(work, edits, label=f"{'Activate' if active else 'Deactivate'} {what}")
