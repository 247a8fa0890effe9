"""Changing fields, and taking changes back."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from lazi_desktop.domain.field_tables import field_at_creation, field_of
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Changes, OpDraft, OpKind
from lazi_desktop.domain.typed_text import check_value
from lazi_desktop.domain.values import Value, same
from lazi_desktop.domain.vendors import FIELDS_OF_VENDORS, settled
from lazi_desktop.ports.pricebook import EntityDetail
from lazi_desktop.ports.workspace import EntityValues, Step, UnitOfWork

Known = Mapping[EntityKey, EntityValues]


@dataclass(frozen=True, slots=True)
class FieldEdit:
    """One field of one entity set to `value`; `seen` is the effective value the person had on screen."""

    key: EntityKey
    field: str
    value: Value
    seen: Value


def edit_fields(
    work: UnitOfWork,
    edits: Sequence[FieldEdit],
    *,
    label: str = "",
    step: Step | None = None,
    known: Known | None = None,
) -> Changes:
    """Records the edits as one step that undo takes back whole. Equal values are no edits; what is gone is left out.

    Args:
        known: `values_for` these edits or more, where they have been read already.

    Raises:
        InvalidValue: one of the values does not fit; nothing is recorded.
        Cancelled: by `step`; nothing is recorded.
    """
    drafts = drafts_of(work, edits, known)
    if not drafts:
        return Changes()
    return work.record(drafts, label=label or label_of(drafts), step=step)


def values_for(work: UnitOfWork, edits: Sequence[FieldEdit], also: Iterable[str] = ()) -> Known:
    """What recording these edits goes by; and of the same entities, `also` these fields."""
    names = {edit.field for edit in edits}
    if not names.isdisjoint(FIELDS_OF_VENDORS):
        names |= set(FIELDS_OF_VENDORS)
    return work.values({edit.key for edit in edits}, names.union(also))


def drafts_of(work: UnitOfWork, edits: Sequence[FieldEdit], known: Known | None = None) -> list[OpDraft]:
    """What records the edits, with what follows from them. `known` as in `edit_fields`.

    Raises:
        InvalidValue: one of the values does not fit.
    """
    values = values_for(work, edits) if known is None else known
    if any(edit.field in FIELDS_OF_VENDORS for edit in edits):
        edits = _with_what_follows(values, edits)
    return [
        draft
        for edit in edits
        if edit.key in values and (draft := draft_of(values[edit.key], edit)) is not None
    ]


def revert_fields(work: UnitOfWork, targets: Iterable[tuple[EntityKey, str]], *, label: str = "") -> Changes:
    """Back to ServiceTitan's values: drops the overrides of these fields, as one step."""
    targets = list(targets)
    drafts = reverting(work, targets)
    if not drafts:
        return Changes()
    meant = set(targets)
    reverted = [draft for draft in drafts if (draft.entity_key, draft.field) in meant]
    return work.record(drafts, label=label or f"Revert {_what(reverted)}")


def reverting(work: UnitOfWork, targets: Sequence[tuple[EntityKey, str]]) -> list[OpDraft]:
    """What takes these fields back, with what follows from that."""
    details = work.details(list(dict.fromkeys(key for key, _ in targets)))
    reverted = [
        _unset(details[key], name)
        for key, name in targets
        if key in details and name in details[key].overrides
    ]
    back = [FieldEdit(one.entity_key, one.field, one.value, one.seen) for one in reverted if one.field]
    named = set(targets)
    also = [
        draft_of(details[edit.key], edit)
        for edit in _with_what_follows(details, back)
        if (edit.key, edit.field) not in named
    ]
    return [*reverted, *(draft for draft in also if draft is not None)]


def _with_what_follows(
    known: Mapping[EntityKey, EntityValues] | Mapping[EntityKey, EntityDetail], edits: Sequence[FieldEdit]
) -> list[FieldEdit]:
    """And what changes with a cost or a vendor, so that the cost stays the primary vendor's."""
    result = list(edits)
    places: dict[EntityKey, dict[str, int]] = {}
    for place, edit in enumerate(edits):
        if edit.field in FIELDS_OF_VENDORS and edit.key in known:
            places.setdefault(edit.key, {})[edit.field] = place
    for key, at in places.items():
        one = known[key]
        wanted = {
            name: check_value(field_of(one.kind, name), edits[place].value) for name, place in at.items()
        }
        ours = [name for name in FIELDS_OF_VENDORS if name not in wanted and one.has_ours(name)]
        for name, value in settled(one.effective, wanted, ours).items():
            if name in at:
                result[at[name]] = replace(edits[at[name]], value=value)
            else:
                result.append(FieldEdit(key, name, value, one.effective.get(name)))
    return result


def draft_of(detail: EntityValues | EntityDetail, edit: FieldEdit) -> OpDraft | None:
    """What records the edit; None where there is nothing to record."""
    field = field_of if detail.remote_id is not None else field_at_creation
    value = check_value(field(detail.kind, edit.field), edit.value)
    if same(value, edit.seen):
        return None
    if same(value, detail.mirror.get(edit.field)):
        return _unset(detail, edit.field, seen=edit.seen) if detail.has_ours(edit.field) else None
    return OpDraft(
        kind=OpKind.SET,
        entity_kind=detail.kind,
        entity_key=edit.key,
        field=edit.field,
        value=value,
        seen=edit.seen,
        base=detail.mirror.get(edit.field),
    )


_SEEN_NOW = object()


def _unset(detail: EntityDetail | EntityValues, name: str, *, seen: Value = _SEEN_NOW) -> OpDraft:
    return OpDraft(
        kind=OpKind.UNSET,
        entity_kind=detail.kind,
        entity_key=detail.key,
        field=name,
        value=detail.mirror.get(name),
        seen=detail.effective.get(name) if seen is _SEEN_NOW else seen,
        base=detail.mirror.get(name),
    )


def label_of(drafts: Sequence[OpDraft]) -> str:
    return f"Change {_what(drafts)}"


def _what(drafts: Sequence[OpDraft]) -> str:
    titles = {field_of(EntityKind(draft.entity_kind), draft.field).title for draft in drafts}
    entities = len({draft.entity_key for draft in drafts})
    what = titles.pop().lower() if len(titles) == 1 else f"{len(titles)} fields"
    return what if entities == 1 else f"{what} of {entities:,} entries"
