"""tests/web.py -- for web.sh: the sides of a server that speak HTTP, and the service manager it reports to.

web.py manager SOCKET FILE            writes what comes to the socket, a line for each, until it is ended
web.py watch PORT CTL... -- README    asks for everything while people play; CTL is the command that says `stats` to the server
web.py rude PORT                      everything that is no request
web.py log FILE                       is every line a JSON object with a time, a level and an event?
web.py scrape PORT                    does what stands at that port of a Prometheus (from its API) know our figures?
"""
import http.client
import json
import random
import re
import socket
import subprocess
import sys
import time

wrong = 0


def check(holds, words):
    global wrong
    if not holds:
        print("web:", words)
        wrong += 1


def ask(port, path, headers=None, method="GET"):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=20)
    connection.request(method, path, headers=headers or {})
    answer = connection.getresponse()
    body = answer.read().decode("utf-8")
    connection.close()
    return answer.status, answer.headers, body


def manager(path, into):
    listener = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    listener.bind(path)
    with open(into, "w", encoding="utf-8") as file:
        while True:
            print(listener.recv(4096).decode().replace("\n", " "), file=file, flush=True)


def samples(text):
    found = {}
    for line in text.splitlines():
        if not line.startswith("#"):
            name, value = line.rsplit(" ", 1)
            check(name not in found, f"{name} stands twice in /metrics")
            found[name] = float(value)
    return found


def total(found, name):
    return sum(value for key, value in found.items() if key.split("{")[0] == name)


def families(text):
    return re.findall(r"^# TYPE (\S+) (\S+)$", text, re.M)


def watch(port, command, readme):
    status, headers, health = ask(port, "/health")
    check(status == 200 and json.loads(health)["ready"] is True, f"/health says {status} {health}")
    status, headers, text = ask(port, "/metrics")
    check(headers["Content-Type"].startswith("text/plain; version=0.0.4"), "/metrics has another type")
    before = samples(text)
    for _ in range(20):                # until somebody has said something
        time.sleep(1.5)
        text = ask(port, "/metrics")[2]
        after = samples(text)
        if after.get('kallisti_command_seconds_count{verb="say"}', 0) > 0:
            break
    for name, kind in families(text):
        check("`" + name.removeprefix("kallisti_") + "`" in readme, f"the README has no line for {name}")
        if kind == "counter":
            check(total(after, name) >= total(before, name), f"{name} has fallen")
    for name in ("kallisti_worker_inputs_total", "kallisti_net_lines_total", "kallisti_net_bytes_out_total", "kallisti_worker_turn_seconds_count",
                 "kallisti_worker_wait_seconds_count", "kallisti_command_seconds_count", "process_cpu_seconds_total"):
        check(total(after, name) > total(before, name), f"{name} stands still while people play")
    check(after["kallisti_players"] > 0, "nobody plays")
    check(abs(total(after, "kallisti_zone_players") - after["kallisti_players"]) < 5,        # who is under way is nowhere
          f"{after['kallisti_players']} players, but {total(after, 'kallisti_zone_players')} in all zones")
    check(after.get('kallisti_command_seconds_count{verb="say"}', 0) > 0, "nobody has said anything")
    check(0 < total(after, "kallisti_worker_busy_ratio") < after["kallisti_workers"], "no worker is busy, or all are too busy")
    stats = json.loads(ask(port, "/stats")[2])
    said = json.loads(subprocess.run(command + ["stats"], check=True, capture_output=True, text=True).stdout)
    check(set(stats) == set(said), "/stats and `ctl stats` differ in what they tell")
    check(len(stats["zones"]) == len([name for name in after if name.startswith("kallisti_zone_worker{")]), "zones are missing")
    check(said["metrics"]["worker_inputs"] >= stats["metrics"]["worker_inputs"] > total(before, "kallisti_worker_inputs_total"),
          "JSON and text do not tell the same")
    check(sum(stats["commands"]["steps"]) >= after.get('kallisti_command_seconds_count{verb="say"}', 0), "commands are missing in JSON")
    page(port)


