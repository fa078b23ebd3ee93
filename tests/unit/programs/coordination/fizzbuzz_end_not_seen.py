"""The end is no reason to wake up."""
# expect: deadlock

import threading


class FizzBuzz:
    def __init__(self, last):
        self.last, self.number, self.out = last, 1, []
        self.turn = threading.Condition()

    def role(self, mine, text):
        while True:
            with self.turn:
                self.turn.wait_for(lambda: mine(self.number))
                if self.number > self.last:
                    return
                self.out.append(text or self.number)
                self.number += 1
                self.turn.notify_all()


def test_one_to_three(together):
    game = FizzBuzz(3)
    together(
        lambda: game.role(lambda n: n % 3 == 0, "fizz"),
        lambda: game.role(lambda n: n % 3, ""),
    )
    assert game.out == [1, 2, "fizz"]
