"""What the hub did not take, as a sentence that says what of it stays as it was, and why."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication

from lazi_desktop.domain.field_tables import FIELDS
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.kits.parts import GONE, KitPart
from lazi_desktop.domain.ops import OpKind, OpOutcome
from lazi_desktop.operations.kits.field_titles import TITLES
from lazi_desktop.ports.change_sets import ProposalState
from lazi_desktop.ports.engine import RefusedOp
from lazi_desktop.ui.formatting import counted, field_title, format_field
from lazi_desktop.ui.said import said


def refusal_words(one: RefusedOp) -> str:
    reason = one.reason or _tr("The shared database gave no reason.")
    if isinstance(one.kind, KitPart):
        field, kit = said(TITLES.get(one.field, one.field)), one.code or _tr("without a name")
        return _of_kit(one.kind, one.field).format(field=field, kit=kit, reason=reason)
    if not isinstance(one.kind, EntityKind):
        return _of_set(one).format(name=one.set_name, value=one.value, reason=reason)
    code = one.code or _tr("an entry")
    if not one.field:
        return _of_entity(one).format(code=code, changes=_changes(one), name=one.set_name, reason=reason)
    field = field_title(one.kind, one.field)
    if one.outcome is OpOutcome.STALE:
        return _tr("{field} of {code}: This conflict has changed meanwhile; please decide again.").format(
            field=field, code=code
        )
    value = format_field(one.kind, one.field, one.value)
    return _of_field(one).format(field=field, code=code, value=value, reason=reason)


def _of_kit(kind: KitPart, field: str) -> str:
    if field == GONE:
        return _tr("The kit “{kit}” stays as it was: {reason}")
    if field:
        return _tr("Your change of {field} in the kit “{kit}” was not taken: {reason}")
    if kind is KitPart.KIT:
        return _tr("The kit “{kit}” was not made: {reason}")
    return _tr("What you added to the kit “{kit}” was not taken: {reason}")


def _of_set(one: RefusedOp) -> str:
    if one.field != "message":
        return _tr("The change-set “{name}” stays as it was: {reason}")
    if one.value == one.set_name:
        return _tr("The change-set “{name}” was not founded: {reason}")
    return _tr("The change-set “{name}” could not be renamed to “{value}”: {reason}")


def _of_entity(one: RefusedOp) -> str:
    match one.op_kind:
        case OpKind.FILE if one.change_set is None:
            return _tr("{changes} of {code} could not be taken out of the change-set: {reason}")
        case OpKind.FILE if one.set_name:
            return _tr("{changes} of {code} could not be moved to “{name}”: {reason}")
        case OpKind.FILE:
            return _tr("{changes} of {code} could not be moved to another change-set: {reason}")
        case OpKind.ANSWER:
            return _of_answer(one)
        case OpKind.RECALL:
            return _tr("Your changes of {code} were not taken back: {reason}")
        case OpKind.CREATE:
            return _tr("{code} was not added: {reason}")
        case OpKind.DISCARD:
            return _tr("{code} was not thrown away: {reason}")
        case _:
            return _tr("Your changes of {code} were not submitted: {reason}")


def _of_answer(one: RefusedOp) -> str:
    if one.outcome not in (OpOutcome.REJECTED, OpOutcome.STALE):
        return _tr(
            "Somebody answered what is proposed for {code} before you accepted it. Your edit of it stands;"
            " please look whether it should."
        )
    match ProposalState(one.value["verdict"]):
        case ProposalState.ACCEPTED:
            return _tr("What is proposed for {code} could not be accepted: {reason}")
        case ProposalState.REJECTED:
            return _tr("What is proposed for {code} could not be rejected: {reason}")
        case _:
            return _tr("What you proposed for {code} could not be withdrawn: {reason}")


def _of_field(one: RefusedOp) -> str:
    match one.op_kind:
        case OpKind.PROPOSE | OpKind.SET if _is_about_prices(one):
            return _tr("{field} of {code} stays as it was, and your {value} is dropped. {reason}")
        case OpKind.PROPOSE:
            return _tr("Your proposal of {value} as {field} of {code} was not taken: {reason}")
        case OpKind.RESOLVE:
            return _tr("Your decision for {value} as {field} of {code} was not taken: {reason}")
        case OpKind.UNSET:
            return _tr("Your change of {field} of {code} could not be taken back: {reason}")
        case _:
            return _tr("Your change of {field} of {code} to {value} was not taken: {reason}")


def _is_about_prices(one: RefusedOp) -> bool:
    """It was typed under another role, or before the hub had said which one this is."""
    kind = one.kind
    may_not = one.reason.startswith("Prices are set by managers")
    return may_not and isinstance(kind, EntityKind) and one.field in FIELDS[kind]


def _changes(one: RefusedOp) -> str:
    count = len(one.value) if isinstance(one.value, list) else 1
    return counted(count, _tr("change"), _tr("changes"))


def _tr(text: str) -> str:
    return QCoreApplication.translate("Refusals", text)
