package org.dromedary.smtp.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.util.ReferenceCountUtil;
import org.dromedary.mail.SmtpReply;
import org.dromedary.smtp.wire.ReplyWriter;

/** Answers a connection with one reply and nothing else (RFC 5321 §3.8). */
final class ConnectionRefusal extends ChannelInboundHandlerAdapter {
  private final SmtpReply reply;

  ConnectionRefusal(SmtpReply reply) {
    this.reply = reply;
  }

  @Override
  public void channelActive(ChannelHandlerContext ctx) {
    FarewellClose.after(ctx, Unpooled.wrappedBuffer(ReplyWriter.octets(reply)), false);
  }

  @Override
  public void channelRead(ChannelHandlerContext ctx, Object message) {
    ReferenceCountUtil.release(message);
  }

  @Override
  public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
    var unused = ctx.close(); // a client that is refused may go as it likes
  }
}
