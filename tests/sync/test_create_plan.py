"""What becomes of a create: a table of what looking for it showed."""

from __future__ import annotations

from uuid import uuid4

import pytest

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.remote import Look, RemoteEntity
from lazi_desktop.sync.create_plan import (
    NEEDED,
    SAY_WHICH,
    WANTED,
    CreateStep,
    decide_create,
    missing_required,
    missing_words,
    perhaps_renamed,
    taken,
    why_not_yet,
)

C, M, S, E, D = EntityKind
SEND, ADOPT, WAIT, TAKEN, DUPLICATE, UNSURE, DOUBTFUL = CreateStep
WANT = {"name": "Tees", "category_type": "Materials", "parent_id": 3, "description": None}
LIKE = {**WANT, "active": True, "position": 4}
UNLIKE = {**LIKE, "parent_id": 9}


def entity(remote_id: int, fields=LIKE, problem: str = "") -> RemoteEntity:
    return RemoteEntity(kind=C, remote_id=remote_id, payload="{}", fields=fields, problem=problem)


CASES = [
    # marked, alike, can_mark, sent, step, adopted, because
    ([], [], True, False, SEND, None, "nothing like it is there"),
    ([], [], False, False, SEND, None, "nothing like it is there"),
    ([], [], True, True, WAIT, None, "it may still appear"),
    ([], [], False, True, WAIT, None, "it may still appear"),
    ([1], [], True, True, ADOPT, 1, "our marker proves it"),
    ([1], [], True, False, ADOPT, 1, "an earlier create that nobody remembers, after a restore"),
    ([1], [2], True, True, ADOPT, 1, "the marker counts more than somebody else's code"),
    ([1, 2], [], True, True, DUPLICATE, None, "both carry our marker"),
    ([1, 2], [3], True, False, DUPLICATE, None, "both carry our marker"),
    ([], [5], True, False, TAKEN, None, "somebody has this code"),
    ([], [5], False, False, TAKEN, None, "somebody has this name here"),
    ([], [5], True, True, TAKEN, None, "ours would carry the marker"),
    ([], [5], False, True, ADOPT, 5, "exactly what was sent"),
    ([], [5, 6], False, True, UNSURE, None, "two are exactly what was sent"),
]  # fmt: skip


@pytest.mark.parametrize("marked, alike, can_mark, sent, step, adopted, because", CASES)
def test_what_a_look_shows_decides(marked, alike, can_mark, sent, step, adopted, because):
    look = Look(marked=[*map(entity, marked)], alike=[*map(entity, alike)], can_mark=can_mark)
    decision = decide_create(C, look, WANT, sent=sent)
    assert (decision.step, decision.remote_id) == (step, adopted), because
    for number in (*marked, *alike):
        if step in (DUPLICATE, UNSURE) and (number in marked or step is UNSURE):
            assert f"#{number}" in decision.detail
    assert bool(decision.detail) == (step in (TAKEN, DUPLICATE, UNSURE))
    asked = f" {SAY_WHICH}" if step in (DUPLICATE, UNSURE) else ""
    assert decision.field_details == ({"name": decision.detail + asked} if decision.detail else {})


@pytest.mark.parametrize("other", [entity(5, UNLIKE), entity(5, {}), entity(5, LIKE, "not readable")])
def test_without_a_marker_only_what_equals_what_was_sent_is_ours(other):
    look = Look(marked=[], alike=[other], can_mark=False)
    decision = decide_create(C, look, WANT, sent=True)
    assert decision.step is UNSURE
    assert "#5" in decision.detail
    both = Look(marked=[], alike=[other, entity(6)], can_mark=False)
    assert decide_create(C, both, WANT, sent=True).remote_id == 6


def test_a_taken_code_is_told_at_the_code_even_where_nobody_saw_it():
    assert taken(M).field_details == {"code": "ServiceTitan already has an entry with this code."}
    assert "(#7)" in taken(C, [entity(7)]).field_details["name"]


@pytest.mark.parametrize(
    "kind, wanted, missing",
    [
        (M, {"code": "A", "description": "B"}, ()),
        (M, {"code": "A", "description": None}, ("description",)),
        (S, {}, ("code", "description")),
        (E, {"display_name": "X", "code": ""}, ("code", "description")),
        (D, {"code": "A", "description": "B", "amount": 0}, ("type", "amount_type")),
        (C, {"name": "A"}, ("category_type",)),
        (C, {"name": "A", "category_type": "Services"}, ()),
    ],
)
def test_what_servicetitan_needs_to_create_it(kind, wanted, missing):
    assert missing_required(kind, wanted) == missing
    assert why_not_yet(kind, wanted) == dict.fromkeys(missing, NEEDED)
    assert ("description" in missing) == ("description" in missing_words(kind, missing))


def test_a_reference_without_a_number_holds_it_back():
    key = str(uuid4())
    wanted = {"code": "A", "description": "B", "categories": [4, key], "service_materials": [{"skuId": key}]}
    assert why_not_yet(S, wanted) == {"categories": WANTED, "service_materials": WANTED}
    assert why_not_yet(C, {"name": "A", "category_type": "Services", "parent_id": key}) == {
        "parent_id": WANTED
    }


def test_what_bears_an_earlier_name_is_to_choose_from():
    there = entity(5)
    decision = perhaps_renamed(EntityKind.CATEGORY, [there])
    assert (decision.step, decision.found, decision.remote_id) == (UNSURE, [there], None)
    assert "an earlier name of this category: #5" in decision.detail
    assert "Review asks which one it is" in decision.field_details["name"]


@pytest.mark.parametrize("sent", [False, True])
@pytest.mark.parametrize("kind", [EntityKind.CATEGORY, EntityKind.MATERIAL])
@pytest.mark.parametrize("can_mark", [False, True])
def test_what_a_restored_hub_may_have_had_made_goes_out_unasked_only_where_a_marker_would_show_it(
    sent, kind, can_mark
):
    decision = decide_create(kind, Look([], [], can_mark), {}, sent=sent, perhaps_made=True)
    if sent:
        assert decision.step is WAIT
    elif can_mark:
        assert decision.step is SEND
    else:
        assert decision.step is DOUBTFUL
        assert "then submit it again" in decision.detail
