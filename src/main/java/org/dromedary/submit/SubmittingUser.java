package org.dromedary.submit;

import java.util.function.Predicate;
import org.dromedary.mail.ReversePath;

/**
 * Who submits.
 *
 * @param name fit for a log line and a trace field
 * @param maySendFrom the reverse paths that he may use
 */
public record SubmittingUser(String name, Predicate<ReversePath> maySendFrom) {
  /** No user has this name, since theirs have no parentheses. */
  public static final SubmittingUser ROUTER = new SubmittingUser("(router)", path -> true);
}
