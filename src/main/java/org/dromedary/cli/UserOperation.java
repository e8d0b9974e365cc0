package org.dromedary.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.AccessDeniedException;
import org.dromedary.cli.UserAdministration.Found;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What the commands about users have in common: settings and what can go wrong. */
final class UserOperation {
  @Spec(Target.MIXEE)
  private CommandSpec spec = CommandSpec.create();

  @Mixin private final Overrides overrides = new Overrides();
  private final UserAdministration administration;

  UserOperation(UserAdministration administration) {
    this.administration = administration;
  }

  /** Does something with the users; gives an {@link ExitCode}. */
  int with(Step step) {
    return switch (administration.find(overrides.values())) {
      case Found.Problems problems -> {
        problems.lines().forEach(err()::println);
        yield ExitCode.USAGE;
      }
      case Found.Users users -> done(users, step);
    };
  }

  private int done(Found.Users users, Step step) {
    try {
      return step.with(users);
    } catch (NewPassword.UnusableException e) {
      return misused(e.reason());
    } catch (AccessDeniedException e) {
      return failed("no permission for " + e.getFile() + "; run this as the router's user");
    } catch (IOException e) {
      return failed("the files of users: " + e);
    }
  }

  int succeeded(String line) {
    out().println(line);
    return ExitCode.OK;
  }

  int failed(String line) {
    err().println(line);
    return ExitCode.FAILURE;
  }

  int misused(String line) {
    err().println(line);
    return ExitCode.USAGE;
  }

  PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private PrintWriter err() {
    return spec.commandLine().getErr();
  }

  /** Something that is done with the users. */
  @FunctionalInterface
  interface Step {
    int with(Found.Users users) throws IOException, NewPassword.UnusableException;
  }
}
