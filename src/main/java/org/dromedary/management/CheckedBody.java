package org.dromedary.management;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.eclipse.jetty.http.HttpFields;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.server.Request;

/** A request with another body. */
final class CheckedBody extends Request.Wrapper {
  private final Content.Source body;
  private final int length;

  CheckedBody(Request request, String body) {
    super(request);
    byte[] octets = body.getBytes(StandardCharsets.UTF_8);
    this.length = octets.length;
    this.body = Content.Source.from(ByteBuffer.wrap(octets));
  }

  @Override
  public HttpFields getHeaders() {
    return HttpFields.build(super.getHeaders())
        .remove(HttpHeader.TRANSFER_ENCODING)
        .put(HttpHeader.CONTENT_TYPE, "application/json; charset=UTF-8")
        .put(HttpHeader.CONTENT_LENGTH, length)
        .asImmutable();
  }

  @Override
  public long getLength() {
    return length;
  }

  @Override
  public Content.Chunk read() {
    return body.read();
  }

  @Override
  public void demand(Runnable demandCallback) {
    body.demand(demandCallback);
  }

  @Override
  public void fail(Throwable failure) {
    body.fail(failure);
    super.fail(failure);
  }
}
