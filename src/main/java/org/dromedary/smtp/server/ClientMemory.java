package org.dromedary.smtp.server;

import java.net.InetAddress;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SequencedMap;
import java.util.function.LongSupplier;
import org.dromedary.mail.SmtpReply;

/**
 * What the clients did lately, whichever listener they came to. Safe for use by several threads.
 *
 * <p>Bounded whoever attacks: clients with an open connection are kept, of which there are no more
 * than connections, and a fixed number of others. When these are too many, those that did no wrong
 * are forgotten first, and of each kind those that have been away for longest.
 */
final class ClientMemory {
  /** About 30 MB. */
  private static final int ABSENT_CLIENTS = 100_000;

  /** Removing more than one for each that may come in makes it small again after an attack. */
  private static final int SWEPT_AT_ONCE = 2;

  private final ClientLimits limits;
  private final LongSupplier nanoTime;
  private final int absentClients;

  // a client is in one of these at most
  private final Map<ClientNetwork, ClientRecord> present = new HashMap<>();
  private final SequencedMap<ClientNetwork, ClientRecord> harmless = new LinkedHashMap<>();
  private final SequencedMap<ClientNetwork, ClientRecord> suspects = new LinkedHashMap<>();

  /**
   * @param nanoTime a clock such as {@link System#nanoTime}
   */
  ClientMemory(ClientLimits limits, LongSupplier nanoTime) {
    this(limits, nanoTime, ABSENT_CLIENTS);
  }

  /**
   * @param absentClients how many clients without a connection are remembered
   */
  ClientMemory(ClientLimits limits, LongSupplier nanoTime, int absentClients) {
    this.limits = limits;
    this.nanoTime = nanoTime;
    this.absentClients = absentClients;
  }

  /** A client has connected. */
  synchronized Admission enter(InetAddress address) {
    long now = nanoTime.getAsLong();
    ClientNetwork network = ClientNetwork.of(address);
    ClientRecord client = recall(network, now);
    boolean exempt = limits.isExempt(address);
    Optional<SmtpReply> refusal = exempt ? Optional.empty() : client.refusalToConnect(limits, now);
    if (refusal.isEmpty()) {
      client.connect();
    }
    keep(network, client, now);
    return refusal
        .<Admission>map(Admission.Refused::new)
        .orElseGet(() -> new Admission.Admitted(visit(network, client, exempt)));
  }

  private ClientVisit visit(ClientNetwork network, ClientRecord client, boolean exempt) {
    return new ClientVisit(client, limits, exempt, nanoTime, () -> leave(network, client));
  }

  private synchronized void leave(ClientNetwork network, ClientRecord client) {
    client.disconnect();
    if (!client.isConnected()) {
      present.remove(network);
      keep(network, client, nanoTime.getAsLong());
    }
  }

  private ClientRecord recall(ClientNetwork network, long now) {
    return Optional.ofNullable(present.get(network))
        .or(() -> Optional.ofNullable(harmless.remove(network)))
        .or(() -> Optional.ofNullable(suspects.remove(network)))
        .orElseGet(() -> new ClientRecord(now));
  }

  private void keep(ClientNetwork network, ClientRecord client, long now) {
    if (client.isConnected()) {
      present.put(network, client);
    } else if (client.isSuspect(now)) {
      suspects.put(network, client);
    } else if (!client.isForgotten(now)) {
      harmless.put(network, client);
    }
    sweep(now);
  }

  private void sweep(long now) {
    for (int i = 0; i < SWEPT_AT_ONCE; i++) {
      forgetEldest(harmless, now);
      forgetEldest(suspects, now);
    }
    while (harmless.size() + suspects.size() > absentClients) {
      (harmless.isEmpty() ? suspects : harmless).pollFirstEntry();
    }
  }

  private static void forgetEldest(SequencedMap<ClientNetwork, ClientRecord> clients, long now) {
    Map.Entry<ClientNetwork, ClientRecord> eldest = clients.firstEntry();
    if (eldest != null && eldest.getValue().isForgotten(now)) {
      clients.pollFirstEntry();
    }
  }

  /** Clients that are remembered. */
  synchronized int clients() {
    return present.size() + harmless.size() + suspects.size();
  }
}
