package org.dromedary.smtp.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.QueueIdGenerator;
import org.dromedary.mail.SmtpReply;
import org.dromedary.routing.IpNetwork;
import org.dromedary.smtp.wire.ReplyWriter;

/**
 * Plays the network for a session: gives it input, does its actions, keeps what it said. Decisions
 * and answers come at once unless they are held back.
 */
final class SessionDriver {
  static final Instant NOW = Instant.parse("2026-11-22T07:46:05Z");
  static final Path FILE = Path.of("incoming.mail");

  static final SmtpServerSettings.Limits LIMITS = SmtpServerSettings.Limits.DEFAULTS;

  final List<ReceivedMail> mails = new ArrayList<>();
  final List<RecipientRequest> asked = new ArrayList<>();
  final ByteArrayOutputStream stored = new ByteArrayOutputStream();
  final List<Credentials> credentials = new ArrayList<>();
  final List<Refusal> refusals = new ArrayList<>();
  final List<Duration> pauses = new ArrayList<>();
  boolean hasRoom = true;
  boolean tlsOffered;
  boolean closed;
  boolean clientIsDone;
  boolean discarded;
  boolean holdDecisions;
  boolean holdAnswers;
  boolean holdStores;
  boolean failStores;
  int largestStore;
  SmtpReply answer = SmtpReply.of(250, "2.0.0", "Ok: queued");
  private final Defence defence;
  private final SmtpSession session;
  private final StringBuilder said = new StringBuilder();

  SessionDriver() {
    this(LIMITS);
  }

  SessionDriver(SmtpServerSettings.Limits limits) {
    this(ListenerKind.RELAY, limits, SmtpServerSettings.Policy.DEFAULTS);
  }

  SessionDriver(ListenerKind kind) {
    this(kind, LIMITS, SmtpServerSettings.Policy.DEFAULTS);
  }

  SessionDriver(
      ListenerKind kind, SmtpServerSettings.Limits limits, SmtpServerSettings.Policy policy) {
    InstantSource clock = InstantSource.fixed(NOW);
    SmtpServerSettings settings = settings(limits, policy);
    defence = new Defence(settings, 1 << 30, () -> 0);
    session =
        new SmtpSession(
            new SmtpService(
                kind,
                settings,
                Verbs.standard(settings, () -> hasRoom),
                new QueueIdGenerator(clock, () -> 7L),
                clock,
                defence),
            client(),
            visit());
  }

  private ClientVisit visit() {
    return switch (defence.clients().enter(client().getAddress())) {
      case Admission.Admitted admitted -> admitted.visit();
      case Admission.Refused refused -> throw new IllegalStateException("the client is refused");
    };
  }

  /** A dialogue before its first command. */
  Dialogue dialogue() {
    return new Dialogue(ListenerKind.RELAY, client(), visit());
  }

  /** Octets of heap that the mail holds. */
  long reserved() {
    return defence.content().reserved();
  }

  private static ClientLimits clientLimits() {
    ClientLimits defaults = ClientLimits.DEFAULTS;
    return new ClientLimits(
        2,
        defaults.rates(),
        defaults.offences(),
        defaults.minimumDataRate(),
        List.of(IpNetwork.parse("127.0.0.1")));
  }

