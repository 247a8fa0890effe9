"""Making copies of entities, to go on from what is there."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Sequence

from lazi_desktop.domain.errors import NothingToDo
from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Changes
from lazi_desktop.domain.rows_of_lists import ROWS_OF_OURS, without_ids
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.create_entity import creation, described, name_of
from lazi_desktop.ports.pricebook import EntityDetail
from lazi_desktop.ports.workspace import UnitOfWork

CodesInUse = Callable[[Sequence[str]], Collection[str]]
"""Those of the codes that something has already, in lower case."""

_LEFT_BEHIND = frozenset(("review_mark",))


def duplicate(work: UnitOfWork, keys: Iterable[EntityKey], *, in_use: CodesInUse, label: str = "") -> Changes:
    """Copies of what can be written of these, as one step. A copy is nobody's in ServiceTitan until it is pushed; a
    category is copied without what hangs in it.

    Raises:
        NothingToDo: none of them is there any more.
    """
    details = list(work.details(list(dict.fromkeys(keys))).values())
    if not details:
        raise NothingToDo("There is nothing to copy any more.")
    taken: set[str] = set()
    drafts = []
    for detail in details:
        values = _written(detail)
        if detail.kind.is_sku:
            values = described({**values, "code": _free(str(values.get("code") or ""), in_use, taken)})
        else:
            values["name"] = f"{values.get('name') or ''} copy".strip()
        drafts += creation(work.new_key(), detail.kind, values)
    what = name_of(details[0]) if len(details) == 1 else f"{len(details):,} entries"
    return work.record(drafts, label=label or f"Duplicate {what}")


def _written(detail: EntityDetail) -> dict[str, Value]:
    return {
        name: without_ids(value) if field.type in ROWS_OF_OURS else value
        for name, field in FIELDS[detail.kind].items()
        if field.writable and name not in _LEFT_BEHIND and (value := detail.effective.get(name)) is not None
    }


def _free(code: str, in_use: CodesInUse, taken: set[str]) -> str:
    """`X-COPY`, `X-COPY-2`, …: the first one that nothing has."""
    begun = 1
    while True:
        tried = [f"{code}-COPY" if n == 1 else f"{code}-COPY-{n}" for n in range(begun, begun + 20)]
        used = {one.casefold() for one in in_use(tried)} | taken
        free = next((one for one in tried if one.casefold() not in used), None)
        if free is not None:
            taken.add(free.casefold())
            return free
        begun += 20
