"""A frozen dataclass counts by `object.__setattr__`, without a lock."""
# expect: race

from dataclasses import dataclass


@dataclass(frozen=True)
class C:
    n: int = 0

    def add(self):
        object.__setattr__(self, "n", self.n + 1)


def test_it(together):
    c = C()
    together(c.add, c.add)
    assert c.n == 2
