package org.dromedary.mail;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/**
 * The octets of a mail after DATA, header section and body: dot-stuffing removed, lines end in
 * CRLF, the terminating {@code .} not included (RFC 5321 §4.1.1.4). Never changed on its way except
 * by {@link #prepend trace fields}.
 *
 * <p>Small mails are in memory, large ones in a file that belongs to the stage that made it and is
 * removed by it when the stage is done. Safe for use by several threads.
 */
public sealed interface MailContent {

  /** Size in octets. */
  long size();

  /**
   * A fresh stream over all octets; the caller closes it.
   *
   * @throws IOException when the file cannot be read
   */
  InputStream open() throws IOException;

  /** Content of octets that nobody changes any more (they are not copied). */
  static MailContent of(byte[] octets) {
    return new InMemory(octets);
  }

  /** Content of {@code size} octets in a file. */
  static MailContent in(Path file, long size) {
    return new InFile(file, size);
  }

  /** This content behind complete header lines (RFC 5321 §4.4). */
  default MailContent prepend(byte[] traceFields) {
    return new Prepended(traceFields, this);
  }

  /** This content before other octets. */
  default MailContent append(byte[] octets) {
    return new Appended(this, octets);
  }

  /** Content on the heap. */
  final class InMemory implements MailContent {
    private final byte[] octets;

    private InMemory(byte[] octets) {
      this.octets = octets;
    }

    /** The octets themselves, not a copy: they are for reading only. */
    public byte[] octets() {
      return octets;
    }

    @Override
    public long size() {
      return octets.length;
    }

    @Override
    public InputStream open() {
      return new ByteArrayInputStream(octets);
    }

    @Override
    public MailContent prepend(byte[] traceFields) {
      byte[] all = Arrays.copyOf(traceFields, traceFields.length + octets.length);
      System.arraycopy(octets, 0, all, traceFields.length, octets.length);
      return new InMemory(all);
    }
  }

  /** Content in a file. */
  record InFile(Path file, long size) implements MailContent {
    @Override
    public InputStream open() throws IOException {
      return Files.newInputStream(file);
    }
  }

  /**
   * Content that is elsewhere until it is opened.
   *
   * @param opener gives a fresh stream each time
   */
  record Elsewhere(long size, Opener opener) implements MailContent {
    /** Opens it. */
    @FunctionalInterface
    public interface Opener {
      InputStream open() throws IOException;
    }

    @Override
    public InputStream open() throws IOException {
      return opener.open();
    }
  }

  /** Content before other octets. */
  final class Appended implements MailContent {
    private final MailContent content;
    private final byte[] octets;

    private Appended(MailContent content, byte[] octets) {
      this.content = content;
      this.octets = octets;
    }

    @Override
    public long size() {
      return content.size() + octets.length;
    }

    @Override
    public InputStream open() throws IOException {
      return new SequenceInputStream(content.open(), new ByteArrayInputStream(octets));
    }
  }

  /** Content behind trace fields. */
  final class Prepended implements MailContent {
    private final byte[] traceFields;
    private final MailContent content;

    private Prepended(byte[] traceFields, MailContent content) {
      this.traceFields = traceFields;
      this.content = content;
    }

    @Override
    public long size() {
      return traceFields.length + content.size();
    }

    @Override
    public InputStream open() throws IOException {
      return new SequenceInputStream(new ByteArrayInputStream(traceFields), content.open());
    }
  }
}
