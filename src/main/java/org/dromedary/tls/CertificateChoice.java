package org.dromedary.tls;

import java.net.Socket;
import java.security.Principal;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedKeyManager;
import org.jspecify.annotations.Nullable;

/**
 * Chooses the certificate by the name that the client asks for (RFC 6066 §3): the one that is for
 * it, else the first. An alias is an index.
 */
final class CertificateChoice extends X509ExtendedKeyManager {
  private final List<Identity> identities;

  CertificateChoice(List<Identity> identities) {
    this.identities = List.copyOf(identities);
  }

  @Override
  public @Nullable String chooseEngineServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable SSLEngine engine) {
    return choose(keyType, engine == null ? Optional.empty() : requestedHost(engine)).orElse(null);
  }

  /** The alias for a kind of key and a host name, if there is one. */
  Optional<String> choose(String keyType, Optional<String> host) {
    return index(keyType, host)
        .or(() -> host.isPresent() && isKnown(host.get()) ? Optional.empty() : first(keyType))
        .map(String::valueOf);
  }

  private Optional<Integer> index(String keyType, Optional<String> host) {
    return host.flatMap(
        name ->
            IntStream.range(0, identities.size())
                .filter(i -> identities.get(i).isFor(name) && isOfType(i, keyType))
                .boxed()
                .findFirst());
  }

  private boolean isKnown(String host) {
    return identities.stream().anyMatch(identity -> identity.isFor(host));
  }

  /** The first certificate, or one with another kind of key for the same names. */
  private Optional<Integer> first(String keyType) {
    return IntStream.range(0, identities.size())
        .filter(i -> identities.get(i).names().equals(identities.getFirst().names()))
        .filter(i -> isOfType(i, keyType))
        .boxed()
        .findFirst();
  }

  private boolean isOfType(int index, String keyType) {
    return identities.get(index).key().getAlgorithm().equals(keyType);
  }

  private static Optional<String> requestedHost(SSLEngine engine) {
    return engine.getHandshakeSession() instanceof ExtendedSSLSession session
        ? session.getRequestedServerNames().stream()
            .filter(SNIHostName.class::isInstance)
            .map(name -> ((SNIHostName) name).getAsciiName())
            .findFirst()
        : Optional.empty();
  }

  @Override
  public @Nullable PrivateKey getPrivateKey(String alias) {
    return identities.get(Integer.parseInt(alias)).key();
  }

  @Override
  public X509Certificate @Nullable [] getCertificateChain(String alias) {
    return identities.get(Integer.parseInt(alias)).chain().toArray(X509Certificate[]::new);
  }

  @Override
  public @Nullable String chooseServerAlias(
      String keyType, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return choose(keyType, Optional.empty()).orElse(null);
  }

  @Override
  public String @Nullable [] getServerAliases(String keyType, Principal @Nullable [] issuers) {
    return choose(keyType, Optional.empty()).stream().toArray(String[]::new);
  }

  @Override
  public String @Nullable [] getClientAliases(String keyType, Principal @Nullable [] issuers) {
    return null; // the server's side only
  }

  @Override
  public @Nullable String chooseClientAlias(
      String[] keyTypes, Principal @Nullable [] issuers, @Nullable Socket socket) {
    return null;
  }
}
