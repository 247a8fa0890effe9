"""Where a line of the audit log comes from: each action that the hub writes belongs to one origin."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum


class AuditOrigin(StrEnum):
    EDIT = "edit"  # people, in this program
    PULL = "pull"
    PUSH = "push"
    OTHER = "other"  # rules, views, people, pictures, restored backups


_ACTIONS: Mapping[AuditOrigin, frozenset[str]] = {
    AuditOrigin.EDIT: frozenset((
        "create", "set", "unset", "resolve", "submit", "recall", "discard", "propose", "answer", "file", "change_set",
        "kit",
    )),
    AuditOrigin.PULL: frozenset(("pull", "revive", "bury", "converged", "reference", "twins")),
    AuditOrigin.PUSH: frozenset(("pushed", "differs", "failed", "adopted", "identify")),
    AuditOrigin.OTHER: frozenset((
        "rule", "view", "member", "team settings", "reassign", "restored", "picture uploaded", "picture gone",
        "picture proved",
    )),
}  # fmt: skip


def actions_of(origin: AuditOrigin) -> frozenset[str]:
    """Without what follows a colon: "resolve: merged" is a "resolve"."""
    return _ACTIONS[origin]


def origin_of(action: str) -> AuditOrigin:
    """OTHER for an action of a newer program."""
    verb = action.partition(":")[0]
    return next((origin for origin, actions in _ACTIONS.items() if verb in actions), AuditOrigin.OTHER)
