"""`match` and `:=` on a message taken from a deque."""
# expect: passed

from collections import deque

box = deque()
total = 0


def serve():
    global total
    while True:
        try:
            message = box.popleft()
        except IndexError:
            continue
        match message:
            case ("add", int(amount)):
                total += amount
            case "stop":
                return


def test_total(together):
    together(serve, lambda: box.extend([("add", 1), ("add", 2), "stop"]))
    assert total == 3
