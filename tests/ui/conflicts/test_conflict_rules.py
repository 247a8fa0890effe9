"""Rules: offered beside an answer, never about money, kept by the hub or told; listed and removed in the settings."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from uuid import UUID

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QWidget

from lazi_desktop.domain.conflict_rules import ConflictRule, Winner
from lazi_desktop.domain.errors import HubRefused, HubUnavailable
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.ports.engine import RulesRead
from lazi_desktop.ui.conflicts.line_view import LineView
from lazi_desktop.ui.conflicts.panel import ConflictPanel
from lazi_desktop.ui.conflicts.rules_card import RulesCard
from lazi_desktop.ui.formatting import moment
from lazi_desktop.ui.sync.engine_signals import EngineSignals
from tests.fakes.ui_fakes import AT, FakeApp

RULE = ConflictRule(
    rule_id=UUID(int=7),
    entity_kind=EntityKind.MATERIAL,
    field="description",
    winner=Winner.THEIRS,
    by="Dana",
    at="2026-03-03T09:05:00.0000000Z",
)


class Decider:
    """Somebody with open conflicts in front of them."""

    def __init__(self, app: FakeApp, qtbot) -> None:
        self.app = app
        self.qtbot = qtbot
        self.signals = EngineSignals(app.engine, app.edits)
        self.window = QWidget()
        qtbot.addWidget(self.window)
        self.window.show()
        self.panel = ConflictPanel(app.context, self.signals)
        qtbot.addWidget(self.panel)
        self.panel.show()

    def conflict(self, code: str, field: str, ours, theirs, kind: str = "override_vs_st", mine: bool = True):
        key = self.app.book.key(code)
        return self.app.book.conflict_on(key, field, ours=ours, theirs=theirs, kind=kind, mine=mine)

    def open(self) -> LineView:
        self.panel.open()
        self.app.settle(self.qtbot)
        return self.panel.view

    def tell_rules(self, event: RulesRead) -> None:
        with self.qtbot.waitSignal(self.signals.rules_read):
            self.app.engine.tell(event)


@pytest.fixture
def decider(app: FakeApp, qtbot) -> Decider:
    return Decider(app, qtbot)


def test_an_answer_alone_makes_no_rule(decider: Decider) -> None:
    decider.conflict("UN-1007", "display_name", "A", "B")
    view = decider.open()
    assert not view.offer.box.isChecked()
    view.take.click()
    decider.app.settle(decider.qtbot)
    assert decider.app.engine.asked("put_rule") == []


@pytest.mark.parametrize(("choice", "winner"), [("take", Winner.THEIRS), ("keep", Winner.OURS)])
def test_a_ticked_answer_is_given_and_becomes_a_rule(decider: Decider, choice: str, winner: Winner) -> None:
    decider.conflict("UN-1007", "display_name", "A", "B")
    view = decider.open()
    view.offer.box.setChecked(True)
    button = getattr(view, choice)
    assert button.text().endswith(", always")
    button.click()
    decider.app.settle(decider.qtbot)
    (rule,) = decider.app.engine.asked("put_rule")
    assert (rule.entity_kind, rule.field, rule.winner) == (EntityKind.MATERIAL, "display_name", winner)
    assert rule.category_id is None
    assert decider.app.book.open_conflicts == {}


def test_a_rule_can_be_narrowed_to_the_categories_around_the_entry(decider: Decider) -> None:
    decider.conflict("UN-1007", "display_name", "A", "B")  # hangs in Electrical › Breakers
    view = decider.open()
    view.offer.box.setChecked(True)
    scope = view.offer.scope
    assert [scope.itemText(place) for place in range(scope.count())] == [
        "everywhere",
        "in Electrical › Breakers",
        "in Electrical",
    ]
    scope.setCurrentIndex(1)
    view.keep.click()
    decider.app.settle(decider.qtbot)
    (rule,) = decider.app.engine.asked("put_rule")
    breakers = next(node for node in decider.app.book.nodes if node.name == "Breakers")
    assert rule.category_id == breakers.remote_id


@pytest.mark.parametrize(
    ("field", "ours", "theirs"),
    [
        ("price", Decimal("24.99"), Decimal("22.5")),
        ("primary_vendor", {"vendorName": "SCP", "cost": 1}, {"vendorName": "SCP", "cost": 2}),
    ],
)
def test_money_is_always_asked_and_it_is_said(decider: Decider, field, ours, theirs) -> None:
    decider.conflict("UN-1007", field, ours, theirs)
    view = decider.open()
    assert not view.offer.box.isVisible()
    assert view.offer.reason.isVisible()
    assert "always asked" in view.offer.reason.text()


def test_a_value_of_ones_own_is_no_rule(decider: Decider) -> None:
    decider.conflict("UN-1007", "display_name", "A", "B")
    view = decider.open()
    view.offer.box.setChecked(True)
    view.edit.click()
    assert not view.offer.box.isChecked()
    assert not view.offer.box.isEnabled()


def test_the_next_conflict_starts_without_a_tick(decider: Decider) -> None:
    decider.conflict("UN-1007", "display_name", "A", "B")
    decider.conflict("UN-1014", "display_name", "C", "D")
    view = decider.open()
    view.offer.box.setChecked(True)
    view.keep.click()
    decider.app.settle(decider.qtbot)
    assert not view.offer.box.isChecked()
    assert view.keep.text() == "Keep ours"


def test_arrow_keys_in_the_list_of_categories_decide_nothing(decider: Decider) -> None:
    decider.conflict("UN-1007", "display_name", "A", "B")
    view = decider.open()
    view.activateWindow()
    view.offer.box.setChecked(True)
    view.offer.scope.setFocus()
    decider.qtbot.waitUntil(view.offer.scope.hasFocus)
    QTest.keyClick(view.offer.scope, Qt.Key.Key_Left)
    decider.app.settle(decider.qtbot)
    assert len(decider.app.book.open_conflicts) == 1


def test_a_rule_is_told_when_the_hub_has_it_and_when_it_refuses(decider: Decider) -> None:
    decider.conflict("UN-1007", "display_name", "A", "B")
    view = decider.open()
    view.offer.box.setChecked(True)
    view.take.click()
    decider.app.settle(decider.qtbot)
    (rule,) = decider.app.engine.asked("put_rule")
    decider.tell_rules(RulesRead([RULE]))  # an earlier question's answer
    told = len(decider.app.notifier.told)
    decider.tell_rules(RulesRead([RULE, rule]))
    assert "Name of materials" in decider.app.notifier.told[told]

    decider.conflict("UN-1007", "display_name", "A", "C")
    view = decider.open()
    view.offer.box.setChecked(True)
    view.take.click()
    decider.app.settle(decider.qtbot)
    decider.tell_rules(RulesRead([RULE], HubRefused("Only managers make rules.")))
    (problem,) = decider.app.notifier.problems
    assert problem.title == "The rule was not kept"
    assert "Only managers" in str(problem)


@pytest.mark.parametrize(
    ("kind", "field", "said", "take", "keep"),
    [
        (
            "override_vs_st",
            "display_name",
            "changed here and in ServiceTitan",
            "Take ServiceTitan's",
            "Keep ours",
        ),
        ("override_vs_override", "display_name", "changed here and by Dana", "Take Dana's", "Keep ours"),
        ("delete_vs_edit", "display_name", "Deleted in ServiceTitan, changed here", "Let it go", "Keep ours"),
        ("delete_vs_edit", "deleted", "threw this new entry away", "Keep the entry", "Throw it away"),
        ("unique", "code", "Two entries share this code", "", "Keep both"),
        ("duplicate_create", "code", "more than one entry", "", "I have looked"),
    ],
)
def test_every_kind_of_conflict_has_its_own_words(
    decider: Decider, kind: str, field: str, said: str, take: str, keep: str
) -> None:
    decider.conflict("UN-1007", field, "A", "B", kind=kind)
    view = decider.open()
    assert said in view.explanation.text()
    assert view.keep.text() == keep
    assert view.take.isVisible() == bool(take)
    if take:
        assert view.take.text() == take
    offered = kind in ("override_vs_st", "override_vs_override")
    assert view.offer.box.isVisible() == offered


def texts_of(view: LineView) -> list[str]:
    return [shown.text() for shown in view.findChildren(QLabel)]


def test_between_two_of_the_team_each_value_bears_its_own_author(decider: Decider) -> None:
    """In the window of whoever lost: ours is mine, the one in effect is Dana's."""
    found = decider.conflict("UN-1007", "display_name", "A", "B", kind="override_vs_override")
    lost = replace(found, by="OFFICE-PC", at="2026-03-05T16:45:00.0000000Z")
    decider.app.book.open_conflicts[found.conflict_id] = lost
    texts = texts_of(decider.open())
    assert f"you · found {moment(lost.at)}" in texts
    assert f"Dana · {moment(AT)}" in texts
    assert texts.index("The team now") < texts.index(f"Dana · {moment(AT)}") < texts.index("Ours")


