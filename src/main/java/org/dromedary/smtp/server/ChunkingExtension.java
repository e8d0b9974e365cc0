package org.dromedary.smtp.server;

/** RFC 3030: BDAT. Without BINARYMIME, so the mail still consists of lines. */
record ChunkingExtension() implements Extension {
  @Override
  public String announcement() {
    return "CHUNKING";
  }
}
