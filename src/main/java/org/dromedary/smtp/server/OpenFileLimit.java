package org.dromedary.smtp.server;

import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.Optional;

/**
 * How many files and sockets the process may have open.
 *
 * @param files {@link Long#MAX_VALUE} where that is not limited or not known
 */
record OpenFileLimit(long files) {
  /** For the journal, mailboxes, large mails that arrive, outbound connections and libraries. */
  private static final int RESERVE = 2000;

  /** As it stands: Java has raised the soft limit to the hard one. */
  static OpenFileLimit ofThisProcess() {
    return new OpenFileLimit(
        ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean unix
            ? unix.getMaxFileDescriptorCount()
            : Long.MAX_VALUE);
  }

  /** What the operator should know when the limit is too low for that many connections. */
  Optional<String> warning(int connections) {
    long needed = (long) connections + RESERVE;
    return files >= needed
        ? Optional.empty()
        : Optional.of(
            ("%d open files are too few for %d connections: raise the limit to %d"
                    + " (LimitNOFILE, ulimit -n) or lower dromedary.smtp.maximum-connections")
                .formatted(files, connections, needed));
  }
}
