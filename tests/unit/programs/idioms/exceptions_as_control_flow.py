"""It is easier to ask forgiveness: the key is stored only by whoever has popped the token."""
# expect: passed

tokens, owner = ["token"], []


def claim(name):
    try:
        tokens.pop()
    except IndexError:
        return False
    owner.append(name)
    return True


def test_one_owner(together):
    assert sorted(together(lambda: claim("a"), lambda: claim("b"))) == [False, True]
    assert len(owner) == 1
