"""Processes in the explorer's world: races and deadlocks between them are found without starting one.

**What a process is.** A set of threads over an *image*: private copies of ``threading``,
``multiprocessing`` and the rest, and the submission executed anew. Nothing passes between two images but
pickled bytes and what ``system.System`` keeps, so every start method means what ``spawn`` means: nothing
is inherited, but where the program names ``fork`` itself, as far as ``inherit`` says. A child ends as a
real one does: it joins its threads, runs its finalizers (the feeder of a queue is joined there), and what
it had open is closed. SIGTERM and SIGKILL stop it where it stands, with what it holds.

**What is the interpreter's own.** ``multiprocessing``'s ``context``, ``process``, ``queues``,
``synchronize``, ``pool``, ``sharedctypes``, ``shared_memory``, ``util`` and ``dummy``, and
``concurrent.futures.process``, are executed from the standard library's source over a virtual
``_multiprocessing`` (``semaphores``), ``connection`` (``pipes``), ``heap`` and ``_posixshmem`` (``memory``),
``pickle`` (``pickling``) and ``popen_*`` (``popen``).

**Visible operations** besides those of threads: starting to send, a message that does not fit being taken
up, receiving, polling, closing an end; taking a semaphore, trying it, looking at its value; waiting for a
process and asking whether it lives; loads and stores of shared memory that were seen to race. A message is
one step however long it is, but that it blocks while the pipe is full: 64 KiB for a pipe of one direction,
200 kB for one of two.

**Deaths.** With ``Limits.deaths`` a child may be killed in front of any of its visible operations, at the
price of a preemption each; what holds then was proved for every such moment within the bound.

**What is not here**: managers, listeners and clients, signals that are
handled, exit codes of the first process. Using one ends the search as ``inconclusive``, with its name.
Messages of two senders that write to one pipe at once are never mixed, as those beyond ``PIPE_BUF`` can be.
"""
