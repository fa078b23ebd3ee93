"""The customer sits down and does not wake the barber."""
# expect: deadlock

import threading


class Shop:
    def __init__(self, chairs):
        self.lock = threading.Lock()
        self.free = chairs
        self.customers = threading.Semaphore(0)
        self.cut = threading.Semaphore(0)
        self.most = chairs

    def barber(self):
        self.customers.acquire()
        with self.lock:
            self.free += 1
        self.cut.release()

    def customer(self):
        with self.lock:
            if self.free == 0:
                return "left"
            self.free -= 1
        self.cut.acquire()
        return "cut"


def test_somebody_is_cut(together):
    shop = Shop(1)
    results = together(shop.customer, shop.barber)
    assert results[0] == "cut"
    assert shop.free == shop.most
