"""Pictures of entries: added, taken away, replaced, put in order. Each is an edit like any other."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lazi_desktop.domain.assets import read_assets
from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Changes
from lazi_desktop.domain.picture_lists import (
    picture_field,
    with_added,
    with_alias,
    with_default,
    with_order,
    with_replaced,
    without,
    without_pictures,
)
from lazi_desktop.domain.values import Value
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.ports.workspace import Step, UnitOfWork

_Change = Callable[[EntityKind, str, Value], Value]


@dataclass(frozen=True, slots=True)
class PictureFor:
    """A picture that an entry is to get. `field` is "" for where its kind has pictures."""

    key: EntityKey
    address: str
    alias: str = ""
    field: str = ""
    is_cover: bool = False


def add_pictures(
    work: UnitOfWork,
    pictures: Sequence[PictureFor],
    *,
    replaces: bool = False,
    label: str = "",
    step: Step | None = None,
) -> Changes:
    """All of them as one step. What an entry has already is not added again; who is gone is left out. With `replaces`
    the pictures that were there go.

    Raises:
        InvalidValue: an entry would have too many; nothing is recorded.
    """
    details = work.details(list(dict.fromkeys(one.key for one in pictures)))
    values: dict[tuple[EntityKey, str], Value] = {}
    for one in pictures:
        if one.key not in details:
            continue
        detail = details[one.key]
        field = one.field or picture_field(detail.kind)
        place = one.key, field
        there = detail.effective.get(field)
        before = values.get(place, without_pictures(detail.kind, field, there) if replaces else there)
        value = with_added(detail.kind, field, before, [one.address], alias=one.alias)
        values[place] = with_default(detail.kind, field, value, one.address) if one.is_cover else value
    edits = [
        FieldEdit(key, field, value, details[key].effective.get(field))
        for (key, field), value in values.items()
    ]
    return edit_fields(work, edits, label=label or _adding(len(pictures)), step=step)


def takes_a_place(work: UnitOfWork, pictures: Sequence[PictureFor]) -> bool:
    """Whether adding these takes one away: a category has a single picture of its own."""
    own = {one.key: one.address for one in pictures if one.field == "image"}
    there = {key: detail.effective.get("image") for key, detail in work.details(list(own)).items()}
    return any(image and image != own[key] for key, image in there.items())


def remove_pictures(work: UnitOfWork, key: EntityKey, field: str, addresses: Sequence[str]) -> Changes:
    """Pictures, videos and files alike."""

    def change(kind: EntityKind, name: str, value: Value) -> Value:
        for address in addresses:
            value = without(kind, name, value, address)
        return value

    return _change(work, key, field, change, label=_removing(len(addresses)))


def remove_own_pictures(work: UnitOfWork, categories: Sequence[EntityKey]) -> Changes:
    """Of these categories, as one step; those that have none are left alone."""
    details = work.details(list(categories))
    edits = [
        FieldEdit(key, "image", None, detail.effective["image"])
        for key, detail in details.items()
        if detail.effective.get("image")
    ]
    return edit_fields(work, edits, label=_removing(len(edits)))


def replace_picture(work: UnitOfWork, key: EntityKey, field: str, address: str, by: str) -> Changes:
    """
    Raises:
        InvalidValue: the entry does not have it (any more).
    """

    def change(kind: EntityKind, name: str, value: Value) -> Value:
        if all(one.address != address for one in read_assets(value)):
            raise InvalidValue(
                "It was replaced or taken away meanwhile.", title="This picture is not there any more"
            )
        return with_replaced(kind, name, value, address, by)

    return _change(work, key, field, change, label="Replace picture")


def choose_cover(work: UnitOfWork, key: EntityKey, field: str, address: str) -> Changes:
    """The picture that stands for the entry."""
    return _change(
        work,
        key,
        field,
        lambda kind, name, value: with_default(kind, name, value, address),
        label="Choose default picture",
    )


def order_pictures(work: UnitOfWork, key: EntityKey, field: str, addresses: Sequence[str]) -> Changes:
    return _change(
        work,
        key,
        field,
        lambda kind, name, value: with_order(kind, name, value, addresses),
        label="Move pictures",
    )


def name_picture(work: UnitOfWork, key: EntityKey, field: str, address: str, alias: str) -> Changes:
    return _change(
        work,
        key,
        field,
        lambda kind, name, value: with_alias(kind, name, value, address, alias),
        label="Rename picture",
    )


def _change(work: UnitOfWork, key: EntityKey, field: str, change: _Change, *, label: str) -> Changes:
    detail = work.detail(key)
    seen = detail.effective.get(field)
    return edit_fields(work, [FieldEdit(key, field, change(detail.kind, field, seen), seen)], label=label)


def _adding(count: int) -> str:
    return "Add picture" if count == 1 else f"Add {count:,} pictures"


def _removing(count: int) -> str:
    return "Remove picture" if count == 1 else f"Remove {count:,} pictures"
