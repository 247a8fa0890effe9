"""Creates over real parts: what a person makes here arrives in ServiceTitan once, whatever happens on the way."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import psycopg
import pytest

from lazi_desktop.domain.errors import HubUnavailable
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.operations.create_entity import discard_entities
from lazi_desktop.operations.edit_fields import FieldEdit, edit_fields
from lazi_desktop.operations.links import link
from lazi_desktop.operations.undo import undo
from lazi_desktop.ports.engine import PushResult
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.servicetitan.marks import APPLICATION
from lazi_desktop.sync.preview import preview_push
from tests.sync.making import PATHS, Maker, lose_answer_and_look
from tests.world import World

C, M, S, E, D = EntityKind


@pytest.fixture
async def maker(world: World, server):
    await world.pull()
    world.simulator.clear_requests()
    with psycopg.connect(server.admin_url, autocommit=True) as admin:
        yield Maker(world, admin)


async def test_a_category_a_sku_in_it_and_a_service_that_links_it_arrive_in_one_push(maker: Maker):
    shelf = maker.category("Brand new")
    drawer = maker.category("Drawer", parent_id=str(shelf))
    tee = maker.create(M, code="TEE-9", display_name="Brass tee", price=7, categories=[str(drawer)])
    job = maker.create(S, code="S-9", description="Put in a tee", price=99)
    maker.work(lambda unit: link(unit, job, "service_materials", tee, quantity=2))
    maker.world.submit()
    results = await maker.push()
    assert set(results.values()) == {PushResult.VERIFIED}
    assert maker.posts() == ["categories", "categories", "materials", "services"]
    numbers = {key: maker.number(key) for key in (shelf, drawer, tee, job)}
    simulator = maker.world.simulator
    assert simulator.item("category", numbers[drawer])["parentId"] == numbers[shelf]
    assert simulator.item("material", numbers[tee])["categories"] == [numbers[drawer]]
    linked = simulator.item("service", numbers[job])["serviceMaterials"]
    assert [(one["skuId"], int(one["quantity"])) for one in linked] == [(numbers[tee], 2)]
    for key in numbers:
        assert maker.detail(key).overrides == {}
    assert maker.detail(tee).effective["categories"] == [numbers[drawer]]
    assert maker.live_jobs() == []
    assert maker.world.desk.queries.conflicts() == []
    await maker.world.pull(full=True)
    assert maker.detail(tee).key == tee


@pytest.mark.parametrize("kind", list(EntityKind))
async def test_every_kind_is_created_once_and_verified(maker: Maker, kind: EntityKind):
    values: dict[str, Any] = {"code": "NEW-9", "display_name": "New", "description": "<b>New</b>"}
    if kind is D:
        values |= {"type": "Fee", "amount_type": "Fixed", "amount": Decimal("12.5")}
    if kind in (M, E):
        values["cost"] = Decimal("3.25")
    key = maker.category("NEW-9") if kind is C else maker.create(kind, **values)
    maker.world.submit()
    results = await maker.push()
    assert set(results.values()) == {PushResult.VERIFIED}
    [there] = maker.there(kind, "NEW-9")
    assert there["id"] == maker.number(key)
    assert maker.detail(key).overrides == {}
    assert maker.posts() == [PATHS[kind]]
    assert await maker.push() == {}
    assert maker.posts() == [PATHS[kind]]


LOST = {
    "before": {"kind": "reset_before_apply"},
    "after": {"kind": "reset_after_apply"},
    "midway": {"kind": "reset_midway"},
    "500": {"kind": "status", "status": 500},
    "cut": {"kind": "truncate"},
}


@pytest.mark.parametrize("kind", [C, M, S])
@pytest.mark.parametrize("fault", LOST.values(), ids=LOST)
async def test_a_lost_answer_never_makes_two(maker: Maker, kind: EntityKind, fault):
    key = maker.category("NEW-9") if kind is C else maker.create(kind, code="NEW-9")
    maker.world.submit()
    maker.world.simulator.inject(match={"method": "POST", "path_contains": PATHS[kind]}, times=1, **fault)
    results = await maker.push()
    applied = fault["kind"] not in ("reset_before_apply", "status")
    assert len(maker.there(kind, "NEW-9")) == int(applied)
    assert set(results.values()) == {PushResult.VERIFIED if applied else PushResult.WAITING}
    for _ in range(3):
        maker.pass_time()
        await maker.push()
    assert len(maker.there(kind, "NEW-9")) == 1
    assert maker.detail(key).remote_id == maker.there(kind, "NEW-9")[0]["id"]
    assert maker.detail(key).overrides == {}
    assert len(maker.posts()) == (1 if applied else 2)
    assert maker.live_jobs() == []


async def test_what_was_sent_is_not_sent_again_before_two_looks_after_five_minutes(maker: Maker):
    maker.create(M, code="NEW-9")
    maker.world.submit()
    maker.world.simulator.inject(
        "reset_before_apply", match={"method": "POST", "path_contains": "/materials"}
    )
    await maker.push()
    again = await maker.world.push()
    assert (again.waiting, len(maker.posts())) == (1, 1)
    assert 200 < (again.look_again_in or 0) <= 300
    maker.pass_time(301)
    await maker.push()  # the first look
    await maker.push()
    assert len(maker.posts()) == 1
    maker.pass_time(61)
    await maker.push()  # the second one frees it
    await maker.push()
    assert len(maker.posts()) == 2
    assert len(maker.there(M, "NEW-9")) == 1


@pytest.mark.parametrize("kind", [C, M])
async def test_what_is_applied_long_after_is_found_and_not_sent_again(maker: Maker, kind: EntityKind):
    key = maker.category("NEW-9") if kind is C else maker.create(kind, code="NEW-9")
    maker.world.submit()
    maker.world.simulator.inject(
        "apply_late", seconds=99, match={"method": "POST", "path_contains": PATHS[kind]}
    )
    await maker.push()
    assert maker.there(kind, "NEW-9") == []
    maker.pass_time()
    assert set((await maker.push()).values()) == {PushResult.VERIFIED}
    [there] = maker.there(kind, "NEW-9")
    assert maker.number(key) == there["id"]
    assert len(maker.posts()) == 1


@pytest.mark.parametrize("kind", [C, M])
async def test_what_lists_do_not_show_for_three_minutes_is_not_sent_again(maker: Maker, kind: EntityKind):
    key = maker.category("NEW-9") if kind is C else maker.create(kind, code="NEW-9")
    maker.world.submit()
    maker.world.simulator.lag_lists(180)
    maker.world.simulator.inject("reset_after_apply", match={"method": "POST", "path_contains": PATHS[kind]})
    assert set((await maker.push()).values()) == {PushResult.WAITING}
    maker.pass_time()
    assert set((await maker.push()).values()) == {PushResult.VERIFIED}
    assert len(maker.there(kind, "NEW-9")) == len(maker.posts()) == 1
    assert maker.detail(key).overrides == {}


async def test_what_lists_do_not_show_is_verified_under_its_number(maker: Maker):
    maker.world.simulator.lag_lists(180)
    key = maker.create(M, code="NEW-9")
    maker.world.submit()
    assert set((await maker.push()).values()) == {PushResult.VERIFIED}
    assert maker.detail(key).overrides == {}


async def test_two_that_carry_our_marker_are_told_to_a_person_with_their_numbers(maker: Maker):
    key = maker.create(M, code="NEW-9")
    maker.world.submit()
    marker = {
        "externalData": {
            "applicationGuid": str(APPLICATION),
            "externalData": [{"key": "lazi_id", "value": str(key)}],
        }
    }
    twins = [
        maker.world.simulator.office_create("material", {"code": "NEW-9", "description": "x", **marker})["id"]
        for _ in "ab"
    ]
    await maker.push()
    assert maker.posts() == []
    override = maker.detail(key).overrides["code"]
    assert override.state is OverrideState.FAILED
    assert all(f"#{number}" in override.detail for number in twins)
    assert (await maker.world.hub.counts()).needs_human == 1


@pytest.mark.parametrize("how", ["looked", "409", "400"])
async def test_a_code_of_somebody_else_is_told_at_the_code(maker: Maker, how: str):
    key = maker.create(M, code="NEW-9")
    maker.world.submit()
    if how == "looked":
        maker.world.simulator.office_create("material", {"code": "new-9", "description": "theirs"})
    else:
        body = '{"title":"Invalid","errors":{"Code":["Code NEW-9 is taken (already in use)."]}}'
        maker.world.simulator.inject(
            "status", status=int(how), body=body, headers={"content-type": "application/json"},
            match={"method": "POST", "path_contains": "/materials"},
        )  # fmt: skip
    results = await maker.push()
    assert set(results.values()) == {PushResult.FAILED}
    assert "already" in maker.detail(key).overrides["code"].detail
    assert maker.there(M, "NEW-9") == []
    before = len(maker.posts())
    await maker.push()
    assert len(maker.posts()) == before


async def test_after_another_code_was_chosen_it_is_created(maker: Maker):
    maker.world.simulator.office_create("material", {"code": "NEW-9", "description": "theirs"})
    key = maker.create(M, code="NEW-9")
    maker.world.submit()
    await maker.push()
    maker.work(lambda unit: edit_fields(unit, [FieldEdit(key, "code", "NEW-10", "NEW-9")]))
    maker.world.submit()
    assert set((await maker.push()).values()) == {PushResult.VERIFIED}
    assert len(maker.there(M, "NEW-10")) == 1


async def test_what_hangs_on_something_refused_waits_and_says_for_what(maker: Maker):
    shelf = maker.category("Brand new")
    tee = maker.create(M, code="TEE-9", categories=[str(shelf)])
    maker.world.submit()
    maker.world.simulator.inject("status", status=400, body='{"title":"No."}', match={"method": "POST"})
    await maker.push()
    assert maker.posts() == ["categories"]
    assert [state for state, _ in maker.live_jobs() if state == "blocked"] == ["blocked"]
    assert any("Brand new" in detail for _, detail in maker.live_jobs())
    maker.world.submit()
    assert set((await maker.push()).values()) == {PushResult.VERIFIED}
    assert maker.detail(tee).effective["categories"] == [maker.number(shelf)]


async def test_services_that_recommend_each_other_are_created_first_and_linked_then(maker: Maker):
    one, other = maker.create(S, code="S-1"), maker.create(S, code="S-2")
    maker.work(lambda unit: link(unit, one, "upgrades", other))
    maker.work(lambda unit: link(unit, other, "upgrades", one))
    maker.world.submit()
    await maker.push()
    assert maker.detail(one).effective["upgrades"] == [maker.number(other)]
    assert maker.detail(other).effective["upgrades"] == [maker.number(one)]
    assert maker.live_jobs() == []
    for key, linked in ((one, other), (other, one)):
        assert maker.world.simulator.item("service", maker.number(key))["upgrades"] == [maker.number(linked)]
    assert maker.world.desk.queries.conflicts() == []


async def test_what_was_thrown_away_is_not_created(maker: Maker):
    one, other = maker.create(M, code="NEW-1"), maker.create(M, code="NEW-2")
    maker.world.submit()
    await maker.world.replicate()
    maker.work(lambda unit: discard_entities(unit, [one]))
    report = await maker.world.push()
    assert {field.entity_key for field in report.fields} == {other}
    assert maker.there(M, "NEW-1") == []
    assert maker.world.desk.queries.detail(one) is None


async def test_what_was_undone_before_it_was_submitted_leaves_no_trace(maker: Maker):
    maker.create(M, code="NEW-1")
    await maker.world.replicate()
    maker.work(undo)
    assert await maker.push() == {}
    assert maker.posts() == []


async def test_what_servicetitan_needs_is_asked_for_at_its_field(maker: Maker):
    key = maker.create(M, code="NEW-9", primary_vendor=None)
    maker.world.submit()
    await maker.push()
    overrides = maker.detail(key).overrides
    assert {one.state for one in overrides.values()} == {OverrideState.FAILED}
    assert any("vendor" in one.detail for one in overrides.values())


async def test_a_preview_says_what_would_be_created(maker: Maker):
    shelf = maker.category("Brand new")
    maker.create(M, code="NEW-9", categories=[str(shelf)])
    maker.world.simulator.office_create("material", {"code": "OLD-9", "description": "theirs"})
    maker.create(M, code="OLD-9")
    await maker.world.replicate()
    shown = await preview_push(maker.world.hub, maker.world.remote)
    assert all(field.created for field in shown)
    said = {(field.code, field.field): (field.result, field.detail) for field in shown}
    assert said["", "name"] == (PushResult.WAITING, "It would be created.")
    assert said["NEW-9", "code"][0] is PushResult.WAITING
    assert "once" in said["NEW-9", "categories"][1]
    assert said["OLD-9", "code"][0] is PushResult.FAILED
    assert maker.posts() == []


async def test_a_category_that_another_one_took_the_place_of_holds_nobody_up(maker: Maker):
    """Its answer is lost, and meanwhile a second one of the same name is made."""
    world = maker.world
    lost = maker.category("Twin")
    world.submit()
    world.simulator.inject(
        "reset_before_apply", match={"method": "POST", "path_contains": "categories"}, times=1
    )
    await maker.push()
    made = maker.category("Twin")
    world.submit()
    await maker.push()
    assert maker.number(made)
    [one] = world.some(M)
    world.edit(M, one, {"price": 4711})
    world.submit()
    for _ in range(4):
        maker.pass_time(400)
        await maker.push()
        await world.replicate()
    assert world.simulator.item("material", one)["price"] == 4711
    assert maker.live_jobs() == [("needs_human", maker.detail(lost).overrides["name"].detail)]
    assert "already has a category of this name here" in maker.detail(lost).overrides["name"].detail
    assert len(maker.there(C, "Twin")) == 1


async def test_the_run_of_a_push_tells_what_it_sent(maker: Maker):
    maker.create(M, code="NEW-9")
    maker.world.submit()
    report = await maker.world.push()
    [run] = [run for run in await maker.world.hub.runs() if run.what == "push"]
    assert (run.state, run.counts["created"], run.counts["requests"]) == ("done", 1, report.requests)
    [attempt] = await maker.world.hub.attempts(run.run_id)
    assert (attempt.code, attempt.outcome, attempt.status) == ("NEW-9", "applied", 201)
    assert attempt.fields["code"] == "NEW-9"
    asked = [call for call in maker.world.simulator.requests() if "/connect/" not in call["path"]]
    assert report.requests == len(asked)


async def test_a_pull_that_meets_it_before_the_push_heard_of_it_leaves_one(maker: Maker):
    key = maker.create(M, code="NEW-9", price=7)
    maker.world.submit()
    lose_answer_and_look(maker)
    assert set((await maker.push()).values()) == {PushResult.WAITING}
    await maker.world.pull()
    [there] = maker.there(M, "NEW-9")
    met = maker.world.key(M, there["id"])
    assert maker.detail(met).remote_id == there["id"]
    maker.work(lambda unit: edit_fields(unit, [FieldEdit(met, "display_name", "Edited meanwhile", None)]))
    await maker.world.replicate()
    maker.pass_time()
    assert set((await maker.push()).values()) == {PushResult.VERIFIED}
    assert maker.number(key) == there["id"]
    assert maker.detail(key).effective["display_name"] == "Edited meanwhile"
    assert maker.world.desk.queries.detail(met) is None or maker.detail(met).key == key
    assert len([row for row in maker.rows() if row.code == "NEW-9"]) == 1
    assert len(maker.posts()) == 1
    await maker.world.pull(full=True)
    assert len([row for row in maker.rows() if row.code == "NEW-9"]) == 1


async def test_a_hub_that_fails_between_the_answer_and_the_adoption_finds_it_again(maker: Maker):
    key = maker.create(M, code="NEW-9")
    maker.world.submit()
    adopt = maker.world.hub.adopt

    async def away(*args: Any) -> None:
        raise HubUnavailable("away")

    maker.world.hub.adopt = away  # type: ignore[method-assign,assignment]
    report = await maker.world.push()
    assert isinstance(report.stopped, HubUnavailable)
    maker.world.hub.adopt = adopt  # type: ignore[method-assign]
    maker.pass_time()
    assert set((await maker.push()).values()) == {PushResult.VERIFIED}
    assert maker.number(key) == maker.there(M, "NEW-9")[0]["id"]
    assert len(maker.posts()) == 1


async def test_what_was_thrown_away_after_it_was_sent_is_there_when_it_is_found(maker: Maker):
    key = maker.create(M, code="NEW-9")
    maker.world.submit()
    lose_answer_and_look(maker)
    await maker.push()
    maker.work(lambda unit: discard_entities(unit, [key]))
    await maker.world.replicate()
    assert maker.world.desk.queries.detail(key) is None
    maker.pass_time()
    await maker.push()
    assert maker.number(key) == maker.there(M, "NEW-9")[0]["id"]
    assert len(maker.posts()) == 1
    assert maker.live_jobs() == []


async def test_what_was_edited_after_it_was_sent_goes_out_as_a_change(maker: Maker):
    key = maker.create(M, code="NEW-9", price=7)
    maker.world.submit()
    lose_answer_and_look(maker)
    await maker.push()
    maker.work(lambda unit: edit_fields(unit, [FieldEdit(key, "price", 8, 7)]))
    maker.world.submit()
    maker.pass_time()
    await maker.push()
    await maker.push()
    assert float(maker.there(M, "NEW-9")[0]["price"]) == 8
    assert maker.detail(key).overrides == {}
    assert maker.world.desk.queries.conflicts() == []
    assert maker.posts() == ["materials"]


async def test_a_draft_that_was_not_submitted_stays_a_draft_over_what_servicetitan_filled_in(maker: Maker):
    key = maker.create(M, code="NEW-9")
    maker.world.submit()
    maker.work(lambda unit: edit_fields(unit, [FieldEdit(key, "price", 8, None)]))
    await maker.push()
    assert set(maker.detail(key).overrides) == {"price"}
    override = maker.detail(key).overrides["price"]
    assert (override.value, override.state) == (8, OverrideState.PENDING)
    assert maker.world.desk.queries.conflicts() == []
    maker.world.submit()
    assert set((await maker.push()).values()) == {PushResult.VERIFIED}
    assert float(maker.there(M, "NEW-9")[0]["price"]) == 8


async def test_what_servicetitan_made_another_value_of_is_asked_about_and_not_sent_again(maker: Maker):
    key = maker.create(M, code="NEW-9", price=Decimal("7.5"))
    maker.world.submit()
    maker.world.simulator.inject("drop_field", field="price", match={"method": "POST"})
    results = await maker.push()
    assert results["material", "price"] is PushResult.CONFLICT
    assert results["material", "code"] is PushResult.VERIFIED
    [conflict] = maker.world.desk.queries.conflicts()
    assert (conflict.entity_key, conflict.field, conflict.ours, conflict.theirs) == (
        key,
        "price",
        Decimal("7.5"),
        0,
    )
    maker.world.simulator.clear_requests()
    await maker.push()
    assert not [call for call in maker.world.simulator.requests() if call["method"] in ("POST", "PATCH")]