def test_whoever_is_in_effect_reads_whose_the_other_value_is(decider: Decider) -> None:
    found = decider.conflict("UN-1007", "display_name", "A", "B", kind="override_vs_override", mine=False)
    decider.app.book.open_conflicts[found.conflict_id] = replace(found, by="Luis")
    view = decider.open()
    assert "changed by Dana and by Luis" in view.explanation.text()
    assert view.take.text() == "Keep Dana's"
    assert view.keep.text() == "Take Luis's"
    assert "Luis's" in texts_of(view)
    assert "Ours" not in texts_of(view)
    assert not view.offer.box.isVisible()  # a rule's "ours" would be read the wrong way


def test_one_person_on_two_computers_is_not_asked_to_choose_between_two_names(decider: Decider) -> None:
    decider.conflict("UN-1007", "display_name", "A", "B", kind="override_vs_override", mine=False)
    view = decider.open()
    assert (view.take.text(), view.keep.text()) == ("Keep what is in effect", "Take the other")


def test_a_value_that_was_edited_once_more_bears_no_wrong_name(decider: Decider) -> None:
    """The workspace shows a third value meanwhile: neither author nor time of it belongs to the conflict's."""
    found = decider.conflict("UN-1007", "display_name", "A", "B", kind="override_vs_override")
    decider.app.book.override(found.entity_key, "display_name", "C")
    view = decider.open()
    assert view.take.text() == "Take theirs"
    assert f"Dana · {moment(AT)}" not in texts_of(view)


