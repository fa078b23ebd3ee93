"""The chairs are counted without the lock."""
# expect: race

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
        self.free += 1
        self.cut.release()

    def customer(self):
        if self.free == 0:
            return "left"
        self.free -= 1
        self.customers.release()
        self.cut.acquire()
        return "cut"


def test_somebody_is_cut(together):
    shop = Shop(2)
    results = together(shop.customer, lambda: [shop.barber(), shop.barber()], shop.customer)
    assert results[0] == "cut"
    assert shop.free == shop.most
