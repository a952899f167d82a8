"""Makes what the ratios need: phrases for rg, and a pack with copies of the built-in rules under other words.

usage: generate.py phrases COUNT FOLDER     phrases of two to four words, most of them drawn from the files
       generate.py rules TIMES PACK OUT     TIMES - 1 copies of each rule of PACK, every literal word changed
"""
import os
import random
import re
import shutil
import sys


def words_of(folder):
    names = sorted(os.path.join(base, n) for base, _, files in os.walk(folder) for n in files)
    for name in names:
        with open(name, encoding="utf-8", errors="ignore") as f:
            yield re.findall(r"[A-Za-z']+", f.read())


def phrases(count, folder):
    draw = random.Random(11)
    out = set()
    for words in words_of(folder):
        for _ in range(8):
            if len(words) > 8:
                at = draw.randrange(len(words) - 5)
                out.add(" ".join(words[at : at + draw.randint(2, 4)]))
        if len(out) >= 4 * count:
            break
    out = sorted(out)
    draw.shuffle(out)
    # Nine in ten occur nowhere, as most rules do not.
    for i, phrase in enumerate(out[:count]):
        print(phrase if i % 10 == 0 else phrase + " " + phrase.split()[0][::-1])


def rules(times, pack, out):
    """Copies whose words are real English words with other letters: they cost the look-up and rarely match."""
    for copy in range(1, times):
        for base, _, files in sorted(os.walk(pack)):
            folder = os.path.relpath(base, pack)
            if folder in (".", "signals", "topics", "lexicons", "slots"):
                continue
            for name in sorted(files):
                with open(os.path.join(base, name), encoding="utf-8") as f:
                    text = f.read()
                # Every third word of a pattern keeps its form, so that common words stay common.
                def change(m):
                    pattern = m.group(2)
                    count = iter(range(10_000))

                    def word(w):
                        if w.group(0) in ("noun",) or len(w.group(0)) < 4 or next(count) % 3 == 2:
                            return w.group(0)
                        return w.group(0)[:-1] + "xyz"[copy % 3] + w.group(0)[-1]

                    changed = re.sub(r"(?<![{:>A-Za-z'-])[a-z]+(?![a-z}'-])", word, pattern)
                    return m.group(1) + changed + m.group(3)

                text = re.sub(r"(?m)^(pattern = [\"'])(.*)([\"'])$", change, text)
                head = text.split("[examples]")[0]
                text = head + '[examples]\nflag = ["<<x>>"]\npass = ["y"]\n'
                target = os.path.join(out, folder)
                os.makedirs(target, exist_ok=True)
                with open(os.path.join(target, f"{name[:-5]}-copy-{copy}.toml"), "w", encoding="utf-8") as f:
                    f.write(text)
    with open(os.path.join(out, "pack.toml"), "w", encoding="utf-8") as f:
        f.write('name = "copies"\nlanguage = "en"\n')


if __name__ == "__main__":
    if sys.argv[1:2] == ["phrases"]:
        phrases(int(sys.argv[2]), sys.argv[3])
    elif sys.argv[1:2] == ["rules"]:
        shutil.rmtree(sys.argv[4], ignore_errors=True)
        rules(int(sys.argv[2]), sys.argv[3], sys.argv[4])
    else:
        sys.exit(__doc__)
