"""The model hub's upkeep of conflicts and jobs: 72_conflicts_jobs.sql."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from lazi_desktop.domain.keys import EntityKey
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.values import Value, same
from lazi_desktop.ports.hub_feed import Burial, FeedKind
from tests.simulation.model_pictures import HubPictureRows
from tests.simulation.model_rows import Conflict, Event, Item, Job, keys_in_order, place_of


class HubConflicts(HubPictureRows):
    def open_conflict(
        self, item: Item, field: str, kind: str, *, standing: bool, base: Value, ours: Value, theirs: Value,
        ours_op: UUID | None, ours_by: str, device: UUID, theirs_op: UUID | None = None, theirs_by: str = "",
        other: EntityKey | None = None,
    ) -> Conflict:  # fmt: skip
        """One open conflict per entity, field, device and question: a newer one of the same device takes its place."""
        place = (field, device, standing, kind == "unique")
        c = item.open.get(place)
        if c is None:
            c = Conflict(self.new_id(), item, field, device, self.loop.now)
            c.base, c.other_key = base, other
            item.open[place] = c
            self.conflicts[c.conflict_id] = self.open[c.conflict_id] = c
        c.kind, c.standing, c.ours, c.theirs = kind, standing, ours, theirs
        c.ours_op, c.ours_by, c.theirs_op, c.theirs_by = ours_op, ours_by, theirs_op, theirs_by
        self.world.clashed(item.key, field, c)
        return c

    def close(self, c: Conflict, state: str) -> None:
        c.state = state
        c.resolved_place = self.new_place()
        del c.item.open[c.place]
        del self.open[c.conflict_id]

    def other_with_code(
        self, kind: EntityKind, wanted: Value, besides: EntityKey, but: Iterable[EntityKey] = ()
    ) -> tuple[Item, Value, UUID | None, str] | None:
        """The first other entity of the kind that is alive and has this code, however it is written; none of `but`."""
        left_out = {besides, *but}
        found = [
            one
            for item in self.items.values()
            if item.key not in left_out and (one := self.with_code(kind, wanted, item)) is not None
        ]
        return min(found, key=lambda one: one[0].key.int) if found else None

    def with_code(
        self, kind: EntityKind, wanted: Value, item: Item
    ) -> tuple[Item, Value, UUID | None, str] | None:
        """This one, where it is alive and has that code."""
        if item.kind is not kind or item.buried or item.replaced_by is not None:
            return None
        o = item.overrides.get("code")
        code = o.value if o is not None else item.mirror_value("code")
        if not isinstance(wanted, str) or not isinstance(code, str) or code.lower() != wanted.lower():
            return None
        return item, code, o.op_id if o is not None else None, o.by if o is not None else ""

    def revisit_conflicts(self, items: Iterable[Item]) -> list[Event]:
        """A conflict whose sides became equal is over, another shows what is there now."""
        if not self.open:
            return []
        keys = {item.key for item in items}
        moved = [
            c
            for c in list(self.open.values())
            if (c.item.key in keys or c.other_key in keys) and self._revisit(c)
        ]
        moved.sort(key=place_of)
        return [self.conflict_event(c) for c in moved]

    def _revisit(self, c: Conflict) -> bool:
        item = c.item
        o = item.overrides.get(c.field)
        mirror = item.mirror_value(c.field)
        kind, other = c.kind, c.other_key
        ours, ours_op, theirs, theirs_op, theirs_by = c.ours, c.ours_op, c.theirs, c.theirs_op, c.theirs_by
        if c.kind == "unique":
            ours, ours_op = (o.value, o.op_id) if o is not None else (mirror, None)
            named = self.items.get(c.other_key) if c.other_key not in (None, item.key) else None
            found = self.with_code(item.kind, ours, named) if named is not None else None
            if found is None:
                found = self.other_with_code(item.kind, ours, item.key)
            if found is not None:
                other, theirs, theirs_op, theirs_by = found[0].key, *found[1:]
            else:
                other, theirs_op, theirs_by = None, None, ""
            over = item.buried or found is None
        elif c.field == "deleted":
            ours = self.op_ids_of(item)
            over = item.discarded is not c.standing or item.remote_id is not None
        else:
            if item.buried and (c.standing or o is None):
                kind = "delete_vs_edit"
            elif kind == "delete_vs_edit":
                kind = "override_vs_st" if c.standing or o is None else "override_vs_override"
            if c.standing:
                ours, ours_op = (o.value, o.op_id) if o is not None else (c.ours, None)
                theirs, theirs_op, theirs_by = mirror, None, ""
                over = o is None or (
                    not item.buried
                    and (self.is_alike(c.field, o.value, mirror) or self.is_alike(c.field, c.base, mirror))
                )
            else:
                theirs, theirs_op, theirs_by = (
                    (o.value, o.op_id, o.by) if o is not None else (mirror, None, "")
                )
                over = self.is_alike(c.field, c.ours, theirs)
        if not (
            over
            or not same(ours, c.ours)
            or not same(theirs, c.theirs)
            or kind != c.kind
            or other != c.other_key
        ):
            return False
        c.kind, c.other_key, c.ours, c.ours_op = kind, other, ours, ours_op
        c.theirs, c.theirs_op, c.theirs_by = theirs, theirs_op, theirs_by
        if over:
            self.close(c, "superseded")
        self.world.clashed(item.key, c.field, c)
        return True

    def op_ids_of(self, item: Item) -> list[str]:
        return [
            str(op_id)
            for op_id in sorted((o.op_id for o in item.overrides.values()), key=lambda one: one.int)
        ]

    # ---------------------------------------------------------------------------------------------------- tombstones

    def bury_entities(
        self, items: Sequence[Item], reason: Burial, heir: EntityKey | None = None
    ) -> list[Event]:
        """Tombstones of what was alive until now, and a conflict for every override that waits on it."""
        buried = []
        for item in keys_in_order(items):
            if reason is Burial.GONE:
                fresh = item.remote_id is not None and not item.deleted
            elif reason is Burial.DISCARDED:
                fresh = not item.discarded
            else:
                fresh = item.replaced_by is None
            if fresh:
                buried.append(item)
        for item in buried:
            if reason is Burial.GONE:
                item.deleted = True
                item.last_seq = len(self.feed) + 1
                if item.fields is None:
                    item.fields = {}
            else:
                item.discarded = item.discarded or reason is Burial.DISCARDED
                item.replaced_by = heir or item.replaced_by
                for one in self.proposals.values():
                    if heir is not None and one.key == item.key:
                        one.key = heir
            self.world.was_buried(item, reason)
        events: list[Event] = [
            (FeedKind.TOMBSTONE, item, "", self.tombstone_payload(item, reason, heir), None)
            for item in buried
        ]
        events += self.revisit_conflicts(buried)
        if reason is Burial.GONE:
            for item in buried:
                for field, o in sorted(item.overrides.items()):
                    if o.state == "kept" or any(
                        c.standing and c.kind != "unique"
                        for (name, *_), c in item.open.items()
                        if name == field
                    ):
                        continue
                    c = self.open_conflict(
                        item, field, "delete_vs_edit", standing=True, base=o.base, ours=o.value, theirs=None,
                        ours_op=o.op_id, ours_by=o.by, device=o.device,
                    )  # fmt: skip
                    events.append(self.conflict_event(c))
        return events

    # ---------------------------------------------------------------------------------------------------------- jobs

    def tend_jobs(self, items: Iterable[Item]) -> None:
        """A job lives while something of its entity is submitted, or while its last write is not settled."""
        for item in items:
            job = item.job
            if (
                job is not None
                and job.state in ("blocked", "ready", "needs_human")
                and job.ambiguous_since is None
                and not any(o.submitted_op is not None for o in item.overrides.values())
            ):
                self.end(job, "cancelled")

    def end(self, job: Job, state: str) -> None:
        job.state = state
        job.updated_at = self.loop.now
        job.item.job = None
        del self.jobs[job.job_id]

    def new_job(self, item: Item) -> Job:
        job = Job(self.new_id(), item, self.loop.now, self.new_place())
        self.world.one_live_job(item)
        item.job = self.jobs[job.job_id] = job
        return job
