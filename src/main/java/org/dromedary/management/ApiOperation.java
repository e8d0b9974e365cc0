package org.dromedary.management;

import java.util.Optional;
import org.dromedary.users.Role;

/**
 * One thing that can be asked.
 *
 * @param method of HTTP: GET to look, PUT and DELETE to change, POST to do
 * @param path below {@link ManagementServer#ROOT}; a last segment in braces stands for any
 * @param role who may ask
 * @param work what is done; on a virtual thread, which it may block
 */
public record ApiOperation(String method, String path, Role role, Work work) {

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
    return path.endsWith("}");
  }

  /** The last segment of a path of this operation, as it is written; empty for other paths. */
  Optional<String> nameIn(String asked) {
    String prefix = path.substring(0, path.lastIndexOf('/') + 1);
    return hasName() && asked.startsWith(prefix) && asked.indexOf('/', prefix.length()) < 0
        ? Optional.of(asked.substring(prefix.length())).filter(name -> !name.isEmpty())
        : Optional.empty();
  }

  boolean isAt(String asked) {
    return hasName() ? nameIn(asked).isPresent() : path.equals(asked);
  }
}
