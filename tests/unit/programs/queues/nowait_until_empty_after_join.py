"""The results are drained with `empty` once all producers have been joined."""
# expect: passed

import queue
import threading


def test_all_there():
    results = queue.Queue()
    threads = [threading.Thread(target=results.put, args=(n,)) for n in (1, 2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    got = []
    while not results.empty():
        got.append(results.get_nowait())
    assert sorted(got) == [1, 2]
