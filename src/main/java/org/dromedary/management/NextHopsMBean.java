package org.dromedary.management;

import java.io.IOException;

/** {@code dromedary:type=NextHops}: what {@link NextHopApi} does, for the console. */
@Described("The next hops of mail")
public interface NextHopsMBean {
  /** As {@code listSuspensions}. */
  @Described("The next hops that are suspended, as JSON")
  String getSuspensions() throws IOException;

  /** As {@code listNextHops}. */
  @Described("Counts the mail for each next hop by state and age, as JSON")
  String list(@Described("Conditions; empty: all mail") String conditions) throws IOException;

  /** As {@code suspendNextHop}. */
  @Described("Sends nothing to a next hop; mail for it waits, and none is returned")
  void suspend(
      @Described("Its name, or a pattern with * and ?") String nextHop,
      @Described("One line; may be empty") String reason,
      @Described("How long, such as 2h; empty: until it is resumed") String time)
      throws IOException;

  /** As {@code resumeNextHop}. */
  @Described("Ends a suspension; the mail that has waited is sent")
  void resume(@Described("The name or pattern that was suspended") String nextHop)
      throws IOException;
}
