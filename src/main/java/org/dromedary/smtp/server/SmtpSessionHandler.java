package org.dromedary.smtp.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.ChannelInputShutdownEvent;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.dromedary.mail.SmtpReply;
import org.dromedary.smtp.wire.ReplyWriter;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries octets, events and actions between Netty and an {@link SmtpSession}. The session is only
 * touched on the channel's event loop; what others complete elsewhere comes back here as a task.
 */
final class SmtpSessionHandler extends ChannelDuplexHandler {
  private static final Logger LOG = LoggerFactory.getLogger(SmtpSessionHandler.class);

  private static final int LOGGED_CHARACTERS = 200;

  private final SmtpSession session;
  private final SmtpServerServices services;
  private final TlsHandlers tls;
  private final ConnectionListener connections;
  private final IncomingContent content;
  private final SilenceWatch watch;
  private final Duration watchInterval;
  private final Duration greetingDelay;
  private boolean closing;

  SmtpSessionHandler(
      SmtpSession session,
      SmtpServerSettings settings,
      SmtpServerServices services,
      TlsHandlers tls) {
    this.session = session;
    this.services = services;
    this.tls = tls;
    this.connections = services.connections();
    this.content = new IncomingContent(settings.temporaryDirectory(), services.workers());
    this.watch = new SilenceWatch(session::deadline);
    Duration command = settings.limits().commandTimeout();
    Duration data = settings.limits().dataTimeout();
    this.watchInterval = command.compareTo(data) < 0 ? command : data;
    this.greetingDelay = settings.greetingDelay(session.clientAddress().getAddress());
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    watch.start(ctx, watchInterval, () -> perform(ctx, session.timedOut()));
    if (!session.isImplicitTls()) {
      greet(ctx);
    }
    ctx.fireChannelActive();
  }

  private void greet(ChannelHandlerContext ctx) {
    // not at once: input that is already here came too early, and one turn of the loop finds it
    var unused =
        ctx.executor()
            .schedule(
                () -> perform(ctx, session.greet()), greetingDelay.toNanos(), TimeUnit.NANOSECONDS);
  }

  @Override
  public void channelInactive(ChannelHandlerContext ctx) {
    session.disconnected();
    watch.stop();
    content.discard();
    ctx.fireChannelInactive();
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ByteBuf input = (ByteBuf) message;
    try {
      long now = System.nanoTime();
      session.deadline(now).ifPresent(present -> present.received(input.readableBytes(), now));
      perform(ctx, session.receive(ByteBufUtil.getBytes(input)));
    } finally {
      input.release();
    }
  }

  @Override
  public void channelWritabilityChanged(ChannelHandlerContext ctx) {
    updateReading(ctx);
    ctx.fireChannelWritabilityChanged();
  }

  @Override
  public void userEventTriggered(ChannelHandlerContext ctx, Object event) {
    if (event == Drain.EVENT) {
      perform(ctx, session.drain());
    } else if (event instanceof ChannelInputShutdownEvent) {
      inputEnded(ctx);
    } else if (event instanceof SslHandshakeCompletionEvent handshake) {
      handshakeEnded(ctx, handshake.isSuccess());
    }
    ctx.fireUserEventTriggered(event);
  }

  private void handshakeEnded(ChannelHandlerContext ctx, boolean succeeded) {
    if (!succeeded) {
      connections.failed();
      return;
    }
    connections.succeeded(ctx.pipeline().get(SslHandler.class).engine().getSession().getProtocol());
    if (session.isImplicitTls()) {
      greet(ctx);
    } else {
      perform(ctx, session.tlsStarted());
    }
  }

  /** TLS has no half-closed connections here: what comes no more may be somebody else's doing. */
  private void inputEnded(ChannelHandlerContext ctx) {
    if (closing || ctx.pipeline().get(SslHandler.class) != null) {
      var unused = ctx.close();
    } else {
      perform(ctx, session.inputEnded());
    }
  }

  /** What Camel writes: the result of the exchange. */
  @Override
  public void write(ChannelHandlerContext ctx, Object result, ChannelPromise promise) {
    perform(ctx, answered(result));
    promise.trySuccess();
  }

  private List<SessionAction> answered(Object result) {
    if (result instanceof SmtpReply reply && !reply.code().isPositiveIntermediate()) {
      return session.mailAnswered(reply);
    }
    if (result instanceof MailRefusal refusal) {
      return session.mailRefused(refusal);
    }
    if (result instanceof Throwable failure) {
      LOG.error("mail from client {} could not be accepted", session.clientAddress(), failure);
    } else {
      LOG.error("the route answered a mail with {} instead of a reply", result.getClass());
    }
    return session.mailAnswered(Replies.LOCAL_ERROR);
  }

