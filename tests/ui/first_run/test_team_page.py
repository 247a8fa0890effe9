"""The page on which a team is founded."""

from __future__ import annotations

from typing import Any

from lazi_desktop.ui.first_run.team_page import TeamPage


def test_the_rule_for_the_password_stands_there_before_anything_is_typed(qtbot: Any) -> None:
    page = TeamPage()
    qtbot.addWidget(page)
    page.ask(alone=False)
    page.show()
    assert page.rule.isVisible()
    assert page.rule.text().startswith("At least 12 characters")
    assert page.fields["password"].problem.isHidden()
    page.ask(alone=True)
    assert not page.rule.isVisible(), "nobody signs in to the built-in database"
