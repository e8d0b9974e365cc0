package org.dromedary.management;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.ThrowableProxyUtil;
import ch.qos.logback.core.encoder.EncoderBase;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/**
 * One JSON object for each log event, in ASCII on a line of its own: what is beyond ASCII, and all
 * controls, are escaped, so no text of a stranger ends the line or reaches a terminal.
 */
public final class JsonLines extends EncoderBase<ILoggingEvent> {
  private static final JsonFactory JSON = new JsonFactory();
  private static final byte[] NOTHING = {};
  private static final int USUAL_LENGTH = 512;

  @Override
  public byte[] headerBytes() {
    return NOTHING;
  }

  @Override
  public byte[] encode(ILoggingEvent event) {
    StringWriter line = new StringWriter(USUAL_LENGTH); // to octets, Jackson would not escape DEL
    try (JsonGenerator json = JSON.createGenerator(line)) {
      json.setHighestNonEscapedChar('~');
      write(event, json);
      json.writeRaw('\n');
    } catch (IOException e) {
      throw new UncheckedIOException("a text takes all", e);
    }
    return line.toString().getBytes(StandardCharsets.US_ASCII);
  }

  private static void write(ILoggingEvent event, JsonGenerator json) throws IOException {
    json.writeStartObject();
    json.writeStringField("time", event.getInstant().toString());
    json.writeStringField("level", event.getLevel().toString());
    json.writeStringField("logger", event.getLoggerName());
    for (Map.Entry<String, String> fact : event.getMDCPropertyMap().entrySet()) {
      json.writeStringField(fact.getKey(), fact.getValue());
    }
    json.writeStringField("message", event.getFormattedMessage());
    if (event.getThrowableProxy() != null) {
      json.writeStringField("stackTrace", ThrowableProxyUtil.asString(event.getThrowableProxy()));
    }
    json.writeEndObject();
  }

  @Override
  public byte[] footerBytes() {
    return NOTHING;
  }
}
