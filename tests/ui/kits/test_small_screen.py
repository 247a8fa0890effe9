"""The builder on the smallest screen it is made for: everything about a line is in sight."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Literal

import pytest

from lazi_desktop.ui.kits.lines.columns import Column
from lazi_desktop.ui.language import use_language
from tests.ui.kits.kit_desk import KitDesk, pump_pad


@pytest.mark.parametrize("language", ["en", "es"])
def test_all_columns_are_in_sight_and_the_name_has_the_most_room(
    language: Literal["en", "es"], tmp_path: Path, qtbot: Any
) -> None:
    use_language(language)
    desk = KitDesk(tmp_path, qtbot)
    try:
        desk.show()
        desk.window.resize(1280, 720)
        desk.open(pump_pad(desk))
        desk.at_rest()
        tree, header = desk.builder.tree, desk.opened.kits.header
        sizes = [tree.header().sectionSize(column) for column in tree.columns.shown]
        assert sum(sizes) <= tree.viewport().width()
        assert tree.header().sectionSize(Column.LINE) >= 180
        assert tree.header().sectionSize(Column.NOTE) >= 80
        assert header.name.width() >= 280
        assert desk.opened.kits.width() <= 1280
    finally:
        desk.close()
        use_language("en")
