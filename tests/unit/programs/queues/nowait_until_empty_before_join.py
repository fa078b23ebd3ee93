"""The results are drained with `empty` before the producers were joined."""
# expect: race

import queue
import threading


def test_all_there():
    results = queue.Queue()
    threads = [threading.Thread(target=results.put, args=(n,)) for n in (1, 2)]
    for thread in threads:
        thread.start()
    got = []
    while not results.empty():
        got.append(results.get_nowait())
    for thread in threads:
        thread.join()
    assert sorted(got) == [1, 2]
