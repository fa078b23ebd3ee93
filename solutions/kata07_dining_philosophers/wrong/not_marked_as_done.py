"""After an exception the seat is still marked as eating, and the neighbours wait for ever."""
# expect: deadlock in correctness

from collections.abc import Callable
from threading import Condition, Thread


class _Table:
    def __init__(self, seats: int) -> None:
        self.changed = Condition()
        self.eating = [False] * seats

    def is_free(self, seat: int) -> bool:
        return not (self.eating[seat - 1] or self.eating[(seat + 1) % len(self.eating)])


class _Philosopher(Thread):
    def __init__(self, table: _Table, seat: int, meals: int, eat: Callable[[int], None]) -> None:
        super().__init__(name=f"philosopher {seat}")
        self.raised = None
        self.table, self.seat, self.meals, self.eat = table, seat, meals, eat

    def run(self) -> None:
        table = self.table
        for _ in range(self.meals):
            with table.changed:
                table.changed.wait_for(lambda: table.is_free(self.seat))
                table.eating[self.seat] = True
            try:
                self.eat(self.seat)
            except BaseException as error:
                self.raised = error
                return
            else:
                with table.changed:
                    table.eating[self.seat] = False
                    table.changed.notify_all()


def dine(philosophers: int, meals: int, eat: Callable[[int], None]) -> None:
    """Let everybody eat ``meals`` times, each in a thread of its own; return when all are done."""
    if philosophers <= 1:
        raise ValueError("two philosophers at least")
    table = _Table(philosophers)
    guests = [_Philosopher(table, seat, meals, eat) for seat in range(philosophers)]
    for guest in guests:
        guest.start()
    for guest in guests:
        guest.join()
    for guest in guests:
        if guest.raised is not None:
            raise guest.raised
