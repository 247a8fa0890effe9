"""Two uvicorn servers on one event loop: the API and the pictures."""

from __future__ import annotations

import asyncio
import contextlib
import socket
from collections.abc import Iterator

import uvicorn
from starlette.types import ASGIApp

from lazi_desktop.simulator.application import ApiOrigin, ImagesOrigin
from lazi_desktop.simulator.connections import CuttableProtocol
from lazi_desktop.simulator.controls import Controls
from lazi_desktop.simulator.core import SimulatorCore
from lazi_desktop.simulator.wire import Json


class _Server(uvicorn.Server):
    """Says when it listens, and leaves the process's signals alone."""

    def __init__(self, config: uvicorn.Config) -> None:
        super().__init__(config)
        self.listening = asyncio.Event()

    async def startup(self, sockets: list[socket.socket] | None = None) -> None:
        await super().startup(sockets)
        self.listening.set()

    @contextlib.contextmanager
    def capture_signals(self) -> Iterator[None]:
        yield


class Hosting:
    """Binds its ports at once, so that addresses are known before anything is served."""

    def __init__(self, core: SimulatorCore) -> None:
        self._core = core
        settings = core.settings
        self._api_socket = _bound(settings.host, settings.port)
        try:
            self._images_socket = _bound(settings.host, settings.images_port)
        except OSError:
            self._api_socket.close()
            raise
        self.api_url = _url(self._api_socket)
        self.images_url = _url(self._images_socket)

    async def run(self, ready: asyncio.Event, stopping: asyncio.Event) -> None:
        """Serves until ``stopping`` is set, and closes everything it opened."""
        controls = Controls(self._core, self.about)
        api = ApiOrigin(self._core, stopping, lambda: self.images_url, controls)
        servers = [_server(api), _server(ImagesOrigin(self._core, stopping))]
        sockets = [self._api_socket, self._images_socket]
        async with asyncio.TaskGroup() as tasks:
            for server, bound in zip(servers, sockets, strict=True):
                tasks.create_task(server.serve(sockets=[bound]))
            for server in servers:
                await server.listening.wait()
            ready.set()
            await stopping.wait()
            for server in servers:
                server.should_exit = True

    def close(self) -> None:
        """For when it was never run."""
        self._api_socket.close()
        self._images_socket.close()

    def about(self) -> Json:
        """Where it is and how to log in."""
        settings, tenant = self._core.settings, self._core.tenant
        return {
            "api_url": self.api_url,
            "auth_url": self.api_url,
            "images_url": self.images_url,
            "tenant": settings.tenant,
            "client_id": settings.client_id,
            "client_secret": settings.client_secret,
            "app_key": settings.app_key,
            "counts": {
                "category": len(tenant.categories.rows),
                **{kind: len(table.rows) for kind, table in tenant.skus.items()},
            },
        }


def _bound(host: str, port: int) -> socket.socket:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    # Named TCP, or asyncio would not switch Nagle's algorithm off and every small answer took 40 ms.
    bound = socket.socket(family, socket.SOCK_STREAM, socket.IPPROTO_TCP)
    try:
        if hasattr(socket, "SO_EXCLUSIVEADDRUSE"):
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_EXCLUSIVEADDRUSE, 1)
        else:
            bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind((host, port))
    except OSError:
        bound.close()
        raise
    return bound


def _url(bound: socket.socket) -> str:
    host, port = bound.getsockname()[:2]
    return f"http://[{host}]:{port}" if ":" in host else f"http://{host}:{port}"


def _server(app: ASGIApp) -> _Server:
    return _Server(
        uvicorn.Config(
            app,
            http=CuttableProtocol,
            ws="none",
            lifespan="off",
            log_config=None,
            access_log=False,
            server_header=False,
            timeout_keep_alive=60,
            timeout_graceful_shutdown=2,
        )
    )
