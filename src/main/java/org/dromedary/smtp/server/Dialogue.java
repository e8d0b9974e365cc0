package org.dromedary.smtp.server;

import java.net.InetSocketAddress;
import java.util.Optional;

/** What client and server agreed on so far; the verbs read and change it. */
final class Dialogue {
  private final InetSocketAddress address;
  private Optional<SmtpClient> client = Optional.empty();
  private Optional<MailTransaction> transaction = Optional.empty();

  Dialogue(InetSocketAddress address) {
    this.address = address;
  }

  /** HELO or EHLO was given; a transaction is dropped (RFC 5321 §4.1.4). */
  void introduce(String helo, boolean esmtp) {
    client = Optional.of(new SmtpClient(address, helo, esmtp));
    endTransaction();
  }

  void begin(MailTransaction begun) {
    transaction = Optional.of(begun);
  }

  /** The transaction is over, whatever became of it. */
  void endTransaction() {
    transaction = Optional.empty();
  }

  /** Empty before HELO or EHLO. */
  Optional<SmtpClient> client() {
    return client;
  }

  /** Empty outside of MAIL to end of data. */
  Optional<MailTransaction> transaction() {
    return transaction;
  }
}
