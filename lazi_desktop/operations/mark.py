"""The team's review mark: asking somebody to look, and saying that it was looked at."""

from __future__ import annotations

from collections.abc import Iterable

from lazi_desktop.domain.errors import NothingToDo
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Changes
from lazi_desktop.domain.values import same
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.ports.workspace import UnitOfWork

_MARK = "review_mark"


def mark(work: UnitOfWork, keys: Iterable[EntityKey], value: str) -> Changes:
    """One step; "" takes the mark off.

    Raises:
        NothingToDo: all of them have this mark.
    """
    found = work.values(set(keys), {_MARK})
    edits = [
        FieldEdit(key, _MARK, value, now)
        for key, values in found.items()
        if not same(now := values.effective.get(_MARK), value or None)
    ]
    if not edits:
        raise NothingToDo("They are marked so already.")
    many = "" if len(edits) == 1 else f" of {len(edits):,} entries"
    return edit_fields(work, edits, label=f"Mark{many} as “{value}”" if value else f"Take the mark{many} off")
