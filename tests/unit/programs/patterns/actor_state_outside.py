"""Another thread changes the actor's state too."""
# expect: race

import queue


def test_actor(together):
    inbox = queue.SimpleQueue()
    total = 0

    def actor():
        nonlocal total
        for _ in range(2):
            amount, answer = inbox.get()
            total += amount
            answer.put(total)

    def ask(amount):
        nonlocal total
        answer = queue.SimpleQueue()
        inbox.put((amount, answer))
        answer.get()
        total += 1
        return total

    _, first, second = together(actor, lambda: ask(1), lambda: ask(1))
    assert total == 4
