"""Somebody of the team, who edits and submits without a window."""

from __future__ import annotations

import asyncio
import hashlib
from collections.abc import Sequence
from typing import Any
from uuid import uuid4

from lazi_desktop.app.session import Session
from lazi_desktop.config.settings import load_settings
from lazi_desktop.domain.keys import pulled_key
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Op, OpKind
from lazi_desktop.domain.pictures import local_address


def edit(remote_id: int, field: str, value: Any, *, base: Any, submitted: bool = False) -> None:
    asyncio.run(_edit(remote_id, field, value, base, submitted=submitted))


def give_picture(content: bytes) -> str:
    """To the team. Returns its address."""
    return asyncio.run(_give_picture(content))


async def _give_picture(content: bytes) -> str:
    session = Session.of(load_settings(), role="editor")
    hub = await session.open_hub()
    try:
        digest = hashlib.sha256(content).hexdigest()
        await hub.keep_blob(digest, "image/jpeg", content)
    finally:
        await hub.close()
    return local_address(digest, "jpg")


async def _edit(remote_id: int, field: str, value: Any, base: Any, *, submitted: bool) -> None:
    session = Session.of(load_settings(), role="editor")
    hub = await session.open_hub()
    try:
        numbered = (await hub.state()).last_op_no + 1
        key = pulled_key(session.tenant_id, EntityKind.MATERIAL, remote_id)
        common: dict[str, Any] = {
            "entity_kind": EntityKind.MATERIAL,
            "entity_key": key,
            "txn_id": uuid4(),
            "wall": "2026-11-21T10:00:00Z",
        }
        change = Op(
            kind=OpKind.SET, field=field, value=value, seen=base, base=base, op_id=uuid4(), op_no=numbered, **common
        )  # fmt: skip
        ops: Sequence[Op] = [change]
        if submitted:
            ops = [
                change,
                Op(
                    kind=OpKind.SUBMIT, value=[str(change.op_id)], op_id=uuid4(), op_no=numbered + 1, **common
                ),
            ]
        assert {receipt.outcome for receipt in await hub.apply_ops(ops)} == {"accepted"}
    finally:
        await hub.close()
