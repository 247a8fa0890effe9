"""Bringing back earlier values, as new edits in one step."""

from __future__ import annotations

from collections.abc import Mapping

from lazi_desktop.domain.errors import InvalidValue, NothingToDo
from lazi_desktop.domain.field_tables import field_of
from lazi_desktop.domain.history import restorable
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Changes
from lazi_desktop.domain.references import local_references, numbered
from lazi_desktop.domain.values import Value, same
from lazi_desktop.operations.create_entity import name_of
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.ports.pricebook import EntityDetail
from lazi_desktop.ports.workspace import UnitOfWork


def restore_values(
    work: UnitOfWork, key: EntityKey, values: Mapping[str, Value], *, label: str = ""
) -> Changes:
    """One step. What nobody can change from here, and what is so already, is left alone.

    Raises:
        NothingToDo: nothing is left to bring back.
        InvalidValue: ServiceTitan deleted it, or a value does not fit any more.
    """
    detail = work.detail(key)
    if detail.gone:
        raise InvalidValue(f"ServiceTitan deleted {name_of(detail)}: there is nothing to bring back to.")
    edits = []
    for name, value in restorable(detail.kind, values).items():
        wanted, now = _by_now(work, detail, name, value), detail.effective.get(name)
        if not same(wanted, now):
            edits.append(FieldEdit(key, name, wanted, now))
    if not edits:
        raise NothingToDo("It is so already.")
    what = field_of(detail.kind, edits[0].field).title.lower() if len(edits) == 1 else f"{len(edits)} fields"
    return edit_fields(work, edits, label=label or f"Restore {what} of {name_of(detail)}")


def _by_now(work: UnitOfWork, detail: EntityDetail, name: str, value: Value) -> Value:
    """What was named by its key then may have a number by now."""
    named = local_references(name, value)
    if not named:
        return value
    found = work.details(list(named)).values()
    numbers = {one.key: one.remote_id for one in found if one.remote_id is not None}
    return field_of(detail.kind, name).canonical(numbered(name, value, numbers))
