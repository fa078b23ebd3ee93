"""One thread owns the state; the others send it messages and get answers by a queue."""
# expect: passed

import queue


def test_actor(together):
    inbox = queue.SimpleQueue()

    def actor():
        total = 0
        for _ in range(2):
            amount, answer = inbox.get()
            total += amount
            answer.put(total)

    def ask(amount):
        answer = queue.SimpleQueue()
        inbox.put((amount, answer))
        return answer.get()

    _, first, second = together(actor, lambda: ask(1), lambda: ask(1))
    assert sorted([first, second]) == [1, 2]
