"""Two servers add to one total."""
# expect: race

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
    together(serve, serve, lambda: box.extend([("add", 1), ("add", 2), "stop", "stop"]))
    assert total == 3
