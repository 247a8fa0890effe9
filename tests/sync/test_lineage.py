"""The categories above a SKU: a desktop and the shared database know the same ones, drafts and all."""

from __future__ import annotations

from unittest.mock import Mock

from lazi_desktop.domain.kinds import EntityKind, tree_of
from lazi_desktop.sync.lineage import lineage_at_hub, lineage_here
from tests.sync.making import Maker
from tests.world import World

C, M = EntityKind.CATEGORY, EntityKind.MATERIAL


async def test_both_go_by_what_is_in_effect(world: World) -> None:
    await world.pull()
    maker = Maker(world, Mock())
    nodes = [node for node in world.desk.queries.categories(tree_of(M)) if node.remote_id is not None]
    parents = {node.parent_key for node in nodes}
    roots = [node.remote_id for node in nodes if node.parent_key is None and node.remote_id is not None]
    [leaf, *_] = [node for node in nodes if node.parent_key is not None and node.key not in parents]
    rehung, below_a_draft, moved, untouched, nowhere = world.some(M, 5)
    draft = maker.category("A draft", parent_id=leaf.remote_id)
    world.edit(M, rehung, {"categories": [leaf.remote_id]})
    world.edit(M, below_a_draft, {"categories": [str(draft)]})
    world.edit(M, moved, {"categories": [roots[0]]})
    world.edit(M, nowhere, {"categories": [999_999_999]})
    world.edit(M, untouched, {"display_name": "Another name"})
    world.edit(C, roots[0], {"parent_id": leaf.remote_id})
    await world.replicate()
    numbers = (rehung, below_a_draft, moved, untouched, nowhere)
    keys = {world.key(M, number): M for number in numbers}
    here = lineage_here(world.desk.queries, keys)
    pending = await world.hub.pending()
    disputed = list({row.entity_key: row for row in pending if row.entity_key in keys}.values())
    assert dict(here) == dict(await lineage_at_hub(world.hub, disputed, pending))
    above_leaf = here[world.key(M, rehung)]
    assert leaf.remote_id in above_leaf
    assert len(above_leaf) > 1
    assert here[world.key(M, below_a_draft)] == above_leaf
    assert here[world.key(M, moved)] == {roots[0], *above_leaf}
    assert here[world.key(M, untouched)]
    assert not here[world.key(M, nowhere)]
