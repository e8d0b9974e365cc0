package org.dromedary.smtp.server;

import io.netty.bootstrap.ServerBootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandler;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollEventLoopGroup;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.util.concurrent.DefaultThreadFactory;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** A bound port with the event loops that serve it. */
final class SmtpListener {
  private static final int BACKLOG = 1024;
  private static final long SHUTDOWN_SECONDS = 2;

  private final EventLoopGroup loops;
  private final Channel channel;

  private SmtpListener(EventLoopGroup loops, Channel channel) {
    this.loops = loops;
    this.channel = channel;
  }

  /**
   * Binds and accepts.
   *
   * @param loopCount threads that accept and serve connections; 0 means one per processor
   * @throws BindException saying which address cannot be bound and why
   */
  static SmtpListener bind(InetSocketAddress address, int loopCount, ChannelHandler pipeline)
      throws BindException {
    EventLoopGroup loops =
        loops(loopCount == 0 ? Runtime.getRuntime().availableProcessors() : loopCount);
    ChannelFuture bound =
        new ServerBootstrap()
            .group(loops) // no thread for accepting alone: each connection would wake two
            .channel(
                Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childHandler(pipeline)
            .bind(address)
            .awaitUninterruptibly();
    SmtpListener listener = new SmtpListener(loops, bound.channel());
    if (!bound.isSuccess()) {
      listener.shutDown();
      throw refused(address, bound.cause());
    }
    return listener;
  }

  /** One type for what the transports name differently. */
  private static BindException refused(InetSocketAddress address, Throwable cause) {
    BindException refused =
        new BindException("cannot listen for SMTP on " + address + ": " + cause.getMessage());
    refused.initCause(cause);
    return refused;
  }

  /** Epoll costs fewer system calls than NIO where it is to be had. */
  private static EventLoopGroup loops(int count) {
    DefaultThreadFactory threads = new DefaultThreadFactory("smtp");
    return Epoll.isAvailable()
        ? new EpollEventLoopGroup(count, threads)
        : new NioEventLoopGroup(count, threads);
  }

  InetSocketAddress address() {
    return (InetSocketAddress) channel.localAddress();
  }

  /** No more connections; those that are open stay. */
  void stopAccepting() {
    channel.close().awaitUninterruptibly();
  }

  /** Ends the event loops, and with them whatever is still open. */
  void shutDown() {
    loops
        .shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
  }
}
