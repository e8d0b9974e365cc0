package org.dromedary.smtp.client;

import java.util.Arrays;
import java.util.Optional;
import org.dromedary.routing.RelayLogin;

/** How a user is authenticated; the stronger comes first. */
enum AuthMechanism {
  XOAUTH2("XOAUTH2", RelayLogin.Kind.TOKEN),
  /** RFC 2195: the password itself is not told. */
  CRAM_MD5("CRAM-MD5", RelayLogin.Kind.PASSWORD),
  /** RFC 4616. */
  PLAIN("PLAIN", RelayLogin.Kind.PASSWORD),
  LOGIN("LOGIN", RelayLogin.Kind.PASSWORD);

  private final String keyword;
  private final RelayLogin.Kind kind;

  AuthMechanism(String keyword, RelayLogin.Kind kind) {
    this.keyword = keyword;
    this.kind = kind;
  }

  /** As in AUTH. */
  String keyword() {
    return keyword;
  }

  /** The strongest of those that a server offers for a kind of secret. */
  static Optional<AuthMechanism> strongest(PeerExtensions extensions, RelayLogin.Kind kind) {
    return Arrays.stream(values())
        .filter(mechanism -> mechanism.kind == kind)
        .filter(mechanism -> extensions.authMechanisms().contains(mechanism.keyword))
        .findFirst();
  }
}
