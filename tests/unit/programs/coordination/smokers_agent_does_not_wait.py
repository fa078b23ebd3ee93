"""The agent does not wait until the first has smoked."""
# expect: race

import threading

INGREDIENTS = ("tobacco", "paper", "match")


def test_each_smokes(together):
    table = {name: threading.Semaphore(0) for name in INGREDIENTS}
    done = threading.Semaphore(1)
    smoked = []

    def agent():
        for missing in ("paper", "match"):
            table[missing].release()

    def smoker(has):
        table[has].acquire()
        smoked.append(has)
        done.release()

    together(agent, lambda: smoker("paper"), lambda: smoker("match"))
    assert smoked == ["paper", "match"]
