"""Each request carries the queue for its answer."""
# expect: passed

import queue
import threading


def test_answers(together):
    requests = queue.Queue()

    def serve():
        while True:
            number, reply = requests.get()
            reply.put(number * number)

    threading.Thread(target=serve, daemon=True).start()

    def ask(number):
        reply = queue.SimpleQueue()
        requests.put((number, reply))
        return reply.get()

    assert together(lambda: ask(2), lambda: ask(3)) == [4, 9]
