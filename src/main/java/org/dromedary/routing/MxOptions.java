package org.dromedary.routing;

/**
 * Which hosts of a domain are tried when mail goes by MX.
 *
 * @param implicit whether a domain without MX records is its own mail host (RFC 5321 §5.1)
 * @param firstHostOnly whether those behind the first host that takes a connection are left alone
 */
public record MxOptions(boolean implicit, boolean firstHostOnly) {
  /** As RFC 5321 has it. */
  public static final MxOptions DEFAULTS = new MxOptions(true, false);
}
