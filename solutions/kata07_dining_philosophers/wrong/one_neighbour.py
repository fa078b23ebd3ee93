"""It looks at the neighbour on one side only."""
# expect: race in schedules

from collections.abc import Callable
from threading import Condition, Thread


class _Table:
    def __init__(self, seats: int) -> None:
        self.changed = Condition()
        self.eating = [False] * seats
        self.spoilt: BaseException | None = None

    def is_free(self, seat: int) -> bool:
        return not self.eating[seat - 1]


class _Philosopher(Thread):
    def __init__(self, table: _Table, seat: int, meals: int, eat: Callable[[int], None]) -> None:
        super().__init__(name=f"philosopher {seat}")
        self.table, self.seat, self.meals, self.eat = table, seat, meals, eat

    def run(self) -> None:
        table = self.table
        for _ in range(self.meals):
            with table.changed:
                table.changed.wait_for(lambda: table.is_free(self.seat) or table.spoilt is not None)
                if table.spoilt is not None:
                    return
                table.eating[self.seat] = True
            try:
                self.eat(self.seat)
            except BaseException as error:
                table.spoilt = error
            finally:
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
    if table.spoilt is not None:
        raise table.spoilt
