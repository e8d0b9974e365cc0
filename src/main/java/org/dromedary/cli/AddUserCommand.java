package org.dromedary.cli;

import java.io.IOException;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.dromedary.cli.UserAdministration.Found;
import org.dromedary.users.Role;
import org.dromedary.users.SenderRule;
import org.dromedary.users.Senders;
import org.dromedary.users.UserName;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "add", description = "Adds a user; asks for the password.")
final class AddUserCommand implements Callable<Integer> {
  @Parameters(paramLabel = "NAME", description = "The name, whatever its case.")
  private UserName name = new UserName("name");

  @Option(
      names = "--role",
      paramLabel = "ROLE",
      description = "submit, app, viewer, operator or router; may be repeated. Default: submit")
  private List<Role> roles = List.of(Role.SUBMIT);

  @Option(
      names = "--sender",
      paramLabel = "SENDER",
      description = {
        "An address that the user may send from, @domain for all of a domain, or * for every one;",
        "may be repeated. Default: NAME, at the first local domain if it has none"
      })
  private List<SenderRule> senders = List.of();

  @Mixin private final UserOperation users;
  @Mixin private final NewPassword password;

  AddUserCommand(UserAdministration administration, PasswordInput input) {
    this.users = new UserOperation(administration);
    this.password = new NewPassword(input);
  }

  @Override
  public Integer call() {
    return users.with(this::add);
  }

  private int add(Found.Users found) throws IOException, NewPassword.UnusableException {
    Senders allowed = senders.isEmpty() ? found.settings().ownAddress(name) : new Senders(senders);
    if (allowed.equals(Senders.NONE)) {
      return users.misused(name + " makes no address; say with --sender what it may send from");
    }
    Set<Role> granted = EnumSet.copyOf(roles);
    return found.accounts().add(name, granted, allowed, password.read())
        ? users.succeeded("added " + name + " roles=" + text(granted) + " senders=" + allowed)
        : users.failed("there is a user " + name + " already");
  }

  private static String text(Set<Role> roles) {
    return roles.stream().map(Role::text).collect(Collectors.joining(","));
  }
}
