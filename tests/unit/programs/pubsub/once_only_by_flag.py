"""A flag decides, looked at and then set."""
# expect: race

def test_once(together):
    handlers, ran = [lambda: ran.append(1)], []

    fired = False

    def fire():
        nonlocal fired
        if not fired:
            fired = True
            handlers[0]()

    together(fire, fire)
    assert ran == [1]
