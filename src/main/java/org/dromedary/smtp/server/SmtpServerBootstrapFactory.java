package org.dromedary.smtp.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.group.ChannelGroup;
import io.netty.channel.group.DefaultChannelGroup;
import io.netty.util.concurrent.GlobalEventExecutor;
import java.net.InetSocketAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Route;
import org.apache.camel.component.netty.NettyConfiguration;
import org.apache.camel.component.netty.NettyConsumer;
import org.apache.camel.component.netty.NettyServerBootstrapConfiguration;
import org.apache.camel.component.netty.NettyServerBootstrapFactory;
import org.apache.camel.support.service.ServiceSupport;
import org.jspecify.annotations.Nullable;

/**
 * Binds an SMTP listener, knows its address, and lets transactions in progress finish when it
 * stops. Starts and stops with the route that names it, as often as wanted.
 *
 * <p>Camel gives a bootstrap factory of one's own neither pipeline nor consumer, so this one asks
 * the Camel context for the consumer that names it; the context is set by the registry it is bound
 * in, or by {@link #setCamelContext}. Safe for use by several threads.
 */
public final class SmtpServerBootstrapFactory extends ServiceSupport
    implements NettyServerBootstrapFactory, CamelContextAware {
  private static final long CLOSE_SECONDS = 1;

  private final Duration drainTimeout;
  private final ChannelGroup channels =
      new DefaultChannelGroup("smtp", GlobalEventExecutor.INSTANCE);
  private volatile @Nullable CamelContext camelContext;
  private volatile Optional<SmtpListener> listener = Optional.empty();
  private volatile boolean draining;

  /**
   * @param drainTimeout how long a stop of the route waits for transactions in progress
   */
  public SmtpServerBootstrapFactory(Duration drainTimeout) {
    this.drainTimeout = drainTimeout;
  }

  /** Where we listen, when the route is started; the port is the real one if 0 was asked for. */
  public Optional<InetSocketAddress> address() {
    return listener.map(SmtpListener::address);
  }

  /** Whether it takes connections. */
  public boolean isAccepting() {
    return listener.isPresent() && !draining;
  }

  /**
   * Accepts no more connections, ends those without a transaction with 421 and the others after it
   * (RFC 5321 §3.8). Blocks.
   *
   * @return whether all connections ended within {@code bound}
   */
  public boolean drain(Duration bound) {
    draining = true;
    listener.ifPresent(SmtpListener::stopAccepting);
    channels.forEach(SmtpServerBootstrapFactory::drain);
    return channels.newCloseFuture().awaitUninterruptibly(bound.toMillis());
  }

  private static void drain(Channel channel) {
    channel.pipeline().fireUserEventTriggered(Drain.EVENT);
  }

  @Override
  protected void doStart() throws Exception {
    draining = false;
    NettyConsumer consumer = consumer();
    NettyConfiguration configuration = consumer.getConfiguration();
    listener =
        Optional.of(
            SmtpListener.bind(
                address(configuration),
                configuration.getWorkerCount(),
                configuration.getServerInitializerFactory().createPipelineFactory(consumer)));
  }

  private static InetSocketAddress address(NettyConfiguration configuration) {
    if (configuration.getHost() == null) {
      throw new IllegalArgumentException("an SMTP endpoint is netty:tcp://host:port?...");
    }
    return new InetSocketAddress(configuration.getHost(), configuration.getPort());
  }

  private NettyConsumer consumer() {
    CamelContext context = camelContext;
    if (context == null) {
      throw new IllegalStateException("the SMTP bootstrap factory was given no Camel context");
    }
    return context.getRoutes().stream()
        .map(Route::getConsumer)
        .filter(NettyConsumer.class::isInstance)
        .map(NettyConsumer.class::cast)
        .filter(consumer -> consumer.getNettyServerBootstrapFactory() == this)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("no route names this bootstrap factory"));
  }

  @Override
  protected void doStop() {
    drain(drainTimeout);
    channels.close().awaitUninterruptibly(CLOSE_SECONDS, TimeUnit.SECONDS);
    listener.ifPresent(SmtpListener::shutDown);
    listener = Optional.empty();
  }

  @Override
  public void addChannel(Channel channel) {
    channels.add(channel);
    if (draining) {
      drain(channel);
    }
  }

  @Override
  public void removeChannel(Channel channel) {
    channels.remove(channel);
  }

  @Override
  public void setCamelContext(@Nullable CamelContext context) {
    camelContext = context;
  }

  @Override
  public @Nullable CamelContext getCamelContext() {
    return camelContext;
  }

  /** Camel does not call it for a factory that an endpoint names. */
  @Override
  public void init(
      CamelContext context,
      NettyServerBootstrapConfiguration configuration,
      ChannelInitializer<Channel> pipelineFactory) {
    throw new UnsupportedOperationException("name this factory in the endpoint's URI");
  }

  /** Camel calls it for a shared factory only. */
  @Override
  public void init(
      ThreadFactory threadFactory,
      NettyServerBootstrapConfiguration configuration,
      ChannelInitializer<Channel> pipelineFactory) {
    throw new UnsupportedOperationException("an SMTP listener is not shared");
  }

  @Override
  public void addConsumer(NettyConsumer consumer) {
    throw new UnsupportedOperationException("an SMTP listener is not shared");
  }

  @Override
  public void removeConsumer(NettyConsumer consumer) {
    throw new UnsupportedOperationException("an SMTP listener is not shared");
  }
}
