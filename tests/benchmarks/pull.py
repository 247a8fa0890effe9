"""A full pull into a fresh built-in PostgreSQL, beside a bare loop that only downloads and parses the same pages."""

from __future__ import annotations

import asyncio
import json
import statistics
import time
from typing import Any

import httpx

from tests.benchmarks.figures import Figure, Options, Outcome, rounded, spread
from tests.benchmarks.stage import Profile, SimulatorProcess, say

TARGET_RATIO, TARGET_S = 2, 12
ANSWER_SECONDS = 0.3
"""How long ServiceTitan itself may take over a page of 1,000: an assumption, the same for both."""


def measure(options: Options) -> Outcome:
    outcome, times = Outcome(), 1 if options.quick else 3
    with SimulatorProcess(options.usual) as simulator:
        for name, seconds in {"no latency": 0.0, f"{ANSWER_SECONDS} s a page": ANSWER_SECONDS}.items():
            if options.quick and seconds:
                break
            simulator.clear_faults()
            if seconds:
                simulator.answer_slowly(seconds)
            pulls, bare = [], []
            for turn in range(times):
                pulls.append(_pull(options, simulator, f"pull {name} {turn}"))
                bare.append(_bare(simulator, pulls[-1]["pages"]))
                say(f"  {name}: {pulls[-1]['pull']:.2f} s, the bare loop {bare[-1]['seconds']:.2f} s")
            _add(outcome, name, options.usual, pulls, bare)
    return outcome


def _add(
    outcome: Outcome, name: str, scale: float, pulls: list[dict[str, Any]], bare: list[dict[str, Any]]
) -> None:
    pull = statistics.median(one["pull"] for one in pulls)
    alone = statistics.median(one["seconds"] for one in bare)
    outcome.figures += [
        Figure(
            name=f"full pull over the bare loop, scale {scale:g}, {name}",
            value=pull / alone,
            unit="×",
            target=TARGET_RATIO,
            note="medians",
        ),
        Figure(
            name=f"full pull, scale {scale:g}, {name}",
            value=pull,
            unit="s",
            target=TARGET_S,
            baseline=alone,
            note="median; the bare: one httpx client, json.loads, and nothing done with it",
        ),
    ]
    outcome.details[name] = {
        "pull, s": spread([one["pull"] for one in pulls]),
        "the whole command, with PostgreSQL made and started, s": spread([one["command"] for one in pulls]),
        "bare loop, s": spread([one["seconds"] for one in bare]),
        "pages": len(pulls[0]["pages"]),
        "MB": rounded(bare[0]["bytes"] / 1_000_000),
        "entities": pulls[0]["entities"],
    }


def _pull(options: Options, simulator: SimulatorProcess, name: str) -> dict[str, Any]:
    """`lazi-desktop pull --full` on a profile that nobody used before. Its own clock times the pull alone."""
    profile = Profile.make(options.folder / name, simulator.settings())
    simulator.clear_requests()
    began = time.perf_counter()
    try:
        answer = profile.command("pull", "--full")
        taken = time.perf_counter() - began
    finally:
        profile.remove_hub()
    if any(kind["refused"] for kind in answer["report"]["kinds"]):
        raise RuntimeError(f"the pull was refused: {answer}")
    pages = [one for one in simulator.requests() if one["method"] == "GET"]
    return {
        "pull": answer["report"]["seconds"],
        "command": taken,
        "entities": answer["counts"]["received"],
        "pages": [f"{one['path']}?{one['query']}" for one in pages],
    }


def _bare(simulator: SimulatorProcess, pages: list[str]) -> dict[str, Any]:
    with asyncio.Runner() as runner:
        return runner.run(_download(simulator, pages))


async def _download(simulator: SimulatorProcess, pages: list[str]) -> dict[str, Any]:
    about = simulator.about
    async with httpx.AsyncClient(trust_env=False, timeout=60) as client:
        began, size = time.perf_counter(), 0
        form = {
            "grant_type": "client_credentials",
            "client_id": about["client_id"],
            "client_secret": about["client_secret"],
        }
        token = (await client.post(f"{about['auth_url']}/connect/token", data=form)).json()["access_token"]
        headers = {"Authorization": f"Bearer {token}", "ST-App-Key": about["app_key"]}
        for page in pages:
            answer = (await client.get(f"{about['api_url']}{page}", headers=headers)).raise_for_status()
            size += len(answer.content)
            json.loads(answer.content)
        return {"seconds": time.perf_counter() - began, "bytes": size}
