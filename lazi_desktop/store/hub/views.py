"""Views of the grid that the team shares."""

from __future__ import annotations

from collections.abc import Sequence

from lazi_desktop.domain.kinds import Tree
from lazi_desktop.ports.saved_views import SavedView
from lazi_desktop.store.hub.session import HubSession
from lazi_desktop.store.hub.wire import encode


class Views(HubSession):
    async def views(self) -> Sequence[SavedView]:
        rows = await self.database.rows(
            "select tree, name, body from crm.saved_views where tenant_id = :tenant order by tree, name",
            tenant=self.tenant_id,
        )
        return [SavedView(Tree(row.tree), row.name, row.body, shared=True) for row in rows]

    async def put_view(self, view: SavedView) -> None:
        await self.call(
            "put_view",
            tree=(view.tree.value, "text"),
            name=(view.name, "text"),
            body=(encode(view.document), "jsonb"),
        )

    async def drop_view(self, tree: Tree, name: str) -> None:
        await self.call("drop_view", tree=(tree.value, "text"), name=(name, "text"))
