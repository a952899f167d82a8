"""Pairs of runs, A B A B …, with the CPU time that the system accounts to each; prints median ratios."""
import os
import statistics
import subprocess
import sys


def cpu(command):
    before = os.times()
    subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    after = os.times()
    return after.children_user + after.children_system - before.children_user - before.children_system


def pair(name, a, b, runs):
    cpu(a), cpu(b)
    ratios, first, second = [], [], []
    for _ in range(runs):
        one, two = cpu(a), cpu(b)
        first.append(one)
        second.append(two)
        ratios.append(one / two)
    print(
        f"{name:44} {statistics.median(ratios):6.2f}  ({min(ratios):.2f} to {max(ratios):.2f};"
        f" {statistics.median(first):.2f} s against {statistics.median(second):.2f} s CPU)"
    )


def main(runs, work, folder):
    check = ["target/release/standwith", "check", "--threads", "1", "--format", "json", folder]
    pair("check / rg -j1 -c -F -f 5000 phrases", check, ["rg", "-j1", "-c", "-F", "-f", f"{work}/phrases.txt", folder], runs)
    pair("four times the rules / the built-in rules", check + ["--pack", f"{work}/pack"], check, runs)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2], sys.argv[3])
