"""Pictures pushed on real parts: uploaded, named, fetched again, and believed only when they show the same."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import psycopg
import pytest

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.values import Fields
from lazi_desktop.images.tools import DecoderTools
from lazi_desktop.operations.pictures import PictureFor
from lazi_desktop.ports.engine import PushResult
from lazi_desktop.ports.overrides import OverrideState
from lazi_desktop.ports.push import PushPaused
from lazi_desktop.store.hub.embedded import EmbeddedPostgres
from lazi_desktop.sync.brake import Brake
from lazi_desktop.sync.picture_proofs import ANOTHER, NOT_GIVEN, NOT_HERE
from lazi_desktop.sync.picture_uploads import AWAY, UPLOADED_AGAIN
from lazi_desktop.sync.preview import preview_push, what_it_takes
from lazi_desktop.sync.push import Push
from lazi_desktop.sync.turn import Turn
from tests.sync.picturing import Admin, Photographer, photo
from tests.world import World

C, M, S, E, D = EntityKind


@pytest.fixture
def tools() -> Iterator[DecoderTools]:
    tools = DecoderTools()
    yield tools
    tools.close()


@pytest.fixture
def admin(server: EmbeddedPostgres) -> Iterator[Admin]:
    with psycopg.connect(server.admin_url, autocommit=True) as connection:
        yield connection


@pytest.fixture
async def desk(world: World, tmp_path: Path, tools: DecoderTools, admin: Admin) -> Photographer:
    await world.pull()
    world.simulator.clear_requests()
    return Photographer(world, tmp_path / "added", tools, admin)


def bare(desk: Photographer, kind: EntityKind = S) -> int:
    """One without pictures."""
    return next(
        item["id"]
        for item in desk.world.simulator.items(str(kind))
        if item["active"] and not item.get("image" if kind is C else "assets")
    )


async def lose_pictures(desk: Photographer, admin: Admin) -> None:
    """As where the hub was restored and the computer that had them is no more."""
    desk.world.added = None
    for table in ("picture_uploads", "blobs"):
        await asyncio.to_thread(
            admin.execute, f"delete from sync.{table} where tenant_id = %s", [desk.world.hub.tenant_id]
        )


@pytest.mark.parametrize("kind", [S, M, E, D])
async def test_a_picture_arrives_and_is_verified(desk: Photographer, kind: EntityKind):
    sku = bare(desk, kind)
    address = desk.picture(kind, sku)
    assert (await desk.push())["assets"].result is PushResult.VERIFIED
    [path] = desk.shown(kind, sku)
    assert path.startswith("Images/")
    assert await desk.there(path) == photo()
    detail = desk.world.detail(kind, sku)
    assert (detail.overrides, [one["url"] for one in detail.effective["assets"]]) == ({}, [path])
    assert address.startswith("picture:")
    assert desk.uploads() == 1


async def test_it_joins_those_that_are_there(desk: Photographer):
    sku = next(item["id"] for item in desk.world.simulator.items("service") if item["assets"])
    before = desk.shown(S, sku)
    desk.picture(S, sku)
    assert (await desk.push())["assets"].result is PushResult.VERIFIED
    assert desk.shown(S, sku)[: len(before)] == before
    assert len(desk.shown(S, sku)) == len(before) + 1


@pytest.mark.parametrize(("field", "many"), [("image", 1), ("sku_images", 2)])
async def test_a_categorys_pictures(desk: Photographer, field: str, many: int):
    category = bare(desk, C)
    for seed in range(many):
        desk.picture(C, category, seed, field=field)
    assert (await desk.push())[field].result is PushResult.VERIFIED
    found = desk.shown(C, category, field)[-many:]
    assert [await desk.there(path) for path in found] == [photo(seed) for seed in range(many)]
    assert desk.world.detail(C, category).overrides == {}


@pytest.mark.parametrize("how", ["moved", "renamed", "recoded"])
async def test_whatever_servicetitan_makes_of_its_path_and_packing(desk: Photographer, how: str):
    desk.world.simulator.treat_uploads(how)
    sku = bare(desk)
    desk.picture(S, sku)
    assert (await desk.push())["assets"].result is PushResult.VERIFIED
    assert desk.world.detail(S, sku).overrides == {}
    assert not desk.world.desk.queries.conflicts()
    assert (await desk.there(desk.shown(S, sku)[0]) == photo()) is (how != "recoded")


@pytest.mark.parametrize(("how", "said"), [("spoilt", ANOTHER), ("shrunk", ANOTHER), ("lost", NOT_GIVEN)])
async def test_what_is_not_what_was_sent_differs_and_is_kept(desk: Photographer, how: str, said: str):
    desk.world.simulator.treat_uploads(how)
    sku = bare(desk)
    address = desk.picture(S, sku)
    field = (await desk.push())["assets"]
    assert (field.result, field.detail) == (PushResult.DIFFERS, said)
    override = desk.world.detail(S, sku).overrides["assets"]
    assert (override.state, override.value[0]["url"]) == (OverrideState.DIFFERS, address)
    assert not desk.world.desk.queries.conflicts()
    assert not desk.world.desk.queries.habits()


async def test_a_picture_that_differed_can_be_sent_again(desk: Photographer):
    desk.world.simulator.treat_uploads("lost")
    sku = bare(desk)
    desk.picture(S, sku)
    await desk.push()
    desk.world.simulator.treat_uploads("moved")
    desk.world.submit()
    assert (await desk.push())["assets"].result is PushResult.VERIFIED
    assert await desk.there(desk.shown(S, sku)[0]) == photo()


async def test_the_second_host_refusing_makes_it_wait_and_loses_nothing(desk: Photographer):
    desk.world.simulator.inject("status", status=403, match={"path_contains": "/Images/"}, times=2)
    sku = bare(desk)
    desk.picture(S, sku)
    field = (await desk.push())["assets"]
    assert field.result is PushResult.WAITING
    assert "refused" in field.detail
    assert desk.world.detail(S, sku).overrides["assets"].state is OverrideState.SUBMITTED
    desk.make_due(301)
    assert (await desk.push())["assets"].result is PushResult.VERIFIED
    assert (desk.uploads(), desk.calls("PATCH", f"/{sku}")) == (1, 1)


async def test_a_picture_that_is_not_with_the_team_is_waited_for(desk: Photographer):
    sku = bare(desk)
    desk.world.added = None
    address = desk.picture(S, sku)
    field = (await desk.push())["assets"]
    assert (field.result, field.detail) == (PushResult.WAITING, AWAY)
    await desk.world.hub.keep_blob(address[8:72], "image/jpeg", photo())
    desk.make_due(301)
    assert (await desk.push())["assets"].result is PushResult.VERIFIED


async def test_a_picture_that_is_not_with_the_team_holds_back_nothing_else(desk: Photographer):
    sku = bare(desk)
    desk.world.added = None
    desk.world.edit(S, sku, {"price": 77})
    address = desk.picture(S, sku)
    fields = await desk.push()
    assert {name: one.result for name, one in fields.items()} == {
        "price": PushResult.VERIFIED,
        "assets": PushResult.WAITING,
    }
    assert fields["assets"].detail == AWAY
    detail = desk.world.detail(S, sku)
    assert (detail.effective["price"], list(detail.overrides)) == (77, ["assets"])
    assert detail.overrides["assets"].state is OverrideState.SUBMITTED
    assert desk.calls("PATCH", f"/{sku}") == 1
    await desk.world.hub.keep_blob(address[8:72], "image/jpeg", photo())
    desk.make_due(301)
    assert (await desk.push())["assets"].result is PushResult.VERIFIED
    assert desk.world.detail(S, sku).overrides == {}


async def test_one_of_a_categorys_pictures_does_not_wait_for_the_other(desk: Photographer):
    category = bare(desk, C)
    desk.picture(C, category, 1, field="image")
    await desk.world.replicate()
    desk.world.added = None
    desk.picture(C, category, 2, field="sku_images")
    fields = await desk.push()
    assert (fields["image"].result, fields["sku_images"].result) == (PushResult.VERIFIED, PushResult.WAITING)


async def test_a_picture_that_cannot_be_looked_at_holds_back_nothing_else(desk: Photographer):
    desk.world.simulator.inject("status", status=403, match={"path_contains": "/Images/"}, times=2)
    sku = bare(desk)
    desk.world.edit(S, sku, {"price": 77})
    desk.picture(S, sku)
    fields = await desk.push()
    assert (fields["price"].result, fields["assets"].result) == (PushResult.VERIFIED, PushResult.WAITING)
    assert "refused" in fields["assets"].detail
    detail = desk.world.detail(S, sku)
    assert (detail.effective["price"], list(detail.overrides)) == (77, ["assets"])
    assert not desk.world.desk.queries.conflicts()
    desk.make_due(301)
    assert (await desk.push())["assets"].result is PushResult.VERIFIED
    assert (desk.uploads(), desk.calls("PATCH", f"/{sku}")) == (1, 1)
    assert desk.world.detail(S, sku).overrides == {}


async def test_a_picture_that_cannot_be_looked_at_for_long_holds_back_no_later_edit(desk: Photographer):
    desk.world.simulator.inject("status", status=403, match={"path_contains": "/Images/"}, times=None)
    sku = bare(desk)
    desk.picture(S, sku)
    assert (await desk.push())["assets"].result is PushResult.WAITING
    desk.world.edit(S, sku, {"price": 77})
    desk.world.submit()
    await desk.world.replicate()
    desk.make_due(301)
    await desk.push()
    desk.world.simulator.clear_faults()
    desk.make_due(301)
    await desk.push()
    await desk.push()
    assert (desk.world.detail(S, sku).overrides, desk.uploads()) == ({}, 1)
    assert not desk.world.desk.queries.conflicts()


async def test_a_picture_that_nobody_has_or_wants_any_more_keeps_nothing_waiting(
    desk: Photographer, admin: Admin
):
    desk.world.simulator.treat_uploads("recoded")
    desk.world.simulator.inject("status", status=403, match={"path_contains": "/Images/"}, times=None)
    sku = bare(desk)
    desk.picture(S, sku)
    assert (await desk.push())["assets"].result is PushResult.WAITING
    desk.world.simulator.clear_faults()
    await lose_pictures(desk, admin)
    desk.make_due(301)
    field = (await desk.push())["assets"]
    assert (field.result, NOT_HERE in field.detail) == (PushResult.WAITING, True)
    desk.world.edit(S, sku, {"assets": [], "price": 77})
    desk.world.submit()
    desk.make_due(301)
    for _ in range(2):
        await desk.push()
    detail = desk.world.detail(S, sku)
    assert (detail.overrides, detail.effective["price"]) == ({}, 77)
    assert [one["url"] for one in detail.effective["assets"]] == desk.shown(S, sku)
    assert (await desk.world.hub.waiting())[0] == 0
    assert not desk.world.desk.queries.habits()
    assert desk.uploads() == 1


async def test_a_picture_that_did_not_arrive_and_is_with_nobody_holds_back_no_later_edit(
    desk: Photographer, admin: Admin
):
    desk.world.simulator.inject("reset_before_apply", match={"method": "PATCH"})
    sku = bare(desk)
    address = desk.picture(S, sku)
    assert (await desk.push())["assets"].result is PushResult.WAITING
    await lose_pictures(desk, admin)
    desk.world.edit(S, sku, {"price": 77})
    desk.world.submit()
    desk.make_due(301)
    fields = await desk.push()
    assert (fields["price"].result, fields["assets"].result) == (PushResult.VERIFIED, PushResult.WAITING)
    assert fields["assets"].detail == AWAY
    await desk.world.hub.keep_blob(address[8:72], "image/jpeg", photo())
    desk.make_due(301)
    assert (await desk.push())["assets"].result is PushResult.VERIFIED
    assert await desk.there(desk.shown(S, sku)[0]) == photo()


async def test_where_a_person_is_asked_about_a_picture_that_is_with_nobody_all_else_goes_on(
    desk: Photographer, admin: Admin
):
    desk.world.simulator.treat_uploads("recoded")
    desk.world.simulator.inject("status", status=403, match={"path_contains": "/Images/"}, times=None)
    sku = bare(desk)
    desk.picture(S, sku)
    assert (await desk.push())["assets"].result is PushResult.WAITING
    desk.world.simulator.clear_faults()
    await lose_pictures(desk, admin)
    await desk.world.pull()
    [conflict] = desk.world.desk.queries.conflicts()
    assert conflict.field == "assets"
    desk.world.edit(S, sku, {"price": 77})
    desk.world.submit()
    desk.make_due(301)
    fields = await desk.push()
    assert (fields["price"].result, fields["assets"].result) == (PushResult.VERIFIED, PushResult.CONFLICT)
    assert list(desk.world.detail(S, sku).overrides) == ["assets"]
    assert len(desk.world.desk.queries.conflicts()) == 1
    assert (await desk.world.hub.waiting())[0] == 0


async def test_one_picture_for_several_entries_is_uploaded_once(desk: Photographer):
    desk.world.simulator.treat_uploads("copied")
    skus = [item["id"] for item in desk.world.simulator.items("service") if not item["assets"]][:3]
    for sku in skus:
        desk.picture(S, sku)
    report = await desk.world.push()
    assert [one.result for one in report.fields] == [PushResult.VERIFIED] * 3
    assert desk.uploads() == 1


async def test_one_picture_for_several_entries_where_servicetitan_moves_it_away(desk: Photographer):
    desk.world.simulator.treat_uploads("renamed")
    skus = [item["id"] for item in desk.world.simulator.items("service") if not item["assets"]][:3]
    for sku in skus:
        desk.picture(S, sku)
    report = await desk.world.push()
    assert [one.result for one in report.fields] == [PushResult.VERIFIED] * 3
    assert desk.uploads() == 3


async def test_the_upload_of_a_refused_attach_serves_the_next_time(desk: Photographer):
    desk.world.simulator.inject(
        "status", status=400, body='{"title": "Price is out of range."}', match={"method": "PATCH"}
    )
    sku = bare(desk)
    desk.picture(S, sku)
    assert (await desk.push())["assets"].result is PushResult.FAILED
    desk.world.submit()
    assert (await desk.push())["assets"].result is PushResult.VERIFIED
    assert desk.uploads() == 1


async def test_a_refusal_of_the_picture_itself_is_met_with_one_new_upload(desk: Photographer):
    said = '{"title": "Bad request.", "errors": {"assets[0].url": ["It was not found."]}}'
    desk.world.simulator.inject("status", status=400, body=said, match={"method": "PATCH"})
    sku = bare(desk)
    desk.picture(S, sku)
    assert (await desk.push())["assets"].result is PushResult.VERIFIED
    assert desk.uploads() == 2
    other = bare(desk)
    desk.world.simulator.inject("status", status=400, body=said, match={"method": "PATCH"}, times=2)
    desk.picture(S, other, 2)
    field = (await desk.push())["assets"]
    assert (field.result, "not found" in field.detail) == (PushResult.FAILED, True)
    assert desk.uploads() == 4


async def test_an_upload_that_expired_is_made_again(desk: Photographer):
    desk.world.simulator.treat_uploads(seconds=600)
    desk.world.simulator.inject(
        "status", status=400, body='{"title": "Price is out of range."}', match={"method": "PATCH"}
    )
    sku = bare(desk)
    desk.picture(S, sku)
    await desk.push()
    desk.world.simulator.advance(601)
    desk.world.submit()
    assert (await desk.push())["assets"].result is PushResult.VERIFIED
    assert desk.uploads() == 2
    assert await desk.there(desk.shown(S, sku)[0]) == photo()


async def test_a_lost_answer_to_an_upload_is_followed_by_another_one(desk: Photographer):
    desk.world.simulator.inject("reset_after_apply", match={"method": "POST", "path_contains": "/images"})
    desk.picture(S, bare(desk))
    report = await desk.world.push()
    assert [one.result for one in report.fields] == [PushResult.VERIFIED]
    assert list(report.remarks) == [UPLOADED_AGAIN]


async def test_without_the_scope_only_what_has_pictures_waits_for_a_person(desk: Photographer):
    desk.world.simulator.inject("deny_scope", scope="tn.pb.images:w")
    pictured, priced = [item["id"] for item in desk.world.simulator.items("service") if not item["assets"]][
        :2
    ]
    desk.world.edit(S, priced, {"price": 77})
    desk.picture(S, pictured)
    fields = await desk.push()
    assert fields["price"].result is PushResult.VERIFIED
    assert fields["assets"].result is PushResult.FAILED
    assert "tn.pb.images:w" in fields["assets"].detail


async def test_a_picture_that_servicetitan_refuses_is_said(desk: Photographer):
    desk.world.simulator.inject(
        "status",
        status=413,
        body='{"title": "Too large."}',
        match={"method": "POST", "path_contains": "/images"},
    )
    sku = bare(desk)
    desk.picture(S, sku)
    field = (await desk.push())["assets"]
    assert field.result is PushResult.FAILED
    assert "Too large" in field.detail
    assert desk.calls("PATCH", f"/{sku}") == 0


@pytest.mark.parametrize("how", ["moved", "renamed", "recoded"])
async def test_an_attach_whose_answer_was_lost_is_found_to_have_arrived(desk: Photographer, how: str):
    desk.world.simulator.treat_uploads(how)
    desk.world.simulator.inject("reset_after_apply", match={"method": "PATCH"})
    sku = bare(desk)
    desk.picture(S, sku)
    assert (await desk.push())["assets"].result is PushResult.VERIFIED
    assert not desk.world.desk.queries.conflicts()
    assert (desk.uploads(), desk.calls("PATCH", f"/{sku}")) == (1, 1)


async def test_an_attach_that_never_arrived_is_sent_again_with_the_same_upload(desk: Photographer):
    desk.world.simulator.inject("reset_before_apply", match={"method": "PATCH"})
    sku = bare(desk)
    desk.picture(S, sku)
    assert (await desk.push())["assets"].result is PushResult.WAITING
    desk.make_due(301)
    assert (await desk.push())["assets"].result is PushResult.VERIFIED
    assert (desk.uploads(), desk.calls("PATCH", f"/{sku}")) == (1, 2)


async def test_an_office_edit_meanwhile_is_a_conflict_as_with_any_field(desk: Photographer):
    sku = bare(desk)
    desk.picture(S, sku)
    other = next(item for item in desk.world.simulator.items("service") if item["assets"])
    desk.world.simulator.office_edit("service", sku, {"assets": other["assets"]})
    assert (await desk.push())["assets"].result is PushResult.CONFLICT
    assert (desk.uploads(), desk.calls("PATCH", f"/{sku}")) == (0, 0)


async def test_pull_after_a_push_brings_no_conflict(desk: Photographer):
    desk.world.simulator.treat_uploads("renamed")
    sku = bare(desk)
    desk.picture(S, sku)
    await desk.push()
    await desk.world.pull(full=True)
    assert not desk.world.desk.queries.conflicts()
    assert desk.world.detail(S, sku).overrides == {}


async def test_the_second_host_refusing_once_is_only_asked_again(desk: Photographer):
    desk.world.simulator.inject("html", status=503, match={"path_contains": "/Images/"})
    desk.picture(S, bare(desk))
    assert (await desk.push())["assets"].result is PushResult.VERIFIED


@pytest.mark.parametrize("how", ["moved", "renamed"])
async def test_a_push_cut_off_between_attach_and_read_back_is_settled_by_the_next(
    desk: Photographer, how: str
):
    desk.world.simulator.treat_uploads(how)
    sku = bare(desk)
    desk.picture(S, sku)
    desk.world.simulator.inject(
        "reset_before_apply", match={"method": "GET", "path_contains": "/services"}, skip=1, times=None
    )
    report = await desk.world.push()
    assert report.stopped is not None
    assert [one.result for one in report.fields] == [PushResult.WAITING]
    desk.world.simulator.clear_faults()
    desk.make_due(301)
    assert (await desk.push())["assets"].result is PushResult.VERIFIED
    assert not desk.world.desk.queries.conflicts()
    assert (desk.uploads(), desk.calls("PATCH", f"/{sku}")) == (1, 1)


async def test_a_push_cancelled_between_two_uploads_goes_on_with_the_second(desk: Photographer):
    sku = bare(desk)
    for seed in (1, 2, 3):
        desk.picture(S, sku, seed)
    upload = desk.world.remote.upload_picture
    sent: list[str] = []

    async def once(content: bytes, address: str, **named: Any) -> str:
        path = await upload(content, address, **named)
        sent.append(path)
        if len(sent) == 1:
            pushing.cancel()
            await asyncio.sleep(0)
        return path

    desk.world.remote.upload_picture = once  # type: ignore[method-assign]
    pushing = asyncio.create_task(desk.world.push())
    await asyncio.wait([pushing])
    assert pushing.cancelled()
    assert (desk.uploads(), desk.calls("PATCH", f"/{sku}")) == (1, 0)
    assert (await desk.push())["assets"].result is PushResult.VERIFIED
    assert (desk.uploads(), desk.calls("PATCH", f"/{sku}")) == (3, 1)
    assert len(desk.shown(S, sku)) == 3


async def test_a_new_entry_is_made_with_its_pictures(desk: Photographer):
    key = desk.maker.create(S, code="NEW-PICTURED", description="New")
    desk.add(PictureFor(key, desk.keep(1)), PictureFor(key, desk.keep(2)))
    desk.world.submit()
    desk.world.simulator.treat_uploads("renamed")
    fields = await desk.push()
    assert {one.result for one in fields.values()} == {PushResult.VERIFIED}
    found = desk.shown(S, desk.maker.number(key))
    assert [await desk.there(path) for path in found] == [photo(1), photo(2)]
    assert desk.maker.detail(key).overrides == {}


async def test_a_new_entry_waits_as_a_whole_for_a_picture_that_is_not_with_the_team(desk: Photographer):
    key = desk.maker.create(S, code="NEW-PICTURED", description="New")
    desk.world.added = None
    address = desk.keep(1)
    desk.add(PictureFor(key, address))
    desk.world.submit()
    fields = await desk.push()
    assert {one.result for one in fields.values()} == {PushResult.WAITING}
    assert {"assets", "code"} <= fields.keys()
    assert desk.maker.there(S, "NEW-PICTURED") == []
    await desk.world.hub.keep_blob(address[8:72], "image/jpeg", photo(1))
    desk.make_due(301)
    fields = await desk.push()
    assert {one.result for one in fields.values()} == {PushResult.VERIFIED}
    assert len(desk.maker.there(S, "NEW-PICTURED")) == 1


async def test_a_create_whose_answer_was_lost_is_found_with_its_picture(desk: Photographer):
    key = desk.maker.create(S, code="NEW-PICTURED", description="New")
    desk.add(PictureFor(key, desk.keep(1)))
    desk.world.submit()
    desk.world.simulator.inject("reset_after_apply", match={"method": "POST", "path_contains": "/services"})
    fields = await desk.push()
    assert {one.result for one in fields.values()} == {PushResult.VERIFIED}
    assert len(desk.maker.there(S, "NEW-PICTURED")) == desk.uploads() == 1


async def test_other_fields_and_a_picture_go_together(desk: Photographer):
    sku = bare(desk)
    desk.world.edit(S, sku, {"price": 77})
    desk.picture(S, sku)
    fields = await desk.push()
    assert {name: one.result for name, one in fields.items()} == dict.fromkeys(
        ("price", "assets"), PushResult.VERIFIED
    )
    assert desk.calls("PATCH", f"/{sku}") == 1


async def test_a_preview_tells_what_would_be_sent_and_costs(desk: Photographer):
    sku = bare(desk)
    desk.picture(S, sku)
    await desk.world.replicate()
    desk.world.simulator.clear_requests()
    [field] = await preview_push(desk.world.hub, desk.world.remote)
    assert (field.result, field.detail) == (PushResult.WAITING, "")
    asked = what_it_takes([field], together=True)
    report = await desk.world.push()
    assert [one.result for one in report.fields] == [PushResult.VERIFIED]
    assert report.requests == asked


async def test_a_preview_says_which_pictures_the_team_does_not_have(desk: Photographer):
    desk.world.added = None
    desk.picture(S, bare(desk))
    await desk.world.replicate()
    [field] = await preview_push(desk.world.hub, desk.world.remote)
    assert (field.result, field.detail) == (PushResult.WAITING, AWAY)


async def test_a_pause_between_two_uploads_holds_up_the_second_only_for_so_long(desk: Photographer):
    sku = bare(desk)
    for seed in (1, 2, 3):
        desk.picture(S, sku, seed)
    brake, paused = Brake(), list[tuple[bool, int]]()
    upload = desk.world.remote.upload_picture

    async def then_pause(content: bytes, address: str, **named: Any) -> str:
        path = await upload(content, address, **named)
        if not paused:
            brake.pull()
        return path

    def hear(event: object) -> None:
        if isinstance(event, PushPaused):
            paused.append((event.paused, desk.uploads()))
            brake.release()

    desk.world.remote.upload_picture = then_pause  # type: ignore[method-assign]
    await desk.world.replicate()
    async with Turn(desk.world.hub, desk.world.clock) as turn:
        report = await Push(
            desk.world.hub, desk.world.remote, turn, desk.world.clock, steps=hear, brake=brake
        ).run()
    assert paused == [(True, 1), (False, 1)]
    assert [one.result for one in report.fields] == [PushResult.VERIFIED]
    assert (desk.uploads(), desk.calls("PATCH", f"/{sku}")) == (3, 1)


@pytest.mark.parametrize(("kind", "field"), [(S, "assets"), (M, "assets"), (C, "image"), (C, "sku_images")])
async def test_a_picture_that_arrived_is_taken_away_again(desk: Photographer, kind: EntityKind, field: str):
    one = bare(desk, kind)
    desk.picture(kind, one, field=field)
    assert (await desk.push())[field].result is PushResult.VERIFIED
    nothing: list[str] | None = None if field == "image" else []
    assert (await desk.world.edit_and_push(kind, one, {field: nothing}))[field].result is PushResult.VERIFIED
    assert desk.world.detail(kind, one).overrides == {}


@pytest.mark.parametrize(("kind", "field"), [(M, "assets"), (E, "assets"), (C, "image"), (C, "sku_images")])
async def test_new_entries_of_other_kinds_are_made_with_a_picture(
    desk: Photographer, kind: EntityKind, field: str
):
    name = "NEW-PICTURED"
    key = desk.maker.category(name) if kind is C else desk.maker.create(kind, code=name, description="New")
    desk.add(PictureFor(key, desk.keep(1), field=field))
    desk.world.submit()
    fields = await desk.push()
    assert {one.result for one in fields.values()} == {PushResult.VERIFIED}, fields
    [path] = desk.shown(kind, desk.maker.number(key), field)
    assert await desk.there(path) == photo(1)


async def test_a_picture_edited_in_while_the_first_is_sent_follows_it(desk: Photographer):
    sku = bare(desk)
    first = desk.picture(S, sku, 1)
    patch = desk.world.remote.patch

    async def meanwhile(*change: Any, **named: Any) -> Fields | None:
        answer = await patch(*change, **named)
        if desk.world.detail(S, sku).overrides["assets"].value[-1]["url"] == first:
            desk.picture(S, sku, 2)
            await desk.world.replicate()
        return answer

    desk.world.remote.patch = meanwhile  # type: ignore[method-assign]
    assert (await desk.push())["assets"].result is PushResult.VERIFIED
    assert [await desk.there(path) for path in desk.shown(S, sku)] == [photo(1), photo(2)]
    assert desk.uploads() == 2
    assert not desk.world.desk.queries.conflicts()
    assert desk.world.detail(S, sku).overrides == {}


async def test_where_pictures_cannot_be_read_it_is_said_and_nothing_is_tried_for_ever(desk: Photographer):
    desk.world.simulator.inject("deny_scope", scope="tn.pb.images:r")
    sku = bare(desk)
    desk.picture(S, sku)
    field = (await desk.push())["assets"]
    assert field.result is PushResult.DIFFERS
    assert "tn.pb.images:r" in field.detail
    desk.world.simulator.clear_faults()
    desk.world.submit()
    assert (await desk.push())["assets"].result is PushResult.VERIFIED
    assert await desk.there(desk.shown(S, sku)[0]) == photo()
