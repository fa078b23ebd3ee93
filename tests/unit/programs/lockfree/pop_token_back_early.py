"""The token goes back before the critical section ends."""
# expect: race

tokens = ["token"]
inside = []


def enter(name):
    while True:
        try:
            token = tokens.pop()
        except IndexError:
            continue
        break
    inside.append(name)
    tokens.append(token)
    assert inside == [name]
    inside.remove(name)


def test_one_at_a_time(together):
    together(lambda: enter("a"), lambda: enter("b"))
    assert tokens == ["token"]
