"""One `threading.Barrier` for three phases: nobody starts a phase before all have ended the last."""
# expect: passed

import threading

barrier, log = threading.Barrier(2), []


def work():
    for phase in range(3):
        log.append(phase)
        barrier.wait()


def test_phases(together):
    together(work, work)
    assert log == [0, 0, 1, 1, 2, 2]
