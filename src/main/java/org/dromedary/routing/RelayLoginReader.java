package org.dromedary.routing;

import java.util.Map;
import java.util.Optional;
import org.dromedary.routing.YamlTable.Place;

/** What a rule says of the login at its relay. */
final class RelayLoginReader {
  private static final String USER_REMEDY = "write the name that the relay knows";

  private final YamlTable table;

  RelayLoginReader(YamlTable table) {
    this.table = table;
  }

  Optional<RelayLogin> login(Place entry, Map<String, Place> values) {
    Optional<Place> password = Optional.ofNullable(values.get("password"));
    Optional<Place> token = Optional.ofNullable(values.get("token"));
    boolean unverified = table.flag(values, "login-unverified").orElse(false);
    Optional<String> user =
        table.scalar(
            Optional.ofNullable(values.get("login")), USER_REMEDY, RelayLogin::requireUser);
    if (password.isEmpty() && token.isEmpty()) {
      if (values.containsKey("login")) {
        table.problem(entry, "has a login and no secret", "add 'password:' or 'token:'");
      }
      return Optional.empty();
    }
    if (password.isPresent() && token.isPresent()) {
      table.problem(token.get(), "there is a password, too", "keep one of the two");
    }
    var unused = table.required(entry, values, "login");
    RelayLogin.Kind kind = password.isPresent() ? RelayLogin.Kind.PASSWORD : RelayLogin.Kind.TOKEN;
    Optional<SecretReference> secret =
        password.or(() -> token).flatMap(place -> table.secret(place, SecretReference.SYNTAX));
    return user.flatMap(name -> secret.map(at -> new RelayLogin(name, kind, at, unverified)));
  }
}
