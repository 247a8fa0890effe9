"""Creates that ServiceTitan refuses."""

from __future__ import annotations

from lazi_desktop.domain.ops import OpKind
from lazi_desktop.ports.hub_push import JobEnd
from tests.store.hub.creates.making import let_time_pass, send, sending, states


async def test_a_refused_create_fails_as_a_whole_and_goes_out_as_a_whole(team, hub, lease, ann, job):
    await send(hub, lease, job, "rejected")
    await hub.put_off(lease, job, JobEnd.NEEDS_HUMAN, detail="no", field_details={"code": "Code is taken"})
    assert {row.field: (str(row.state), row.detail) for row in await hub.pending()} == {
        "code": ("failed", "Code is taken"), "display_name": ("failed", "no"), "price": ("failed", "no"),
    }  # fmt: skip
    assert await hub.claim(lease, 10) == []
    better = ann.op(OpKind.SET, 0, "code", "NEW-2", seen="NEW", key=job.entity_key)
    await ann.send(better)
    await ann.submit(better)
    [again] = await hub.claim(lease, 10)
    assert sending(again) == {"code": "NEW-2", "display_name": "Valve", "price": 5}


async def test_what_was_mended_while_it_was_under_way_is_tried_at_once(hub, lease, ann, job):
    await send(hub, lease, job, "rejected")
    better = ann.op(OpKind.SET, 0, "code", "NEW-2", seen="NEW", key=job.entity_key)
    await ann.send(better)
    await ann.submit(better)
    await hub.put_off(lease, job, JobEnd.NEEDS_HUMAN, detail="Code is taken")
    [again] = await hub.claim(lease, 10)
    assert sending(again) == {"code": "NEW-2", "display_name": "Valve", "price": 5}


async def test_asking_again_for_what_may_be_there_looks_again(team, hub, lease, ann, job):
    await send(hub, lease, job, "ambiguous")
    await hub.put_off(lease, job, JobEnd.NEEDS_HUMAN, detail="found these")
    assert states(team)[job.entity_key] == ("needs_human", "found these")
    await ann.send(ann.op(OpKind.SUBMIT, 0, value=[str(job.fields[0].op_id)], key=job.entity_key))
    let_time_pass(team, 301)
    [again] = await hub.claim(lease, 10)
    assert again.state == "ambiguous"
