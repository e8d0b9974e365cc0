package org.dromedary;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import org.dromedary.users.PrivateFiles;

/**
 * The format of what is in a data directory, written there by each router that starts. A router
 * reads its own format and those before; a directory without the file is of the first.
 */
final class DataFormat {
  /** Of this version. */
  static final int CURRENT = 1;

  private DataFormat() {}

  /**
   * Checks that this version can read what is there, and says from now on that it is of this one.
   *
   * @throws RouterStartException when it is of a later version; nothing is changed
   */
  static void take(Path dataDirectory) throws RouterStartException, IOException {
    Path file = dataDirectory.resolve("format");
    int found = read(file);
    if (found > CURRENT) {
      throw new RouterStartException(
          List.of(
              "cannot start: the data in "
                  + dataDirectory
                  + " is of format "
                  + found
                  + ", this version reads "
                  + CURRENT
                  + ": run the version that wrote it, or a later one"));
    }
    PrivateFiles.replace(file, CURRENT + "\n");
  }

  private static int read(Path file) throws RouterStartException, IOException {
    try {
      return Integer.parseInt(Files.readString(file).strip());
    } catch (NoSuchFileException e) {
      return CURRENT;
    } catch (NumberFormatException e) {
      throw new RouterStartException(
          List.of(
              "cannot start: "
                  + file
                  + " is damaged: write the number into it that a data directory of this version"
                  + " has"));
    }
  }
}
