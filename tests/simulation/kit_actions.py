"""What people do to kits at their desks."""

from __future__ import annotations

import random
from collections.abc import Callable, Sequence
from decimal import Decimal

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.assembling import kits_of
from lazi_desktop.domain.kits.kit import Kit
from lazi_desktop.domain.kits.parts import KitPart, PartId
from lazi_desktop.operations.kits.clashes import choose_clash
from lazi_desktop.operations.kits.groups import group_lines, set_group, ungroup
from lazi_desktop.operations.kits.lines import NewLine, add_lines, include_kit, set_line, set_quantity
from lazi_desktop.operations.kits.moving import move_lines
from lazi_desktop.operations.kits.removing import remove_parts, restore_parts
from lazi_desktop.operations.kits.versions import restore_version, save_version
from lazi_desktop.operations.kits.whole_kits import (
    KitCopy,
    create_kit,
    duplicate_kit,
    remove_kit,
    rename,
    restore,
    set_kit_field,
)
from tests.simulation.world import Desk, World

KitAction = Callable[[World, Desk, random.Random], None]
FEW = 2
"""Kits that histories are about, so that people meet in them."""


def build(world: World, desk: Desk, dice: random.Random) -> None:
    """A kit, while there are few; else lines in one of them."""
    work = desk.workspace
    kits = _kits(desk)
    if len(kits) < FEW:
        create_kit(work, f"K{world.new_value()}")
        return
    kit, draw = dice.choice(kits), dice.random()
    if draw < 0.05:
        duplicate_kit(work, [KitCopy(kit.key)])
    elif draw < 0.15:
        include_kit(work, kit.key, dice.choice(kits).key)
    else:
        skus = [one for one in work.shown() if work.kind_of(one) is not EntityKind.CATEGORY]
        if skus:
            lines = [
                NewLine(sku=EntityKey(dice.choice(skus)), quantity=Decimal(world.new_value()))
                for _ in range(dice.randint(1, 3))
            ]
            add_lines(work, kit.key, lines)


def change(world: World, desk: Desk, dice: random.Random) -> None:
    """A cell of a line that many others edit too, or something about the kit itself."""
    work, kits = desk.workspace, _kits(desk)
    if not kits:
        return
    kit, draw = dice.choice(kits), dice.random()
    lines = [line.key for line in kit.lines][:3]
    if draw < 0.2 or not lines:
        if dice.random() < 0.6:
            rename(work, kit.key, f"K{world.new_value()}")
        else:
            set_kit_field(work, [kit.key], "note", dice.choice((None, f"n{dice.randint(1, 3)}")))
    elif draw < 0.5:
        set_quantity(work, kit.key, [dice.choice(lines)], Decimal(world.new_value()))
    elif draw < 0.7:
        note = dice.choice((None, "same", f"n{world.new_value()}"))
        set_line(work, kit.key, dice.sample(lines, dice.randint(1, len(lines))), {"note": note})
    elif draw < 0.85:
        move_lines(work, kit.key, [dice.choice(lines)], before=dice.choice(lines))
    else:
        _group(world, desk, dice, kit, lines)


def _group(world: World, desk: Desk, dice: random.Random, kit: Kit, lines: Sequence[PartId]) -> None:
    work = desk.workspace
    if not kit.groups or dice.random() < 0.3:
        group_lines(work, kit.key, [dice.choice(lines)], name=f"G{world.new_value()}")
        return
    group, draw = dice.choice(kit.groups).key, dice.random()
    if draw < 0.4:
        set_group(work, kit.key, [group], {"name": f"G{world.new_value()}"})
    elif draw < 0.7:
        set_group(work, kit.key, [group], {"collapsed": dice.random() < 0.5})
    else:
        ungroup(work, kit.key, [group])


def take_out(world: World, desk: Desk, dice: random.Random) -> None:
    """Lines and whole kits go, and come back."""
    work, draw = desk.workspace, dice.random()
    parts = work.kit_parts()
    gone = [part for part in parts if part.is_gone]
    if gone and draw < 0.5:
        part = dice.choice(gone)
        if part.kind is KitPart.KIT:
            restore(work, [part.kit])
        else:
            restore_parts(work, part.kit, [part.key])
        return
    kits = _kits(desk)
    if kits and draw < 0.6:
        remove_kit(work, [dice.choice(kits).key])
    elif kits:
        kit = dice.choice(kits)
        if kit.lines:
            remove_parts(work, kit.key, [dice.choice(kit.lines).key])


def keep_a_version(world: World, desk: Desk, dice: random.Random) -> None:
    kits = _kits(desk)
    if not kits:
        return
    kit = dice.choice(kits)
    if kit.versions and dice.random() < 0.4:
        restore_version(desk.workspace, kit.key, dice.choice(kit.versions).key)
    else:
        save_version(desk.workspace, kit.key, f"v{world.new_value()}")


def choose(world: World, desk: Desk, dice: random.Random) -> None:
    """Between what several people said."""
    asked = [(part, field) for part in desk.workspace.kit_parts() for field in part.clashes]
    if asked:
        part, field = dice.choice(asked)
        said = [part.fields.get(field), *(one.value for one in part.clashes[field])]
        choose_clash(desk.workspace, part.key, field, dice.choice(said))


def _kits(desk: Desk) -> list[Kit]:
    return [kit for kit in kits_of(desk.workspace.kit_parts()).values() if not kit.gone]


OF_KITS: dict[str, tuple[float, KitAction]] = {
    "build a kit": (4, build),
    "change a kit": (8, change),
    "take out of a kit": (2, take_out),
    "keep a version": (1, keep_a_version),
    "choose in a kit": (1, choose),
}
