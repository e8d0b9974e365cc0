package org.dromedary.smtp.server;

import io.netty.channel.Channel;
import java.net.InetSocketAddress;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.camel.component.netty.NettyConsumer;
import org.apache.camel.component.netty.ServerInitializerFactory;

/**
 * Makes the pipeline of each connection of an SMTP listener: session, then Camel's handler, which
 * gets one {@link ReceivedMail} at a time as the body of an exchange. The exchange runs on a worker
 * and ends with an {@link org.dromedary.mail.SmtpReply} or a {@link MailRefusal} as its body; an
 * exception or anything else is answered with 451.
 *
 * <p>Bind it in the registry and name it as {@code serverInitializerFactory} of a {@code netty:tcp}
 * consumer with {@code sync=true}.
 */
public final class SmtpServerInitializerFactory extends ServerInitializerFactory {
  private final SmtpServerSettings settings;
  private final SmtpServerServices services;
  private final SmtpService service;
  private final Optional<NettyConsumer> consumer;
  private final TlsHandlers tls;
  private final AtomicInteger connections = new AtomicInteger();
  private final ClientConnections clients;

  public SmtpServerInitializerFactory(
      ListenerKind kind, SmtpServerSettings settings, SmtpServerServices services) {
    this(kind, settings, services, Optional.empty());
  }

  private SmtpServerInitializerFactory(
      ListenerKind kind,
      SmtpServerSettings settings,
      SmtpServerServices services,
      Optional<NettyConsumer> consumer) {
    this.settings = settings;
    this.services = services;
    this.service =
        new SmtpService(
            kind,
            settings,
            Verbs.standard(settings, services.storage()),
            services.queueIds(),
            services.clock());
    this.consumer = consumer;
    this.tls =
        new TlsHandlers(services.tls(), services.workers(), settings.policy().handshakeTimeout());
    this.clients = new ClientConnections(settings.clientLimits());
  }

  @Override
  public ServerInitializerFactory createPipelineFactory(NettyConsumer nettyConsumer) {
    return new SmtpServerInitializerFactory(
        service.listener(), settings, services, Optional.of(nettyConsumer));
  }

  @Override
  protected void initChannel(Channel channel) {
    if (connections.incrementAndGet() > settings.limits().connections()) {
      connections.decrementAndGet();
      channel.pipeline().addLast(new ConnectionRefusal(Replies.TOO_MANY_CONNECTIONS));
      return;
    }
    channel.closeFuture().addListener(closed -> connections.decrementAndGet());
    InetSocketAddress peer = (InetSocketAddress) channel.remoteAddress();
    if (settings.isProxy(peer.getAddress())) {
      ProxyHeaderHandler.addTo(channel.pipeline(), client -> addSession(channel, client));
    } else {
      addSession(channel, peer);
    }
  }

  private void addSession(Channel channel, InetSocketAddress client) {
    if (!clients.enter(client.getAddress())) {
      channel.pipeline().addLast(new ConnectionRefusal(Replies.TOO_MANY_CONNECTIONS_OF_CLIENT));
      return;
    }
    channel.closeFuture().addListener(closed -> clients.leave(client.getAddress()));
    if (service.listener().isImplicitTls()) {
      channel.pipeline().addLast(tls.newHandler());
    }
    SmtpSession session = new SmtpSession(service, client);
    channel
        .pipeline()
        .addLast(new SmtpSessionHandler(session, settings, services, tls))
        .addLast(new MailExchangeHandler(consumer.orElseThrow(), services.workers()));
  }
}
