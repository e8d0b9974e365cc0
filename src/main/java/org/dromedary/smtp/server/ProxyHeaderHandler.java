package org.dromedary.smtp.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.haproxy.HAProxyCommand;
import io.netty.handler.codec.haproxy.HAProxyMessage;
import io.netty.handler.codec.haproxy.HAProxyMessageDecoder;
import io.netty.handler.codec.haproxy.HAProxyProxiedProtocol;
import io.netty.util.NetUtil;
import io.netty.util.concurrent.Future;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Awaits the header by which a proxy says who the client is, version 1 or 2 of the PROXY protocol,
 * and lets the session begin then. Without one, or with a wrong one, the connection is closed
 * without a word: the proxy is set up wrongly, and who speaks is not known.
 */
final class ProxyHeaderHandler extends ChannelInboundHandlerAdapter {
  private static final Logger LOG = LoggerFactory.getLogger(ProxyHeaderHandler.class);

  /** As long as Postfix waits. */
  private static final int SECONDS = 5;

  private final Consumer<InetSocketAddress> start;
  private Optional<Future<?>> deadline = Optional.empty();

  private ProxyHeaderHandler(Consumer<InetSocketAddress> start) {
    this.start = start;
  }

  /**
   * Puts it, with its decoder, into an empty pipeline.
   *
   * @param start told the client's address; adds the handlers of the session to the pipeline
   */
  static void addTo(ChannelPipeline pipeline, Consumer<InetSocketAddress> start) {
    pipeline.addLast(new HAProxyMessageDecoder(), new ProxyHeaderHandler(start));
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    deadline =
        Optional.of(
            ctx.executor()
                .schedule(() -> refuse(ctx, "it does not come"), SECONDS, TimeUnit.SECONDS));
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) throws UnknownHostException {
    HAProxyMessage header = (HAProxyMessage) message;
    try {
      endDeadline();
      start.accept(client(header, (InetSocketAddress) ctx.channel().remoteAddress()));
      ctx.fireChannelActive(); // to the session, which begins now
      ctx.pipeline().remove(this); // the decoder removes itself and passes on what came behind
    } finally {
      header.release();
    }
  }

  /** LOCAL and UNKNOWN: the proxy speaks for itself (PROXY protocol §2). */
  private static InetSocketAddress client(HAProxyMessage header, InetSocketAddress proxy)
      throws UnknownHostException {
    HAProxyProxiedProtocol protocol = header.proxiedProtocol();
    boolean tcp =
        protocol == HAProxyProxiedProtocol.TCP4 || protocol == HAProxyProxiedProtocol.TCP6;
    if (header.command() == HAProxyCommand.LOCAL || !tcp) {
      return proxy;
    }
    byte[] address = NetUtil.createByteArrayFromIpAddressString(header.sourceAddress());
    return new InetSocketAddress(InetAddress.getByAddress(address), header.sourcePort());
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    endDeadline();
    ctx.fireChannelInactive();
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    refuse(ctx, "it is malformed or cut off");
  }

  private void refuse(ChannelHandlerContext ctx, String why) {
    LOG.warn("no PROXY header from {}: {}", ctx.channel().remoteAddress(), why);
    endDeadline();
    var unused = ctx.close();
  }

  private void endDeadline() {
    deadline.ifPresent(future -> future.cancel(false));
  }
}
