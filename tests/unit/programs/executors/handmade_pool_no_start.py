"""The workers are never started; a bounded queue fills up."""
# expect: deadlock

import queue
import threading


class Pool:
    def __init__(self, size):
        self.tasks = queue.Queue(1)
        self.threads = [threading.Thread(target=self._work) for _ in range(size)]
        for thread in self.threads:
            thread.daemon = True

    def _work(self):
        while (task := self.tasks.get()) is not None:
            task()

    def close(self):
        for _ in self.threads:
            self.tasks.put(None)


def test_all_run():
    pool, ran = Pool(2), []
    pool.tasks.put(lambda: ran.append(1))
    pool.tasks.put(lambda: ran.append(2))
    pool.close()
    assert sorted(ran) == [1, 2]
