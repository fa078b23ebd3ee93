"""An attribute is changed by name in one thread, through `__dict__` in another."""
# expect: race

class Account:
    def __init__(self):
        self.balance = 0


def test_both(together):
    account = Account()

    def by_name():
        account.balance += 1

    def by_dict():
        account.__dict__["balance"] += 1

    together(by_name, by_dict)
    assert account.balance == 2
