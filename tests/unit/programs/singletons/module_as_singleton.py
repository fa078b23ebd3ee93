"""What is made while the module is imported is there before any thread is."""
# expect: passed

import threading


class Config:
    made = 0

    def __init__(self):
        Config.made += 1
        self.lock, self.values = threading.Lock(), {}


config = Config()


def get():
    return config


def test_one(together):
    first, second = together(get, get)
    assert first is second
    assert Config.made == 1
