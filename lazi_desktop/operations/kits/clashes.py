"""Where two people said different things about one field at the same time: which of them it is."""

from __future__ import annotations

from lazi_desktop.domain.errors import NothingToDo
from lazi_desktop.domain.kits.parts import KitId, PartId
from lazi_desktop.domain.ops import Changes
from lazi_desktop.domain.values import Value, same
from lazi_desktop.operations.kits.field_titles import TITLES
from lazi_desktop.operations.kits.naming import kit_names, names_of
from lazi_desktop.operations.kits.part_edits import PartEdits, choice_of
from lazi_desktop.ports.workspace import UnitOfWork


def choose_clash(work: UnitOfWork, part: PartId, field: str, value: Value) -> Changes:
    """`value` is what is there, or what one of the others said. Whoever said otherwise can see who chose.

    Raises:
        NothingToDo: somebody has chosen already, or one of them said something else since.
        NoLongerThere: the part was removed meanwhile.
    """
    edits = PartEdits.of_parts(work, [part])
    found = edits.part(part)
    said = [one.value for one in found.clashes.get(field, ())]
    if not said:
        raise NothingToDo("Somebody has chosen already.")
    if not any(same(value, one) for one in (found.fields.get(field), *said)):
        raise NothingToDo("Somebody said something else since. Please look again.")
    name = kit_names(work, [KitId(found.kit)]).get(found.kit, "")
    called = names_of(work, [found])[part]
    of_part = called if called == name else f"{called} in {name}"
    title = TITLES.get(field, field).lower()
    return work.record([choice_of(found, field, value)], label=f"Choose {title} of {of_part}")
