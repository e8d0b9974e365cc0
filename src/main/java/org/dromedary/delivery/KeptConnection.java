package org.dromedary.delivery;

import java.io.IOException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import org.dromedary.queue.QueuedMessage;
import org.dromedary.routing.SendLimits;
import org.dromedary.smtp.client.ConnectResult;
import org.dromedary.smtp.client.SmtpConnection;
import org.jspecify.annotations.Nullable;

/** The connection of one worker, kept open between mails. Used by one thread. */
final class KeptConnection implements MailChannel {
  private final Supplier<HostSelection> hosts;
  private final Function<RemoteHost, ConnectResult> connector;
  private final SendLimits limits;
  private @Nullable SmtpConnection connection;
  private int mails;

  KeptConnection(
      Supplier<HostSelection> hosts,
      Function<RemoteHost, ConnectResult> connector,
      SendLimits limits) {
    this.hosts = hosts;
    this.connector = connector;
    this.limits = limits;
  }

  /** How many a transaction may have. */
  int maximumRecipients() {
    return limits.maximumRecipients();
  }

  @Override
  public AttemptResult deliver(QueuedMessage message) throws IOException {
    return new DeliveryAttempt(message, this).run();
  }

  @Override
  public boolean isConnected() {
    return connection != null;
  }

  /** The hosts of the next hop, looked up now. */
  HostSelection hosts() {
    return hosts.get();
  }

  ConnectResult connect(RemoteHost host) {
    return connector.apply(host);
  }

  /** The open connection, if there is one that still can be used. */
  Optional<SmtpConnection> open() {
    if (connection != null && !connection.isReusable()) {
      close();
    }
    return Optional.ofNullable(connection);
  }

  /** Keeps it if it can take another mail, and closes it or the one before otherwise. */
  void keep(SmtpConnection used) {
    if (connection != null && connection != used) {
      connection.close();
    }
    mails = connection == used ? mails + 1 : 1;
    connection = mails < limits.maximumMails() && used.isReusable() ? used : null;
    if (connection == null) {
      used.close();
    }
  }

  @Override
  public void close() {
    if (connection != null) {
      connection.close();
      connection = null;
    }
  }
}
