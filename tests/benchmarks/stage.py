"""What benchmarks play on: the simulator as a process of its own, profiles, and the program run on them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, Self

import httpx

from lazi_desktop.config.places import ProfilePlaces
from lazi_desktop.domain.keys import TenantId, tenant_id_of
from lazi_desktop.servicetitan.pricebook import ServiceTitanPricebook
from lazi_desktop.servicetitan.rate import TenantRate
from lazi_desktop.servicetitan.settings import Credentials, Endpoints
from lazi_desktop.store.hub.embedded import EmbeddedPostgres

ENVIRONMENT = "custom"
_PATIENCE = 600
_ROOT = Path(__file__).resolve().parents[2]
_OURS = ("LAZI_", "PG")
_UNWANTED = {"HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY", "PYTHONDONTWRITEBYTECODE"}


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


class SimulatorProcess:
    """The stand-in ServiceTitan from `with` to its end."""

    def __init__(self, scale: float, *, seed: int = 1) -> None:
        arguments = ["--json", "--until-stdin-closes", "--scale", f"{scale:g}", "--seed", str(seed)]
        self._process = subprocess.Popen(
            [sys.executable, "-m", "lazi_desktop", "simulator", *arguments],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=_ROOT,
        )
        assert self._process.stdout is not None
        self.about: dict[str, Any] = json.loads(self._process.stdout.readline())

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        self._process.wait(20)
        self._process.stdout.close()

    @property
    def tenant(self) -> str:
        return str(self.about["tenant"])

    @property
    def lists(self) -> str:
        """The address below which the pricebook's lists are."""
        return f"{self.about['api_url']}/pricebook/v2/tenant/{self.tenant}"

    def answer_slowly(self, seconds: float) -> None:
        """Every list page takes this long from now on, whoever asks."""
        self.clear_faults()
        slow = {"kind": "slow", "seconds": seconds, "times": None, "match": {"path_contains": "/pricebook/"}}
        self._control("POST", "faults", slow)

    def clear_faults(self) -> None:
        self._control("DELETE", "faults")

    def clear_requests(self) -> None:
        self._control("DELETE", "requests")

    def requests(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._control("GET", "requests").json()
        return found

    def items(self, kind: str) -> list[dict[str, Any]]:
        """The rows of a kind as they are now."""
        found: list[dict[str, Any]] = self._control("GET", f"items/{kind}").json()
        return found

    def _control(self, method: str, what: str, content: Any = None) -> httpx.Response:
        answer = httpx.request(
            method, f"{self.about['api_url']}/_simulator/{what}", json=content, trust_env=False
        )
        return answer.raise_for_status()

    def remote(
        self, clock: Any, *, rate: TenantRate | None = None, page_size: int = 1000
    ) -> ServiceTitanPricebook:
        about = self.about
        return ServiceTitanPricebook(
            Credentials(self.tenant, about["client_id"], about["client_secret"], about["app_key"]),
            Endpoints(about["api_url"], about["auth_url"]),
            clock=clock,
            rate=rate,
            page_size=page_size,
        )

    def settings(self) -> dict[str, str]:
        """The variables by which the program finds it."""
        about = self.about
        values = {
            "TENANT": self.tenant,
            "ENVIRONMENT": ENVIRONMENT,
            "CLIENT_ID": about["client_id"],
            "CLIENT_SECRET": about["client_secret"],
            "APP_KEY": about["app_key"],
            "API_URL": about["api_url"],
            "AUTH_URL": about["auth_url"],
        }
        return {f"LAZI_SERVICETITAN__{name}": value for name, value in values.items()}


@dataclass(frozen=True, slots=True)
class Profile:
    """A profile that only the benchmark uses. `servicetitan` are the variables of the simulator it belongs to."""

    folder: Path
    servicetitan: Mapping[str, str]

    @classmethod
    def make(cls, folder: Path, servicetitan: Mapping[str, str]) -> Profile:
        folder.mkdir(parents=True, exist_ok=True)
        profile = cls(folder, servicetitan)
        profile.config.touch()
        return profile

    @property
    def config(self) -> Path:
        return self.folder / "config.toml"

    @property
    def places(self) -> ProfilePlaces:
        return ProfilePlaces(self.folder)

    @property
    def tenant_id(self) -> TenantId:
        return tenant_id_of(self.servicetitan["LAZI_SERVICETITAN__TENANT"], ENVIRONMENT)

    def environment(self) -> dict[str, str]:
        return clean_environment() | dict(self.servicetitan) | {"LAZI_PROFILE": str(self.folder)}

    def command(self, *arguments: str) -> dict[str, Any]:
        """Runs a headless command with --json and returns what it printed."""
        words = [sys.executable, "-m", "lazi_desktop", "--config", str(self.config), *arguments, "--json"]
        done = subprocess.run(words, env=self.environment(), cwd=_ROOT, stdout=subprocess.PIPE, check=True)
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    def in_window(
        self,
        scenario: str,
        options: Mapping[str, Any] | None = None,
        *,
        python: Sequence[str] = (),
    ) -> dict[str, Any]:
        """Opens the real window in a process of its own, plays a scenario in it and returns what that found."""
        self.places.window_state.unlink(missing_ok=True)
        return in_window(
            scenario,
            options,
            arguments=["--config", str(self.config)],
            environment=self.environment(),
            python=python,
        )

    def remove_hub(self) -> None:
        if self.places.hub.exists():
            EmbeddedPostgres(self.places.hub).destroy()


def in_window(
    scenario: str,
    options: Mapping[str, Any] | None,
    *,
    arguments: Sequence[str],
    environment: Mapping[str, str],
    python: Sequence[str] = (),
) -> dict[str, Any]:
    words = [sys.executable, *python, "-m", "tests.benchmarks.in_window", scenario, json.dumps(options or {})]
    began = {"BENCH_BEGAN": repr(time.time())}
    done = subprocess.run(
        [*words, *arguments],
        env={**environment, **began},
        cwd=_ROOT,
        capture_output=True,
        text=True,
        errors="replace",
        timeout=_PATIENCE,
    )
    if done.returncode or not done.stdout.strip():
        raise RuntimeError(f"the window ended with {done.returncode}: {done.stderr[-3000:]}")
    found: dict[str, Any] = json.loads(done.stdout.splitlines()[-1])
    found["stderr"] = done.stderr
    return found


def clean_environment() -> dict[str, str]:
    """Nothing of the user's settings or proxies, and no screen but the one in memory.

    Byte code is kept, as of any installed program, but not in the tree: the first process of a run still compiles.
    """
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(_OURS) and name.upper() not in _UNWANTED
    }
    return kept | {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHON_KEYRING_BACKEND": "keyring.backends.null.Keyring",
        "PYTHONPYCACHEPREFIX": str(Path(tempfile.gettempdir()) / "lazi-bench-bytecode"),
    }
