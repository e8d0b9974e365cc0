package org.dromedary.cli;

/** What the process tells the shell when it ends. */
public final class ExitCode {
  /** Done, or the router was stopped in an orderly way. */
  public static final int OK = 0;

  /** It failed while it ran: a port in use, a damaged journal. */
  public static final int FAILURE = 1;

  /** Wrong arguments or bad settings; nothing was started. */
  public static final int USAGE = 2;

  private ExitCode() {}
}
