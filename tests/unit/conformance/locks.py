"""Locks, semaphores, conditions, events and barriers between processes."""

import multiprocessing as mp
import threading


def _started(target, *args):
    child = mp.Process(target=target, args=args)
    child.start()
    return child


def _adds(total, lock):
    for _ in range(20):
        with lock:
            total.value += 1


def lock_guards():
    total, lock = mp.RawValue("i", 0), mp.Lock()
    crew = [_started(_adds, total, lock) for _ in range(2)]
    for child in crew:
        child.join()
    return total.value


def lock_is_taken_once():
    lock = mp.Lock()
    return lock.acquire(), lock.acquire(block=False), lock.acquire(timeout=0.01), lock.release()


def lock_is_released_unlocked():
    mp.Lock().release()


def lock_is_released_by_another():
    lock = mp.Lock()
    lock.acquire()
    child = _started(_releases, lock)
    child.join()
    return child.exitcode, lock.acquire(block=False)


def _releases(lock):
    lock.release()


def rlock_is_taken_twice():
    lock = mp.RLock()
    with lock, lock:
        return "inside", lock.acquire(block=False)


def rlock_is_released_by_another():
    lock = mp.RLock()
    lock.acquire()
    child = _started(_releases, lock)
    child.join()
    return child.exitcode


def rlock_is_released_unlocked():
    mp.RLock().release()


def semaphore_counts():
    permits = mp.Semaphore(2)
    taken = [permits.acquire(block=False) for _ in range(3)]
    permits.release()
    return taken, permits.get_value()


def semaphore_has_no_bound():
    permits = mp.Semaphore(1)
    permits.release()
    return permits.get_value()


def bounded_semaphore_has_one():
    mp.BoundedSemaphore(1).release()


def _waits(event, end):
    end.send(event.wait())


def event_wakes():
    event = mp.Event()
    ours, theirs = mp.Pipe()
    child = _started(_waits, event, theirs)
    before = event.is_set()
    event.set()
    said = ours.recv()
    child.join()
    event.clear()
    return before, said, event.is_set(), event.wait(0.01)


def _notifies(condition, flag):
    with condition:
        flag.value = 1
        condition.notify()


def condition_wakes():
    condition, flag = mp.Condition(), mp.RawValue("i", 0)
    with condition:
        child = _started(_notifies, condition, flag)
        woken = condition.wait_for(lambda: flag.value)
    child.join()
    return bool(woken)


def condition_gives_up():
    condition = mp.Condition()
    with condition:
        return condition.wait(0.01), condition.wait_for(lambda: False, 0.01)


def condition_without_its_lock():
    mp.Condition().notify()


def _meets(barrier, end):
    end.send(barrier.wait() in {0, 1})


def barrier_meets():
    barrier = mp.Barrier(2)
    ours, theirs = mp.Pipe()
    child = _started(_meets, barrier, theirs)
    mine = barrier.wait() in {0, 1}
    said = ours.recv()
    child.join()
    return mine, said, barrier.n_waiting, barrier.broken


def barrier_breaks():
    barrier = mp.Barrier(2)
    try:
        barrier.wait(0.01)
    except threading.BrokenBarrierError:
        return barrier.broken


def _takes_and_dies(lock):
    lock.acquire()
    raise SystemExit(4)


def dies_with_a_lock():
    lock = mp.Lock()
    child = _started(_takes_and_dies, lock)
    child.join()
    return child.exitcode, lock.acquire(block=False)


def never_set():
    """Hangs."""
    mp.Event().wait()
