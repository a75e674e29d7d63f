"""The arithmetic of bench/monte-carlo.ts in NumPy, on the numbers that it drew. Prints one JSON object."""

import json
import sys
import time

import numpy as np


def totals(terms, x):
    """TCO of both alternatives, USD, for columns of draws in the order of the drivers."""
    plan, hours, months = terms["plan"], terms["hours"], terms["months"]
    requests, growth, peak, speed, machine, wage, price = x
    bought = hours["lastMile"] * wage
    hosted = hours["build"] * wage
    each = plan["perRequestUsd"] * price
    load = peak / 5 / (plan["carries"] * speed)
    unit = plan["unitUsd"] * machine
    upkeep = hours["upkeep"] * wage
    volume = requests.copy()
    for _ in range(months):
        bought += volume * each
        units = np.maximum(2, np.ceil(volume * load - 1e-9) + 1)
        hosted += plan["fixedUsd"] + units * unit + plan["perVolumeUsd"] * volume + upkeep
        volume *= 1 + growth
    return bought, hosted


def percentiles(usd):
    ascending = np.sort(usd)
    place = lambda q: int(np.ceil(q * len(usd) - 1e-9)) - 1
    return [float(ascending[place(0.5)]), float(ascending[place(0.8)])]


def timed(work):
    start = time.perf_counter()
    found = work()
    return (time.perf_counter() - start) * 1e3, found


def main():
    terms = json.loads(sys.argv[2])
    x = np.fromfile(sys.argv[1]).reshape(len(terms["drivers"]), terms["draws"])
    generator = np.random.default_rng(1)

    def drawn():
        return [
            generator.triangular(d["low"], d["base"], d["high"], terms["draws"]) for d in terms["drivers"]
        ]

    def answer(columns):
        bought, hosted = totals(terms, columns)
        return {"bought": percentiles(bought), "hosted": percentiles(hosted)}

    answer(x[:, :2000])
    arithmetic, found = timed(lambda: answer(x))
    whole, _ = timed(lambda: answer(drawn()))
    print(
        json.dumps(
            {
                "version": np.__version__,
                "arithmeticMs": arithmetic,
                "withDrawingMs": whole,
                "percentiles": found,
            }
        )
    )


main()
