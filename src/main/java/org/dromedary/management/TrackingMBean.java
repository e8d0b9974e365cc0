package org.dromedary.management;

import java.io.IOException;

/** {@code dromedary:type=Tracking}: what has become of mails, for the console. Answers are JSON. */
@Described("What has become of mails, also of those that have left the queues")
public interface TrackingMBean {
  /** As {@code trackMail}. */
  @Described("The whole story of one mail, as JSON")
  String track(@Described("The queue id") String id) throws IOException;

  /** As {@code findTracked}. */
  @Described("Finds mails, the newest first, as JSON")
  String find(
      @Described(
              "Pairs such as recipient=bob@example.net since=2h: sender, recipient, message-id, since, until, before")
          String conditions,
      @Described("The whole subject; may be empty") String subject,
      @Described("How many, 1 to 1000") int limit)
      throws IOException;
}
