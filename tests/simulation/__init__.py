"""A deterministic simulation of the sync protocol, run by the product's own code.

What is real: `sync` (replication, push, pull, turn), `domain`, `operations` and the workspace's layers. What is a
model: the hub (`model_*.py`, statement by statement after migrations/hub/sql/0001), the workspace
(`model_workspace.py`) and ServiceTitan (`model_servicetitan.py`), joined by `wire.py`. Time is a number (`loop.py`): no
threads, no clock, no files. `test_conformance.py` runs the model beside the real hub and real workspaces.

A *history* (`history.py`) is a list of actions (`actions.py`, `kit_actions.py`): people edit, submit, undo, answer
conflicts, make and throw away entities, and build kits; the office edits, makes and deletes in ServiceTitan; desks
exchange, pull and push; computers crash, sleep, go offline and have odd clocks; the hub and profiles are put back from
backups, computers are cloned, and the feed's beginning goes. Every call through a port may lose its request or its
answer, come late, or be the last thing its process does. `judge.py` looks after every action, lets the world come to
rest at the end, and adds up; which invariant of the protocol is checked when, and which in other tests, stands there.

- `python3 lazi.py soak` runs histories until it is stopped; `--seed S --story` tells one, shortened if it fails.
- A failure prints the seed and the shortest list of actions that still fails; its seed goes to `seeds.txt`, which the
  tests replay.
- `mutants.py` are deliberate bugs, doubles of single parts. `seeds.txt` has a seed that kills each, alone or together
  with the rule that masks it, and the invariant that it breaks: a double that crashes proves nothing. `python3 lazi.py
  soak --mutants` finds them anew when actions have changed. `directed.py` has the few that chance does not find: their
  histories' actions are given.

Not covered: images, rules, rate limits and schedules; what SQLite and PostgreSQL do below their ports
(see tests/faults); more than one tenant. Three limits of ServiceTitan's API are left out of the judgement: a category
that a restored hub forgot, and that the office calls otherwise or that was moved since, is made again by who submits it
again without a look, since categories bear no marker (counted as `twins`); what the office edits in a new entity before
the hub has seen it there cannot be told from ServiceTitan's defaults; and a write that meets an office edit made after
the last look overwrites it (counted as `races`).
"""
