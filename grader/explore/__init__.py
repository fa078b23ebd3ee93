"""The explorer: runs a small concurrent program under every schedule that matters, shows the one that fails.

**What is explored.** A scenario is executed again and again, each time under another schedule. Its
threads are greenlets over private copies of the standard library's own ``threading``, ``queue``,
``sched`` and ``concurrent.futures``; one runs at a time, and switches happen in front of *visible
operations* alone (``world.World.point``). Visible are

- every operation of a primitive that may block or look: taking a lock, waiting, joining, a queue's
  ``put`` and ``get``, ``locked()``, ``is_set()``, ``is_alive()``, sleeping. Releasing a lock becomes one
  once the program tries or polls a lock, since nobody else can tell when it happened;
- those accesses to attributes, items, contents of containers, and rebound globals and closure variables
  that were seen to race: two threads, one of them writing, ordered by no happens-before edge (vector
  clocks over locks, queues, starts and joins). The first execution that shows such a pair makes its two
  places in the source visible, and the search starts again; it ends when no new pair turns up.

**What is proved.** Schedules are explored in order of their preemptions: switches away from a thread that
could go on, and timers that fire while somebody could. A bound that is *exhausted* means: every schedule
with at most so many preemptions ends well, up to the order of operations that do not depend on each
other; two prefixes with the same partial order of visible operations are explored once. Two operations
depend on each other if the same thread does both, or both are on the same primitive, or both access the
same location and one writes, or both look at the clock and its timers. A bound that leaves no schedule
over means every schedule. Schedules beyond it are tried at random (PCT) and prove nothing. A limit
reached is never a pass.

**Time.** On the free clock a sleep may end, and a time-out fire, before or after anything else; on the
jumping clock time passes only while every thread waits. There a thread that has looked twice, while nobody
wrote, looks again only when no other is ready, and after many looks at longer intervals. Clocks read the
world's time on both, and so do dates. The wall clock can step (``step_wall_clock``), as a machine's does
when it is set. A time-out of more than a year never fires: who gives ``TIMEOUT_MAX`` means for ever.

**Hand-over.** Whoever waits for a primitive may get it, and a newcomer before them, as in CPython. On
request it is first come, first served (``fifo``): then fairness of the program itself can be judged. A
thread has come to a lock as soon as its step before is done.

**Loops.** A thread that goes round a loop without getting on waits until somebody else writes, or is held
back until the others have had a step: so spinning and polling end, and what even fair turns do not end is
a livelock.

**Atomic**, one step each, as with CPython's GIL: one call of a method of a built-in container
(``list.append``, ``list.pop``, ``deque.append``, ``popleft``, ``dict.setdefault``, ``dict.get``,
``dict.pop``, ``set.add``, ``list.sort`` without a Python key, and the rest) or of another type written in
C; one load or store of an attribute, an item or a slice; ``len``, ``sorted``, ``list`` and other C
functions over a container; ``next`` on a C iterator; one truth value, comparison or ``in`` of a container;
every ``queue.SimpleQueue`` operation. Not atomic: ``x += 1``, ``d[k] = d[k] + 1``, ``if k not in d:
d[k] = v``, each step of a loop over a container, ``cached_property`` and ``lru_cache`` from the miss to the
store, and whatever is written in Python. C code that calls back (``sorted(key=...)``, ``__eq__``,
``__hash__``, ``map``) is one step for the container, and its callbacks make steps of their own.

**Without the GIL.** On request (``free_threaded``) two accesses to one attribute, item, global or closure
variable, one of them a write, that no happens-before edge orders are a ``race`` of their own, whatever comes
of them: with the GIL each is one step, without it that is no promise. Methods of containers are left out;
CPython gives those locks of their own. Asked for or not, the cause of a failure names what nothing orders:
two accesses, or two turns at one primitive.

**What is not seen.** Accesses made by modules that are not rewritten, which is every module but the
submission and the suite (their own state is the standard library's own affair); but what a library's function
is handed it reads, to the bottom and in one step. Attributes read by ``str.format``; the halves of a ``tee``;
C code that goes through a generator; ``iter`` advanced elsewhere than in a ``for``; files. Sequential
consistency is assumed: no weaker memory model. Switches inside ``__del__`` and weak-reference callbacks
happen where the explorer's own references let an object die, which can be later than in CPython. Sets of
functions or of C objects keep the order of their addresses; those of instances of the program's own classes,
and their ``id``, are the same in every execution. Modules that reach outside of the process
(``outside.MODULES``: sockets, signals, asyncio) may be imported; using one ends the search as
``inconclusive``, with its name and line. So do ``exec`` and ``eval`` of text, and a program that does not
repeat itself under one schedule.

**Processes** are part of the world; see ``processes``.

**Python 3.14** is provided for by its documentation, and has not been run: a thread's ``context``, ``locked``
of a re-entrant lock, ``forkserver`` as what a process starts with, other exceptions where nothing can be
pickled. ``InterpreterPoolExecutor`` and ``concurrent.interpreters`` are outside of the world.

``scenario.Stage`` is the way in, ``search.Search`` the search, ``record`` and ``explain`` the evidence.
"""
