"""Brings entities into a form and what a person does there into the workspace. The inspector and the editor tabs each
have one: they choose the form and what stands around it."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from PySide6.QtCore import QObject, Signal

from lazi_desktop.domain.errors import InvalidValue, LaziError
from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.ops import Aspect, Changes
from lazi_desktop.domain.typed_text import check_value
from lazi_desktop.domain.values import Value, same
from lazi_desktop.domain.vendors import FIELDS_OF_VENDORS
from lazi_desktop.operations.edit_fields import FieldEdit
from lazi_desktop.ports.drafts import KeptDraft
from lazi_desktop.ports.queries import PricebookQueries
from lazi_desktop.ui.context import UiContext
from lazi_desktop.ui.editors.entity_form import EntityForm
from lazi_desktop.ui.editors.entity_tab import EntityTab
from lazi_desktop.ui.editors.form_checks import LOOKED_UP, FormChecks
from lazi_desktop.ui.editors.kept_drafts import KeptDrafts, key_of
from lazi_desktop.ui.editors.known_lists import KnownLists
from lazi_desktop.ui.editors.subject import Subject, of_many, of_one
from lazi_desktop.ui.latest_read import LatestRead
from lazi_desktop.ui.numerals import whole
from lazi_desktop.ui.proposed import open_proposals

Target: TypeAlias = "tuple[EntityKey, ...] | array[int]"
"""One entity by its key, several by their rows' numbers."""


@dataclass(frozen=True, slots=True)
class EditorParts:
    """What all forms of a window share. `tabs` stand beside the fields."""

    context: UiContext
    drafts: KeptDrafts
    lists: KnownLists
    tabs: Sequence[EntityTab] = ()

    @classmethod
    def of(cls, context: UiContext, owner: QObject, tabs: Sequence[EntityTab] = ()) -> EditorParts:
        drafts = KeptDrafts(context.drafts, context.tasks, owner)
        return cls(context, drafts, KnownLists(context, owner), tabs)


_MANY = 300
"""So many edits are told about while they are recorded."""


