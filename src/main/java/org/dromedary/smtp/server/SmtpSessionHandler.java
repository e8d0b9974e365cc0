package org.dromedary.smtp.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.dromedary.mail.SmtpReply;
import org.dromedary.smtp.wire.ReplyWriter;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Carries octets, events and actions between Netty and an {@link SmtpSession}. The session is only
 * touched on the channel's event loop; what others complete elsewhere comes back here as a task.
 */
final class SmtpSessionHandler extends ChannelDuplexHandler {
  private static final Logger LOG = LoggerFactory.getLogger(SmtpSessionHandler.class);

  /** A check that never ends must not hold the client for ever (RFC 5321 §4.5.3.2.3: 5 minutes). */
  private static final long RECIPIENT_CHECK_SECONDS = 240;

  private final SmtpSession session;
  private final RecipientCheck recipientCheck;
  private final IncomingContent content;
  private final SilenceWatch watch;
  private final Duration watchInterval;
  private boolean closing;

  SmtpSessionHandler(
      SmtpSession session, SmtpServerSettings settings, SmtpServerServices services) {
    this.session = session;
    this.recipientCheck = services.recipientCheck();
    this.content = new IncomingContent(settings.temporaryDirectory(), services.workers());
    this.watch = new SilenceWatch(session::patience);
    Duration command = settings.limits().commandTimeout();
    Duration data = settings.limits().dataTimeout();
    this.watchInterval = command.compareTo(data) < 0 ? command : data;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    watch.start(ctx, watchInterval, () -> perform(ctx, session.timedOut()));
    // not at once: input that is already here came too early, and one turn of the loop finds it
    var unused =
        ctx.executor().schedule(() -> perform(ctx, session.greet()), 0, TimeUnit.NANOSECONDS);
    ctx.fireChannelActive();
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
      if (session.isReceivingData()) {
        watch.signOfLife();
      }
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
    } else {
      ctx.fireUserEventTriggered(event);
    }
  }

  /** What Camel writes: the result of the exchange. */
  @Override
  public void write(ChannelHandlerContext ctx, Object result, ChannelPromise promise) {
    perform(ctx, session.mailAnswered(reply(result)));
    promise.trySuccess();
  }

  private SmtpReply reply(Object result) {
    if (result instanceof SmtpReply reply && !reply.code().isPositiveIntermediate()) {
      return reply;
    }
    if (result instanceof MailRefusal refusal) {
      return refusal.reply();
    }
    if (result instanceof Throwable failure) {
      LOG.error("mail from client {} could not be accepted", session.clientAddress(), failure);
    } else {
      LOG.error("the route answered a mail with {} instead of a reply", result.getClass());
    }
    return Replies.LOCAL_ERROR;
  }

  private void perform(ChannelHandlerContext ctx, List<SessionAction> actions) {
    if (!actions.isEmpty()) {
      watch.signOfLife();
      ByteBuf replies = ctx.alloc().buffer();
      boolean close = false;
      for (SessionAction action : actions) {
        switch (action) {
          case SessionAction.Send send -> write(send.reply(), replies);
          case SessionAction.CheckRecipient check -> check(ctx, check.request());
          case SessionAction.StoreContent store -> store(ctx, store.octets());
          case SessionAction.DiscardContent discard -> content.discard();
          case SessionAction.HandOver handOver ->
              ctx.fireChannelRead(new IncomingMail(handOver.mail(), content.handOver()));
          case SessionAction.Close last -> close = true;
        }
      }
      flush(ctx, replies, close);
    }
    updateReading(ctx);
  }

  private void write(SmtpReply reply, ByteBuf replies) {
    if (reply.code().isTransient() || reply.code().isPermanent()) {
      LOG.info("client {} is told: {}", session.clientAddress(), reply);
    }
    replies.writeBytes(ReplyWriter.octets(reply));
  }

  private void flush(ChannelHandlerContext ctx, ByteBuf replies, boolean close) {
    if (close) {
      closing = true;
      content.discard();
      FarewellClose.after(ctx, replies);
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
    CompletableFuture<RecipientDecision> asked = RecipientChecks.ask(recipientCheck, request);
    // on the event loop, which has a clock of its own: orTimeout would wake another thread
    Future<?> limit =
        ctx.executor()
            .schedule(
                () -> asked.completeExceptionally(new TimeoutException("it takes too long")),
                RECIPIENT_CHECK_SECONDS,
                TimeUnit.SECONDS);
    var unused =
        RecipientChecks.decision(asked, request)
            .thenAcceptAsync(
                decision -> {
                  limit.cancel(false);
                  perform(ctx, session.recipientDecided(decision));
                },
                ctx.executor());
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
    } else {
      LOG.error("session of {} is ended by a fault", session.clientAddress(), cause);
    }
    var unused = ctx.close();
  }
}
