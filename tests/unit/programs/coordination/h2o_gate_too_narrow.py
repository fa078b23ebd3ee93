"""The gate lets one hydrogen in."""
# expect: deadlock

import threading


def test_one_molecule(together):
    bonds = []
    hydrogen, oxygen = threading.Semaphore(1), threading.Semaphore(1)
    barrier = threading.Barrier(3)

    def atom(kind, gate):
        with gate:
            barrier.wait()
            bonds.append(kind)

    together(lambda: atom("H", hydrogen), lambda: atom("H", hydrogen), lambda: atom("O", oxygen))
    assert sorted(bonds) == ["H", "H", "O"]
