"""The model hub's pull: 81_pull.sql, 88_absent.sql and 88_twins.sql."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from datetime import timedelta
from uuid import UUID

from lazi_desktop.domain.errors import LeaseLost
from lazi_desktop.domain.keys import EntityKey, pulled_key
from lazi_desktop.domain.kinds import EntityKind
from lazi_desktop.domain.merge import PullDecision, decide_pull, is_echo
from lazi_desktop.domain.values import Fields, Value, same
from lazi_desktop.ports.hub_feed import Burial, FeedKind
from lazi_desktop.ports.hub_pull import IngestCounts, PageEnd, PullCursor, Twins
from lazi_desktop.ports.remote import RemoteEntity
from tests.simulation import model_rows
from tests.simulation.model_ops import HubOps
from tests.simulation.model_rows import Event, Item, Job, Override
from tests.simulation.model_servicetitan import BEGIN
from tests.simulation.violation import Violation


class HubPulls(HubOps):
    def pull_cursor(self, kind: EntityKind) -> PullCursor:
        token, watermark, _ = self.cursors.get(kind, (None, None, 0))
        return PullCursor(token, watermark, BEGIN + timedelta(seconds=self.loop.now))

    def mirror_of(self, kind: EntityKind, numbers: Sequence[int], names: Sequence[str]) -> dict[int, Fields]:
        found: dict[int, Fields] = {}
        for number in numbers:
            item = self.by_remote.get((kind, number))
            if item is not None and item.fields is not None:
                fields = item.fields
                found[number] = {name: fields[name] for name in names if name in fields} if names else fields
        return found

    def mirrored_count(self, kind: EntityKind) -> int:
        return sum(item.kind is kind and item.mirrored for item in self.items.values())

    def ingest(
        self,
        dev: UUID,
        token: int,
        run: UUID,
        entities: Sequence[RemoteEntity],
        kind: EntityKind,
        end: PageEnd | None,
    ) -> IngestCounts:
        self.fence(dev, token)
        lot = {entity.remote_id: entity for entity in entities}.values()
        news: list[tuple[RemoteEntity, Item]] = []
        for entity in lot:
            known = self.by_remote.get((kind, entity.remote_id))
            if entity.problem or (known is not None and known.mirrored and known.received == entity.fields):
                continue
            news.append((entity, known if known is not None else self.meet(kind, entity.remote_id)))
        counts = (
            self.take_in(news, len(entities)) if news else IngestCounts(len(entities), 0, 0, len(entities))
        )
        if end is not None:
            self.finish_page(token, run, kind, end)
        return counts

    def meet(self, kind: EntityKind, number: int) -> Item:
        key = pulled_key(model_rows.TENANT, kind, number)
        item = self.items.get(key)
        if item is None:
            item = self.items[key] = Item(key, kind)
        if item.kind is not kind:
            raise Violation("I1", f"{kind} {number} is a {item.kind} here")  # no desktop of ours names it so
        item.remote_id = number
        self.by_remote[kind, number] = item
        return item

    def decide_pull(self, item: Item, field: str, o: Override, old: Value, theirs: Value) -> PullDecision:
        return self.decide_against(item.job, field, o.base, o.value, old, theirs)

    def decide_founding(
        self, job: Job | None, field: str, o: Override, old: Value, theirs: Value
    ) -> PullDecision:
        """What ServiceTitan fills in when it makes an entity is nobody's edit: it is what ours stands over."""
        sending = job.sending if job is not None else {}
        base = theirs if o.base is None and field not in sending else o.base
        return self.decide_against(job, field, base, o.value, old, theirs)

    def decide_against(
        self, job: Job | None, field: str, base: Value, ours: Value, old: Value, theirs: Value
    ) -> PullDecision:
        sending = job.sending if job is not None else {}
        return decide_pull(
            base=self.as_said(field, base, theirs),
            ours=self.as_said(field, ours, theirs),
            mirror=old,
            theirs=theirs,
            sent=self.as_said(field, sending.get(field), theirs, loosely=True),
            was_sent=field in sending,
        )

    def take_in(self, news: Sequence[tuple[RemoteEntity, Item]], received: int) -> IngestCounts:
        mirrors: list[Event] = []
        cleared: list[Event] = []
        clashes: list[Event] = []
        founded: list[Event] = []
        touched: dict[EntityKey, Item] = {}
        added = changed = 0
        now_seq = len(self.feed)
        for entity, item in news:
            old, fields = item.fields, entity.fields
            merged = {**old, **fields} if old is not None else dict(fields)
            is_new, was_gone = old is None, item.deleted
            moved = (
                is_new
                or was_gone
                or any(not same((old or {}).get(name), value) for name, value in fields.items())
            )
            founding = is_new and item.made_here
            met = []
            for field in sorted(item.overrides):
                if field in fields:
                    o, was = item.overrides[field], None if was_gone else (old or {}).get(field)
                    if founding and o.base is None:
                        decision = self.decide_founding(item.job, field, o, was, fields[field])
                    else:
                        decision = self.decide_pull(item, field, o, was, fields[field])
                    met.append((field, o, decision))
            if item.job is not None:
                for field, sent in list(item.job.sending.items()):
                    said = self.as_said(field, sent, fields.get(field), loosely=True)
                    if field in fields and is_echo(fields[field], said):
                        del item.job.sending[field]
            item.fields, item.received, item.deleted = merged, fields, False
            if moved:
                item.modified_on = entity.modified_on
            for field, o, decision in met:
                if decision is PullDecision.CONVERGED:
                    del item.overrides[field]
                    cleared.append(self.cleared_event(item, field, o.op_id))
                    touched[item.key] = item
                elif decision is PullDecision.CONFLICT:
                    c = self.open_conflict(
                        item, field, "override_vs_st", standing=True, base=o.base, ours=o.value, theirs=fields[field],
                        ours_op=o.op_id, ours_by=o.by, device=o.device,
                    )  # fmt: skip
                    clashes.append(self.conflict_event(c))
                elif founding and o.base is None and decision in (PullDecision.MOVED, PullDecision.ECHO):
                    o.base = fields[field]
                    founded.append(self.override_event(item, field, o))
            if moved:
                mirrors.append((FeedKind.MIRROR, item, "", self.mirror_payload(item), None))
                item.last_seq = now_seq + len(mirrors)
                touched[item.key] = item
                added += is_new
                changed += not is_new
        events = mirrors + cleared + clashes + founded
        if touched:
            events += self.revisit_conflicts(touched.values())
            self.tend_jobs(touched.values())
        self.emit(events)
        return IngestCounts(received, added, changed, received - added - changed, len(clashes), len(cleared))

    def finish_page(self, token: int, run: UUID, kind: EntityKind, end: PageEnd) -> None:
        at, watermark, last = self.cursors.get(kind, (None, None, 0))
        if at != end.token_before or last > token:
            raise LeaseLost("This pull was continued elsewhere.")
        self.moved_back.discard(kind)
        self.cursors[kind] = (end.token_after, end.watermark or watermark, token)
        self.pages.setdefault(run, {})[end.page] = end.remote_ids

    def missing(self, run: UUID, kind: EntityKind, last_page: Sequence[int]) -> list[int]:
        named = set(last_page)
        for numbers in self.pages.get(run, {}).values():
            named.update(numbers)
        return [
            item.remote_id
            for item in self.items.values()
            if item.kind is kind
            and item.mirrored
            and item.remote_id is not None
            and item.remote_id not in named
        ]

    def note_missing(self, dev: UUID, token: int, run: UUID, kind: EntityKind) -> list[int]:
        """Counts for how many full runs in a row an entity was not named. Returns those that two did not name."""
        self.fence(dev, token)
        missing = self.missing(run, kind, ())
        for key in [key for key in self.absences if key[0] is kind and key[1] not in missing]:
            del self.absences[key]
        for number in missing:
            runs, last = self.absences.get((kind, number), (0, None))
            self.absences[kind, number] = (runs + (last != run), run)
        return sorted(number for (of, number), (runs, _) in self.absences.items() if of is kind and runs >= 2)

    def note_twins(
        self, dev: UUID, token: int, kinds: Collection[EntityKind], twins: Sequence[Twins]
    ) -> list[Twins]:
        """Returns those nobody was told of."""
        self.fence(dev, token)
        lot = {(one.kind, one.mark): one for one in twins if one.kind in kinds}
        news = [
            one
            for place, one in lot.items()
            if place not in self.twins or not set(one.remote_ids) <= set(self.twins[place].remote_ids)
        ]
        self.twins = {place: one for place, one in self.twins.items() if place[0] not in kinds} | lot
        return news

    def bury(self, dev: UUID, token: int, kind: EntityKind, numbers: Sequence[int]) -> int:
        self.fence(dev, token)
        found = [self.by_remote[kind, number] for number in numbers if (kind, number) in self.by_remote]
        alive = [item for item in found if item.mirrored]
        for number in numbers:
            self.absences.pop((kind, number), None)
        if alive:
            self.emit(self.bury_entities(alive, Burial.GONE))
            self.tend_jobs(alive)
        return len(alive)
