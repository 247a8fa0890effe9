"""The workspace: one SQLite file per profile with a replica of the hub, this person's ledger and the search index."""

from lazi_desktop.store.workspace.opening import OpenWorkspace, open_workspace

__all__ = ["OpenWorkspace", "open_workspace"]
