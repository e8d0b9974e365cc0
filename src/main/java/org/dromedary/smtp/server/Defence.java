package org.dromedary.smtp.server;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.dromedary.mail.SmtpReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What protects a router from its clients: all its listeners share one. Safe for use by several
 * threads.
 */
public final class Defence {
  private static final Logger LOG = LoggerFactory.getLogger(Defence.class);

  private final ServerConnections connections;
  private final ClientMemory clients;
  private final ContentMemory content;

  /**
   * @param heapOctets the largest heap there can be
   * @param nanoTime a clock such as {@link System#nanoTime}
   */
  Defence(SmtpServerSettings settings, long heapOctets, LongSupplier nanoTime) {
    this.connections = new ServerConnections(settings.limits().connections());
    this.clients = new ClientMemory(settings.clientLimits(), nanoTime);
    this.content = ContentMemory.ofHeap(heapOctets);
  }

  /** With the heap and the clock of this process. */
  public static Defence ofThisProcess(SmtpServerSettings settings) {
    return new Defence(settings, Runtime.getRuntime().maxMemory(), System::nanoTime);
  }

  /** Warns when this process may open too few files for as many connections as are allowed. */
  public static void checkOpenFileLimit(SmtpServerSettings settings) {
    OpenFileLimit.ofThisProcess().warning(settings.limits().connections()).ifPresent(LOG::warn);
  }

  /**
   * Counts a mail that comes by another way than SMTP, as if it came on a connection of its own.
   *
   * @return why it is too many
   */
  public Optional<SmtpReply> countMail(InetAddress client, int recipients) {
    return switch (clients.enter(client)) {
      case Admission.Refused refused -> Optional.of(refused.reply());
      case Admission.Admitted admitted -> {
        ClientVisit visit = admitted.visit();
        try {
          Verdict verdict = visit.onMail();
          for (int i = 0; i < recipients && verdict == Verdict.PROCEED; i++) {
            verdict = visit.onRecipient();
          }
          yield verdict instanceof Verdict.Refuse refuse
              ? Optional.of(refuse.reply())
              : Optional.empty();
        } finally {
          visit.leave();
        }
      }
    };
  }

  ServerConnections connections() {
    return connections;
  }

  ClientMemory clients() {
    return clients;
  }

  ContentMemory content() {
    return content;
  }
}
