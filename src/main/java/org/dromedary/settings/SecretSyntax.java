package org.dromedary.settings;

import java.io.IOException;
import java.util.Optional;
import org.dromedary.routing.SecretReference;

/** A reference to a secret that is there; or nothing. */
final class SecretSyntax implements ValueSyntax<Optional<SecretReference>> {
  @Override
  public Optional<SecretReference> parse(String text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    SecretReference reference = SecretReference.parse(text);
    try {
      var unused = reference.resolve();
      return Optional.of(reference);
    } catch (IOException e) {
      throw new IllegalArgumentException(e.getMessage(), e);
    }
  }

  @Override
  public String format(Optional<SecretReference> value) {
    return value.map(Object::toString).orElse("");
  }

  @Override
  public String remedy() {
    return SecretReference.SYNTAX;
  }
}
