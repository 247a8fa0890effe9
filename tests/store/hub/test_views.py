"""Views that the team shares, at the hub."""

from __future__ import annotations

import pytest

from lazi_desktop.domain.errors import HubRefused
from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ports.saved_views import SavedView

NIGHT = SavedView(Tree.MATERIALS, "Night shift", {"version": 1, "columns": ["code"]}, shared=True)


async def test_what_one_shares_the_other_has(team, hub):
    await hub.put_view(NIGHT)
    bob = await team.hub("bob")
    assert await bob.views() == [NIGHT]
    changed = SavedView(NIGHT.tree, NIGHT.name, {"version": 2}, shared=True)
    await bob.put_view(changed)
    other = SavedView(Tree.SERVICES, NIGHT.name, {}, shared=True)
    await bob.put_view(other)
    assert await hub.views() == [changed, other]
    await hub.drop_view(Tree.MATERIALS, NIGHT.name)
    await hub.drop_view(Tree.MATERIALS, "Never was")
    assert await bob.views() == [other]
    told = team.sql(
        "select action, field, before -> 'body', after -> 'body', actor from audit.change_log"
        " where tenant_id = %s and action = 'view' order by n",
        team.tenant_id,
    )
    assert told[1] == ("view", "Night shift", NIGHT.document, {"version": 2}, "Bob")
    assert told[-1] == ("view", "Night shift", {"version": 2}, None, "Ann")


async def test_who_may_only_look_uses_them_and_shares_none(team, hub):
    await hub.put_view(NIGHT)
    vera, ed = await team.hub("vera"), await team.hub("ed")
    assert await vera.views() == [NIGHT]
    with pytest.raises(HubRefused):
        await vera.put_view(NIGHT)
    with pytest.raises(HubRefused):
        await vera.drop_view(NIGHT.tree, NIGHT.name)
    await ed.drop_view(NIGHT.tree, NIGHT.name)
    assert await hub.views() == []
