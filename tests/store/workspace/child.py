"""A process that edits until it is killed, and tells each edit once it is saved."""

from __future__ import annotations

import sys
from functools import partial
from pathlib import Path

from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.ops import OpDraft, OpKind
from lazi_desktop.store.workspace import OpenWorkspace, open_workspace
from tests.fakes.feed import TENANT, key_of, sku
from tests.store.workspace.conftest import DEVICE, MIGRATIONS, CountedIds, TickingClock


def opened(folder: str) -> OpenWorkspace:
    return open_workspace(
        Path(folder),
        tenant_id=TENANT,
        device_id=DEVICE,
        ids=CountedIds(1 << 96),
        clock=TickingClock(),
        migrations=MIGRATIONS,
    )


def edit_for_ever(folder: str) -> None:
    workspace = opened(folder)
    key = key_of(sku(11, "", ""))

    def edit(price: int) -> None:
        with workspace.workspace.unit_of_work() as work:
            draft = OpDraft(
                kind=OpKind.SET, entity_kind=EntityKind.MATERIAL, entity_key=key, field="price", value=price
            )
            work.record([draft], label="Edit")

    price = 0
    while True:
        price += 1
        workspace.writer.submit(partial(edit, price)).result()
        print(price, flush=True)


if __name__ == "__main__":
    edit_for_ever(sys.argv[1])
