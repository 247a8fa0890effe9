"""The Review page in the whole window, over a real workspace: three people, several change-sets, one push."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from uuid import UUID, uuid4

import pytest
from PySide6.QtCore import Qt

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.operations.edit_fields import FieldEdit
from lazi_desktop.ports.hub_feed import FeedKind
from lazi_desktop.ports.push import PushedField, PushReport, PushResult
from lazi_desktop.ui.push.push_panel import PushPanel
from lazi_desktop.ui.review.arranging import Group
from lazi_desktop.ui.review.review_model import Column
from lazi_desktop.ui.review.review_row import ReviewRow
from tests.fakes.feed import FeedMaker, category, key_of, sku
from tests.ui.real_window import RealWindow

AT = "2026-02-03T04:05:06Z"
Q4, NAMES = UUID(int=401), UUID(int=402)
ITEMS = [
    sku(
        number, f"UN-{number:03}", f"Union {number}", price=Decimal(10 + number), cost=Decimal(5), categories=[1],
        primary_vendor={"vendorName": "SCP", "vendorId": 3, "cost": 5},
    )
    for number in range(1, 13)
]  # fmt: skip


class Reviewed:
    def __init__(self, window: RealWindow, maker: FeedMaker, qtbot) -> None:
        self.window, self.maker, self.qtbot = window, maker, qtbot
        self.page = window.opened.review
        self.window.window.open_page("review")
        self.wait(lambda: len(self.page.model.lines) > 1)

    def wait(self, condition) -> None:
        self.qtbot.waitUntil(condition, timeout=15_000)
        self.window.settle()

    def heads(self) -> list[str]:
        model = self.page.model
        return [
            str(model.index(number, 0).data())
            for number, line in enumerate(model.lines)
            if isinstance(line, Group)
        ]

    def choose(self, code: str) -> None:
        number = next(
            at
            for at, line in enumerate(self.page.model.lines)
            if isinstance(line, ReviewRow) and line.code == code
        )
        self.page.table.go_to(number)
        self.page.table.setFocus()

    def press(self, key: Qt.Key) -> None:
        self.qtbot.keyClick(self.page.table, key)

    def pending(self) -> set[tuple[str, str]]:
        return {(one.code, one.field) for one in self.window.context.queries.pending()}


@pytest.fixture
def reviewed(tmp_path, qtbot) -> Iterator[Reviewed]:
    window = RealWindow(tmp_path, uuid4(), qtbot)
    maker = FeedMaker()
    window.feed(maker.mirrors([category(1, "Unions"), *ITEMS]))
    contents = [
        (
            FeedKind.CHANGE_SET,
            EntityKey(set_id),
            "",
            {"message": message, "state": "open", "by": by, "at": AT},
        )
        for set_id, message, by in ((Q4, "Q4 PVC increase", "Dana"), (NAMES, "Pump season names", "Luis"))
    ]
    for number, (field, value, by, change_set) in enumerate((
        ("price", Decimal("12.50"), "Dana", Q4),
        ("price", Decimal("13.50"), "Dana", Q4),
        ("price", Decimal("5.10"), "Dana", Q4),
        ("display_name", "Union of brass", "Luis", NAMES),
        ("hours", 2, "Ana", None),
    )):  # fmt: skip
        payload = {
            "value": value, "base": ITEMS[number]["fields"].get(field), "by": by, "at": AT,
            "op_id": str(UUID(int=900 + number)), "state": "pending", "detail": "",
            "change_set": None if change_set is None else str(change_set),
        }  # fmt: skip
        contents.append((FeedKind.OVERRIDE, key_of(ITEMS[number]), field, payload))
    window.feed(maker.rows(contents))
    window.show()
    yield Reviewed(window, maker, qtbot)
    window.close()


def test_what_waits_is_grouped_judged_and_counted(reviewed: Reviewed) -> None:
    head = reviewed.page.head
    assert reviewed.heads() == [
        "Q4 PVC increase · 3 SKUs",
        "Pump season names · 1 SKU",
        "No change-set · 1 SKU",
    ]
    assert head.summary.text() == "5 SKUs · 5 changes · list prices −$4.90"
    assert head.push.text() == "Push 5 SKUs"
    reviewed.wait(
        lambda: "1 below margin floor" in {one.text() for one in head.chips.chips.values() if one.isVisible()}
    )
    shown = {str(reviewed.page.model.index(at, Column.STATE).data()) for at in range(1, 4)}
    assert "Below floor" in shown


def test_a_value_is_typed_over_held_back_and_moved(reviewed: Reviewed) -> None:
    reviewed.choose("UN-001")
    reviewed.press(Qt.Key.Key_F2)
    field = reviewed.page.acting.values.field
    assert field is not None
    field.selectAll()
    reviewed.qtbot.keyClicks(field, "12.75")
    reviewed.qtbot.keyClick(field, Qt.Key.Key_Return)
    reviewed.wait(lambda: reviewed.page.head.summary.text().endswith("−$4.65"))
    assert reviewed.heads()[0] == "Q4 PVC increase · 3 SKUs"

    reviewed.choose("UN-002")
    reviewed.press(Qt.Key.Key_H)
    reviewed.wait(lambda: "Held back · 1 SKU" in reviewed.heads())
    assert reviewed.page.head.push.text() == "Push 4 SKUs"

    reviewed.choose("UN-005")
    rows = reviewed.page.chosen()
    reviewed.page.acting.filing.move(rows, NAMES)
    reviewed.wait(lambda: "Pump season names · 2 SKUs" in reviewed.heads())


def test_new_edits_go_to_the_set_that_is_opened_here(reviewed: Reviewed) -> None:
    reviewed.page.sets.found("October costs")
    reviewed.wait(lambda: reviewed.page.head.chooser.text() == "Edits go to: October costs ▾")
    context = reviewed.window.context
    key = key_of(ITEMS[9])
    context.edits.edit([FieldEdit(key, "cost", Decimal(6), 5)], initiator=context.edits)
    reviewed.wait(lambda: "October costs · 1 SKU" in reviewed.heads())


def test_discarding_is_undone_in_one_step(reviewed: Reviewed) -> None:
    before = reviewed.pending()
    reviewed.page.table.selectAll()
    reviewed.page.head.discard.click()
    question = reviewed.page.question
    assert question is not None
    assert question.title.text() == "Discard 5 changes of 5 SKUs?"
    question.accept()
    reviewed.wait(lambda: not reviewed.pending())
    assert reviewed.window.context.queries.undo_labels()[0] == "Discard 5 changes"
    reviewed.window.window.undo()
    reviewed.wait(lambda: reviewed.pending() == before)


def test_a_proposal_of_the_team_is_accepted(reviewed: Reviewed) -> None:
    payload = {
        "op_id": str(UUID(int=77)), "entity_kind": "material", "seen": Decimal(17), "value": Decimal(18),
        "change_set": str(Q4), "by": "Eve", "at": AT, "state": "open", "reason": "", "answered_by": "",
    }  # fmt: skip
    reviewed.window.feed(reviewed.maker.rows([(FeedKind.PROPOSAL, key_of(ITEMS[6]), "price", payload)]))
    reviewed.page.refresh()
    reviewed.wait(lambda: "Proposed: Q4 PVC increase · 1 SKU" in reviewed.heads())
    reviewed.choose("UN-007")
    reviewed.press(Qt.Key.Key_A)
    reviewed.wait(lambda: ("UN-007", "price") in reviewed.pending())
    assert reviewed.heads()[0] == "Q4 PVC increase · 4 SKUs"


def test_the_list_is_exported(reviewed: Reviewed, tmp_path) -> None:
    exporting = reviewed.window.opened.push.exporting
    with reviewed.qtbot.waitSignal(reviewed.page.export_wanted) as wanted:
        reviewed.page.acting.export()
    paper = wanted.args[0]()
    assert [row[1] for row in paper.rows] == ["UN-003", "UN-001", "UN-002", "UN-004", "UN-005"] or len(
        paper.rows
    ) == 5
    assert paper.rows[0][0] == "Q4 PVC increase"
    exporting.write(wanted.args[0], tmp_path / "list.xlsx")
    reviewed.wait((tmp_path / "list.xlsx").exists)
    if exporting.dialog is not None:
        exporting.dialog.reject()


def test_the_window_stays_as_large_as_it_is_whatever_review_and_a_report_tell(
    reviewed: Reviewed, qtbot
) -> None:
    frame = reviewed.window.window
    frame.resize(1100, 700)
    key = key_of(ITEMS[0])
    pictures = [
        {"alias": "", "isDefault": not number, "type": "Image", "url": f"picture:{number:064x}.jpg"}
        for number in range(30)
    ]
    edits = [
        FieldEdit(key, "assets", pictures, []),
        FieldEdit(key, "description", "brass, with a nut; " * 200, ""),
    ]
    reviewed.window.context.edits.edit(edits, initiator=frame)
    reviewed.wait(lambda: len(reviewed.pending()) == 7)
    reviewed.wait(
        lambda: (
            sum(isinstance(one, ReviewRow) and one.code == "UN-001" for one in reviewed.page.model.lines) == 3
        )
    )
    for number, one in enumerate(reviewed.page.model.lines):
        if isinstance(one, ReviewRow) and one.code == "UN-001":
            reviewed.page.table.go_to(number)
            reviewed.window.quiet()
            assert (frame.width(), frame.height()) == (1100, 700)
    report = PushReport(
        [
            PushedField(
                key, EntityKind.MATERIAL, "UN-001", "Union 1", "assets", PushResult.FAILED, pictures, [],
                "Too many pictures. " * 60,
            )
        ],
        3, 1.0,
    )  # fmt: skip
    panel = frame.findChild(PushPanel)
    assert panel is not None
    panel.show_report(report, {})
    reviewed.window.quiet()
    assert panel.isVisible()
    assert (frame.width(), frame.height()) == (1100, 700)
    assert frame.minimumSizeHint().height() <= 600
