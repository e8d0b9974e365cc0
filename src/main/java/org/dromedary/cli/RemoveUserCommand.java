package org.dromedary.cli;

import java.util.concurrent.Callable;
import org.dromedary.users.UserName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "remove", description = "Removes a user.")
final class RemoveUserCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The name, whatever its case.")
  private UserName name = new UserName("name");

  @Mixin private final UserOperation users;

  RemoveUserCommand(UserAdministration administration) {
    this.users = new UserOperation(administration);
  }

  @Override
  public Integer call() {
    return users.with(
        found ->
            found.accounts().remove(name)
                ? users.succeeded("removed " + name)
                : users.failed("there is no user " + name));
  }
}
