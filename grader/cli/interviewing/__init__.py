"""`grader interview`: the prompts of candidate and interviewer, and what is shown of sessions.

`commands` has the arguments and their help; nothing else here is imported before one is called.
"""
