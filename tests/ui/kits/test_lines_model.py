"""Rows of the table of lines come, go and move by key: however a kit changes, the model ends as it is, and says so."""

from __future__ import annotations

import random
from collections.abc import Sequence
from uuid import UUID

import pytest
from PySide6.QtCore import QObject, QPersistentModelIndex
from PySide6.QtTest import QAbstractItemModelTester

from lazi_desktop.domain.kits.kit import Group
from lazi_desktop.domain.kits.parts import PartId
from lazi_desktop.ui.kits.lines.lines_model import LinesModel
from lazi_desktop.ui.kits.lines.nodes import Node

Shape = Sequence[tuple[int, Sequence[int]]]


def nodes(shape: Shape) -> list[Node]:
    """Groups by number, with their lines."""
    made = []
    for row, (number, lines) in enumerate(shape):
        group = Node(
            PartId(UUID(int=number)), row=row, group=Group(key=PartId(UUID(int=number)), name=str(number))
        )
        group.children = [
            Node(PartId(UUID(int=line)), parent=group, row=at, way=(PartId(UUID(int=line)),))
            for at, line in enumerate(lines)
        ]
        made.append(group)
    return made


def shape_of(model: LinesModel) -> list[tuple[int, list[int]]]:
    """As a view sees it."""

    def key(index) -> int:
        node = model.node(index)
        assert node is not None
        return node.key.int

    found = []
    for row in range(model.rowCount()):
        top = model.index(row, 0)
        below = [key(model.index(at, 0, top)) for at in range(model.rowCount(top))]
        found.append((key(top), below))
    return found


def any_shape(dice: random.Random) -> list[tuple[int, list[int]]]:
    lines = dice.sample(range(100, 112), dice.randrange(12))
    groups = dice.sample(range(1, 6), dice.randrange(1, 6))
    return [(group, [line for place, line in enumerate(lines) if place % len(groups) == at])
            for at, group in enumerate(groups)]  # fmt: skip


@pytest.mark.parametrize("seed", range(12))
def test_any_change_ends_as_the_kit_is(seed: int, qapp) -> None:
    dice, owner = random.Random(seed), QObject()
    model = LinesModel(owner)
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    model.show(nodes(any_shape(dice)))
    for _ in range(6):
        shape = any_shape(dice)
        model.follow(nodes(shape))
        assert shape_of(model) == shape
    del tester


def test_a_line_that_moves_within_its_group_stays_the_same_for_the_view(qapp) -> None:
    owner = QObject()
    model = LinesModel(owner)
    model.show(nodes([(1, [100, 101, 102])]))
    held = QPersistentModelIndex(model.index(2, 0, model.index(0, 0)))
    model.follow(nodes([(1, [102, 100, 103, 101])]))
    assert held.isValid()
    assert held.row() == 0
    node = model.node(held)
    assert node is not None
    assert node.key.int == 102
