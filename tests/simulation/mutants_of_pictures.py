"""Deliberate bugs in how pictures reach the team and ServiceTitan."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from concurrent.futures import Future
from typing import Any

from lazi_desktop.domain.pictures import PreparedPicture
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_pictures import Upload
from lazi_desktop.sync.replication import Replicator
from tests.simulation.model_hub import ModelHub
from tests.simulation.model_storage import AddedFiles, PictureComparison
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


class PicturesGivenOnce(Replicator):
    """What the hub has had once it is believed to have for ever."""

    def __init__(self, hub: Hub, *parts: Any, added: AddedFiles, **named: Any) -> None:
        super().__init__(hub, *parts, added=_OnlyOnce(added), **named)


class _OnlyOnce:
    def __init__(self, files: AddedFiles) -> None:
        self.files = files

    def keep(self, picture: PreparedPicture) -> str:
        raise NotImplementedError

    def digests(self) -> Collection[str]:
        return ()

    def read(self, digest: str) -> bytes | None:
        if digest in self.files.given:
            return None
        self.files.given.add(digest)
        return self.files.read(digest)


class EchoByProofAlone(ModelHub):
    """What a push sent is known again only where somebody has looked at it."""

    def as_said(self, field: str, value: Value, other: Value, *, loosely: bool = False) -> Value:
        return super().as_said(field, value, other)


HUBS = {"echo by proof alone": EchoByProofAlone}
CLIENTS = {"uploads forgotten": UploadsForgotten}
REPLICATORS = {"pictures stay here": PicturesStayHere, "pictures given once": PicturesGivenOnce}
TOOLS = {"taken for arrived": TakenForArrived}
NAMES = frozenset((*HUBS, *CLIENTS, *REPLICATORS, *TOOLS))
