"""What is proposed for entries and waits for an answer, where they are shown."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.ports.change_sets import Proposal, ProposalState
from lazi_desktop.ports.queries import PricebookQueries

Proposals = Mapping[str, Proposal]
"""Of one entry, by field."""


def open_proposals(queries: PricebookQueries) -> dict[EntityKey, dict[str, Proposal]]:
    """By entry and field: one's own before those of others, the newest of these."""
    found: dict[EntityKey, dict[str, Proposal]] = {}
    for one in sorted(queries.proposals(), key=lambda one: (one.mine, one.at)):
        if one.state is ProposalState.OPEN:
            found.setdefault(one.entity_key, {})[one.field] = one
    return found


def proposal_words(proposal: Proposal, value: str, now: str) -> str:
    """What is asked for and what is in force meanwhile, as they are shown."""
    if proposal.mine:
        words = QCoreApplication.translate(
            "Proposals", "You propose {value}; a manager has not answered yet. Now: {now}"
        )
    else:
        words = QCoreApplication.translate(
            "Proposals", "{name} proposes {value}; a manager has not answered yet. Now: {now}"
        )
    return words.format(name=proposal.by, value=value, now=now)


def proposal_note(proposal: Proposal, value: str) -> str:
    """The same below a field, which shows what is in force."""
    if proposal.mine:
        words = QCoreApplication.translate("Proposals", "You propose {value}; not answered yet")
    else:
        words = QCoreApplication.translate("Proposals", "{name} proposes {value}; not answered yet")
    return words.format(name=proposal.by, value=value)


def short_note(value: str) -> str:
    """The same where there is little room."""
    return QCoreApplication.translate("Proposals", "Proposed: {value}").format(value=value)
