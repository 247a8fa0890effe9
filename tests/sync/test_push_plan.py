"""What a push does with each field of a job: a table, and the coupled groups."""

from __future__ import annotations

from uuid import uuid4

import pytest

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.merge import ReadBack
from lazi_desktop.ports.engine import PushResult
from lazi_desktop.ports.hub_push import PushField, PushJob
from lazi_desktop.sync.push_plan import plan_create, plan_push, verdicts_of

M = EntityKind.MATERIAL


def job(**fields):
    """`field=(base, ours)`."""
    return PushJob(
        job_id=uuid4(), entity_key=EntityKey(uuid4()), entity_kind=M, remote_id=7, code="UN-1", name="", attempt=0,
        state="claimed",
        fields=[PushField(field=name, base=base, value=ours, op_id=uuid4()) for name, (base, ours) in fields.items()],
    )  # fmt: skip


@pytest.mark.parametrize(
    "base, ours, theirs, sending, settled, because",
    [
        (10, 12, 10, {"price": 12}, [], "ServiceTitan still has what we started from"),
        (10, 12, 12, {}, [ReadBack.VERIFIED], "somebody typed the same there: nothing to send"),
        (10, 12, 11, {}, [ReadBack.CONFLICT], "it was changed there meanwhile"),
        (None, 12, None, {"price": 12}, [], "a price where there was none"),
        (10, None, 10, {"price": None}, [], "emptied here"),
    ],
)
def test_one_field(base, ours, theirs, sending, settled, because):
    plan = plan_push(M, job(price=(base, ours)), {"price": theirs}, frozenset())
    assert plan.sending == sending, because
    assert [verdict.result for verdict in plan.settled] == settled, because


def test_a_conflict_holds_back_the_whole_price_line_and_nothing_else():
    known = {"price": 11, "member_price": 9, "display_name": "Union"}
    plan = plan_push(
        M, job(price=(10, 12), member_price=(9, 10), display_name=("Union", "Pump union")), known, frozenset()
    )
    assert plan.sending == {"display_name": "Pump union"}
    assert plan.held == {"price", "member_price"}
    assert plan.settled_results == {"price": PushResult.CONFLICT, "member_price": PushResult.HELD}, "it waits"
    assert plan.waits_for == {"member_price": "Waits for the conflict of price to be decided."}


def test_an_open_conflict_of_an_unsubmitted_price_holds_the_line_too():
    plan = plan_push(M, job(member_price=(9, 10)), {"price": 10, "member_price": 9}, frozenset({"price"}))
    assert plan.sending == {}
    assert plan.held == {"member_price"}


def test_a_field_that_has_converged_is_not_held():
    plan = plan_push(
        M, job(price=(10, 12), member_price=(9, 10)), {"price": 11, "member_price": 10}, frozenset()
    )
    assert plan.held == {"price"}
    assert plan.settled_results["member_price"] is PushResult.VERIFIED


@pytest.mark.parametrize(
    "after, result",
    [(12, ReadBack.VERIFIED), (10, ReadBack.DIFFERS), (11, ReadBack.CONFLICT), (None, ReadBack.CONFLICT)],
)
def test_only_reading_back_proves_anything(after, result):
    plan = plan_push(M, job(price=(10, 12)), {"price": 10}, frozenset())
    [verdict] = verdicts_of(plan, {"price": after})
    assert verdict.result is result


def test_what_is_gone_is_not_planned():
    plan = plan_push(M, job(price=(10, 12)), None, frozenset())
    assert plan.known is None
    assert not plan.sending


def test_while_it_is_in_question_whether_the_entity_is_to_be_nothing_of_it_is_sent():
    asked = job(price=(10, 12), display_name=("Union", "Pump union"))
    plan = plan_push(M, asked, {"price": 10, "display_name": "Union"}, frozenset({"deleted"}))
    assert plan.sending == {}
    assert plan_create(asked, frozenset({"deleted"})).sending == {}
