"""Nobody takes the key out again."""
# expect: livelock

holders = {}
balance = 0


def deposit(amount):
    global balance
    me = object()
    while holders.setdefault("lock", me) is not me:
        pass
    balance += amount


def test_deposits(together):
    together(lambda: deposit(1), lambda: deposit(2))
    assert balance == 3
