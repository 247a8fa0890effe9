"""Pictures as the hub keeps them: bytes by their digest, copies of ServiceTitan's, and where ServiceTitan has ours."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence

from lazi_desktop.ports.hub_lease import Lease
from lazi_desktop.ports.hub_pictures import Upload
from lazi_desktop.store.hub.session import HubSession


class Pictures(HubSession):
    async def missing_blobs(self, digests: Collection[str]) -> frozenset[str]:
        if not digests:
            return frozenset()
        rows = await self.database.rows(
            "select sync.missing_blobs(:tenant, :device, cast(:digests as text[]))",
            tenant=self.tenant_id,
            device=self.device.device_id,
            digests=list(digests),
        )
        return frozenset(digest for (digest,) in rows)

    async def keep_blob(self, digest: str, media_type: str, content: bytes) -> None:
        await self.call(
            "keep_blob",
            at_length=True,
            digest=(digest, "text"),
            media_type=(media_type, "text"),
            content=(content, "bytea"),
        )

    async def blob(self, digest: str) -> bytes | None:
        content: bytes | None = await self.database.value_at_length(
            "select content from sync.blobs where tenant_id = :tenant and digest = :digest",
            tenant=self.tenant_id,
            digest=digest,
        )
        return content

    async def picture(self, path: str) -> bytes | None:
        content: bytes | None = await self.database.value_at_length(
            "select b.content from ("
            " (select 1 as place, i.digest from raw.pricebook_images i where i.tenant_id = :tenant and i.path = :path"
            "  order by i.fetched_at desc limit 1)"
            " union all"
            " (select 2, u.digest from sync.picture_uploads u"
            "  where u.tenant_id = :tenant and u.path = :path and u.proved_at is not null"
            "  order by u.proved_at desc limit 1)"
            ") x join sync.blobs b on b.tenant_id = :tenant and b.digest = x.digest"
            " order by x.place limit 1",
            tenant=self.tenant_id,
            path=path,
        )
        return content

    async def keep_picture(self, path: str, media_type: str, content: bytes) -> None:
        await self.call(
            "keep_picture",
            at_length=True,
            path=(path, "text"),
            digest=(hashlib.sha256(content).hexdigest(), "text"),
            media_type=(media_type, "text"),
            content=(content, "bytea"),
        )

    async def uploads(self, digests: Collection[str]) -> Mapping[str, Sequence[Upload]]:
        rows = await self.database.rows(
            "select digest, path, uploaded_at, proved_at from sync.picture_uploads"
            " where tenant_id = :tenant and digest = any (cast(:digests as text[])) and forgotten_at is null"
            " order by uploaded_at desc, path",
            tenant=self.tenant_id,
            digests=list(digests),
        )
        found: dict[str, list[Upload]] = defaultdict(list)
        for row in rows:
            is_proved = row.proved_at is not None
            found[row.digest].append(
                Upload(digest=row.digest, path=row.path, at=row.uploaded_at, is_proved=is_proved)
            )
        return dict(found)

    async def note_upload(self, lease: Lease, digest: str, path: str) -> None:
        await self._about_upload("note_upload", lease, digest, path)

    async def forget_upload(self, lease: Lease, digest: str, path: str) -> None:
        await self._about_upload("forget_upload", lease, digest, path)

    async def prove_picture(self, lease: Lease, digest: str, path: str) -> None:
        await self._about_upload("prove_picture", lease, digest, path)

    async def _about_upload(self, function: str, lease: Lease, digest: str, path: str) -> None:
        await self.call(function, token=(lease.token, "bigint"), digest=(digest, "text"), path=(path, "text"))
