"""A cluster: machines that a Dask scheduler knows do the tasks (https://distributed.dask.org).

They need this program and its packages in the same versions, and none of the site's files: tasks and results are sent.
"""

from __future__ import annotations

import pickle
import threading
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from typing import TYPE_CHECKING, Any, Final, TypeVar

from briefsite.site.inputs import program_checksum

if TYPE_CHECKING:
    from distributed import Client

_Common = TypeVar("_Common")
_Task = TypeVar("_Task")
_Result = TypeVar("_Result")

#: The seconds that a scheduler has to answer.
ANSWERS_IN: Final = 10
#: How many tasks are sent for each thread of the cluster: one is done while the next one is on its way.
AHEAD: Final = 2


class Cluster:
    """Does tasks on the workers of the scheduler at an `address` such as tcp://host:8786 or tls://host:8786.

    What is sent is pickled: only a network whose machines trust one another should see it, or tls:// with keys.

    ImportError without the package `distributed`; ConnectionError if no scheduler answers there, it has no workers, or
    one of them has another program.
    """

    share_files = False

    def __init__(self, address: str) -> None:
        self._client = _client(address)
        programs = self._client.run(program_checksum)
        if not programs:
            self.close()
            raise ConnectionError(f"the scheduler at {address} has no workers")
        for worker, other in programs.items():
            if other != program_checksum():
                self.close()
                raise ConnectionError(f"the worker {worker} has another version of briefsite or of Python's packages")

    def do(
        self, function: Callable[[_Common, _Task], _Result], common: _Common, tasks: Sequence[_Task]
    ) -> Iterator[_Result]:
        """The results of the tasks, in their order. A task whose worker is lost is done by another one."""
        if not tasks:
            return
        # As bytes, so that nothing looks into a task or a result on its way.
        shared = pickle.dumps((function, common))
        held = self._client.scatter(shared, broadcast=True, hash=False)  # type: ignore[no-untyped-call]
        threads = sum(self._client.nthreads().values())  # type: ignore[no-untyped-call]
        waiting: list[Any] = []
        left = iter(tasks)
        while True:
            for task in left:
                waiting.append(self._client.submit(_done, held, pickle.dumps(task), pure=False))
                if len(waiting) >= AHEAD * threads:
                    break
            if not waiting:
                return
            result: _Result = pickle.loads(waiting.pop(0).result())  # noqa: S301 - our own program made it
            yield result

    def close(self) -> None:
        """Leaves the scheduler; it and its workers go on."""
        self._client.close()  # type: ignore[no-untyped-call]


def _client(address: str) -> Client:
    from distributed import Client

    try:
        return Client(address, timeout=ANSWERS_IN, set_as_default=False)  # type: ignore[no-untyped-call]
    except (OSError, ValueError) as error:
        raise ConnectionError(f"no scheduler answers at {address}: {error}") from error


def _done(shared: bytes, task: bytes) -> bytes:
    with _ONE_AT_A_TIME:
        function, common = _loaded(shared)
        return pickle.dumps(function(common, pickle.loads(task)))  # noqa: S301 - our own program made it


#: A worker may have several threads, and the renderer shares settings and a log among them.
_ONE_AT_A_TIME: Final = threading.Lock()


@lru_cache(maxsize=1)
def _loaded(shared: bytes) -> tuple[Callable[[Any, Any], Any], Any]:
    function, common = pickle.loads(shared)  # noqa: S301 - our own program made it
    return function, common
