"""What a person typed, kept in memory."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.ports.drafts import KeptDraft


class FakeDrafts:
    def __init__(self) -> None:
        self.kept: dict[tuple[EntityKey, str], KeptDraft] = {}

    def all(self) -> Sequence[KeptDraft]:
        return list(self.kept.values())

    def put(self, kept: Sequence[KeptDraft], dropped: Collection[tuple[EntityKey, str]]) -> None:
        self.kept |= {(draft.key, draft.field): draft for draft in kept}
        for place in dropped:
            self.kept.pop(place, None)
