"""The model hub's questions about creates: 84_questions.sql."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from uuid import UUID

from lazi_desktop.ports.hub_push import Candidate, JobEnd
from tests.simulation.model_push import HubPushes
from tests.simulation.model_rows import Item, Question


class HubQuestions(HubPushes):
    def answers_of(self, item: Item) -> tuple[int | None, frozenset[int]]:
        """Which one a person chose, and which ones none of which it is."""
        answered = [
            one for one in self.questions.values() if one.item_key == item.key and one.state == "answered"
        ]
        chosen = max((one.remote_id for one in answered if one.remote_id is not None), default=None)
        return chosen, frozenset[int]().union(*(one.found for one in answered if one.remote_id is None))

    def ask_which(
        self,
        dev: UUID,
        token: int,
        job_id: UUID,
        found: Sequence[Candidate],
        detail: str,
        words: Mapping[str, str],
    ) -> None:
        self.put_off(dev, token, job_id, JobEnd.NEEDS_HUMAN, 0, detail, words)
        job = self.jobs.get(job_id)
        if job is None or job.state != "needs_human":
            return  # a person has submitted something of it anew: it is looked at once more
        key, numbers = job.item.key, frozenset(one.remote_id for one in found)
        for one in self.questions.values():
            if one.item_key == key and (
                (one.state == "open" and one.found != numbers)
                or (one.state == "answered" and one.remote_id is not None)
            ):
                one.state = "superseded"
        if not any(one.item_key == key and one.state == "open" for one in self.questions.values()):
            question_id = self.new_id()
            self.questions[question_id] = Question(question_id, key, numbers)

    def open_questions(self) -> list[Question]:
        found = []
        for one in self.questions.values():
            item = self.items.get(one.item_key)
            if (
                one.state == "open"
                and item is not None
                and item.job is not None
                and item.job.state == "needs_human"
                and item.remote_id is None
                and not item.discarded
            ):
                found.append(one)
        return found

    def answer_create(self, question_id: UUID, remote_id: int | None) -> bool:
        """Whether the answer counts."""
        asked = self.questions.get(question_id)
        if asked is None or asked.state == "superseded":
            return False
        if asked.state == "answered":
            return asked.remote_id == remote_id
        if remote_id is not None and remote_id not in asked.found:
            raise AssertionError("That is none of those that were found.")
        item = self.items[asked.item_key]
        job = item.job
        if item.remote_id is not None or item.discarded or item.replaced_by is not None or job is None:
            asked.state = "superseded"
            return False
        asked.state, asked.remote_id = "answered", remote_id
        if job.state == "needs_human":
            self.ask_for_job(item)
            events = []
            for field, o in sorted(item.overrides.items()):
                if o.state == "failed" and o.submitted_op is not None:
                    o.state, o.detail = "submitted", ""
                    events.append(self.override_event(item, field, o))
            self.emit(events)
        return True
