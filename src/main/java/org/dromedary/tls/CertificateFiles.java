package org.dromedary.tls;

import java.nio.file.Path;

/**
 * A certificate and its key.
 *
 * @param certificate PEM: our certificate first, then those that issued it
 * @param key PEM: the private key, not encrypted; may be the same file
 */
public record CertificateFiles(Path certificate, Path key) {}
