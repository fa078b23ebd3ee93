"""A thread knows its own name, and the registry finds it by its identifier."""
# expect: passed

import threading

seen = {}


def work():
    me = threading.current_thread()
    seen[me.name] = me.ident == threading.get_ident()


def test_names():
    threads = [threading.Thread(target=work, name=f"worker {n}") for n in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert seen == {"worker 0": True, "worker 1": True}
