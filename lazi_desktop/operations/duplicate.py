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
    written = [_written(detail) for detail in details]
    codes = [
        str(one.get("code") or "") for detail, one in zip(details, written, strict=True) if detail.kind.is_sku
    ]
    free = iter(_free(codes, in_use))
    drafts = []
    for detail, values in zip(details, written, strict=True):
        if detail.kind.is_sku:
            values = described({**values, "code": next(free)})
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


def _free(codes: Sequence[str], in_use: CodesInUse) -> list[str]:
    """For each of them `X-COPY`, `X-COPY-2`, …: the first one that nothing has. Asked for all at once."""
    found = dict.fromkeys(range(len(codes)), "")
    left, used, begun = list(found), set[str](), 1
    while left:
        end = 2 * begun + 3
        tried = {place: [_copy(codes[place], n) for n in range(begun, end)] for place in left}
        used.update(one.casefold() for one in in_use([one for some in tried.values() for one in some]))
        for place, some in tried.items():
            found[place] = next((one for one in some if one.casefold() not in used), "")
            used.add(found[place].casefold())
        left, begun = [place for place in left if not found[place]], end
    return list(found.values())


def _copy(code: str, number: int) -> str:
    return f"{code}-COPY" if number == 1 else f"{code}-COPY-{number}"
