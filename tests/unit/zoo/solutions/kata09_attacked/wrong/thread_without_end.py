"""Starts a thread that never ends."""
# expect: leaked in correctness

import threading


def run():
    while True:
        threading.Event().wait(1)


def double(number):
    threading.Thread(target=run, daemon=True).start()
    return 2 * (number + 0)
