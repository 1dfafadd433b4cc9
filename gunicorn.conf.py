"""How gunicorn serves the site; everything a host may want to change is an environment variable.

HOST and PORT (127.0.0.1 and 8050), WEB_CONCURRENCY (workers), ACCESS_LOG (a file, `-` for stdout).
"""

import ctypes
import gc
import os
from importlib import import_module
from multiprocessing.sharedctypes import RawArray
from pathlib import Path
from typing import Any

# Half as many again as cores: each has a lock of Python's own, and while one has a queue, a core
# would have nothing to do. 1,000 readers on four cores wait 974 ms (p95) for four, 165 for six.
FEWEST_WORKERS, MOST_WORKERS = 2, 8
# A parameter of mallopt, as malloc.h has it.
ARENA_MAX = -8
# A worker with so many connections more than the others gives some up; below a few it does not
# matter. Each worker has a place by its age; the places of those that ended are empty.
MORE_THAN_OTHERS, FEW_CONNECTIONS = 1.1, 16
PLACES, EMPTY = 64, -1
COLLECT_AFTER = (20_000, 20, 20)
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 (gunicorn's heartbeats, and answers that are sealed)


def _cores() -> int:
    """Processor cores that this process may use, where the system tells."""
    try:
        return len(os.sched_getaffinity(0))
    except AttributeError:
        return os.cpu_count() or 1


def _keep_one_heap() -> None:
    """Let all threads share one heap: with one each they keep a third more for nothing."""
    set_option = getattr(ctypes.CDLL(None), "mallopt", None)
    if set_option is not None:
        set_option(ARENA_MAX, 1)


_keep_one_heap()
bind = f"{os.environ.get('HOST', '127.0.0.1')}:{os.environ.get('PORT', '8050')}"
usual_workers = min(MOST_WORKERS, max(FEWEST_WORKERS, _cores() * 3 // 2))
workers = int(os.environ.get("WEB_CONCURRENCY", usual_workers))
worker_class = "gthread"
threads = 8
# The app is loaded once and forked, so that the workers share its memory.
preload_app = True
# A worker that does not answer its master for this long is replaced.
timeout = 60
# The site itself answers 414 from 4 kB on, in its own words; gunicorn would break off there.
limit_request_line = 8190
graceful_timeout = 30
# Above the idle time of common proxies, so that the proxy closes a connection first.
keepalive = 75
accesslog = os.environ.get("ACCESS_LOG")
# gunicorn 27 opens a socket in the home directory; older ones do not know this setting.
control_socket_disable = True
# A heartbeat file on a slow disk can stop a worker.
worker_tmp_dir = str(SHARED_MEMORY) if SHARED_MEMORY.is_dir() else None
# Answers that any worker has worked out are sent by all of them; empty shares none.
if SHARED_MEMORY.is_dir():
    os.environ.setdefault("OUTCOMES_SHARED_ANSWERS", str(SHARED_MEMORY))
connections = RawArray("i", [EMPTY] * PLACES)


def when_ready(server: Any) -> None:
    """Draw a page before the workers are forked, and say where the site is.

    What is loaded and drawn here is held once for all workers; the collector leaves it alone, or
    it would copy what it looks at into each of them. It looks at the rest seldom: a page is made
    of some ten thousand objects, and nearly all of them go without it.
    """
    _warm()
    gc.collect()
    gc.freeze()
    gc.set_threshold(*COLLECT_AFTER)
    host, port = server.LISTENERS[0].getsockname()[:2]
    server.log.info("Serving http://%s:%s (Ctrl+C stops)", host, port)


def post_worker_init(worker: Any) -> None:
    """Load the edition that is served now, where it changed since the first process started."""
    connections[worker.age % PLACES] = 0
    _warm()


def pre_request(worker: Any, req: Any) -> None:
    """Keep readers spread over the workers.

    Connections stay where they are, so a worker that replaces one that was killed would have none
    while the others have too many. Readers whose connection is closed open another.
    """
    # Workers of kinds that keep no connections do not count them.
    mine = getattr(worker, "nr_conns", 0)
    connections[worker.age % PLACES] = mine
    held = [number for number in connections if number != EMPTY]
    if mine > FEW_CONNECTIONS + MORE_THAN_OTHERS * sum(held) / len(held):
        req.force_close()


def child_exit(server: Any, worker: Any) -> None:  # noqa: ARG001 (gunicorn's signature)
    """Forget the connections of a worker that ended."""
    connections[worker.age % PLACES] = EMPTY


def on_exit(server: Any) -> None:  # noqa: ARG001 (gunicorn's signature)
    """Leave nothing in memory."""
    close = getattr(import_module("app"), "close", None)
    if close is not None:
        close()


def _warm() -> None:
    warm = getattr(import_module("app"), "warm", None)
    if warm is not None:
        warm()
