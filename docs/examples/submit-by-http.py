#!/usr/bin/env python3
# usage: submit-by-http.py URL USER PASSWORD KEY
# Submits one mail and prints its queue id; may be repeated after a failure of any kind.
import base64
import json
import sys
import urllib.request
from email.message import EmailMessage

url, user, password, key = sys.argv[1:]
mail = EmailMessage()
mail["From"] = "Shop <shop@example.org>"
mail["To"] = "alice@example.org"
mail["Subject"] = "Your order " + key
mail.set_content("Thank you.\n")

request = urllib.request.Request(
    url + "/api/messages",
    data=mail.as_bytes(),
    headers={
        "Content-Type": "message/rfc822",
        "Idempotency-Key": key,
        "Authorization": "Basic " + base64.b64encode(f"{user}:{password}".encode()).decode(),
    },
)
with urllib.request.urlopen(request, timeout=60) as answer:
    print(json.load(answer)["queueId"])
