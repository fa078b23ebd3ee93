"""A pool is made on first use under a lock, and shut down by whoever closes."""
# expect: passed

import threading
from concurrent.futures import ThreadPoolExecutor


class Service:
    def __init__(self):
        self.lock, self.pool, self.made = threading.Lock(), None, 0

    def submit(self, function, *args):
        with self.lock:
            if self.pool is None:
                self.pool, self.made = ThreadPoolExecutor(1), self.made + 1
            return self.pool.submit(function, *args)

    def close(self):
        with self.lock:
            if self.pool is not None:
                self.pool.shutdown()


def test_one_pool(together):
    service = Service()
    first, second = together(lambda: service.submit(int, "1"), lambda: service.submit(int, "2"))
    service.close()
    assert (first.result(), second.result()) == (1, 2)
    assert service.made == 1
