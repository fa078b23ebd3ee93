"""A worker that died is replaced by a new thread, not started again."""
# expect: passed

import threading


class Supervisor:
    def __init__(self):
        self.runs = []

    def attempt(self):
        self.runs.append(1)
        if len(self.runs) == 1:
            raise SystemExit

    def run(self):
        while len(self.runs) < 2:
            thread = threading.Thread(target=self.attempt)
            thread.start()
            thread.join()


def test_two_runs():
    supervisor = Supervisor()
    supervisor.run()
    assert len(supervisor.runs) == 2
