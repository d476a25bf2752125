"""The verbs: one function each, which makes one transaction with its facts, then announces them.

Services take who is asking, the time and chance as arguments. They keep no truth in memory and hold no
SQL. Which topics change is said in `live`, and nowhere else.
"""
