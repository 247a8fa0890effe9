"""Change-sets and proposals of which there are many: each op is looked at once."""

from __future__ import annotations

from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import OpKind
from lazi_desktop.ports.change_sets import ProposalState
from lazi_desktop.store.workspace.filing import Aside, Said, proposals_now, taken_back

MANY = 40_000
HELD = UUID(int=7)


def key(number: int) -> EntityKey:
    return EntityKey(UUID(int=number))


def proposal(number: int, value: int) -> Aside:
    op_id = UUID(int=10 * MANY * value + number)
    return Aside(
        OpKind.PROPOSE, op_id, EntityKind.MATERIAL, key(number), "price", value, 1, None, "2026-03-01"
    )


def test_of_many_proposals_the_last_for_each_field_is_open() -> None:
    asides = [proposal(number, value) for value in (2, 3) for number in range(MANY)]
    now = proposals_now({}, asides)
    assert [one.value for one in now.values() if one.state is ProposalState.OPEN] == [3] * MANY
    assert [one.value for one in now.values() if one.state is ProposalState.WITHDRAWN] == [2] * MANY
    again = proposals_now(now, [proposal(5, 4)])
    assert {one.value: one.state for one in again.values() if one.key == key(5)} == {
        2: ProposalState.WITHDRAWN, 3: ProposalState.WITHDRAWN, 4: ProposalState.OPEN,
    }  # fmt: skip


def test_of_many_discarded_entries_each_comes_back_under_its_set() -> None:
    said: list[Said] = []
    for number in range(MANY):
        said += [(OpKind.UNSET, key(number), "price", HELD), (OpKind.DISCARD, key(number), "", HELD)]
    assert taken_back(said, {HELD}) == {(key(number), ""): HELD for number in range(MANY)}
    again: list[Said] = [*said, (OpKind.CREATE, key(3), "", None), (OpKind.UNSET, key(3), "cost", HELD)]
    assert {place[1] for place in taken_back(again, {HELD}) if place[0] == key(3)} == {"cost"}
