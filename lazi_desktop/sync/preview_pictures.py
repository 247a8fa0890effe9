"""Pictures in a preview: which of them ServiceTitan has already, and which the team does not have yet."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from lazi_desktop.domain.assets import local_digests
from lazi_desktop.domain.picture_proofs import PicturesShown
from lazi_desktop.domain.values import Value
from lazi_desktop.ports.hub import Hub
from lazi_desktop.ports.hub_push import PushJob
from lazi_desktop.sync.picture_uploads import AWAY


@dataclass(frozen=True, slots=True)
class PicturesBeforehand:
    """`shown` names the paths that are known to show ours; what is not known yet, only a push fetches."""

    shown: PicturesShown
    away: Collection[str]

    def words(self, field: str, value: Value) -> str:
        """What must happen before this can be sent."""
        return AWAY if local_digests(field, value) & frozenset(self.away) else ""


async def pictures_beforehand(hub: Hub, jobs: Sequence[PushJob]) -> PicturesBeforehand:
    digests = {digest for job in jobs for one in job.fields for digest in local_digests(one.field, one.value)}
    if not digests:
        return PicturesBeforehand(PicturesShown(), ())
    uploads = await hub.uploads(digests)
    proved = frozenset(
        (digest, one.path) for digest, all_of_it in uploads.items() for one in all_of_it if one.is_proved
    )
    away = await hub.missing_blobs(digests - uploads.keys())
    return PicturesBeforehand(PicturesShown(proved), away)
