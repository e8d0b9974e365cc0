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
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/** A bound port with the event loops that serve it. */
final class SmtpListener {
  private static final int BACKLOG = 1024;
  private static final long SHUTDOWN_SECONDS = 2;

  private final EventLoopGroup acceptor;
  private final EventLoopGroup loops;
  private final Channel channel;

  private SmtpListener(EventLoopGroup acceptor, EventLoopGroup loops, Channel channel) {
    this.acceptor = acceptor;
    this.loops = loops;
    this.channel = channel;
  }

  /**
   * Binds and accepts.
   *
   * @param loopCount threads that serve connections; 0 means one per processor
   * @throws IOException saying which address cannot be bound and why
   */
  static SmtpListener bind(InetSocketAddress address, int loopCount, ChannelHandler pipeline)
      throws IOException {
    EventLoopGroup acceptor = loops(1, "smtp-accept");
    EventLoopGroup loops =
        loops(loopCount == 0 ? Runtime.getRuntime().availableProcessors() : loopCount, "smtp");
    ChannelFuture bound =
        new ServerBootstrap()
            .group(acceptor, loops)
            .channel(
                Epoll.isAvailable() ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
            .option(ChannelOption.SO_BACKLOG, BACKLOG)
            .option(ChannelOption.SO_REUSEADDR, true)
            .childOption(ChannelOption.TCP_NODELAY, true)
            .childOption(ChannelOption.SO_KEEPALIVE, true)
            .childHandler(pipeline)
            .bind(address)
            .awaitUninterruptibly();
    SmtpListener listener = new SmtpListener(acceptor, loops, bound.channel());
    if (!bound.isSuccess()) {
      listener.shutDown();
      BindException failure =
          new BindException(
              "cannot listen for SMTP on " + address + ": " + bound.cause().getMessage());
      failure.initCause(bound.cause());
      throw failure;
    }
    return listener;
  }

  /** Epoll costs fewer system calls than NIO where it is to be had. */
  private static EventLoopGroup loops(int count, String name) {
    DefaultThreadFactory threads = new DefaultThreadFactory(name);
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
    var unused = acceptor.shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS);
    loops
        .shutdownGracefully(0, SHUTDOWN_SECONDS, TimeUnit.SECONDS)
        .awaitUninterruptibly(SHUTDOWN_SECONDS, TimeUnit.SECONDS);
  }
}
