package org.dromedary.delivery;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.Recipient;
import org.dromedary.mail.ReversePath;
import org.dromedary.routing.RemoteWay;
import org.dromedary.smtp.client.ConnectResult;
import org.dromedary.smtp.client.ProbeResult;
import org.dromedary.smtp.client.SmtpConnection;
import org.dromedary.smtp.client.SmtpConnector;

/** Talks to the hosts of a way as a delivery would, up to RCPT; no mail is sent. */
public final class HostProbe {
  private final RemoteHosts hosts;
  private final SmtpConnector connector;

  public HostProbe(RemoteHosts hosts, SmtpConnector connector) {
    this.hosts = hosts;
    this.connector = connector;
  }

  /**
   * What a host said.
   *
   * @param host {@code mx.example.com[192.0.2.1]:25}
   * @param steps what was done or said, in order, for people
   * @param accepted whether it would take a mail
   */
  public record Report(String host, List<String> steps, boolean accepted) {
    public Report {
      steps = List.copyOf(steps);
    }
  }

  /** Tries all hosts that are known just now; none when none is. Blocks. */
  public List<Report> probe(RemoteWay.Sent way, ReversePath sender, MailAddress recipient) {
    return switch (hosts.of(NextHop.of(way, recipient))) {
      case HostSelection.None none -> List.of();
      case HostSelection.Hosts found ->
          found.hosts().stream()
              .map(host -> probe(host, sender, Recipient.parse("<" + recipient + ">")))
              .toList();
    };
  }

  private Report probe(RemoteHost host, ReversePath sender, Recipient recipient) {
    List<String> steps = new ArrayList<>();
    boolean accepted = false;
    switch (connector.connect(host.address(), host.name(), host.access())) {
      case ConnectResult.Refused refused -> steps.add(refused.stage() + ": " + refused.reply());
      case ConnectResult.Broken broken -> steps.add(broken.failure().toString());
      case ConnectResult.Connected connected -> {
        try (SmtpConnection connection = connected.connection()) {
          steps.add(connection.describeSecurity());
          host.access().login().ifPresent(login -> steps.add("logged in as " + login.user()));
          ProbeResult result = connection.probe(sender, recipient);
          result.answers().forEach(answer -> steps.add(answer.stage() + ": " + answer.reply()));
          result.failure().ifPresent(failure -> steps.add(failure.toString()));
          accepted = result.accepted();
        } catch (IOException e) {
          throw new UncheckedIOException("there is no content to read", e);
        }
      }
    }
    return new Report(host.toString(), steps, accepted);
  }
}
