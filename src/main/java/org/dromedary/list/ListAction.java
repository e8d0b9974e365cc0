package org.dromedary.list;

/** What is asked for a second time before it is done. */
enum ListAction {
  SUBSCRIBE('s'),
  UNSUBSCRIBE('u');

  private final char letter;

  ListAction(char letter) {
    this.letter = letter;
  }

  /** Its mark in a token. */
  char letter() {
    return letter;
  }
}
