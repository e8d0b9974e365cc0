package org.dromedary.cli;

import java.util.concurrent.Callable;
import org.dromedary.users.UserName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(name = "password", description = "Gives a user another password; asks for it.")
final class UserPasswordCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The name, whatever its case.")
  private UserName name = new UserName("name");

  @Mixin private final UserOperation users;
  @Mixin private final NewPassword password;

  UserPasswordCommand(UserAdministration administration, PasswordInput input) {
    this.users = new UserOperation(administration);
    this.password = new NewPassword(input);
  }

  @Override
  public Integer call() {
    return users.with(
        found ->
            found.accounts().changePassword(name, password.read())
                ? users.succeeded("changed the password of " + name)
                : users.failed("there is no user " + name));
  }
}
