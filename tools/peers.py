#!/usr/bin/env python3
"""Answer what hearback answers with other programs, to measure side by side.

    cargo run --release --example generate -- varied-reviews 1000000 > reviews.csv
    cargo run --release --example generate -- ndjson 1000000 > messages.ndjson
    python3 tools/peers.py duckdb reviews reviews.csv      # hearback ignored reviews.csv
    python3 tools/peers.py python messages messages.ndjson # hearback waits messages.ndjson --team @shop.example
    python3 tools/peers.py time 3 -- hearback ignored reviews.csv

Rows go to standard output as CSV. For reviews they are those of one or two stars with words and without an answer, worst
first, and the median response goes to standard error; for messages they are the first responses, one row a conversation. No
program but hearback reads the words, tells holding replies apart, or joins what belongs together; with
`negative = { stars = 2, text = 1 }` under [policy] it, too, lets the stars of reviews decide alone. `duckdb` needs the
package of that name and uses one thread; `time` prints the least CPU time of so many rounds, and the most memory.
"""

import collections
import csv
import datetime
import json
import os
import statistics
import sys

SUBMITTED = '"Review Submit Millis Since Epoch"'
REPLIED = '"Developer Reply Millis Since Epoch"'


def duckdb(what, path):
    import duckdb

    base = duckdb.connect(config={"threads": 1})
    (reviews if what == "reviews" else messages)(base, path)


def reviews(base, path):
    base.execute(f"""
        CREATE TABLE review AS
        SELECT "Review Link" AS link, {SUBMITTED} // 1000 AS sent, {REPLIED} // 1000 AS replied, "Star Rating" AS stars,
            "Review Text" AS text
        FROM read_csv(?)
    """, [path])
    base.execute("""
        COPY (
            SELECT link, sent, stars, (SELECT greatest(max(sent), max(replied)) FROM review) - sent AS age, text
            FROM review WHERE replied IS NULL AND stars <= 2 AND text IS NOT NULL ORDER BY stars, sent, link
        ) TO '/dev/stdout' (FORMAT csv, HEADER)
    """)
    print(base.execute("SELECT median(replied - sent), count(replied), count(*) FROM review").fetchone(), file=sys.stderr)


def messages(base, path):
    base.execute("""
        COPY (
            WITH message AS (
                SELECT conversation, sent, role, author, subject, text FROM read_json(?, columns = {
                    conversation: 'VARCHAR', sent: 'TIMESTAMPTZ', role: 'VARCHAR', author: 'VARCHAR', subject: 'VARCHAR',
                    text: 'VARCHAR'
                })
            ), opened AS (
                SELECT conversation, min(sent) AS opened_at, arg_min(author, sent) AS customer, arg_min(subject, sent) AS subject,
                    arg_min(text, sent) AS excerpt
                FROM message WHERE role = 'customer' GROUP BY conversation
            ), answered AS (
                SELECT conversation, min(message.sent) AS answered_at FROM message JOIN opened USING (conversation)
                WHERE role = 'team' AND opened_at <= message.sent GROUP BY conversation
            )
            SELECT conversation, customer, subject, opened_at, answered_at, answered_at - opened_at AS response, excerpt
            FROM opened LEFT JOIN answered USING (conversation) ORDER BY opened_at, conversation
        ) TO '/dev/stdout' (FORMAT csv, HEADER)
    """, [path])


def python(what, path):
    (python_reviews if what == "reviews" else python_messages)(path)


def python_reviews(path):
    ignored, spans, last = [], [], 0
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            sent, replied = int(row[SUBMITTED[1:-1]]) // 1000, row[REPLIED[1:-1]]
            stars = int(row["Star Rating"])
            last = max(last, sent)
            if replied:
                spans.append(int(replied) // 1000 - sent)
                last = max(last, int(replied) // 1000)
            elif stars <= 2 and row["Review Text"]:
                ignored.append((stars, sent, row["Review Link"], row["Review Text"]))
    ignored.sort()
    writer = csv.writer(sys.stdout)
    writer.writerow(["link", "sent", "stars", "age", "text"])
    for stars, sent, link, text in ignored:
        writer.writerow([link, sent, stars, last - sent, text])
    print(statistics.median(spans), len(spans), file=sys.stderr)


def python_messages(path):
    conversations = collections.defaultdict(list)
    with open(path, encoding="utf-8") as file:
        for line in file:
            message = json.loads(line)
            sent = datetime.datetime.fromisoformat(message["sent"])
            conversations[message["conversation"]].append(
                (sent, message["role"], message["author"], message["subject"], message["text"])
            )
    rows = []
    for name, turns in conversations.items():
        turns.sort(key=lambda turn: turn[0])
        opened = next((turn for turn in turns if turn[1] == "customer"), None)
        if opened is None:
            continue
        answers = (turn[0] for turn in turns if turn[1] == "team" and opened[0] <= turn[0])
        answered = next(answers, None)
        seconds = (answered - opened[0]).total_seconds() if answered else None
        rows.append((opened[0], name, opened[2], opened[3], answered, seconds, opened[4]))
    rows.sort(key=lambda row: row[:2])
    writer = csv.writer(sys.stdout)
    writer.writerow(["opened_at", "conversation", "customer", "subject", "answered_at", "response", "excerpt"])
    writer.writerows(rows)


def time(n_rounds, _, *command):
    """Fork for each round, as the usage of children adds up."""
    rounds = []
    for _ in range(int(n_rounds)):
        child = os.fork()
        if child == 0:
            os.dup2(os.open(os.devnull, os.O_WRONLY), 1)
            os.dup2(1, 2)
            os.execvp(command[0], command)
        _, status, usage = os.wait4(child, 0)
        rounds.append((usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024, status))
    seconds, peak = min(row[0] for row in rounds), max(row[1] for row in rounds)
    print(f"{seconds:.2f} s CPU, {peak:.0f} MiB, status {rounds[-1][2]}: {' '.join(command[:3])}")


def main():
    if len(sys.argv) < 4 or sys.argv[1] not in ("duckdb", "python", "time"):
        sys.exit(__doc__)
    {"duckdb": duckdb, "python": python, "time": time}[sys.argv[1]](*sys.argv[2:])


if __name__ == "__main__":
    main()
