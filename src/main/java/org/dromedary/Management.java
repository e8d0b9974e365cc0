package org.dromedary;

import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.dromedary.management.ApiDocument;
import org.dromedary.management.ApiOperation;
import org.dromedary.management.ManagementBeans;
import org.dromedary.management.ManagementServer;
import org.dromedary.management.ManagementSettings;
import org.dromedary.management.MonitoringPage;
import org.dromedary.users.PrivateFiles;
import org.dromedary.users.UserStore;

/**
 * The management API of a running router, and the file by which the command line of this machine
 * finds it: who may read the data directory may do what an operator may.
 */
record Management(ManagementServer server, ManagementBeans beans, Path access)
    implements AutoCloseable {
  private static final int TOKEN_OCTETS = 32;

  /** Where the command line looks. */
  static Path accessFile(Path dataDirectory) {
    return dataDirectory.resolve("management.properties");
  }

  /**
   * Starts it.
   *
   * @param works what can be asked, by {@code operationId}
   * @throws Exception when it cannot listen
   */
  static Management start(
      ManagementSettings settings,
      Path dataDirectory,
      UserStore users,
      Map<String, ApiOperation.Work> works,
      List<MonitoringPage> pages,
      Executor workers)
      throws Exception {
    byte[] octets = new byte[TOKEN_OCTETS];
    new SecureRandom().nextBytes(octets);
    String token = HexFormat.of().formatHex(octets);
    ManagementServer server =
        ManagementServer.start(
            settings, users, token, ApiDocument.read().operations(works), pages, workers);
    Path access = accessFile(dataDirectory);
    Properties properties = new Properties();
    properties.setProperty("url", server.root());
    properties.setProperty("token", token);
    StringWriter text = new StringWriter();
    properties.store(text, "Of the router that runs now; written anew at each start");
    PrivateFiles.replace(access, text.toString());
    return new Management(server, ManagementBeans.register(works), access);
  }

  @Override
  public void close() {
    server.close();
    beans.close();
    try {
      Files.deleteIfExists(access);
    } catch (IOException e) {
      // the next start writes it anew, and its token is of no use any more
    }
  }
}
