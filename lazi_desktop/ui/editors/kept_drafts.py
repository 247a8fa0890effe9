"""What is typed and not recorded, of every form: kept in memory at once and in the workspace a moment later."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import uuid5

from PySide6.QtCore import QObject, QTimer, Signal

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.ports.drafts import Drafts, KeptDraft
from lazi_desktop.ui.editors.subject import Subject
from lazi_desktop.ui.tasks import Tasks

_WRITE_AFTER_MS = 200


class KeptDrafts(QObject):
    """`changed(keys)`: what is kept of these is another now."""

    changed = Signal(object)

    def __init__(self, drafts: Drafts, tasks: Tasks, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._drafts = drafts
        self._tasks = tasks
        self._kept: dict[EntityKey, dict[str, KeptDraft]] = {}
        self._unwritten: dict[tuple[EntityKey, str], KeptDraft | None] = {}
        self._recording: set[tuple[EntityKey, str]] = set()
        self.is_sealed = False
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_WRITE_AFTER_MS)
        self._soon.timeout.connect(self.write)
        tasks.write(drafts.all, self._recall, owner=self)

    def of(self, key: EntityKey) -> Mapping[str, KeptDraft]:
        """Without what is being recorded just now."""
        kept = self._kept.get(key, {})
        return {name: draft for name, draft in kept.items() if (key, name) not in self._recording}

    def is_recording(self, key: EntityKey, field: str) -> None:
        """It was handed over. Until the answer it stays kept, in case the program ends first."""
        self._recording.add((key, field))

    def recorded(self, key: EntityKey, field: str) -> None:
        """Nothing of it is a draft any more, unless more has been typed since."""
        if (key, field) in self._recording:
            self.forget(key, field)

    def keep(self, draft: KeptDraft) -> None:
        self._recording.discard((draft.key, draft.field))
        of_key = self._kept.setdefault(draft.key, {})
        if of_key.get(draft.field) == draft:
            return
        is_news = draft.field not in of_key
        of_key[draft.field] = draft
        self._write_soon((draft.key, draft.field), draft)
        if is_news:
            self.changed.emit(frozenset((draft.key,)))

    def forget(self, key: EntityKey, field: str) -> None:
        self._recording.discard((key, field))
        of_key = self._kept.get(key, {})
        if of_key.pop(field, None) is None:
            return
        if not of_key:
            del self._kept[key]
        self._write_soon((key, field), None)
        self.changed.emit(frozenset((key,)))

    def write(self) -> None:
        """Now, instead of in a moment: the window is about to close, perhaps."""
        self._soon.stop()
        unwritten, self._unwritten = self._unwritten, {}
        if not unwritten:
            return
        kept = [draft for draft in unwritten.values() if draft is not None]
        dropped = [place for place, draft in unwritten.items() if draft is None]
        self._tasks.write(lambda: self._drafts.put(kept, dropped), owner=self)

    def seal(self) -> None:
        """The program ends: what is to be written is on its way, and the workspace may be gone any moment."""
        self.write()
        self.is_sealed = True

    def _write_soon(self, place: tuple[EntityKey, str], draft: KeptDraft | None) -> None:
        self._unwritten[place] = draft
        if not self._soon.isActive() and not self.is_sealed:
            self._soon.start()

    def _recall(self, found: Sequence[KeptDraft]) -> None:
        """What was typed meanwhile is newer."""
        for draft in found:
            if (draft.key, draft.field) not in self._unwritten:
                self._kept.setdefault(draft.key, {}).setdefault(draft.field, draft)
        if found:
            self.changed.emit(frozenset(draft.key for draft in found))


def key_of(subject: Subject) -> EntityKey:
    """Under which key drafts of this subject are kept: several entities edited as one have a key of their own."""
    if len(subject.keys) == 1:
        return subject.keys[0]
    first, *others = sorted(subject.keys)
    return EntityKey(uuid5(first, "".join(map(str, others))))
