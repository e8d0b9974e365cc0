package org.dromedary.management;

import java.util.Optional;
import org.dromedary.users.Role;

/**
 * One thing that can be asked.
 *
 * @param method of HTTP: GET to look, PUT and DELETE to change, POST to do
 * @param path below {@link ManagementServer#ROOT}; a segment in braces stands for any
 * @param role who may ask
 * @param takesOctets whether the body is not a short text, and read as it comes
 * @param work what is done; on a virtual thread, which it may block
 */
public record ApiOperation(String method, String path, Role role, boolean takesOctets, Work work) {

  /** What an operation does. */
  @FunctionalInterface
  public interface Work {
    /**
     * Does it.
     *
     * @throws ApiException when it cannot be done
     */
    ApiAnswer apply(ApiRequest request) throws Exception;
  }

  boolean hasName() {
    return path.contains("{");
  }

  /** The segment of a path that stands where this one has braces; empty for other paths. */
  Optional<String> nameIn(String asked) {
    int brace = path.indexOf('{');
    if (brace < 0) {
      return Optional.empty();
    }
    String before = path.substring(0, brace);
    String behind = path.substring(path.indexOf('}') + 1);
    int end = asked.length() - behind.length();
    return end > before.length()
            && asked.startsWith(before)
            && asked.endsWith(behind)
            && asked.substring(before.length(), end).indexOf('/') < 0
        ? Optional.of(asked.substring(before.length(), end))
        : Optional.empty();
  }

  boolean isAt(String asked) {
    return hasName() ? nameIn(asked).isPresent() : path.equals(asked);
  }
}
