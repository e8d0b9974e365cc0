package org.dromedary.smtp.server;

/** What a client gave with AUTH; neither is checked yet. */
public record Credentials(String name, String password) {

  /** Without the password, so that no log can have it. */
  @Override
  public String toString() {
    return "Credentials[name=" + name + "]";
  }
}
