"""Many histories: `python3 lazi.py soak`. Runs until it is stopped, or for so many; keeps the seeds that fail."""

from __future__ import annotations

import argparse
import multiprocessing
import os
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from tests.simulation import mutants_of_kits, mutants_of_pictures
from tests.simulation.actions import KITS
from tests.simulation.history import STEPS, run, story
from tests.simulation.model_storage import PICTURES
from tests.simulation.mutants import ALONE_OR_TOGETHER, mutated
from tests.simulation.world import World

SEEDS = Path(__file__).with_name("seeds.txt")
BATCH = 50
TELL_EVERY = 10.0
ENOUGH_SEEDS = 3_000


class Kept(NamedTuple):
    """A line of seeds.txt: `mutants` are those that it kills, and `breaks` is the invariant that they break. Both are
    empty where it is a history that once failed."""

    seed: int
    mutants: tuple[str, ...]
    breaks: str
    why: str

    def line(self) -> str:
        why = self.why.splitlines()[0][:120].replace("|", "/")
        parts = (str(self.seed), " + ".join(self.mutants), self.breaks, why)
        return " |".join(f" {part}" if part else "" for part in parts).strip()


class Failed(NamedTuple):
    seed: int
    what: str


class Result(NamedTuple):
    histories: int
    failed: Sequence[Failed]
    stats: Counter[str]


def kept_seeds() -> list[Kept]:
    kept = []
    for line in SEEDS.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            seed, mutants, breaks, why = (part.strip() for part in line.split("|"))
            kept.append(Kept(int(seed), tuple(one.strip() for one in mutants.split("+") if one), breaks, why))
    return kept


def keep(failed: Failed) -> None:
    with SEEDS.open("a", encoding="utf-8") as file:
        file.write(Kept(failed.seed, (), "", failed.what).line() + "\n")


def run_batch(seeds: Sequence[int], steps: int = STEPS) -> Result:
    failed = []
    stats: Counter[str] = Counter()
    for seed in seeds:
        outcome = run(seed, steps=steps)
        stats.update(outcome.stats)
        if outcome.failure is not None:
            failed.append(Failed(seed, str(outcome.failure) or repr(outcome.failure)))
    return Result(len(seeds), failed, stats)


def batches(first: int, histories: int | None) -> Iterator[range]:
    seed, last = first, None if histories is None else first + histories
    while last is None or seed < last:
        until = seed + BATCH if last is None else min(seed + BATCH, last)
        yield range(seed, until)
        seed = until


def results(lots: Iterable[Sequence[int]], processes: int) -> Iterator[Result]:
    if processes == 1:
        yield from map(run_batch, lots)
        return
    # Spawned, not forked: whoever calls this may have threads.
    with multiprocessing.get_context("spawn").Pool(processes) as pool:
        yield from pool.imap_unordered(run_batch, lots)


def soak(first: int, histories: int | None, processes: int) -> int:
    began = told = time.monotonic()
    done = failures = 0
    stats: Counter[str] = Counter()
    try:
        for result in results(batches(first, histories), processes):
            done += result.histories
            stats += result.stats
            for failed in result.failed:
                failures += 1
                keep(failed)
                print(f"\n{story(run(failed.seed))}\n", flush=True)
            if time.monotonic() - told > TELL_EVERY:
                told = time.monotonic()
                print(_progress(first, done, failures, stats, told - began), flush=True)
    except KeyboardInterrupt:
        pass
    print(_progress(first, done, failures, stats, time.monotonic() - began), flush=True)
    return 1 if failures else 0


def _progress(first: int, done: int, failures: int, stats: Counter[str], seconds: float) -> str:
    counted = ", ".join(f"{count:,} {name}" for name, count in sorted(stats.items()))
    return (
        f"{done:,} histories from seed {first}, {failures} failed,"
        f" {seconds:,.0f} s, {done / max(seconds, 0.001):.1f}/s: {counted}"
    )


def find_killers(names: Sequence[tuple[str, ...]]) -> int:
    """Looks for a seed with which each mutant breaks an invariant and the product none, and prints lines for seeds.txt.

    Where the mutant merely crashes it is not caught.
    """
    missing = 0
    for mutants in names:
        make = mutated(mutants)
        for seed in _seeds_for(mutants[0]):
            outcome = run(seed, make=make)
            if outcome.broken is not None and run(seed).failure is None:
                why = str(outcome.failure).removeprefix(f"{outcome.broken}: ")
                print(Kept(seed, mutants, outcome.broken, why).line(), flush=True)
                break
        else:
            missing += 1
            print(f"# survives {ENOUGH_SEEDS} seeds: {' + '.join(mutants)}", flush=True)
    return missing


def _seeds_for(mutant: str) -> Sequence[int]:
    if mutant in mutants_of_kits.NAMES:
        return range(KITS, KITS + ENOUGH_SEEDS)
    if mutant in mutants_of_pictures.NAMES:
        return range(PICTURES, PICTURES + ENOUGH_SEEDS)
    if "create" in mutant:
        return sorted(range(ENOUGH_SEEDS), key=lambda seed: seed % 3)
    return range(ENOUGH_SEEDS)


def main(argv: Sequence[str]) -> int:
    parser = argparse.ArgumentParser(prog="lazi.py soak", description=__doc__)
    parser.add_argument("--histories", type=int, help="how many; without it until you stop it")
    parser.add_argument("--seed", type=int, help="the first seed; each history has its own")
    parser.add_argument("--processes", type=int, default=os.cpu_count() or 1)
    parser.add_argument(
        "--story", action="store_true", help="tells the history of --seed, shortened where it fails"
    )
    parser.add_argument(
        "--mutants", action="store_true", help="looks for seeds that kill the deliberate bugs"
    )
    parser.add_argument(
        "--with", dest="mutants_made", default="", help="tells --story with these, joined by +"
    )
    asked = parser.parse_args(argv)
    if asked.mutants:
        return find_killers(ALONE_OR_TOGETHER)
    if asked.story:
        make = mutated(asked.mutants_made.split("+")) if asked.mutants_made else World
        print(story(run(asked.seed or 0, make=make), make))
        return 0
    first = asked.seed if asked.seed is not None else int(time.time()) * 1000
    return soak(first, asked.histories, asked.processes)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
