package org.dromedary.smtp.server;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.apache.camel.component.netty.NettyConsumer;
import org.apache.camel.component.netty.ServerInitializerFactory;

/**
 * Makes the pipeline of each connection of an SMTP listener: session, then Camel's handler, which
 * gets one {@link ReceivedMail} at a time as the body of an exchange. The exchange runs on a worker
 * and ends with an {@link org.dromedary.mail.SmtpReply} as its body; an exception or anything else
 * is answered with 451.
 *
 * <p>Bind it in the registry and name it as {@code serverInitializerFactory} of a {@code netty:tcp}
 * consumer with {@code sync=true}.
 */
public final class SmtpServerInitializerFactory extends ServerInitializerFactory {
  private final SmtpServerSettings settings;
  private final SmtpServerServices services;
  private final SmtpService service;
  private final Optional<NettyConsumer> consumer;

  public SmtpServerInitializerFactory(SmtpServerSettings settings, SmtpServerServices services) {
    this(settings, services, Optional.empty());
  }

  private SmtpServerInitializerFactory(
      SmtpServerSettings settings, SmtpServerServices services, Optional<NettyConsumer> consumer) {
    this.settings = settings;
    this.services = services;
    this.service =
        new SmtpService(
            ListenerKind.RELAY,
            settings,
            Verbs.standard(settings, services.storage()),
            services.queueIds(),
            services.clock(),
            services.defence());
    this.consumer = consumer;
  }

  @Override
  public ServerInitializerFactory createPipelineFactory(NettyConsumer nettyConsumer) {
    return new SmtpServerInitializerFactory(settings, services, Optional.of(nettyConsumer));
  }

  @Override
  protected void initChannel(Channel channel) {
    ServerConnections connections = services.defence().connections();
    if (!connections.enter()) {
      channel.pipeline().addLast(new ConnectionRefusal(Replies.TOO_MANY_CONNECTIONS));
      return;
    }
    channel.closeFuture().addListener(closed -> connections.leave());
    InetSocketAddress peer = (InetSocketAddress) channel.remoteAddress();
    if (settings.isProxy(peer.getAddress())) {
      ProxyHeaderHandler.addTo(channel.pipeline(), client -> admit(channel, client));
    } else {
      admit(channel, peer);
    }
  }

  private void admit(Channel channel, InetSocketAddress client) {
    switch (services.defence().clients().enter(client.getAddress())) {
      case Admission.Refused refused ->
          channel.pipeline().addLast(new ConnectionRefusal(refused.reply()));
      case Admission.Admitted admitted -> {
        channel.closeFuture().addListener(closed -> admitted.visit().leave());
        addSession(channel, client);
      }
    }
  }

  private void addSession(Channel channel, InetSocketAddress client) {
    SmtpSession session = new SmtpSession(service, client);
    channel
        .pipeline()
        .addLast(new SmtpSessionHandler(session, settings, services))
        .addLast(new MailExchangeHandler(consumer.orElseThrow(), services.workers()));
  }
}
