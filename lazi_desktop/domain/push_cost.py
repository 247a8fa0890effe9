"""How a push packs what it sends, and how many requests that takes. The push and its preview both ask here."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from lazi_desktop.domain.field_tables import field_of
from lazi_desktop.domain.fields import FieldType
from lazi_desktop.domain.kinds import EntityKind

LOT = 40
"""Entities that are looked at, sent and read back together: what was looked at must be fresh when it is sent."""

READ_AT_ONCE = 50  # the most SKUs that one request reads

REQUESTS_PER_SECOND = 20.0
"""What ServiceTitan may be asked, unless the settings say otherwise."""


@dataclass(frozen=True, slots=True)
class Pace:
    """What the settings allow a push: so many requests, and changes of several SKUs in one of them."""

    requests_per_second: float = REQUESTS_PER_SECOND
    together: bool = False


LEAST_TOGETHER = 10
"""Changes for which a request of several is worth its proof."""

_PLAIN = frozenset(
    (FieldType.TEXT, FieldType.HTML, FieldType.CHOICE, FieldType.MONEY, FieldType.NUMBER, FieldType.INTEGER)
) | {FieldType.FLAG}

ORDER = (
    EntityKind.CATEGORY,
    EntityKind.MATERIAL,
    EntityKind.EQUIPMENT,
    EntityKind.DISCOUNT_FEE,
    EntityKind.SERVICE,
)
"""Categories first: SKUs hang in them. Services last: they link the others."""


def may_go_together(kind: EntityKind, fields: Iterable[str]) -> bool:
    """Whether a change of these fields may travel with those of others: ServiceTitan has such a request for SKUs.
    Lists and objects replace each other whole and go by themselves."""
    return kind.is_sku and all(field_of(kind, name).type in _PLAIN for name in fields)


def changed_otherwise(called: str) -> str:
    """What a person should know of one that did."""
    return (
        f"Sent together with others, {called} has changed in fields that were not sent. Look at it in ServiceTitan; "
        f"the rest went one by one."
    )


TOOK_SOME = (
    "Of changes that were sent together, ServiceTitan took only some and said “OK”. Those it left out were sent again "
    "by themselves, and the rest went one by one."
)


REQUESTS_OF_A_PICTURE = 2


@dataclass(frozen=True, slots=True)
class ToSend:
    """One entity with something to send; `is_plain`: it may go together with others."""

    kind: EntityKind
    creates: bool = False
    is_plain: bool = False
    pictures: int = 0
    """Of those added here, each is uploaded, and fetched again afterwards."""
    goes: bool = True
    """False for one that is only looked at: all of it is there already, or waits for a person."""


def requests_of(entities: Iterable[ToSend], *, together: bool) -> int:
    """What a push of these needs where everything goes well. `together`: plain changes may share a request."""
    proved, requests = False, 0
    ordered = sorted(entities, key=lambda one: ORDER.index(one.kind))
    for lot in _lots(ordered, LOT):
        by_kind: dict[EntityKind, list[ToSend]] = defaultdict(list)
        for one in lot:
            by_kind[one.kind].append(one)
        for kind, of_kind in by_kind.items():
            going = [one for one in of_kind if one.goes]
            creates = sum(one.creates for one in going)
            plain = sum(one.is_plain and not one.creates for one in going)
            others = len(going) - creates - plain
            requests += creates * (
                3 if kind.is_sku else 2
            )  # looked for by marker and code, or by name; then made
            requests += reads_of(kind, sum(not one.creates for one in of_kind))
            requests += REQUESTS_OF_A_PICTURE * sum(one.pictures for one in going)
            if together and plain >= LEAST_TOGETHER:
                if not proved:  # one by itself, read back, and the rest looked at anew
                    plain, proved = plain - 1, True
                    requests += 2 + reads_of(kind, plain + others)
                requests += 1
            else:
                requests += plain
            requests += others + reads_of(kind, creates + plain + others)
    return requests


def reads_of(kind: EntityKind, count: int) -> int:
    """Requests to read so many; categories are read one by one, since the API has no such filter for them."""
    return -(-count // READ_AT_ONCE) if kind.is_sku else count


def _lots(entities: Sequence[ToSend], size: int) -> Iterable[Sequence[ToSend]]:
    return [entities[at : at + size] for at in range(0, len(entities), size)]
