package org.dromedary.smtp.server;

import io.netty.channel.ChannelHandlerContext;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.component.netty.NettyConsumer;
import org.apache.camel.component.netty.handlers.ServerChannelHandler;
import org.apache.camel.support.SynchronizationAdapter;

/**
 * Camel's handler, for mails: the route runs on a worker, never on the event loop, and a mail's
 * file is removed when its exchange is done.
 */
final class MailExchangeHandler extends ServerChannelHandler {
  private final Executor workers;

  MailExchangeHandler(NettyConsumer consumer, Executor workers) {
    super(consumer);
    this.workers = workers;
  }

  @Override
  protected void channelRead0(ChannelHandlerContext ctx, Object message) {
    IncomingMail incoming = (IncomingMail) message;
    try {
      workers.execute(() -> process(ctx, incoming));
    } catch (RejectedExecutionException e) {
      fail(ctx, incoming, e);
    }
  }

  private void process(ChannelHandlerContext ctx, IncomingMail incoming) {
    try {
      super.channelRead0(ctx, incoming);
    } catch (Exception e) {
      fail(ctx, incoming, e);
    }
  }

  private static void fail(ChannelHandlerContext ctx, IncomingMail incoming, Exception cause) {
    incoming.file().delete();
    var unused = ctx.channel().writeAndFlush(cause);
  }

  @Override
  protected Exchange createExchange(ChannelHandlerContext ctx, Object message) throws Exception {
    return super.createExchange(ctx, ((IncomingMail) message).mail());
  }

  @Override
  protected void beforeProcess(Exchange exchange, ChannelHandlerContext ctx, Object message) {
    IncomingContent.Handed file = ((IncomingMail) message).file();
    exchange
        .getExchangeExtension()
        .addOnCompletion(
            new SynchronizationAdapter() {
              @Override
              public void onDone(Exchange done) {
                file.delete();
              }
            });
  }

  /** Camel closes the connection without a word when the body is null. */
  @Override
  protected Object getResponseBody(Exchange exchange) throws Exception {
    Object body = super.getResponseBody(exchange);
    return body == null ? new IllegalStateException("the route gave no reply") : body;
  }
}
