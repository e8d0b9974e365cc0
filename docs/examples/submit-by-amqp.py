#!/usr/bin/env python3
# usage: submit-by-amqp.py URL USER PASSWORD CA-FILE KEY
# Submits one mail; when it ends without an error, the mail is on the disk of the router. Debian: python3-qpid-proton
import json
import sys

from proton import Message, SSLDomain
from proton.utils import BlockingConnection

url, user, password, ca_file, key = sys.argv[1:]
tls = SSLDomain(SSLDomain.MODE_CLIENT)
tls.set_trusted_ca_db(ca_file)
tls.set_peer_authentication(SSLDomain.VERIFY_PEER_NAME)

mail = {
    "from": "Shop <shop@example.org>",
    "to": ["alice@example.org"],
    "subject": "Your order " + key,
    "text": "Thank you.\n",
    "idempotencyKey": key,
}
connection = BlockingConnection(url, user=user, password=password, ssl_domain=tls, allowed_mechs="PLAIN")
try:
    sender = connection.create_sender("mail.submit")
    sender.send(
        Message(
            body=json.dumps(mail),
            durable=True,
            correlation_id=key,
            properties={"contentType": "application/json"},
        )
    )
finally:
    connection.close()
