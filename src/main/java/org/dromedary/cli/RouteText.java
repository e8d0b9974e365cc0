package org.dromedary.cli;

import java.io.PrintWriter;
import org.dromedary.cli.RouteExplainer.Passed;
import org.dromedary.cli.RouteExplainer.Way;
import org.dromedary.cli.RouteTester.TestedHost;
import org.dromedary.cli.RouteTester.TestedWay;

/** The way of a mail for people. */
final class RouteText {
  private RouteText() {}

  static void print(Way way, PrintWriter out) {
    out.println(way.recipient());
    switch (way) {
      case Way.Kept kept -> {
        kept.rule().ifPresent(rule -> out.println("  by       rule " + rule));
        out.println("  mailbox  " + kept.mailbox());
      }
      case Way.Held held -> {
        held.rule().ifPresent(rule -> out.println("  by       rule " + rule));
        out.println("  action   hold");
      }
      case Way.Loop loop -> out.println("  none     aliases and rules lead back to it");
      case Way.SentToOthers others -> {
        out.println("  by       rule " + others.rule());
        String word = others.copied() ? "  copy to  " : "  goes to  ";
        others.others().forEach(other -> out.println(word + other));
      }
      case Way.NoSuchMailbox unknown -> out.println("  none     there is no such mailbox");
      case Way.NotFoundOut later -> out.println("  unknown  " + later.problem());
      case Way.SentOn sentOn -> print(sentOn, out);
    }
  }

  static void print(TestedWay tested, PrintWriter out) {
    print(tested.way(), out);
    for (TestedHost host : tested.hosts()) {
      out.println("  " + (host.accepted() ? "takes it " : "does not ") + host.host());
      host.steps().forEach(step -> out.println("           " + step));
    }
  }

  private static void print(Way.SentOn way, PrintWriter out) {
    for (Passed passed : way.passed()) {
      out.println("  not by   " + passed.rule() + " (its " + passed.condition() + " is another)");
    }
    out.println("  by       " + way.rule().map(rule -> "rule " + rule).orElse("default"));
    out.println("  action   " + way.action());
    way.tls().ifPresent(tls -> out.println("  tls      " + tls));
    way.user().ifPresent(user -> out.println("  login    " + user));
    way.limits().ifPresent(limits -> out.println("  limits   " + limits));
    way.retry().ifPresent(retry -> out.println("  retry    " + retry));
    way.hosts().forEach(host -> out.println("  host     " + host));
    way.problem().ifPresent(problem -> out.println("  no host  " + problem));
  }
}