def page(port):
    status, headers, html = ask(port, "/")
    check(status == 200 and headers["Content-Type"].startswith("text/html"), f"the page is {status}")
    check("default-src 'self'" in headers["Content-Security-Policy"], "the page might load what is not ours")
    files = re.findall(r'(?:src|href)="([^"]+)"', html)
    check(len(files) == 2, f"the page wants {files}")
    for name in files:
        status, headers, body = ask(port, "/" + name)
        check(status == 200 and body, f"{name} of the page is {status}")
        html += body
    outside = [name for name in re.findall(r"https?://[^\s\"'`]+", html) if name != "http://www.w3.org/2000/svg"]
    check(not outside, f"the page goes elsewhere: {outside}")
    status, headers, body = ask(port, "/", method="HEAD")
    check(status == 200 and body == "" and int(headers["Content-Length"]) > 0, "HEAD is not answered as it should be")


def raw(port, sent, close=False):
    """What comes back until the server closes, at most for 15 s."""
    connection = socket.create_connection(("127.0.0.1", port), timeout=15)
    heard = b""
    try:
        connection.sendall(sent)
        if close:
            connection.shutdown(socket.SHUT_WR)
        while True:
            came = connection.recv(65536)
            if not came:
                break
            heard += came
    except (ConnectionResetError, BrokenPipeError):
        pass
    connection.close()
    return heard.decode("latin-1")


def rude(port):
    refused = {
        b"POST /metrics HTTP/1.1\r\nHost: localhost\r\nContent-Length: 5\r\n\r\nhello": "405", b"GET /nothing HTTP/1.1\r\nHost: localhost\r\n\r\n": "404",
        b"GET / HTTP/1.1\r\nHost: elsewhere.example\r\n\r\n": "421", b"GET / HTTP/3.0\r\nHost: localhost\r\n\r\n": "505",
        b"look\r\nnorth\r\n": "400", b"GET /" + b"a" * 600 + b" HTTP/1.1\r\nHost: localhost\r\n\r\n": "414",
        b"GET / HTTP/1.1\r\nHost: localhost\r\nX: " + b"a" * 9000: "431", b"GET /../../etc/passwd HTTP/1.1\r\nHost: localhost\r\n\r\n": "404",
        b"GET /page.css%00 HTTP/1.1\r\nHost: localhost\r\n\r\n": "404",
    }
    for sent, status in refused.items():
        heard = raw(port, sent)
        check(heard.startswith(f"HTTP/1.1 {status} "), f"{sent[:40]} is answered with {heard[:40]!r}")
    dice = random.Random(7)
    for _ in range(150):
        raw(port, bytes(dice.randrange(256) for _ in range(dice.randrange(1, 400))), close=True)
    hung = [socket.create_connection(("127.0.0.1", port)) for _ in range(31)]
    for connection in hung[::2]:
        connection.sendall(b"GET /metrics HT")
    began = time.monotonic()
    check(ask(port, "/health")[0] == 200, "those who say nothing keep others waiting")
    check(time.monotonic() - began < 9, "those who say nothing keep others waiting for long")
    for connection in hung:
        connection.close()


def log(path):
    events = set()
    with open(path, encoding="utf-8") as file:
        for line in file:
            try:
                said = json.loads(line)
                events.add(said["event"])
                check({"time", "level", "event"} <= set(said), f"a line of the log lacks something: {line}")
            except (ValueError, KeyError):
                check(False, f"a line of the log is no JSON: {line}")
    check({"server_started", "web_open", "web_refused", "announced", "server_stopping", "server_stopped"} <= events, f"the log tells only {events}")


def scrape(port):
    def query(words):
        try:
            status, _, body = ask(port, "/api/v1/query?query=" + words)
        except OSError:
            return []                  # it has not begun yet
        return json.loads(body)["data"]["result"] if status == 200 else []
    for _ in range(150):
        if query("up") and query("up")[0]["value"][1] == "1" and query("kallisti_players"):
            break
        time.sleep(0.2)
    check(bool(query("kallisti_players")), "Prometheus has not scraped the server")
    check(len(query("kallisti_zone_players")) > 10, "Prometheus does not know the zones")
    check(bool(query("histogram_quantile(0.99,sum(kallisti_command_seconds_bucket)by(le))")), "no percentile comes of the buckets")


def main(words):
    if words[0] == "manager":
        manager(words[1], words[2])
    elif words[0] == "watch":
        at = words.index("--")
        with open(words[at + 1], encoding="utf-8") as file:
            watch(int(words[1]), words[2:at], file.read())
    else:
        {"rude": lambda: rude(int(words[1])), "log": lambda: log(words[1]), "scrape": lambda: scrape(int(words[1]))}[words[0]]()
    sys.exit(1 if wrong else 0)


main(sys.argv[1:])
