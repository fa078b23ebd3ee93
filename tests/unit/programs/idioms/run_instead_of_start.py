"""`run` is called where `start` was meant; then the thread cannot be joined."""
# expect: wrong

import threading


class Square(threading.Thread):
    def __init__(self, number):
        super().__init__(daemon=False)
        self.number = number
        self.result = None

    def run(self):
        self.result = self.number**2


def test_squares():
    squares = [Square(2), Square(3)]
    for square in squares:
        square.run()
    for square in squares:
        square.join()
    assert [square.result for square in squares] == [4, 9]
