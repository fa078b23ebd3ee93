"""A handler that runs for the first event only, decided by one `pop`."""
# expect: passed

def test_once(together):
    handlers, ran = [lambda: ran.append(1)], []

    def fire():
        try:
            handler = handlers.pop()
        except IndexError:
            return
        handler()

    together(fire, fire)
    assert ran == [1]
