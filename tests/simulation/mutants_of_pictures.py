"""Deliberate bugs in how pictures reach the team and ServiceTitan."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Future
from typing import Any

from lazi_desktop.ports.hub_pictures import Upload
from lazi_desktop.sync.replication import Replicator
from tests.simulation.model_storage import PictureComparison
from tests.simulation.wire import HubClient


class TakenForArrived(PictureComparison):
    """What ServiceTitan shows in the place of a picture is believed to be that picture."""

    def are_same(self, one: bytes, other: bytes) -> Future[bool]:
        return super().are_same(one, one)


class UploadsForgotten(HubClient):
    """A push does not ask what was uploaded before."""

    async def uploads(self, digests: Collection[str]) -> Mapping[str, Sequence[Upload]]:
        return {}


class PicturesStayHere(Replicator):
    """Edits go to the team, and the pictures they name do not."""

    def __init__(self, *parts: Any, **named: Any) -> None:
        super().__init__(*parts, **named | {"added": None})


CLIENTS = {"uploads forgotten": UploadsForgotten}
REPLICATORS = {"pictures stay here": PicturesStayHere}
TOOLS = {"taken for arrived": TakenForArrived}
NAMES = frozenset((*CLIENTS, *REPLICATORS, *TOOLS))
