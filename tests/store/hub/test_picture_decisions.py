"""Pictures that ServiceTitan has under addresses of its own: what is an echo, what arrived, and what is a conflict."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from uuid import uuid4

import pytest

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.merge import ReadBack
from lazi_desktop.domain.ops import OpKind, OpOutcome
from lazi_desktop.domain.pictures import local_address
from lazi_desktop.ports.hub_push import Verdict
from tests.store.hub.team import Typist, pull

ONE, TWO = hashlib.sha256(b"1").hexdigest(), hashlib.sha256(b"2").hexdigest()
OURS = local_address(ONE, "jpg")
UPLOADED, MOVED = "Images/Temporary/a1.jpg", "Images/Material/a1.jpg"
ELSEWHERE = "Images/Material/c3.jpg"


def assets(*addresses: str, alias: str | None = None):
    return [
        {"alias": alias, "isDefault": place == 0, "type": "Image", "url": address}
        for place, address in enumerate(addresses)
    ]


@pytest.fixture
async def ann(team, hub, lease):
    await pull(hub, lease, {1: {"code": "A", "assets": assets("Images/Material/old.jpg")}})
    return Typist(team, hub)


@pytest.fixture
async def op(ann):
    """The picture takes the place of the old one, and is submitted."""
    seen = assets("Images/Material/old.jpg")
    op = await ann.edit(1, "assets", assets(OURS), seen=seen)
    await ann.submit(op)
    return op


@pytest.fixture
async def job(hub, lease, op):
    """Sent; what came of it nobody knows yet."""
    [job] = await hub.claim(lease, 10)
    await hub.note_upload(lease, ONE, UPLOADED)
    before = {"assets": assets("Images/Material/old.jpg")}
    attempt = await hub.intend(lease, job, sending={"assets": assets(OURS)}, before=before, path="")
    await hub.answered(lease, job, attempt, outcome="applied", status=200, detail="")
    return job


async def open_conflicts(team):
    return team.sql(
        "select count(*) from sync.conflicts where tenant_id = %s and state = 'open'", team.tenant_id
    )


async def test_what_was_proved_has_arrived(team, hub, lease, job):
    await hub.prove_picture(lease, ONE, MOVED)
    counts = await pull(hub, lease, {1: {"assets": assets(MOVED)}})
    assert (counts.cleared, counts.conflicts) == (1, 0)
    assert await hub.pending() == []


@pytest.mark.parametrize("shown", [UPLOADED, MOVED, "Images/Pricebook/a1.jpg"])
async def test_what_a_push_sent_and_nobody_looked_at_yet_is_no_conflict(team, hub, lease, job, shown):
    counts = await pull(hub, lease, {1: {"assets": assets(shown)}})
    assert (counts.cleared, counts.conflicts) == (0, 0)
    assert [row.state for row in await hub.pending()] == ["submitted"]
    await hub.prove_picture(lease, ONE, shown)
    found = Verdict(field="assets", op_id=job.fields[0].op_id, result=ReadBack.VERIFIED, found=assets(shown))
    await hub.settle(lease, job, [found])
    assert await hub.pending() == []


@pytest.mark.parametrize(
    "shown", [assets(ELSEWHERE), assets(MOVED, ELSEWHERE), assets(MOVED, alias="Valve"), []]
)
async def test_another_picture_is_a_conflict(team, hub, lease, job, shown):
    counts = await pull(hub, lease, {1: {"assets": shown}})
    assert (counts.cleared, counts.conflicts) == (0, 1)


async def test_an_upload_is_no_proof_of_what_was_never_sent(team, hub, lease, op):
    await hub.note_upload(lease, ONE, UPLOADED)
    counts = await pull(hub, lease, {1: {"assets": assets(MOVED)}})
    assert (counts.cleared, counts.conflicts) == (0, 1)


async def test_an_echo_is_one_once(team, hub, lease, job):
    await pull(hub, lease, {1: {"assets": assets(MOVED)}})
    await pull(hub, lease, {1: {"assets": assets(ELSEWHERE)}})
    assert await open_conflicts(team) == [(1,)]
    await pull(hub, lease, {1: {"assets": assets(MOVED)}})
    assert await open_conflicts(team) == [(1,)]  # the office put it there again, for all anybody knows


async def test_who_saw_the_picture_here_edits_over_the_same_one_there(team, ann, hub, lease, job):
    """It has arrived between what they saw and what they did."""
    await hub.prove_picture(lease, ONE, MOVED)
    await pull(hub, lease, {1: {"assets": assets(MOVED)}})
    more = assets(OURS, local_address(TWO, "png"))
    bob = Typist(team, await team.hub("bob"))
    old = assets("Images/Material/old.jpg")
    [receipt] = await bob.send(bob.set(1, "assets", more, seen=assets(OURS), base=old))
    assert receipt.outcome is OpOutcome.ACCEPTED
    [row] = await hub.pending()
    assert (row.value, row.base) == (more, assets(MOVED))
    assert await open_conflicts(team) == [(0,)]
    back = bob.set(1, "assets", assets(OURS), seen=more, base=old)
    [receipt] = await bob.send(back)
    assert receipt.outcome is OpOutcome.ACCEPTED
    assert await hub.pending() == []  # it is what ServiceTitan has


async def test_what_was_edited_while_it_was_sent_stands_over_what_arrived(ann, hub, lease, op, job):
    more = assets(OURS, local_address(TWO, "png"))
    await ann.edit(1, "assets", more, seen=assets(OURS), base=assets("Images/Material/old.jpg"))
    await hub.prove_picture(lease, ONE, MOVED)
    counts = await pull(hub, lease, {1: {"assets": assets(MOVED)}})
    assert (counts.cleared, counts.conflicts) == (0, 0)
    found = Verdict(field="assets", op_id=op.op_id, result=ReadBack.VERIFIED, found=assets(MOVED))
    await hub.settle(lease, job, [found])
    [row] = await hub.pending()
    assert (row.value, row.base, row.state) == (more, assets(MOVED), "pending")
    counts = await pull(hub, lease, {1: {"code": "B", "assets": assets(MOVED)}})
    assert counts.conflicts == 0


async def test_a_conflict_is_over_once_both_are_proved_to_be_the_same(team, hub, lease, op):
    await pull(hub, lease, {1: {"assets": assets(ELSEWHERE)}})
    assert await open_conflicts(team) == [(1,)]
    await hub.prove_picture(lease, ONE, ELSEWHERE)
    await pull(hub, lease, {1: {"code": "C", "assets": assets(ELSEWHERE)}})
    assert await open_conflicts(team) == [(0,)]


@pytest.mark.parametrize("field", ["image", "sku_images"])
async def test_pictures_of_categories(team, hub, lease, field):
    as_kept = (lambda address: address) if field == "image" else (lambda address: [address])
    category = EntityKind.CATEGORY
    await pull(hub, lease, {5: {"name": "Taps", field: None}}, category)
    ann = Typist(team, hub)
    key = team.key(5, category)
    op = replace(ann.op(OpKind.SET, 5, field, as_kept(OURS), key=key), entity_kind=category)
    await ann.send(op)
    await hub.prove_picture(lease, ONE, "Images/Category/x.jpg")
    counts = await pull(hub, lease, {5: {"name": "Taps", field: as_kept("Images/Category/x.jpg")}}, category)
    assert (counts.cleared, counts.conflicts) == (1, 0)


async def test_a_text_that_looks_like_a_picture_is_a_text(team, hub, lease):
    await pull(hub, lease, {1: {"description": "x"}})
    ann = Typist(team, hub)
    await ann.edit(1, "description", OURS, seen="x")
    await hub.prove_picture(lease, ONE, MOVED)
    counts = await pull(hub, lease, {1: {"description": MOVED}})
    assert (counts.cleared, counts.conflicts) == (0, 1)


# -------------------------------------------------------------------------------------------------------------- upkeep


def age(team, days: int) -> None:
    for column in ("kept_at", "asked_at"):
        team.sql(
            f"update sync.blobs set {column} = {column} - make_interval(days => %s) where tenant_id = %s",
            days,
            team.tenant_id,
        )
    team.sql(
        "update sync.picture_uploads set uploaded_at = uploaded_at - make_interval(days => %s) where tenant_id = %s",
        days,
        team.tenant_id,
    )


async def kept(hub, *contents: bytes) -> list[str]:
    digests = [hashlib.sha256(content).hexdigest() for content in contents]
    for digest, content in zip(digests, contents, strict=True):
        await hub.keep_blob(digest, "image/jpeg", content)
    return digests


async def test_a_picture_that_nothing_names_goes_after_ninety_days(team, hub, lease):
    digests = await kept(hub, *(bytes([n]) for n in range(45)))
    age(team, 89)
    assert (await hub.tend(lease))["pictures"] == 0
    age(team, 2)
    await hub.missing_blobs(digests[:1])  # somebody is about to name it
    assert (await hub.tend(lease))["pictures"] == 44
    assert await hub.missing_blobs(digests) == frozenset(digests[1:])


async def test_what_was_named_a_moment_ago_can_be_named_again(team, ann, hub, lease):
    """A draft of a hundred days is discarded, and that is undone a day later, perhaps by somebody else."""
    [digest] = await kept(hub, b"a draft")
    seen, ours = assets("Images/Material/old.jpg"), assets(local_address(digest, "jpg"))
    await ann.edit(1, "assets", ours, seen=seen)
    age(team, 100)
    assert (await hub.tend(lease))["pictures"] == 0
    await ann.send(ann.op(OpKind.UNSET, 1, "assets", seen=ours, base=seen))
    for days in (0, 80):
        age(team, days)
        assert (await hub.tend(lease))["pictures"] == 0
    age(team, 11)
    assert (await hub.tend(lease))["pictures"] == 1


async def test_what_something_names_or_servicetitan_has_stays(team, ann, hub, lease):
    names = ("overridden", "in conflict", "proposed", "proved", "nothing")
    overridden, clashing, proposed, proved, nothing = await kept(hub, *(name.encode() for name in names))
    seen = assets("Images/Material/old.jpg")
    await ann.edit(1, "assets", assets(local_address(overridden, "jpg")), seen=seen)
    [receipt] = await ann.send(
        ann.set(1, "assets", assets(local_address(clashing, "png")), seen=[], base=seen)
    )
    assert receipt.outcome is OpOutcome.CONFLICT
    team.sql(
        "insert into crm.proposals (tenant_id, op_id, entity_key, entity_kind, field, seen, value, by, role_name,"
        " proposed_at) values (%s, %s, %s, 'material', 'assets', 'null', to_jsonb(%s::text), 'Ed', 'ed', now())",
        team.tenant_id, uuid4(), team.key(1), local_address(proposed, "jpg"),
    )  # fmt: skip
    await hub.prove_picture(lease, proved, MOVED)
    await hub.note_upload(lease, nothing, UPLOADED)
    await hub.keep_picture(ELSEWHERE, "image/jpeg", b"received")
    age(team, 100)
    done = await hub.tend(lease)
    assert (done["pictures"], done["uploads"]) == (1, 1)
    assert await hub.missing_blobs([overridden, clashing, proposed, proved, nothing]) == {nothing}
    assert await hub.picture(ELSEWHERE) == b"received"
    assert list(await hub.uploads([proved, nothing])) == [proved]
