"""`SystemExit` ends the thread and nothing else."""
# expect: passed

import sys
import threading


def test_goes_on():
    thread = threading.Thread(target=sys.exit)
    thread.start()
    thread.join()
    assert not thread.is_alive()