  private void perform(ChannelHandlerContext ctx, List<SessionAction> actions) {
    if (!actions.isEmpty()) {
      ByteBuf replies = ctx.alloc().buffer();
      SessionAction.Close close = null;
      boolean startTls = false;
      for (SessionAction action : actions) {
        switch (action) {
          case SessionAction.Send send -> write(send.reply(), replies);
          case SessionAction.Refuse refuse -> refuse(refuse.refusal(), replies);
          case SessionAction.CheckRecipient check -> check(ctx, check.request());
          case SessionAction.Authenticate asked -> authenticate(ctx, asked.credentials());
          case SessionAction.Pause pause -> pause(ctx, pause.time());
          case SessionAction.StoreContent store -> store(ctx, store.octets());
          case SessionAction.DiscardContent discard -> content.discard();
          case SessionAction.HandOver handOver ->
              ctx.fireChannelRead(new IncomingMail(handOver.mail(), content.handOver()));
          case SessionAction.StartTls start -> startTls = true;
          case SessionAction.Close last -> close = last;
        }
      }
      flush(ctx, replies, close);
      if (startTls) {
        ctx.pipeline().addBefore(ctx.name(), "tls", tls.newHandler());
      }
    }
    updateReading(ctx);
    var unused = session.deadline(System.nanoTime()); // it counts from here
  }

  private void refuse(Refusal refusal, ByteBuf replies) {
    LOG.info("client {} is told: {}", refusal.client(), refusal.reply());
    services.refusals().refused(refusal);
    write(refusal.reply(), replies);
  }

  private static void write(SmtpReply reply, ByteBuf replies) {
    replies.writeBytes(ReplyWriter.octets(reply));
  }

  private void flush(
      ChannelHandlerContext ctx, ByteBuf replies, SessionAction.@Nullable Close close) {
    if (close != null) {
      closing = true;
      content.discard();
      FarewellClose.after(ctx, replies, close.isClientDone());
    } else if (replies.isReadable()) {
      var unused = ctx.writeAndFlush(replies, ctx.voidPromise());
    } else {
      replies.release();
    }
  }

  private void updateReading(ChannelHandlerContext ctx) {
    // a client that does not read its replies is not read either; after the last reply we wait for
    // its end of the connection, and a channel whose output is shut down is never writable
    boolean reads = closing || (session.wantsInput() && ctx.channel().isWritable());
    ctx.channel().config().setAutoRead(reads);
  }

  private void check(ChannelHandlerContext ctx, RecipientRequest request) {
    new Question<RecipientDecision>(
            "check recipient " + request.recipient().forwardPath(),
            new RecipientDecision.Refused(Replies.LOCAL_ERROR))
        .ask(
            () -> services.recipientCheck().check(request),
            ctx.channel().eventLoop(),
            decision -> perform(ctx, session.recipientDecided(decision)));
  }

  private void authenticate(ChannelHandlerContext ctx, Credentials credentials) {
    new Question<Authenticator.Result>("authenticate", new Authenticator.Result.Unavailable())
        .ask(
            () -> services.authenticator().authenticate(credentials),
            ctx.channel().eventLoop(),
            result -> perform(ctx, session.authenticationDecided(result)));
  }

  private void pause(ChannelHandlerContext ctx, Duration time) {
    var unused =
        ctx.executor()
            .schedule(() -> perform(ctx, session.resumed()), time.toNanos(), TimeUnit.NANOSECONDS);
  }

  private void store(ChannelHandlerContext ctx, ByteBuffer octets) {
    var unused =
        content
            .store(octets)
            .whenCompleteAsync(
                (file, failure) -> {
                  if (failure == null) {
                    perform(ctx, session.contentStored(file));
                  } else {
                    LOG.error("cannot write a mail to its temporary file", failure);
                    perform(ctx, session.contentNotStored());
                  }
                },
                ctx.executor());
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    if (cause instanceof IOException) {
      LOG.debug("connection of {} is lost", session.clientAddress(), cause);
    } else if (cause instanceof DecoderException) {
      LOG.info("TLS with client {} fails: {}", session.clientAddress(), shortened(cause));
    } else {
      LOG.error("session of {} is ended by a fault", session.clientAddress(), cause);
    }
    var unused = ctx.close();
  }

  /** The text may have all that the client sent. */
  private static String shortened(Throwable cause) {
    String text = String.valueOf(cause.getMessage());
    return text.length() <= LOGGED_CHARACTERS ? text : text.substring(0, LOGGED_CHARACTERS) + "...";
  }
}
