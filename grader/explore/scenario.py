"""A scenario of a suite, ready to be executed: submission and suite rewritten, and loaded anew each time."""

from __future__ import annotations

import functools
import sys
import types
from typing import TYPE_CHECKING, Any

from grader.explore.clock import step_wall_clock
from grader.explore.futures import THREAD
from grader.explore.hooks import Hooks
from grader.explore.modules import Modules
from grader.explore.processes.system import System
from grader.explore.rewrite import Program, rewrite
from grader.explore.world import World

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

SUITE_SITES = 100_000
MAY_CHECKS = frozenset({"witness", "overlap"})


class Stage:
    """A world with a submission and a suite in it.

    Args:
        submission: path to show and source of the submission.
        suite: the same of the suite.

    Raises:
        SyntaxError: one of them is none.
    """

    def __init__(self, submission: tuple[str, str], suite: tuple[str, str]) -> None:
        self.submission = rewrite(submission[1], submission[0], 1)
        self.suite = rewrite(suite[1], suite[0], SUITE_SITES, explain_asserts=True)
        self.world = World()
        self._hooks = Hooks(self.world)
        self._hooks.stored = self.submission.stored | self.suite.stored
        self._hooks.kinds.paths = frozenset({self.submission.path, self.suite.path})
        self._sources = {"attempt": self.submission, "suite": self.suite}
        self._modules = self._make_image()
        self._system = System(self.world, self._modules, self._make_another)
        self._modules.join(self._system)
        self.world.resets += [self._hooks.programs.clear, self._system.reset]

    def _make_image(self) -> Modules:
        image = Modules(self.world, self._hooks.table, self._load)
        self._hooks.kinds.adopt(image)
        return image

    def _make_another(self) -> Modules:
        image = self._make_image()
        image.join(self._system)
        image.find(THREAD)  # its end is a step of each child, whether an execution before had a pool or not
        return image

    @property
    def programs(self) -> tuple[Program, Program]:
        """What a learner may be shown lines of."""
        return self.submission, self.suite

    def scenario(
        self, name: str, arguments: tuple[str, ...], values: Mapping[str, Any]
    ) -> Callable[[], None]:
        """The suite's function ``name`` as a program for ``World.run``.

        ``arguments`` are the fixtures that it asks for, ``values`` those that pytest's parameters give.
        """
        world = self.world

        def run_together(*functions: Callable[[], Any]) -> list[Any]:
            return together(world, self._modules.threading, functions)

        def witness() -> None:
            world.stop("witnessed")

        def overlap(first: Callable[[], Any], second: Callable[[], Any]) -> None:
            _overlap(world, run_together, first, second)

        def execute() -> None:
            attempt = self._modules.find("attempt")
            suite = self._modules.find("suite")
            given = {
                "attempt": attempt,
                "together": run_together,
                "witness": witness,
                "overlap": overlap,
                "step_wall_clock": functools.partial(step_wall_clock, world),
                **values,
            }
            function = vars(suite)[name]
            function(**{argument: given[argument] for argument in arguments})
            self._system.leave()

        return execute

    def _load(self, image: Modules, name: str) -> types.ModuleType | None:
        """Execute the program ``name`` for the process that has ``image``; None if there is none."""
        program = self._sources.get(name)
        if program is None:
            return None
        module = types.ModuleType(name)
        module.__dict__.update(__builtins__=image.builtins, __file__=program.path)
        self._hooks.programs[id(module)] = program.path
        image.add(name, module)
        if image is self._modules:
            sys.modules[name] = module
        exec(program.code, module.__dict__)  # noqa: S102  executing submissions is what we are for
        return module


def together(world: World, threading: Any, functions: tuple[Callable[[], Any], ...]) -> list[Any]:
    """Run each function in a thread of its own; their results in order, or the first exception."""
    results: list[Any] = [None] * len(functions)
    errors: list[BaseException] = []

    def call(index: int) -> None:
        try:
            results[index] = functions[index]()
        except Exception as error:  # noqa: BLE001  raised again by the caller
            errors.append(error)
            world.ended.append((world.current.name, error))

    threads = [threading.Thread(target=call, args=(index,)) for index in range(len(functions))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if errors:
        raise errors[0]
    return results


def _overlap(
    world: World,
    together: Callable[..., Any],
    first: Callable[[], Any],
    second: Callable[[], Any],
) -> None:
    """Witness that ``second`` can run whole while ``first`` stands between its first and its last step."""
    runner: list[Any] = []
    begun = 0
    ended = False

    def call_first() -> None:
        nonlocal begun, ended
        runner.append(world.current)
        begun = world.current.steps
        first()
        ended = True

    def call_second() -> None:
        # a thread that stands at its n-th step has executed n - 1
        inside = bool(runner) and not ended and runner[0].steps >= begun + 2
        stands_at = runner[0].steps if inside else 0
        me = world.current
        me.signature = hash((me.signature, inside, stands_at))
        second()
        if inside and not ended and runner[0].steps == stands_at:
            world.stop("witnessed")

    together(call_first, call_second)
