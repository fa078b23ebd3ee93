"""The thread reads the loop's variable when it runs, not when it was made."""
# expect: race

import threading


def test_each_its_own():
    got, threads = [], []
    for n in range(2):
        thread = threading.Thread(target=lambda: got.append(n))
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    assert sorted(got) == [0, 1]
