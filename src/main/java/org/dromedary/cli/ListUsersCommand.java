package org.dromedary.cli;

import java.io.IOException;
import java.util.concurrent.Callable;
import org.dromedary.cli.UserAdministration.Found;
import org.dromedary.users.UserAccounts.Account;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

@Command(name = "list", description = "Lists the users, a line each.")
final class ListUsersCommand implements Callable<Integer> {
  @Mixin private final UserOperation users;

  ListUsersCommand(UserAdministration administration) {
    this.users = new UserOperation(administration);
  }

  @Override
  public Integer call() {
    return users.with(this::list);
  }

  private int list(Found.Users found) throws IOException {
    for (Account user : found.accounts().list()) {
      users
          .out()
          .println(
              user.name()
                  + " roles="
                  + String.join(",", user.roles())
                  + " senders="
                  + user.senders());
    }
    return ExitCode.OK;
  }
}
