"""The smokers take the ingredients one by one and block each other."""
# expect: deadlock

import threading

INGREDIENTS = ("tobacco", "paper", "match")


def test_each_smokes(together):
    table = {name: threading.Semaphore(0) for name in INGREDIENTS}
    done = threading.Semaphore(1)
    smoked = []

    def agent():
        for missing in ("paper", "match"):
            done.acquire()
            for name in INGREDIENTS:
                if name != missing:
                    table[name].release()

    def smoker(has):
        for name in INGREDIENTS:
            if name != has:
                table[name].acquire()
        smoked.append(has)
        done.release()

    together(agent, lambda: smoker("paper"), lambda: smoker("match"))
    assert sorted(smoked) == ["match", "paper"]
