"""What to do about an entity that ServiceTitan does not have yet: decided purely, from what looking for it showed.

A create is never repeated blindly. Our marker proves that one arrived; the same code or name only says that something
like it is there.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from lazi_desktop.domain.field_tables import FIELDS, field_of
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.merge import agrees
from lazi_desktop.domain.references import local_references
from lazi_desktop.domain.values import Fields
from lazi_desktop.ports.remote import Look, RemoteEntity

NEEDED = "Needed to create it."
PERHAPS_MADE = (
    "The shared database went back to an earlier state. LAZI cannot tell whether ServiceTitan has this {what} already, "
    "perhaps under an earlier name. Look, then submit it again."
)
EARLIER_NAME = (
    "The shared database went back to an earlier state. ServiceTitan has something under an earlier name of this "
    "{what}: {numbers}."
)
SAY_WHICH = "Review asks which one it is."
WANTED = "Waits for something that ServiceTitan does not have yet."


class CreateStep(StrEnum):
    SEND = "send"
    ADOPT = "adopt"  # it is there already, and ours
    WAIT = "wait"  # sent, and not seen: it may still appear
    TAKEN = "taken"  # something else has its code or its place
    DUPLICATE = "duplicate"  # there more than once
    UNSURE = "unsure"  # some that are there could be it
    DOUBTFUL = "doubtful"  # nobody knows whether it was sent, and what was made may have another name by now


@dataclass(frozen=True, slots=True)
class CreateDecision:
    """`remote_id` is set with ADOPT. `detail` and `field_details` are for the person, where one must decide; `found` is
    what one may choose from."""

    step: CreateStep
    remote_id: int | None = None
    detail: str = ""
    field_details: Mapping[str, str] = field(default_factory=dict)
    found: Sequence[RemoteEntity] = ()


def decide_create(
    kind: EntityKind, look: Look, wanted: Fields, *, sent: bool, perhaps_made: bool = False
) -> CreateDecision:
    """`sent`: it went out before, and no answer was seen. `perhaps_made`: a hub that went back does not know that."""
    if len(look.marked) == 1:
        return CreateDecision(CreateStep.ADOPT, look.marked[0].remote_id)
    name = naming(kind)
    if look.marked:
        return _asked(
            CreateStep.DUPLICATE,
            name,
            f"ServiceTitan has it more than once: {_numbers(look.marked)}.",
            look.marked,
        )
    if not look.alike:
        if perhaps_made and not sent and not look.can_mark:
            return _asked(CreateStep.DOUBTFUL, name, PERHAPS_MADE.format(what=_what(kind)))
        return CreateDecision(CreateStep.WAIT if sent else CreateStep.SEND)
    if not sent or look.can_mark:
        return taken(kind, look.alike)
    ours = [entity for entity in look.alike if is_what_was_sent(entity, wanted)]
    if len(ours) == 1:
        return CreateDecision(CreateStep.ADOPT, ours[0].remote_id)
    return _asked(
        CreateStep.UNSURE,
        name,
        "It was sent and its answer was lost. ServiceTitan has some that could be it: "
        f"{_numbers(look.alike)}.",
        look.alike,
    )


def perhaps_renamed(kind: EntityKind, alike: Sequence[RemoteEntity]) -> CreateDecision:
    """These bear a name that it had before the hub went back."""
    words = EARLIER_NAME.format(what=_what(kind), numbers=_numbers(alike))
    return _asked(CreateStep.UNSURE, naming(kind), words, alike)


def without_dismissed(look: Look, dismissed: Collection[int]) -> Look:
    """A person said of these that it became none of them."""
    if not dismissed:
        return look
    return replace(
        look,
        marked=[entity for entity in look.marked if entity.remote_id not in dismissed],
        alike=[entity for entity in look.alike if entity.remote_id not in dismissed],
    )


def taken(kind: EntityKind, alike: Iterable[RemoteEntity] = ()) -> CreateDecision:
    """Somebody else's entity stands where this one would; ServiceTitan may have said so without showing it."""
    numbers = _numbers(alike)
    which = f" ({numbers})" if numbers else ""
    what = "a category of this name here" if kind is EntityKind.CATEGORY else "an entry with this code"
    return _asked(CreateStep.TAKEN, naming(kind), f"ServiceTitan already has {what}{which}.")


def is_what_was_sent(entity: RemoteEntity, wanted: Fields) -> bool:
    return not entity.problem and all(
        agrees(value, entity.fields.get(name)) for name, value in wanted.items() if value is not None
    )


def missing_required(kind: EntityKind, wanted: Fields) -> tuple[str, ...]:
    """Fields without which ServiceTitan creates nothing of this kind."""
    needed = [one.name for one in FIELDS[kind].values() if one.required]
    if kind.is_sku:
        needed.append("description")
    return tuple(name for name in needed if wanted.get(name) in (None, ""))


def why_not_yet(kind: EntityKind, wanted: Fields) -> dict[str, str]:
    """By field, what must be there before this can be created. Empty where nothing is missing."""
    waits = {name: WANTED for name, value in wanted.items() if local_references(name, value)}
    return waits | dict.fromkeys(missing_required(kind, wanted), NEEDED)


def missing_words(kind: EntityKind, names: Iterable[str]) -> str:
    titles = ", ".join(field_of(kind, name).title.lower() for name in names)
    return f"To create it, ServiceTitan needs its {titles}."


def naming(kind: EntityKind) -> str:
    """The field by which ServiceTitan tells one from another."""
    return "name" if kind is EntityKind.CATEGORY else "code"


def _what(kind: EntityKind) -> str:
    return "category" if kind is EntityKind.CATEGORY else "entry"


def _asked(step: CreateStep, name: str, detail: str, found: Sequence[RemoteEntity] = ()) -> CreateDecision:
    """`detail` stands with the question; with the field it says too where that is asked."""
    words = f"{detail} {SAY_WHICH}" if found else detail
    return CreateDecision(step, detail=detail, field_details={name: words}, found=found)


def _numbers(entities: Iterable[RemoteEntity]) -> str:
    return ", ".join(f"#{entity.remote_id}" for entity in sorted(entities, key=lambda one: one.remote_id))
