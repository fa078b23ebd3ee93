"""`in` and a store take two steps where `setdefault` took one."""
# expect: race

holders = {}
balance = 0


def deposit(amount):
    global balance
    me = object()
    while "lock" in holders:
        pass
    holders["lock"] = me
    balance += amount
    del holders["lock"]


def test_deposits(together):
    together(lambda: deposit(1), lambda: deposit(2))
    assert balance == 3
