"""The Review page as another page opens it: at one change-set, and nothing else."""

from __future__ import annotations

from decimal import Decimal

from lazi_desktop.domain.ops import Aspect, Changes
from tests.ui.review.conftest import Desk


def test_a_change_set_that_was_just_staged_is_shown_alone(desk: Desk) -> None:
    desk.book.override(desk.book.key("UN-1021"), "price", Decimal(90))
    desk.read()
    desk.page.strip.text.setText("nothing of the kind")
    staged = desk.found("Revert of push of Friday")
    for code in ("UN-1007", "UN-1014"):
        desk.book.override(desk.book.key(code), "price", Decimal(80), change_set=staged)
    keys = frozenset(map(desk.book.key, ("UN-1007", "UN-1014")))
    desk.app.edits.announce(Changes(keys, frozenset((Aspect.FIELDS, Aspect.CHANGE_SETS))))
    desk.page.only_change_set(staged)
    desk.settle()
    assert {row.code for group in desk.page.model.groups for row in group.rows} == {"UN-1007", "UN-1014"}
    desk.page.strip.clear()
    desk.settle()
    assert "UN-1021" in {row.code for group in desk.page.model.groups for row in group.rows}
