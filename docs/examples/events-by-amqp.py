#!/usr/bin/env python3
# usage: events-by-amqp.py URL USER PASSWORD CA-FILE
# Prints what happens to the mails of this user, a line for each event, until it is ended. While it is away, or the
# router is, events are kept for it. Debian: python3-qpid-proton
import json
import sys

from proton import SSLDomain
from proton.handlers import MessagingHandler
from proton.reactor import Container, DurableSubscription

SEEN = 10_000


class Events(MessagingHandler):
    def __init__(self, url, user, password, ca_file):
        super().__init__(prefetch=100)
        self.url, self.user, self.password = url, user, password
        self.tls = SSLDomain(SSLDomain.MODE_CLIENT)
        self.tls.set_trusted_ca_db(ca_file)
        self.tls.set_peer_authentication(SSLDomain.VERIFY_PEER_NAME)
        self.seen = {}

    def on_start(self, event):
        # connects again when the connection is lost
        connection = event.container.connect(
            self.url, user=self.user, password=self.password, ssl_domain=self.tls, allowed_mechs="PLAIN"
        )
        event.container.create_receiver(
            connection, "mail.events." + self.user, name="orders", options=DurableSubscription()
        )

    def on_message(self, event):
        told = json.loads(event.message.body)
        if told["id"] not in self.seen:  # each comes at least once
            self.seen[told["id"]] = True
            if len(self.seen) > SEEN:
                self.seen.pop(next(iter(self.seen)))
            print(json.dumps(told), flush=True)


events = Events(*sys.argv[1:])
container = Container(events)
container.container_id = sys.argv[2]
container.run()
