"""One queue for all answers: they may be swapped."""
# expect: race

import queue
import threading


def test_answers(together):
    requests, replies = queue.Queue(), queue.Queue()

    def serve():
        while True:
            number = requests.get()
            replies.put(number * number)

    threading.Thread(target=serve, daemon=True).start()

    def ask(number):
        requests.put(number)
        return replies.get()

    assert together(lambda: ask(2), lambda: ask(3)) == [4, 9]
