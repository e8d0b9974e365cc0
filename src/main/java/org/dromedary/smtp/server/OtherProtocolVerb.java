package org.dromedary.smtp.server;

/**
 * The first word of an HTTP request, or of its Host field where the request line was too long, ends
 * the session: a web browser can be made to send one, and what follows would be commands that
 * somebody else wrote. RFC 5321 §3.8 has a server close only for 421 and QUIT; this is the safer
 * choice, as of other servers.
 */
record OtherProtocolVerb(String name) implements Verb {
  @Override
  public boolean isAllowedBeforeTls() {
    return true;
  }

  @Override
  public int maximumOctets() {
    return Integer.MAX_VALUE;
  }

  @Override
  public Outcome run(String argument, Dialogue dialogue) {
    return new Outcome.End(Replies.OTHER_PROTOCOL);
  }
}
