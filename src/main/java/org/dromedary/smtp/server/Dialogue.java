package org.dromedary.smtp.server;

import java.net.InetSocketAddress;
import java.util.Optional;

/** What client and server agreed on so far; the verbs read and change it. */
final class Dialogue {
  private final ListenerKind listener;
  private final InetSocketAddress address;
  private final ClientVisit visit;
  private boolean secure;
  private int transactions;
  private Optional<Authenticator.User> user = Optional.empty();
  private Optional<SmtpClient> client = Optional.empty();
  private Optional<MailTransaction> transaction = Optional.empty();

  Dialogue(ListenerKind listener, InetSocketAddress address, ClientVisit visit) {
    this.listener = listener;
    this.address = address;
    this.visit = visit;
    this.secure = listener.isImplicitTls();
  }

  ListenerKind listener() {
    return listener;
  }

  InetSocketAddress address() {
    return address;
  }

  /** What this client did before, here and on other connections. */
  ClientVisit visit() {
    return visit;
  }

  /** Whether the connection is encrypted. */
  boolean isSecure() {
    return secure;
  }

  /** Whether nothing but greeting and STARTTLS is allowed so far. */
  boolean awaitsTls() {
    return listener.requiresTls() && !secure;
  }

  /** TLS begins: all that was said before is forgotten (RFC 3207 §4.2). */
  void secure() {
    secure = true;
    user = Optional.empty();
    client = Optional.empty();
    endTransaction();
  }

  /** Who was authenticated on this connection (RFC 4954 §4). */
  Optional<Authenticator.User> user() {
    return user;
  }

  /** AUTH succeeded; only after EHLO. */
  void authenticate(Authenticator.User authenticated) {
    user = Optional.of(authenticated);
    client = client.map(said -> client(said.helo(), said.esmtp()));
  }

  /** HELO or EHLO was given; a transaction is dropped (RFC 5321 §4.1.4). */
  void introduce(String helo, boolean esmtp) {
    client = Optional.of(client(helo, esmtp));
    endTransaction();
  }

  private SmtpClient client(String helo, boolean esmtp) {
    return new SmtpClient(address, helo, esmtp, secure, user.map(Authenticator.User::name));
  }

  void begin(MailTransaction begun) {
    transaction = Optional.of(begun);
    transactions++;
  }

  /** How many transactions began on this connection. */
  int transactionCount() {
    return transactions;
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
