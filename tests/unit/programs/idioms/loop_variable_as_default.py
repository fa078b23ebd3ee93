"""The loop's variable is kept as a default argument."""
# expect: passed

import threading


def test_each_its_own():
    got, threads = [], []
    for n in range(2):
        thread = threading.Thread(target=lambda n=n: got.append(n))
        thread.start()
        threads.append(thread)
    for thread in threads:
        thread.join()
    assert sorted(got) == [0, 1]
