"""The state is asked and moved on under a lock, with `match`."""
# expect: passed

import enum
import threading


class State(enum.Enum):
    NEW = enum.auto()
    RUNNING = enum.auto()


class Job:
    def __init__(self):
        self.state, self.starts, self.lock = State.NEW, [], threading.Lock()

    def start(self):
        with self.lock:
            match self.state:
                case State.NEW:
                    self.state = State.RUNNING
                case State.RUNNING:
                    return
        self.starts.append(1)


def test_started_once(together):
    job = Job()
    together(job.start, job.start)
    assert len(job.starts) == 1
