package org.dromedary.list;

/** Where it is known who is a member. */
public sealed interface MemberSource {

  /**
   * In a file of ours.
   *
   * @param name below the directory of lists; letters, digits and {@code . _ + = @ -}
   */
  record Listed(String name) implements MemberSource {}

  /**
   * By a route of a team.
   *
   * @param uri such as {@code direct:dev-members}
   */
  record ByRoute(String uri) implements MemberSource {}
}
