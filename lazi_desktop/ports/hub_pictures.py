"""The hub's side of pictures: bytes of those added anywhere in the team, copies of ServiceTitan's, and which of the two
are the same."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from lazi_desktop.ports.hub_lease import Lease

MOST_KEPT_BYTES = 8 * 1024 * 1024
"""Of one picture in the hub. What is added is made smaller; ServiceTitan's larger ones are fetched there each time."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Upload:
    """Where ServiceTitan has a picture that was added here. `digest` is of ours.

    `is_proved`: it was fetched from there and shows the same; before, the path is what the upload was answered with.
    """

    digest: str
    path: str
    at: datetime
    is_proved: bool


class HubPictures(Protocol):
    """Digests are SHA-256 in hexadecimal digits, of the bytes as they are."""

    async def missing_blobs(self, digests: Collection[str]) -> frozenset[str]:
        """Those that the hub does not have."""

    async def keep_blob(self, digest: str, media_type: str, content: bytes) -> None:
        """Kept once, however often it is given. Raises HubRefused where it is too large, or is not what it says, and of
        who may only look."""

    async def blob(self, digest: str) -> bytes | None: ...

    async def picture(self, path: str) -> bytes | None:
        """ServiceTitan's picture where somebody fetched it before: as received, or ours where it is proved the same."""

    async def keep_picture(self, path: str, media_type: str, content: bytes) -> None:
        """As received from ServiceTitan. Raises HubRefused as `keep_blob`."""

    async def uploads(self, digests: Collection[str]) -> Mapping[str, Sequence[Upload]]:
        """The latest first."""

    async def note_upload(self, lease: Lease, digest: str, path: str) -> None:
        """ServiceTitan took the picture and said where it is. Nothing points there yet."""

    async def forget_upload(self, lease: Lease, digest: str, path: str) -> None:
        """ServiceTitan has it there no more, or takes it for none."""

    async def prove_picture(self, lease: Lease, digest: str, path: str) -> None:
        """What is there was fetched and shows the same as ours. From now on the two addresses mean the same: what a
        pull or a push reads is compared with the override as if it named ours."""
