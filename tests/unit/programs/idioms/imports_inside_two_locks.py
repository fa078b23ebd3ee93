"""Each worker asks for a lock of its own."""
# expect: race

total = 0


def guard():
    import threading as t

    return t.Lock()


def test_total():
    from threading import Thread as Worker

    lock = guard()

    def work():
        from time import sleep as rest

        global total
        with guard():
            before = total
            rest(0.1)
            total = before + 1

    workers = [Worker(target=work, name=f"w{number}") for number in range(2)]
    [worker.start() for worker in workers]
    [worker.join() for worker in workers]
    assert total == 2
