"""How processes start and end, and what can be known of them."""

import multiprocessing as mp
import os
import sys
import threading
import time
from multiprocessing.connection import wait


def _nothing():
    pass


def _leaves(code):
    sys.exit(code)


def _fails():
    raise ValueError("no")


def _at_once(code):
    os._exit(code)


def _sleeps():
    time.sleep(1000)


def _sends(end, what):
    end.send(what)


def _run(target, *args):
    child = mp.Process(target=target, args=args)
    child.start()
    child.join()
    return child.exitcode


def returns():
    return _run(_nothing)


def leaves_with_a_number():
    return [_run(_leaves, code) for code in (0, 3)]


def leaves_with_nothing_or_text():
    return [_run(_leaves, code) for code in (None, "text")]


def raises():
    return _run(_fails)


def exits_at_once():
    return _run(_at_once, 7)


def is_terminated():
    child = mp.Process(target=_sleeps)
    child.start()
    child.terminate()
    child.join()
    return child.exitcode


def is_killed():
    child = mp.Process(target=_sleeps)
    child.start()
    child.kill()
    child.join()
    return child.exitcode, child.is_alive()


def is_killed_by_number():
    child = mp.Process(target=_sleeps)
    child.start()
    os.kill(child.pid, 9)
    child.join()
    return child.exitcode


def before_and_after():
    child = mp.Process(target=_nothing)
    before = (child.exitcode, child.is_alive(), child.pid)
    child.start()
    started = child.pid is not None and child.pid != os.getpid()
    child.join()
    return before, started, child.exitcode, child.is_alive()


def is_started_twice():
    child = mp.Process(target=_nothing)
    child.start()
    try:
        child.start()
    finally:
        child.join()


def is_joined_before_it_starts():
    mp.Process(target=_nothing).join()


def cannot_be_pickled():
    try:
        mp.Process(target=lambda: None).start()
    except Exception as error:
        return isinstance(error, (AttributeError, mp.ProcessError)) or "ickl" in type(error).__name__
    return "started"


def lock_of_threads_cannot_be_sent():
    mp.Process(target=_nothing, args=(threading.Lock(),)).start()


def is_a_daemon():
    child = mp.Process(target=_sleeps, daemon=True)
    child.start()
    alive = child.daemon and child.is_alive()
    child.terminate()
    child.join()
    return alive


def _has_a_child(end):
    try:
        mp.Process(target=_nothing).start()
        end.send("started")
    except AssertionError:
        end.send("refused")


def daemons_have_no_children():
    ours, theirs = mp.Pipe()
    child = mp.Process(target=_has_a_child, args=(theirs,), daemon=True)
    child.start()
    said = ours.recv()
    child.join()
    return said


def _has_a_grandchild(end):
    child = mp.Process(target=_sends, args=(end, "from below"))
    child.start()
    child.join()


def others_have_children():
    ours, theirs = mp.Pipe()
    child = mp.Process(target=_has_a_grandchild, args=(theirs,))
    child.start()
    said = ours.recv()
    child.join()
    return said, child.exitcode


def _tells_names(end):
    parent = mp.parent_process()
    end.send((mp.current_process().name, parent is not None and parent.pid == os.getppid(), parent.name))


def knows_its_name():
    ours, theirs = mp.Pipe()
    child = mp.Process(target=_tells_names, args=(theirs,), name="nora")
    child.start()
    said = ours.recv()
    child.join()
    return said, mp.parent_process(), mp.current_process().name


def children_are_listed():
    ours, theirs = mp.Pipe()
    child = mp.Process(target=_echo, args=(theirs,))
    child.start()
    before = len(mp.active_children())
    ours.send(None)
    ours.recv()
    child.join()
    return before, len(mp.active_children())


def _echo(end):
    end.send(end.recv())


def sentinel_tells_of_the_end():
    child = mp.Process(target=_nothing)
    child.start()
    ready = wait([child.sentinel])
    child.join()
    return ready == [child.sentinel]


def join_gives_up():
    child = mp.Process(target=_sleeps)
    child.start()
    child.join(0)
    alive = child.is_alive(), child.exitcode
    child.kill()
    child.join()
    return alive


class _Own(mp.Process):
    def __init__(self, end):
        super().__init__()
        self.end = end

    def run(self):
        self.end.send(type(self).__name__)


def has_a_class_of_its_own():
    ours, theirs = mp.Pipe()
    child = _Own(theirs)
    child.start()
    said = ours.recv()
    child.join()
    return said


seen = []


def _adds(end):
    seen.append(1)
    end.send(len(seen))


def modules_are_not_shared():
    seen.append(0)
    ours, theirs = mp.Pipe()
    child = mp.Process(target=_adds, args=(theirs,))
    child.start()
    said = ours.recv()
    child.join()
    return said, seen


def _with_a_thread(end):
    threading.Thread(target=_sends, args=(end, "from a thread")).start()


def threads_are_joined_at_the_end():
    ours, theirs = mp.Pipe()
    child = mp.Process(target=_with_a_thread, args=(theirs,))
    child.start()
    said = ours.recv()
    child.join()
    return said, child.exitcode


def is_closed():
    child = mp.Process(target=_nothing)
    child.start()
    child.join()
    child.close()
    return child.exitcode


def function_of_time_is_a_target():
    child = mp.Process(target=time.sleep, args=(0.01,))
    child.start()
    child.join()
    return child.exitcode


def _says_its_start_method(end):
    end.send(mp.get_start_method())


def start_method_is_handed_on():
    mp.set_start_method("spawn", force=True)
    ours, theirs = mp.Pipe()
    child = mp.Process(target=_says_its_start_method, args=(theirs,))
    child.start()
    said = ours.recv()
    child.join()
    return said


def _says_its_log_level(end):
    end.send(mp.get_logger().getEffectiveLevel())


def log_level_is_handed_on():
    mp.get_logger().setLevel(32)
    ours, theirs = mp.Pipe()
    child = mp.Process(target=_says_its_log_level, args=(theirs,))
    child.start()
    said = ours.recv()
    child.join()
    mp.get_logger().setLevel(0)
    return said
