package org.dromedary.events;

import java.io.IOException;
import java.io.Serial;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/** What somebody wants to do or to see must be recorded, and cannot be now. */
public final class NotRecordedException extends UncheckedIOException {
  @Serial private static final long serialVersionUID = 1;

  NotRecordedException(String why, @Nullable Throwable cause) {
    super("it must be recorded, and cannot be now: " + why, new IOException(why, cause));
  }
}