def test_who_threw_a_new_entry_away_and_what_that_would_lose(decider: Decider) -> None:
    ids = [str(UUID(int=number)) for number in range(3)]
    found = decider.conflict("UN-1007", "deleted", ids, False, kind="delete_vs_edit", mine=False)
    view = decider.open()
    assert view.explanation.text().startswith("Dana threw this new entry away")
    assert "would lose 3 edits" in view.explanation.text()
    assert not any(ids[0] in text for text in texts_of(view))
    decider.app.book.open_conflicts[found.conflict_id] = replace(found, mine=True)
    assert decider.open().explanation.text().startswith("You threw this new entry away")


def test_an_answer_that_is_not_offered_cannot_be_given_by_its_key(decider: Decider) -> None:
    decider.conflict("UN-1007", "code", "UN-1014", "UN-1014", kind="unique")
    view = decider.open()
    view.activateWindow()
    QTest.keyClick(view, Qt.Key.Key_Left)
    decider.app.settle(decider.qtbot)
    assert len(decider.app.book.open_conflicts) == 1


# ------------------------------------------------------------------------------------------------------- settings


@pytest.fixture
def card(app: FakeApp, decider: Decider, qtbot) -> RulesCard:
    card = RulesCard(app.context, decider.signals)
    qtbot.addWidget(card)
    card.show()
    app.settle(qtbot)
    return card


def test_the_settings_list_every_rule_with_who_and_where(card: RulesCard, decider: Decider) -> None:
    assert decider.app.engine.asked("read_rules") == [None]
    breakers = next(node for node in decider.app.book.nodes if node.name == "Breakers")
    narrow = ConflictRule(
        rule_id=UUID(int=8),
        entity_kind=EntityKind.SERVICE,
        field="display_name",
        winner=Winner.OURS,
        category_id=breakers.remote_id,
    )
    decider.tell_rules(RulesRead([RULE, narrow]))
    assert [(shown.what.text(), shown.answer.text()) for shown in card.lines] == [
        ("Description of materials", "Theirs is taken, everywhere."),
        ("Name of services", "Ours is kept, in Electrical › Breakers."),
    ]
    assert card.lines[0].made.text().startswith("Dana · ")


def test_a_rule_is_removed_from_the_settings(card: RulesCard, decider: Decider) -> None:
    decider.tell_rules(RulesRead([RULE]))
    card.lines[0].remove.click()
    assert decider.app.engine.asked("drop_rule") == [RULE.rule_id]
    decider.tell_rules(RulesRead([]))
    assert card.lines == []
    assert "every one waits for a person" in card.words.text()


def test_offline_the_settings_keep_the_rules_that_were_read(card: RulesCard, decider: Decider) -> None:
    decider.tell_rules(RulesRead([RULE]))
    decider.tell_rules(RulesRead([], HubUnavailable("No answer.")))
    assert len(card.lines) == 1
    assert "No answer." in card.problem.text()
