package org.dromedary.queue;

import java.time.Instant;

/** Tells two. */
record BothMailListeners(MailListener first, MailListener second) implements MailListener {

  @Override
  public void received(QueuedMessage mail, Instant at) {
    first.received(mail, at);
    second.received(mail, at);
  }

  @Override
  public void routed(QueuedMessage mail, Instant from, Instant to) {
    first.routed(mail, from, to);
    second.routed(mail, from, to);
  }

  @Override
  public void attempted(DeliveryReport report, Instant from, Instant to) {
    first.attempted(report, from, to);
    second.attempted(report, from, to);
  }

  @Override
  public void givenUp(FollowUp.GiveUp giveUp) {
    first.givenUp(giveUp);
    second.givenUp(giveUp);
  }

  @Override
  public void parked(FollowUp.GiveUp giveUp) {
    first.parked(giveUp);
    second.parked(giveUp);
  }

  @Override
  public void warned(FollowUp.Warn warn) {
    first.warned(warn);
    second.warned(warn);
  }

  @Override
  public void confirmed(FollowUp.Confirm confirm) {
    first.confirmed(confirm);
    second.confirmed(confirm);
  }

  @Override
  public void held(QueuedMessage mail) {
    first.held(mail);
    second.held(mail);
  }

  @Override
  public void acted(String user, String done, QueuedMessage mail) {
    first.acted(user, done, mail);
    second.acted(user, done, mail);
  }
}
