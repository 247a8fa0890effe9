"""Fails a test that leaves something behind: a thread, an asyncio task, a window or timer, a warning of Qt or asyncio.

Python's own warnings are errors by pytest's settings, Qt's during the test by pytest-qt's. A test that has a reason
says so with `@pytest.mark.may_leak(reason=…)`. A fixture of wider scope whose helper threads grow during tests names
them with `adopt_threads`, tasks of a fixture with `adopt_tasks`. No test reaches another machine: such a connection
fails as it would without a network. In a whole run every module is imported before the first test: one that is first
imported while a test has put a double into another would keep it.
"""

from __future__ import annotations

import asyncio
import errno
import faulthandler
import functools
import gc
import importlib
import inspect
import ipaddress
import logging
import os
import pkgutil
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from _pytest.faulthandler import fault_handler_stderr_fd_key

import lazi_desktop

PATIENCE = 5.0  # seconds for a thread that was told to stop; an idle machine needs none of them

# Pools of anyio and executors of a longer-lived loop shrink in their own time.
_adopted_threads = ["AnyIO worker thread", "pytest_timeout"]
_adopted_tasks: list[str] = []
_leaked_windows: list[Any] = []  # nothing frees them


def adopt_threads(prefix: str) -> None:
    """Threads named so belong to a fixture that outlives single tests."""
    _adopted_threads.append(prefix)


def adopt_tasks(prefix: str) -> None:
    """Tasks named so belong to a fixture, which ends them after the test."""
    _adopted_tasks.append(prefix)


@pytest.fixture(scope="session", autouse=True)
def whole_program() -> None:
    if "PYTEST_XDIST_WORKER" in os.environ:
        for module in pkgutil.walk_packages(lazi_desktop.__path__, f"{lazi_desktop.__name__}."):
            if not module.name.endswith("__main__"):
                importlib.import_module(module.name)


@pytest.fixture(autouse=True)
def leaves_nothing_behind(request: pytest.FixtureRequest) -> Iterator[None]:
    if request.node.get_closest_marker("may_leak"):
        yield
        return
    threads, windows = set(threading.enumerate()), set(top_level_windows())
    timers = set(application_timers())
    complaints: list[str] = []
    watch = AsyncioComplaints(complaints)
    logging.getLogger("asyncio").addHandler(watch)
    yield
    complaints += leaked_windows(windows) + leaked_timers(timers) + leaked_threads(threads)
    logging.getLogger("asyncio").removeHandler(watch)
    if complaints:
        pytest.fail("This test leaves something behind:\n" + "\n".join(complaints), pytrace=False)


@pytest.fixture(autouse=True)
def no_key_is_held() -> Iterator[None]:
    """A key that a test clicks with Shift is let go of with Shift, and Qt remembers that into the next test."""
    yield
    app = application()
    if app is not None and app.keyboardModifiers().value:
        from PySide6.QtCore import Qt
        from PySide6.QtTest import QTest
        from PySide6.QtWidgets import QWidget

        QTest.keyRelease(QWidget(), Qt.Key.Key_Shift)


# --- threads ----------------------------------------------------------------------------------------------------------


def leaked_threads(before: set[threading.Thread]) -> list[str]:
    return [f"a running thread: {thread!r}" for thread in threading.enumerate() if is_leaked(thread, before)]


def is_leaked(thread: threading.Thread, before: set[threading.Thread]) -> bool:
    foreign = isinstance(thread, threading._DummyThread)  # Qt's pool threads, seen once they ran Python
    if thread in before or foreign or thread.name.startswith(tuple(_adopted_threads)):
        return False
    thread.join(PATIENCE)
    return thread.is_alive()


# --- tasks ------------------------------------------------------------------------------------------------------------


class AsyncioComplaints(logging.Handler):
    """Collects what asyncio says of tasks that were destroyed while pending or failed unseen."""

    def __init__(self, complaints: list[str]) -> None:
        super().__init__(logging.ERROR)
        self._complaints = complaints

    def emit(self, record: logging.LogRecord) -> None:
        self._complaints.append(f"a complaint of asyncio: {record.getMessage()}")


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    """A coroutine test must end the tasks it started; asyncio would cancel them in silence."""
    test: Any = getattr(item, "obj", None)
    owner, name = (test.hypothesis, "inner_test") if hasattr(test, "hypothesis") else (item, "obj")
    inner = getattr(owner, name, None)
    if not inspect.iscoroutinefunction(inner) or item.get_closest_marker("may_leak"):
        return (yield)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(owner, name, without_leaked_tasks(inner))
        return (yield)


def without_leaked_tasks(test: Callable[..., Any]) -> Callable[..., Any]:
    @functools.wraps(test)
    async def watched(*args: Any, **kwargs: Any) -> None:
        before = asyncio.all_tasks()
        await test(*args, **kwargs)
        await asyncio.sleep(0)  # what was just cancelled may end
        leaked = [
            task
            for task in asyncio.all_tasks() - before
            if not task.done() and not task.get_name().startswith(tuple(_adopted_tasks))
        ]
        if leaked:
            pytest.fail(
                "\n".join(f"This test leaves a task behind: {task!r}" for task in leaked), pytrace=False
            )

    return watched


# --- crashes ----------------------------------------------------------------------------------------------------------


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """A crash is told where pytest tells it: after a test of the program's own reports it would be told to what
    pytest captures, and be lost."""
    told_to = item.config.stash.get(fault_handler_stderr_fd_key, None)
    if told_to is not None:
        faulthandler.enable(told_to)


