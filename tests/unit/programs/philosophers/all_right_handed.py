"""Nobody is left-handed."""
# expect: deadlock

from threading import Lock


def test_nobody_starves(together):
    forks = [Lock(), Lock(), Lock()]

    def eat(first, second):
        with first, second:
            pass

    together(
        lambda: eat(forks[0], forks[1]),
        lambda: eat(forks[1], forks[2]),
        lambda: eat(forks[2], forks[0]),
    )
