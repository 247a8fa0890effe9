"""What people do to pictures, at their desks and in the office."""

from __future__ import annotations

import random
from collections.abc import Callable

from lazi_desktop.domain.assets import PICTURE_FIELDS, read_assets
from lazi_desktop.domain.keys import EntityKey, pulled_key
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.picture_lists import picture_field, with_added, without
from lazi_desktop.domain.pictures import local_address, local_digest
from lazi_desktop.operations.pictures import (
    PictureFor,
    add_pictures,
    choose_cover,
    remove_pictures,
    replace_picture,
)
from lazi_desktop.operations.submit import submit_changes
from lazi_desktop.ports.pricebook import EntityDetail
from tests.simulation.model_rows import TENANT
from tests.simulation.model_storage import digest_of
from tests.simulation.world import Desk, World

PictureAction = Callable[[World, Desk, random.Random], None]
FIRST_MATERIAL = 103


def add(world: World, desk: Desk, dice: random.Random) -> None:
    """One that was drawn just now, or one that another entry has."""
    keys = _chosen(desk, dice)
    if not keys:
        return
    known = _known(desk)
    address = dice.choice(known) if known and dice.random() < 0.3 else drawn(world, desk)
    add_pictures(desk.workspace, [PictureFor(key, address, is_cover=dice.random() < 0.3) for key in keys])


def give_the_first_one(world: World, desk: Desk, dice: random.Random) -> None:
    """A picture of the first material, asked to be sent: what histories with given actions are about."""
    key = pulled_key(TENANT, EntityKind.MATERIAL, FIRST_MATERIAL)
    add_pictures(desk.workspace, [PictureFor(key, drawn(world, desk))])
    submit_changes(desk.workspace, [one.op_id for one in desk.workspace.pending()])


def send(world: World, desk: Desk, dice: random.Random) -> None:
    work = desk.workspace
    submit_changes(
        work,
        [
            one.op_id
            for one in work.pending()
            if one.field in PICTURE_FIELDS or one.entity_key not in work.mirrors  # a create goes out whole
        ],
    )
    if dice.random() < 0.7:
        desk.push(dice.getrandbits(32))


def change(world: World, desk: Desk, dice: random.Random) -> None:
    work = desk.workspace
    keys = [key for key in _chosen(desk, dice) if _pictures(desk, key)]
    if not keys:
        return
    key = dice.choice(keys)
    field = picture_field(work.detail(key).kind)
    address = dice.choice(_pictures(desk, key))
    draw = dice.random()
    if draw < 0.4:
        remove_pictures(work, key, field, [address])
    elif draw < 0.7:
        replace_picture(work, key, field, address, drawn(world, desk))
    else:
        choose_cover(work, key, field, address)


def office_changes_pictures(world: World, desk: Desk, dice: random.Random) -> None:
    items = [item for item in world.remote.items.values() if not world.is_being_made(item)]
    if not items:
        return
    item = dice.choice(items[:6])
    field = picture_field(item.kind)
    value = item.fields.get(field)
    there = [one.address for one in read_assets(value)]
    if there and dice.random() < 0.5:
        value = without(item.kind, field, value, dice.choice(there))
    else:
        new = world.remote.storage.put(f"office {world.new_value()}".encode())
        value = with_added(item.kind, field, value, [new])
    world.office_sets(item, field, value, lag=dice.choice((0, 0, 2, 30)))


def drawn(world: World, desk: Desk) -> str:
    """A picture that nobody has yet, on this desk's disk."""
    content = f"picture {world.new_value()}".encode()
    digest = digest_of(content)
    desk.workspace.added[digest] = content
    return local_address(digest, "jpg")


def _chosen(desk: Desk, dice: random.Random) -> list[EntityKey]:
    keys = desk.workspace.shown()
    return dice.sample(keys, min(len(keys), dice.choice((1, 1, 1, 2))))


def _known(desk: Desk) -> list[str]:
    details = desk.workspace.details(desk.workspace.shown())
    found = {address for detail in details.values() for address in _shown_by(detail)}
    return sorted(one for one in found if local_digest(one) is not None or "/" in one)


def _pictures(desk: Desk, key: EntityKey) -> list[str]:
    return _shown_by(desk.workspace.detail(key))


def _shown_by(detail: EntityDetail) -> list[str]:
    return [one.address for one in read_assets(detail.effective.get(picture_field(detail.kind)))]


OF_PICTURES: dict[str, tuple[float, PictureAction]] = {
    "add pictures": (4, add),
    "change pictures": (2, change),
    "send pictures": (4, send),
    "office changes pictures": (0.4, office_changes_pictures),
}
"""From the seed `PICTURES` on, in the place of others."""
OF_PICTURES_GIVEN = {"give the first one a picture": give_the_first_one}
