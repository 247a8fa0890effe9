"""A profile of 100,000 SKUs with kits, one of them large. A copy: other benchmarks find no kits in theirs."""

from __future__ import annotations

import shutil
from decimal import Decimal
from typing import TYPE_CHECKING, Any
from uuid import UUID, uuid5

from tests.benchmarks.figures import Options

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lazi_desktop.domain.keys import EntityKey
    from lazi_desktop.domain.ops import Changes, OpDraft
    from lazi_desktop.store.workspace.opening import OpenWorkspace
    from tests.benchmarks.stage import Profile

KITS, LINES, GROUPS, LARGE = 500, 20, 5, 500
LARGE_KIT, SMALL_KIT = (UUID(int=number) for number in (500, 1))
_SPACE = UUID(int=6)


def profile_with_kits(options: Options) -> Profile:
    """Made at the first call, found again afterwards. It has no hub, so the window is to be shown unconnected."""
    from tests.benchmarks.filled import filled_profile
    from tests.benchmarks.stage import Profile

    large = filled_profile(options.folder / "large", options.large)
    profile = Profile.make(options.folder / "kits", large.servicetitan)
    if not profile.places.workspace.exists():
        shutil.copytree(large.places.workspace, profile.places.workspace)
        shutil.copy(large.places.device("window"), profile.places.device("window"))
        _fill(profile, quick=options.quick)
    return profile


def _fill(profile: Profile, *, quick: bool) -> None:
    from lazi_desktop.app.device import device_of
    from lazi_desktop.app.system import OrderedIds, SystemClock
    from lazi_desktop.config.places import migrations_folder
    from lazi_desktop.domain.kinds import Tree
    from lazi_desktop.ports.sku_query import SkuQuery
    from lazi_desktop.store.workspace.opening import open_workspace

    workspace = open_workspace(
        profile.places.workspace,
        tenant_id=profile.tenant_id,
        device_id=device_of(profile.places.device("window"), "window").device_id,
        ids=OrderedIds(),
        clock=SystemClock(),
        migrations=migrations_folder(),
    )
    try:
        numbers = workspace.queries.find(SkuQuery(tree=Tree.MATERIALS, include_inactive=False))
        step = max(len(numbers) // LARGE, 1)
        skus = [row.key for row in workspace.queries.rows(list(numbers[::step]))]
        drafts = _kit(SMALL_KIT, "Small pump pad", skus, LINES) + _kit(
            LARGE_KIT, "Filter station", skus, LARGE
        )
        for number in range(5 if quick else KITS):
            drafts += _kit(uuid5(_SPACE, str(number)), f"Pump set {number}", skus[number:], LINES)
        _record(workspace, drafts)
    finally:
        workspace.close()


def _kit(kit: UUID, name: str, skus: Sequence[EntityKey], lines: int) -> list[OpDraft]:
    from lazi_desktop.domain.keys import EntityKey
    from lazi_desktop.domain.kits.parts import KitPart
    from lazi_desktop.domain.ops import OpDraft, OpKind

    def part(kind: KitPart, word: str, **fields: Any) -> OpDraft:
        return OpDraft(
            kind=OpKind.KIT, entity_kind=kind, entity_key=EntityKey(uuid5(kit, word)),
            value={"kit": str(kit), **fields},
        )  # fmt: skip

    def line(number: int) -> OpDraft:
        return part(
            KitPart.ITEM,
            f"line {number}",
            sku=str(skus[number % len(skus)]),
            quantity="=[run_ft] * 2" if number % 10 == 0 else Decimal(number + 1) / 4,
            waste=Decimal("0.1") if number % 7 == 0 else None,
            note="as drawn" if number % 5 == 0 else "",
            place=f"{number:04}",
            group=str(uuid5(kit, f"group {number % GROUPS}")),
        )

    head = OpDraft(kind=OpKind.KIT, entity_kind=KitPart.KIT, entity_key=EntityKey(kit), value={"name": name})
    run = part(KitPart.PARAMETER, "run", name="run_ft", unit="ft", default=Decimal(47), place="0")
    groups = [
        part(KitPart.GROUP, f"group {number}", name=f"Group {number}", colour="blue", place=f"{number}")
        for number in range(GROUPS)
    ]
    return [head, run, *groups, *(line(number) for number in range(lines))]


def _record(workspace: OpenWorkspace, drafts: list[OpDraft]) -> None:
    def work() -> Changes:
        with workspace.workspace.unit_of_work() as unit:
            return unit.record(drafts, label="Kits")

    workspace.writer.submit(work).result()
