"""Somebody raises a price and submits it. Run by the installed Python: SETTINGS, the material's number, its price."""

import asyncio
import sys
from decimal import Decimal
from pathlib import Path
from uuid import uuid4

from lazi_desktop.app.session import Session
from lazi_desktop.config.settings import load_settings
from lazi_desktop.domain.keys import pulled_key
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import Op, OpKind


async def main(settings: Path, number: int, price: Decimal) -> None:
    session = Session.of(load_settings(settings), role="editor")
    hub = await session.open_hub()
    try:
        at = (await hub.state()).last_op_no + 1
        key = pulled_key(session.tenant_id, EntityKind.MATERIAL, number)
        change = Op(
            kind=OpKind.SET, field="price", value=price + 1, seen=price, base=price, op_id=uuid4(), op_no=at,
            entity_kind=EntityKind.MATERIAL, entity_key=key, txn_id=uuid4(), wall="2026-11-21T10:00:00Z",
        )  # fmt: skip
        submitted = Op(
            kind=OpKind.SUBMIT, value=[str(change.op_id)], op_id=uuid4(), op_no=at + 1,
            entity_kind=EntityKind.MATERIAL, entity_key=key, txn_id=change.txn_id, wall=change.wall,
        )  # fmt: skip
        print({receipt.outcome for receipt in await hub.apply_ops([change, submitted])})
    finally:
        await hub.close()


if __name__ == "__main__":
    with asyncio.Runner(loop_factory=asyncio.SelectorEventLoop) as runner:
        runner.run(main(Path(sys.argv[1]), int(sys.argv[2]), Decimal(sys.argv[3])))
