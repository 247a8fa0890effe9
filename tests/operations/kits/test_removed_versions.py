"""A version that was taken back can be brought back like any other part."""

from __future__ import annotations

from lazi_desktop.domain.kits.parts import KitPart
from lazi_desktop.operations.kits.removing import restore_parts
from lazi_desktop.operations.kits.versions import save_version
from lazi_desktop.operations.undo import undo
from tests.operations.kits.bench import Bench


def test_a_version_that_was_taken_back_is_there_again(bench: Bench):
    kit = bench.kit("Pad", "PIPE")
    save_version(bench.work, kit, "first")
    undo(bench.work)
    [version] = [part for part in bench.work.kit_parts([kit]) if part.kind is KitPart.VERSION]
    assert version.is_gone
    changes = restore_parts(bench.work, kit, [version.key])
    assert changes.label == "Bring back version 1 in Pad"
    assert [one.number for one in bench.now(kit).versions] == [1]
