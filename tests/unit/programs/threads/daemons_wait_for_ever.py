"""Two daemons wait for ever, one in a queue and one for an event: nobody's fault."""
# expect: passed

import queue
import threading

jobs, never = queue.Queue(), threading.Event()


def test_ends():
    threading.Thread(target=jobs.get, daemon=True).start()
    threading.Thread(target=never.wait, daemon=True).start()
    jobs.put(1)
