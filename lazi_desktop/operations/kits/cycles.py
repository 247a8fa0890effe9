"""A kit is never put into itself, through whatever other kits: refused with the path."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence

from lazi_desktop.domain.errors import InvalidValue
from lazi_desktop.domain.kits.kit import Kit
from lazi_desktop.domain.kits.parts import KitId, KitPart, Part
from lazi_desktop.operations.kits.keys_in import kit_in
from lazi_desktop.operations.kits.naming import kit_names
from lazi_desktop.ports.workspace import UnitOfWork


def refuse_cycle(
    work: UnitOfWork, kit: KitId, includes: Collection[KitId], *, back: Collection[KitId] = ()
) -> None:
    """`back` are removed kits that are there again with the same step.

    Raises:
        InvalidValue: with these in it the kit would be in itself.
    """
    path = _path_to(work, kit, includes, back)
    if path:
        names = kit_names(work, path)
        called = [names.get(one) or "a kit" for one in path]
        if len(path) == 1:
            raise InvalidValue(f"{called[0]} cannot hold itself.", title="A kit cannot be in itself")
        raise InvalidValue(
            f"{called[0]} is in {called[1]} already: {' › '.join([called[0], *called[1:], called[0]])}.",
            title="A kit cannot be in itself",
        )


def includes_of(kit: Kit) -> set[KitId]:
    return {line.includes for line in kit.lines if line.includes is not None}


def includes_in(parts: Iterable[Part]) -> set[KitId]:
    """Of those that are not removed."""
    return {
        held
        for part in parts
        if part.kind is KitPart.INCLUDE and not part.is_gone and (held := kit_in(part)) is not None
    }


def _path_to(
    work: UnitOfWork, kit: KitId, includes: Collection[KitId], back: Collection[KitId]
) -> Sequence[KitId]:
    """From the kit down to the one that holds it; nothing where none does. Only what is below is read."""
    if kit in includes:
        return (kit,)
    above: dict[KitId, KitId] = dict.fromkeys(includes, kit)
    level = list(above)
    while level:
        below = []
        for holder, held in _included(work, level, back):
            if held == kit:
                return _up(above, holder, kit)
            if held not in above:
                above[held] = holder
                below.append(held)
        level = below
    return ()


def _included(
    work: UnitOfWork, kits: Collection[KitId], back: Collection[KitId]
) -> Sequence[tuple[KitId, KitId]]:
    parts = work.kit_parts(kits)
    gone = {part.kit for part in parts if part.kind is KitPart.KIT and part.is_gone} - {*back}
    return [
        (part.kit, held)
        for part in parts
        if part.kind is KitPart.INCLUDE
        and not part.is_gone
        and part.kit not in gone
        and (held := kit_in(part)) is not None
    ]


def _up(above: Mapping[KitId, KitId], holder: KitId, kit: KitId) -> Sequence[KitId]:
    path = [holder]
    while path[-1] != kit:
        path.append(above[path[-1]])
    return path[::-1]
