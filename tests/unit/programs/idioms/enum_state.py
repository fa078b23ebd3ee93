"""A state machine whose state is an enum is asked and then moved on."""
# expect: race

import enum


class State(enum.Enum):
    NEW = enum.auto()
    RUNNING = enum.auto()


class Job:
    def __init__(self):
        self.state, self.starts = State.NEW, []

    def start(self):
        if self.state is State.NEW:
            self.state = State.RUNNING
            self.starts.append(1)


def test_started_once(together):
    job = Job()
    together(job.start, job.start)
    assert len(job.starts) == 1
