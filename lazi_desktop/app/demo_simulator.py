"""The demo's ServiceTitan: the simulator in a process of its own, which ends with ours however we end."""

from __future__ import annotations

import json
import subprocess
from typing import Any

from lazi_desktop.config.children import variables_for_children
from lazi_desktop.config.processes import command_line
from lazi_desktop.config.settings import Environment, ServiceTitanSettings
from lazi_desktop.domain.errors import LaziError

_STOP_SECONDS = 10


class DemoSimulator:
    """Starts at once; `settings` waits until it answers."""

    def __init__(self, *, scale: float, seed: int = 1) -> None:
        arguments = ["--json", "--until-stdin-closes", "--scale", f"{scale:g}", "--seed", str(seed)]
        self._process = subprocess.Popen(
            command_line("simulator", *arguments),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            env=variables_for_children(),
            text=True,
        )
        self._addresses: dict[str, Any] | None = None

    def settings(self) -> ServiceTitanSettings:
        """Where it listens and how to sign in. Raises LaziError when it did not start."""
        if self._addresses is None:
            assert self._process.stdout is not None
            line = self._process.stdout.readline()
            if not line:
                raise LaziError(
                    "Please report this with the log.", title="The demo's pricebook did not start"
                )
            self._addresses = json.loads(line)
        found = self._addresses
        return ServiceTitanSettings(
            tenant=found["tenant"],
            environment=Environment.DEMO,
            client_id=found["client_id"],
            client_secret=found["client_secret"],
            app_key=found["app_key"],
            api_url=found["api_url"],
            auth_url=found["auth_url"],
        )

    def stop(self) -> None:
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.close()
        try:
            self._process.wait(_STOP_SECONDS)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._process.stdout.close()
