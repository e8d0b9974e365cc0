package org.dromedary.cli;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

@Command(
    name = "add",
    description = {"Makes somebody a member of a mailing list."})
final class AddMemberCommand implements Callable<Integer> {
  @Mixin private final RouterQuestion router;

  @Parameters(index = "0", paramLabel = "LIST", description = "The address of the list.")
  private String list = "";

  @Parameters(index = "1", paramLabel = "ADDRESS", description = "Of the member.")
  private String address = "";

  AddMemberCommand(RunningRouter router) {
    this.router = new RouterQuestion(router);
  }

  @Override
  public Integer call() {
    return router.tell(
        "PUT",
        "/lists/"
            + RouterQuestion.encoded(list)
            + "/members?address="
            + RouterQuestion.encoded(address));
  }
}
