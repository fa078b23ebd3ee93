"""The agent puts two ingredients on the table and wakes the smoker who has the third."""
# expect: passed

import threading

INGREDIENTS = ("tobacco", "paper", "match")


def test_each_smokes(together):
    table = {name: threading.Semaphore(0) for name in INGREDIENTS}
    done = threading.Semaphore(1)
    smoked = []

    def agent():
        for missing in ("paper", "match"):
            done.acquire()
            table[missing].release()

    def smoker(has):
        table[has].acquire()
        smoked.append(has)
        done.release()

    together(agent, lambda: smoker("paper"), lambda: smoker("match"))
    assert smoked == ["paper", "match"]
