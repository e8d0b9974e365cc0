#!/usr/bin/env python3
"""One step of a page in Chromium, by the DevTools protocol; no library is needed.

browser.py PROFILE open URL
browser.py PROFILE until SECONDS EXPRESSION    waits until the JavaScript expression is true
browser.py PROFILE value EXPRESSION            prints it
browser.py PROFILE type SELECTOR TEXT          into a field
browser.py PROFILE screenshot FILE

PROFILE is the --user-data-dir of a browser that runs with --remote-debugging-port=0.
"""
import base64, http.client, json, os, socket, struct, sys, time

PATIENCE = 60  # seconds for an answer of the browser


class WebSocket:
    """RFC 6455, as far as a client needs it that sends short texts."""

    def __init__(self, port, path):
        self.socket = socket.create_connection(("127.0.0.1", port), PATIENCE)
        key = base64.b64encode(os.urandom(16)).decode()
        self.socket.sendall(
            (f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
             f"Sec-WebSocket-Key: {key}\r\nSec-WebSocket-Version: 13\r\n\r\n").encode())
        self.file = self.socket.makefile("rb")
        status = self.file.readline()
        if b" 101 " not in status:
            raise OSError(f"no WebSocket: {status}")
        while self.file.readline() not in (b"\r\n", b""):
            pass

    def send(self, text):
        payload, mask = text.encode(), os.urandom(4)
        size = len(payload)
        if size < 126:
            head = struct.pack("!BB", 0x81, 0x80 | size)
        elif size < 1 << 16:
            head = struct.pack("!BBH", 0x81, 0x80 | 126, size)
        else:
            head = struct.pack("!BBQ", 0x81, 0x80 | 127, size)
        self.socket.sendall(head + mask + bytes(b ^ mask[i % 4] for i, b in enumerate(payload)))

    def receive(self):
        message = b""
        while True:
            first, second = self.read(2)
            size = second & 0x7F
            if size == 126:
                (size,) = struct.unpack("!H", self.read(2))
            elif size == 127:
                (size,) = struct.unpack("!Q", self.read(8))
            payload = self.read(size)
            if first & 0x0F == 8:
                raise OSError("the browser closed the connection")
            if first & 0x0F in (0, 1):
                message += payload
                if first & 0x80:
                    return message.decode()

    def read(self, size):
        octets = self.file.read(size)
        if len(octets) < size:
            raise OSError("the connection ended")
        return octets


class Page:
    def __init__(self, profile):
        with open(os.path.join(profile, "DevToolsActivePort"), encoding="ascii") as file:
            port = int(file.readline())
        connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE)
        connection.request("GET", "/json/list")
        pages = [t for t in json.load(connection.getresponse()) if t["type"] == "page"]
        path = pages[0]["webSocketDebuggerUrl"].split("/", 3)[3]
        self.socket = WebSocket(port, "/" + path)
        self.sent = 0

    def call(self, method, **parameters):
        self.sent += 1
        self.socket.send(json.dumps({"id": self.sent, "method": method, "params": parameters}))
        while True:
            answer = json.loads(self.socket.receive())
            if answer.get("id") == self.sent:
                if "error" in answer:
                    raise OSError(f"{method}: {answer['error']['message']}")
                return answer["result"]

    def value(self, expression):
        result = self.call("Runtime.evaluate", expression=expression, returnByValue=True, awaitPromise=True)
        if "exceptionDetails" in result:
            return None
        return result["result"].get("value")

    def until(self, seconds, expression):
        deadline = time.monotonic() + seconds
        while not self.value(expression):
            if time.monotonic() > deadline:
                return False
            time.sleep(0.2)
        return True


def main(profile, verb, *arguments):
    page = Page(profile)
    if verb == "open":
        page.call("Page.navigate", url=arguments[0])
    elif verb == "until":
        return 0 if page.until(float(arguments[0]), arguments[1]) else 1
    elif verb == "value":
        print(page.value(arguments[0]))
    elif verb == "type":
        selector = json.dumps(arguments[0])
        if not page.value(f"(e => e && (e.focus(), e.select && e.select(), true))(document.querySelector({selector}))"):
            return 1
        page.call("Input.insertText", text=arguments[1])
    elif verb == "screenshot":
        image = page.call("Page.captureScreenshot", format="png")["data"]
        with open(arguments[0], "wb") as file:
            file.write(base64.b64decode(image))
    else:
        sys.exit(__doc__)
    return 0


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
