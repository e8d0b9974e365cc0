package org.dromedary.smtp.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import java.net.InetSocketAddress;
import java.util.Optional;
import org.apache.camel.component.netty.NettyConsumer;
import org.apache.camel.component.netty.ServerInitializerFactory;
import org.dromedary.mail.SmtpReply;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
  private static final Logger LOG = LoggerFactory.getLogger(SmtpServerInitializerFactory.class);

  private final SmtpServerSettings settings;
  private final SmtpServerServices services;
  private final SmtpService service;
  private final Optional<NettyConsumer> consumer;
  private final TlsHandlers tls;

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
            services.clock(),
            services.defence());
    this.consumer = consumer;
    this.tls =
        new TlsHandlers(services.tls(), services.workers(), settings.policy().handshakeTimeout());
  }

  @Override
  public ServerInitializerFactory createPipelineFactory(NettyConsumer nettyConsumer) {
    return new SmtpServerInitializerFactory(
        service.listener(), settings, services, Optional.of(nettyConsumer));
  }

  @Override
  protected void initChannel(Channel channel) {
    InetSocketAddress peer = (InetSocketAddress) channel.remoteAddress();
    services.connections().opened(service.listener());
    channel.closeFuture().addListener(closed -> services.connections().closed(service.listener()));
    ServerConnections connections = services.defence().connections();
    if (!connections.enter()) {
      refuse(channel, peer, Replies.TOO_MANY_CONNECTIONS);
      return;
    }
    channel.closeFuture().addListener(closed -> connections.leave());
    if (settings.isProxy(peer.getAddress())) {
      ProxyHeaderHandler.addTo(channel.pipeline(), client -> admit(channel, client));
    } else {
      admit(channel, peer);
    }
  }

  private void admit(Channel channel, InetSocketAddress client) {
    switch (services.defence().clients().enter(client.getAddress())) {
      case Admission.Refused refused -> refuse(channel, client, refused.reply());
      case Admission.Admitted admitted -> {
        channel.closeFuture().addListener(closed -> admitted.visit().leave());
        addSession(channel, client, admitted.visit());
      }
    }
  }

  private void refuse(Channel channel, InetSocketAddress client, SmtpReply reply) {
    Refusal refusal = Refusal.ofConnection(reply, client, service.listener());
    LOG.info("client {} is told: {}", client, reply);
    services.refusals().refused(refusal);
    channel.pipeline().addLast(new ConnectionRefusal(reply));
  }

  private void addSession(Channel channel, InetSocketAddress client, ClientVisit visit) {
    if (service.listener().isImplicitTls()) {
      channel.pipeline().addLast(tls.newHandler());
    }
    channel.config().setOption(ChannelOption.ALLOW_HALF_CLOSURE, true);
    SmtpSession session = new SmtpSession(service, client, visit);
    channel
        .pipeline()
        .addLast(new SmtpSessionHandler(session, settings, services, tls))
        .addLast(new MailExchangeHandler(consumer.orElseThrow(), services.workers()));
  }
}