  static InetSocketAddress client() {
    try {
      return new InetSocketAddress(InetAddress.getByName("192.0.2.7"), 40000);
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  static SmtpServerSettings settings(SmtpServerSettings.Limits limits) {
    return settings(limits, SmtpServerSettings.Policy.DEFAULTS);
  }

  static SmtpServerSettings settings(
      SmtpServerSettings.Limits limits, SmtpServerSettings.Policy policy) {
    return new SmtpServerSettings(
        Domain.parse("mx.example"),
        MailAddress.parse("postmaster@mx.example"),
        List.of(),
        clientLimits(),
        policy,
        Path.of("unused"),
        limits);
  }

  SessionDriver greeted() {
    act(session.greet());
    heard();
    return this;
  }

  /** Up to a transaction with one recipient. */
  SessionDriver inTransaction() {
    greeted().send("EHLO client.example\r\n");
    send("MAIL FROM:<a@client.example>\r\nRCPT TO:<b@mx.example>\r\n");
    heard();
    return this;
  }

  void greet() {
    act(session.greet());
  }

  /** Each character is an octet. */
  void send(String octets) {
    act(session.receive(octets.getBytes(ISO_8859_1)));
  }

  void tlsStarted() {
    act(session.tlsStarted());
  }

  void authenticated(Authenticator.Result result) {
    act(session.authenticationDecided(result));
  }

  void resume() {
    act(session.resumed());
  }

  void drain() {
    act(session.drain());
  }

  void endInput() {
    act(session.inputEnded());
  }

  void timeOut() {
    act(session.timedOut());
  }

  void decide(RecipientDecision decision) {
    act(session.recipientDecided(decision));
  }

  void answer(SmtpReply reply) {
    act(session.mailAnswered(reply));
  }

  void storingDone() {
    act(session.contentStored(FILE));
  }

  SmtpSession session() {
    return session;
  }

  /** What was said since the last call. */
  String heard() {
    String text = said.toString();
    said.setLength(0);
    return text;
  }

  private void act(List<SessionAction> actions) {
    for (SessionAction action : actions) {
      if (closed) {
        throw new IllegalStateException("an action after close: " + action);
      }
      act(action);
    }
  }

  private void act(SessionAction action) {
    switch (action) {
      case SessionAction.Send send ->
          said.append(new String(ReplyWriter.octets(send.reply()), US_ASCII));
      case SessionAction.Refuse refuse -> {
        refusals.add(refuse.refusal());
        said.append(new String(ReplyWriter.octets(refuse.refusal().reply()), US_ASCII));
      }
      case SessionAction.CheckRecipient check -> {
        asked.add(check.request());
        if (!holdDecisions) {
          decide(decision(check.request()));
        }
      }
      case SessionAction.Authenticate asking -> {
        credentials.add(asking.credentials());
        if (!holdDecisions) {
          authenticated(result(asking.credentials()));
        }
      }
      case SessionAction.StartTls start -> tlsOffered = true;
      case SessionAction.Pause pause -> pauses.add(pause.time());
      case SessionAction.StoreContent store -> store(store.octets());
      case SessionAction.DiscardContent discard -> discarded = true;
      case SessionAction.HandOver handOver -> {
        mails.add(handOver.mail());
        if (!holdAnswers) {
          answer(answer);
        }
      }
      case SessionAction.Close close -> {
        closed = true;
        clientIsDone = close.isClientDone();
      }
    }
  }

  private void store(ByteBuffer octets) {
    if (failStores) {
      act(session.contentNotStored());
      return;
    }
    largestStore = Math.max(largestStore, octets.remaining());
    byte[] copy = new byte[octets.remaining()];
    octets.get(copy);
    stored.writeBytes(copy);
    if (!holdStores) {
      storingDone();
    }
  }

  /** The password says what becomes of it; a user may send from its own name at client.example. */
  private static Authenticator.Result result(Credentials credentials) {
    return switch (credentials.password()) {
      case "secret" ->
          new Authenticator.Result.Authenticated(
              new Authenticator.User(
                  credentials.name(),
                  path -> path.toString().equals("<" + credentials.name() + "@client.example>")));
      case "down" -> new Authenticator.Result.Unavailable();
      default -> new Authenticator.Result.Rejected();
    };
  }

  /** The name of the recipient says what becomes of it. */
  private static RecipientDecision decision(RecipientRequest request) {
    String name = request.recipient().address().localPart();
    return refusal(name)
        .<RecipientDecision>map(
            reply ->
                name.equals("relay")
                    ? new RecipientDecision.Refused(reply, RefusalReason.RELAY_DENIED)
                    : new RecipientDecision.Refused(reply))
        .orElse(RecipientDecision.ACCEPTED);
  }

  private static Optional<SmtpReply> refusal(String localPart) {
    return switch (localPart) {
      case "unknown" -> Optional.of(SmtpReply.of(550, "5.1.1", "No such mailbox"));
      case "relay" -> Optional.of(SmtpReply.of(550, "5.7.1", "Relay access denied"));
      case "later" -> Optional.of(SmtpReply.of(451, "4.3.0", "Try later"));
      case "shut" -> Optional.of(SmtpReply.of(421, "4.7.0", "Go away"));
      default -> Optional.empty();
    };
  }
}
