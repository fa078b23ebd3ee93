"""`__init__` forgets the base class."""
# expect: wrong

import threading


class Square(threading.Thread):
    def __init__(self, number):
        self.number = number
        self.result = None

    def run(self):
        self.result = self.number**2


def test_squares():
    squares = [Square(2), Square(3)]
    for square in squares:
        square.start()
    for square in squares:
        square.join()
    assert [square.result for square in squares] == [4, 9]
