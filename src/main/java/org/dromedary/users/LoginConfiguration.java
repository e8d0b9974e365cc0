package org.dromedary.users;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.URIParameter;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import javax.security.auth.login.AppConfigurationEntry;
import javax.security.auth.login.Configuration;
import org.apache.activemq.artemis.spi.core.security.jaas.LDAPLoginModule;
import org.apache.activemq.artemis.spi.core.security.jaas.PropertiesLoginModule;
import org.jspecify.annotations.Nullable;

/**
 * The login modules of our entry of a {@code login.config}; the one of the JVM is never asked. Its
 * properties files are looked for in the directory of users, and LDAP servers are not waited for
 * without end.
 */
final class LoginConfiguration extends Configuration {
  static final String ENTRY = "dromedary";
  private static final String LDAP_TIMEOUT_MILLIS = "5000";

  private final AppConfigurationEntry[] modules;

  private LoginConfiguration(AppConfigurationEntry[] modules) {
    this.modules = modules;
  }

  /**
   * Reads a file; later changes of it are not seen.
   *
   * @throws IOException saying what is wrong with it
   */
  static LoginConfiguration read(Path file, Path usersDirectory) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException(file + " cannot be read");
    }
    AppConfigurationEntry[] modules = parsed(file).getAppConfigurationEntry(ENTRY);
    if (modules == null) {
      throw new IOException(file + " has no entry " + ENTRY);
    }
    return new LoginConfiguration(
        Arrays.stream(modules)
            .map(module -> completed(module, usersDirectory))
            .toArray(AppConfigurationEntry[]::new));
  }

  private static Configuration parsed(Path file) throws IOException {
    try {
      return Configuration.getInstance("JavaLoginConfig", new URIParameter(file.toUri()));
    } catch (GeneralSecurityException | RuntimeException e) {
      String reason = String.valueOf(deepest(e).getMessage());
      throw new IOException(file + ": " + reason.replaceAll("\\s+", " "));
    }
  }

  private static Throwable deepest(Throwable thrown) {
    return Optional.ofNullable(thrown.getCause()).map(LoginConfiguration::deepest).orElse(thrown);
  }

  private static AppConfigurationEntry completed(AppConfigurationEntry module, Path directory) {
    Map<String, Object> options = new HashMap<>(module.getOptions());
    if (module.getLoginModuleName().equals(LDAPLoginModule.class.getName())) {
      options.putIfAbsent("connectionTimeout", LDAP_TIMEOUT_MILLIS);
      options.putIfAbsent("readTimeout", LDAP_TIMEOUT_MILLIS);
    } else if (module.getLoginModuleName().equals(PropertiesLoginModule.class.getName())) {
      options.putIfAbsent("baseDir", directory.toString());
    }
    return new AppConfigurationEntry(module.getLoginModuleName(), module.getControlFlag(), options);
  }

  @Override
  public AppConfigurationEntry @Nullable [] getAppConfigurationEntry(String name) {
    return name.equals(ENTRY) ? modules.clone() : null;
  }
}