# --- garbage ----------------------------------------------------------------------------------------------------------


@pytest.hookimpl(wrapper=True)
def pytest_runtest_protocol(item: pytest.Item) -> Iterator[None]:
    """Where widgets are made the main thread alone looks for garbage, as in the program: a simulator's thread, which
    stays over many tests, would free their cycles."""
    if "qapp" not in getattr(item, "fixturenames", ()):
        if not gc.isenabled():
            gc.collect()
            gc.enable()
        return (yield)
    from lazi_desktop.app.collector import collect_if_due, release_collector

    gc.disable()
    thresholds = gc.get_threshold()
    try:
        return (yield)
    finally:
        if gc.get_freeze_count():  # a window settled it for the rest of its process, and is gone
            release_collector()
            gc.set_threshold(*thresholds)
        collect_if_due()


# --- Qt ---------------------------------------------------------------------------------------------------------------


def application() -> Any:
    """The QApplication if a test has made one. Qt is not imported for this."""
    widgets = sys.modules.get("PySide6.QtWidgets")
    app = widgets and widgets.QApplication.instance()
    return app if hasattr(app, "topLevelWidgets") else None


def top_level_windows() -> dict[int, Any]:
    app = application()
    if app is None:
        return {}
    import shiboken6

    found = {shiboken6.getCppPointer(widget)[0]: widget for widget in app.topLevelWidgets()}
    return {pointer: widget for pointer, widget in found.items() if not belongs_to_another(widget)}


def belongs_to_another(widget: Any) -> bool:
    return (
        widget.parent() is not None or widget.metaObject().className() == "QTipLabel"
    )  # Qt keeps one tool tip


def leaked_windows(before: set[int]) -> list[str]:
    if application() is None:
        return []
    delete_what_was_told_so()
    if not top_level_windows().keys() - before:
        return []
    gc.collect()  # a cycle is no leak
    delete_what_was_told_so()
    leaked = [widget for pointer, widget in top_level_windows().items() if pointer not in before]
    words = [f"a window: {widget!r} “{widget.windowTitle()}”" for widget in leaked]
    for (
        widget
    ) in leaked:  # to delete what a failed test's threads still use would end the whole run with a crash
        widget.hide()
    _leaked_windows.extend(leaked)
    return words


def delete_what_was_told_so() -> None:
    from PySide6.QtCore import QCoreApplication, QEvent

    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)


def application_timers() -> dict[int, Any]:
    app = application()
    if app is None:
        return {}
    import shiboken6
    from PySide6.QtCore import QTimer

    return {
        shiboken6.getCppPointer(timer)[0]: timer for timer in app.findChildren(QTimer) if timer.isActive()
    }


def leaked_timers(before: set[int]) -> list[str]:
    leaked = [timer for pointer, timer in application_timers().items() if pointer not in before]
    for timer in leaked:
        timer.stop()
    return [f"a running timer of the application: {timer!r}" for timer in leaked]


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_teardown(item: pytest.Item) -> Iterator[None]:
    """Qt's warnings while the test is taken down; those before that are pytest-qt's business."""
    if application() is None or item.get_closest_marker("may_leak"):
        return (yield)
    from PySide6.QtCore import QtMsgType, qInstallMessageHandler

    bad = {QtMsgType.QtWarningMsg, QtMsgType.QtCriticalMsg, QtMsgType.QtFatalMsg}
    warnings: list[str] = []
    ignored = tuple(item.config.getini("qt_log_ignore"))

    def listen(kind: QtMsgType, _context: object, message: str) -> None:
        if kind in bad and not message.startswith(ignored):
            warnings.append(message)

    previous = qInstallMessageHandler(listen)
    try:
        yield
    finally:
        qInstallMessageHandler(previous)
    if warnings:
        pytest.fail("Qt warned while this test was taken down:\n" + "\n".join(warnings), pytrace=False)
    return None


def pytest_unconfigure() -> None:
    """As the program itself does before it ends."""
    if application() is not None:
        from lazi_desktop.app.application import forget_what_was_copied

        forget_what_was_copied()


# --- the network ------------------------------------------------------------------------------------------------------


@pytest.fixture(autouse=True, scope="session")
def no_network() -> Iterator[None]:
    real_connect, real_connect_ex, real_lookup = (
        socket.socket.connect,
        socket.socket.connect_ex,
        socket.getaddrinfo,
    )

    def connect(self: socket.socket, address: Any) -> None:
        if is_elsewhere(address):
            raise OSError(errno.ENETUNREACH, f"tests have no network: {address}")
        real_connect(self, address)

    def connect_ex(self: socket.socket, address: Any) -> int:
        return errno.ENETUNREACH if is_elsewhere(address) else real_connect_ex(self, address)

    def lookup(host: Any, *args: Any, **kwargs: Any) -> Any:
        if is_elsewhere((host,)):
            raise socket.gaierror(socket.EAI_NONAME, f"tests have no network: {host}")
        return real_lookup(host, *args, **kwargs)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(socket.socket, "connect", connect)
        patch.setattr(socket.socket, "connect_ex", connect_ex)
        patch.setattr(socket, "getaddrinfo", lookup)
        yield


def is_elsewhere(address: Any) -> bool:
    if not isinstance(address, tuple):  # a path of a local socket
        return False
    host = address[0].decode() if isinstance(address[0], bytes) else address[0]
    if host in {None, "", "localhost", "0.0.0.0", "::"}:
        return False
    try:
        return not ipaddress.ip_address(host).is_loopback
    except ValueError:
        return True