class Editing(QObject):
    """`arrived(subject)`: what was asked for is read; whoever hears it calls `use` with a form for it. `vanished()`: it
    exists no more."""

    arrived = Signal(object)
    vanished = Signal()

    def __init__(self, parts: EditorParts, initiator: QObject, *, fields: Sequence[str]) -> None:
        """`fields` is what the forms show of several entities."""
        super().__init__(initiator)
        self._fields = fields
        self._context = parts.context
        self._drafts = parts.drafts
        self._lists = parts.lists
        self._initiator = initiator
        self._reads = LatestRead(self._context.tasks, self._context.notifier, self)
        self._checks = FormChecks(self._context, self)
        self._heard: set[EntityForm] = set()
        self._target: Target = ()
        self.form: EntityForm | None = None
        """The one on the screen."""
        parts.drafts.changed.connect(self._on_drafts)

    # -------------------------------------------------------------------------------------------------- showing

    @property
    def key(self) -> EntityKey | None:
        """The one entity that is shown or on its way."""
        return None if isinstance(self._target, array) or not self._target else self._target[0]

    def show(self, key: EntityKey) -> None:
        self._aim((key,))

    def show_rows(self, numbers: array[int]) -> None:
        """Several SKUs as one, by their rows' numbers."""
        self._aim(numbers)

    def _aim(self, target: Target) -> None:
        if target != self._target:
            self.flush()
            self._target = target
        self.read_again()

    def drop(self) -> None:
        """Nothing is shown any more."""
        self.flush()
        self._reads.drop()
        self._target, self.form = (), None

    def forget_forms(self) -> None:
        """They are about to go."""
        self._heard.clear()
        self._checks.forget_form()
        self.form = None

    def read_again(self) -> None:
        target, fields, queries = self._target, self._fields, self._context.queries
        if target:
            self._reads.ask(lambda: _read(queries, target, fields), lambda found: self._take(target, found))

    def _take(self, target: Target, subject: Subject | None) -> None:
        if target != self._target:
            return
        if subject is None:
            self._target, self.form = (), None
            self.vanished.emit()
        else:
            self.arrived.emit(subject)

    def use(self, form: EntityForm, subject: Subject) -> None:
        """Shows it in this form."""
        if form not in self._heard:
            self._heard.add(form)
            form.edited.connect(lambda edits: self._on_edited(form, edits))
            form.drafted.connect(lambda name: self._on_drafted(form, name))
            form.revert_requested.connect(self._on_revert)
        self.form = form
        form.load(subject, self._offered(subject))
        self._checks.check(form)

    def _offered(self, subject: Subject) -> dict[str, KeptDraft]:
        """What was recorded after all is no draft any more."""
        key, offered = key_of(subject), {}
        for name, draft in dict(self._drafts.of(key)).items():
            if subject.is_one and name in subject.values and _is_recorded(subject, draft):
                self._drafts.forget(key, name)
            else:
                offered[name] = draft
        return offered

    def _on_drafts(self, keys: frozenset[EntityKey]) -> None:
        """Typed in another form, or recalled from the workspace."""
        form = self.form
        if form is None or form.subject is None or key_of(form.subject) not in keys:
            return
        form.offer_kept(self._offered(form.subject))

    def follow(self, changes: Changes) -> None:
        self._lists.forget()
        self._checks.follow(changes)
        subject = self.form.subject if self.form is not None else None
        shown = {*(subject.keys if subject is not None else ()), *((self.key,) if self.key else ())}
        if Aspect.EVERYTHING in changes.aspects or not changes.keys.isdisjoint(shown):
            self.read_again()

    # --------------------------------------------------------------------------------------------------- saving

    def flush(self) -> None:
        """Records what is typed and fits; all else is kept."""
        if self.form is not None:
            self.form.leave()
        self._drafts.write()

    def _on_drafted(self, form: EntityForm, name: str) -> None:
        subject = form.subject
        if subject is None:
            return
        self._checks.check(form)
        draft = form.editors[name].draft
        if draft.is_typing:
            self._drafts.keep(KeptDraft(key_of(subject), name, draft.typed, draft.shown, draft.problem))
        else:
            self._drafts.forget(key_of(subject), name)

    def _on_edited(self, form: EntityForm, edits: Sequence[FieldEdit]) -> None:
        subject, name = form.subject, edits[0].field
        if subject is None:
            return
        self._reads.drop()  # what is on its way is older than this
        typed = edits[0].value if subject.is_one else form.editors[name].draft.shown

        def refused(problem: str) -> bool:
            """Whether the person can see it there."""
            self._drafts.keep(KeptDraft(key_of(subject), name, typed, _seen(subject, name), problem))
            shown = self.form is form and form.subject is not None and form.subject.keys == subject.keys
            if shown:
                form.refuse(name, typed, _seen(subject, name), problem)
            return shown

        def failed(error: LaziError) -> None:
            if not refused(error.detail or error.title):
                self._context.notifier.problem(error)

        self._drafts.is_recording(key_of(subject), name)

        def recorded(_changes: Changes) -> None:
            if name in FIELDS_OF_VENDORS:
                self.read_again()  # a cost and a vendor change each other
            self._drafts.recorded(key_of(subject), name)

        def record() -> None:
            if self._drafts.is_sealed:
                return  # looked up too late: it is offered at the next start
            if len(edits) < _MANY:
                self._context.edits.edit(edits, initiator=self._initiator, failed=failed, done=recorded)
                return
            title = form.editors[name].title.lower()
            label = self.tr("Change {field} of {count} entries").format(field=title, count=whole(len(edits)))
            self._context.edits.edit_many(
                edits, label=label, initiator=self._initiator, failed=failed, done=recorded
            )

        if name in LOOKED_UP and subject.is_one:
            self._checks.judge(edits[0], form.kind, _either(refused, record))
        else:
            record()

    def _on_revert(self, targets: Sequence[tuple[EntityKey, str]]) -> None:
        self._context.edits.revert(targets, initiator=self._initiator)


def _either(refused: Callable[[str], object], record: Callable[[], None]) -> Callable[[str], None]:
    def judged(problem: str) -> None:
        if problem:
            refused(problem)
        else:
            record()

    return judged


def _is_recorded(subject: Subject, draft: KeptDraft) -> bool:
    try:
        return same(check_value(subject.field(draft.field), draft.typed), subject.values.get(draft.field))
    except InvalidValue:
        return False


def _seen(subject: Subject, name: str) -> Value:
    return subject.values.get(name)


def _read(queries: PricebookQueries, target: Target, fields: Sequence[str]) -> Subject | None:
    if not isinstance(target, array):
        return _read_one(queries, target[0])
    rows = queries.rows(target, fields)
    if len(rows) == 1:  # the others exist no more
        return _read_one(queries, rows[0].key)
    return of_many(rows, fields) if rows else None


def _read_one(queries: PricebookQueries, key: EntityKey) -> Subject | None:
    detail = queries.detail(key)
    return None if detail is None else of_one(detail, open_proposals(queries).get(key, {}))
