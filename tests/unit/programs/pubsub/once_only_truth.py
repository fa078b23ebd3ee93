"""The list is asked, then emptied."""
# expect: race

def test_once(together):
    handlers, ran = [lambda: ran.append(1)], []

    def fire():
        if handlers:
            for handler in list(handlers):
                handler()
            handlers.clear()

    together(fire, fire)
    assert ran == [1]
