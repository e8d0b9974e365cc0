package org.dromedary.smtp.server;

import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.ssl.SslHandler;
import io.netty.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/**
 * Ends a connection so that the client can read the last reply: closing while input is unread makes
 * TCP reset the connection and drop what we sent. So first our side is shut down, then we wait for
 * the client's, but not long.
 */
final class FarewellClose {
  private static final int LINGER_SECONDS = 2;

  private FarewellClose() {}

  /**
   * Closes after what is written so far; input must be read and thrown away meanwhile.
   *
   * @param isClientDone whether the client sends nothing more, so that there is nothing to wait for
   */
  static void after(ChannelHandlerContext ctx, Object lastMessage, boolean isClientDone) {
    Channel channel = ctx.channel();
    ChannelFuture sent = ctx.writeAndFlush(lastMessage);
    if (isClientDone && sent.isSuccess() && channel.pipeline().get(SslHandler.class) == null) {
      close(channel);
      return;
    }
    Future<?> bound =
        ctx.executor().schedule(() -> close(channel), LINGER_SECONDS, TimeUnit.SECONDS);
    channel.closeFuture().addListener(closed -> bound.cancel(false));
    sent.addListener(done -> shutDown(channel, done.isSuccess()));
  }

  /** With TLS, the end is told inside of it first (RFC 8446 §6.1). */
  private static void shutDown(Channel channel, boolean sent) {
    SslHandler tls = channel.pipeline().get(SslHandler.class);
    if (sent && tls != null) {
      tls.closeOutbound().addListener(told -> shutDownSocket(channel, told.isSuccess()));
    } else {
      shutDownSocket(channel, sent);
    }
  }

  private static void shutDownSocket(Channel channel, boolean sent) {
    if (sent && channel instanceof DuplexChannel duplex && !duplex.isInputShutdown()) {
      var unused = duplex.shutdownOutput();
    } else {
      close(channel);
    }
  }

  private static void close(Channel channel) {
    var unused = channel.close();
  }
}
