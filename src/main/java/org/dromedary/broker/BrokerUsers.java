package org.dromedary.broker;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import javax.security.auth.Subject;
import org.apache.activemq.artemis.core.security.CheckType;
import org.apache.activemq.artemis.core.security.Role;
import org.apache.activemq.artemis.spi.core.protocol.RemotingConnection;
import org.apache.activemq.artemis.spi.core.security.ActiveMQSecurityManager5;
import org.apache.activemq.artemis.spi.core.security.jaas.RolePrincipal;
import org.apache.activemq.artemis.spi.core.security.jaas.UserPrincipal;
import org.dromedary.events.UserTopic;
import org.dromedary.users.Authentication;
import org.dromedary.users.User;
import org.dromedary.users.UserStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Who may do what at the broker: the router everything, users what {@code broker.xml} gives to
 * their roles, and each subscribe to the events of his own mails ({@link UserTopic}). A user with
 * the role {@code router} is a router in another process. One without a role is not let in.
 *
 * @param users checks names and passwords
 * @param password of the router itself; new at each start, and known to nobody else
 */
record BrokerUsers(UserStore users, String password) implements ActiveMQSecurityManager5 {
  private static final Logger LOG = LoggerFactory.getLogger(BrokerUsers.class);

  /** No user has this name, since theirs have no parentheses. */
  static final String ROUTER = "(router)";

  private static final Set<org.dromedary.users.Role> ROLES =
      EnumSet.allOf(org.dromedary.users.Role.class);

  /** What a subscriber does; sending is for the router. */
  private static final Set<CheckType> READING =
      EnumSet.of(
          CheckType.CONSUME,
          CheckType.BROWSE,
          CheckType.CREATE_ADDRESS,
          CheckType.CREATE_DURABLE_QUEUE,
          CheckType.DELETE_DURABLE_QUEUE,
          CheckType.CREATE_NON_DURABLE_QUEUE,
          CheckType.DELETE_NON_DURABLE_QUEUE);

  @Override
  public @Nullable Subject authenticate(
      @Nullable String name,
      @Nullable String given,
      @Nullable RemotingConnection connection,
      @Nullable String domain) {
    if (name == null || given == null) {
      return null;
    }
    if (name.equals(ROUTER)) {
      return MessageDigest.isEqual(
              given.getBytes(StandardCharsets.UTF_8), password.getBytes(StandardCharsets.UTF_8))
          ? subject(ROUTER, Set.of(ROUTER))
          : null;
    }
    return switch (users.authenticateWithAny(name, given, ROLES)) {
      case Authentication.Authenticated authenticated -> subject(authenticated.user());
      case Authentication.Rejected rejected -> null;
      case Authentication.Unavailable unavailable -> {
        LOG.error("users cannot be authenticated: {}", unavailable.logDetail());
        yield null;
      }
    };
  }

  /** A router is known as one, whatever its user is called. */
  private static Subject subject(User user) {
    return user.roles().contains(org.dromedary.users.Role.ROUTER)
        ? subject(ROUTER, Set.of(ROUTER))
        : subject(
            user.name().text(),
            user.roles().stream().map(org.dromedary.users.Role::text).collect(Collectors.toSet()));
  }

  private static Subject subject(String name, Set<String> roles) {
    Subject subject = new Subject();
    subject.getPrincipals().add(new UserPrincipal(name));
    roles.forEach(role -> subject.getPrincipals().add(new RolePrincipal(role)));
    return subject;
  }

  @Override
  public boolean authorize(
      @Nullable Subject subject, Set<Role> roles, CheckType check, String address) {
    if (subject == null) {
      return false;
    }
    Set<RolePrincipal> his = subject.getPrincipals(RolePrincipal.class);
    return his.contains(new RolePrincipal(ROUTER))
        || roles.stream()
            .anyMatch(
                role -> check.hasRole(role) && his.contains(new RolePrincipal(role.getName())))
        || (READING.contains(check) && isHisTopic(subject, address));
  }

  /**
   * Whether it is that of his own events.
   *
   * @param address with or without {@code ::} and a queue
   */
  private static boolean isHisTopic(Subject subject, String address) {
    int queue = address.indexOf("::");
    String bare = queue < 0 ? address : address.substring(0, queue);
    return subject.getPrincipals(UserPrincipal.class).stream()
        .anyMatch(user -> bare.equals(UserTopic.address(EmbeddedBroker.EVENTS, user.getName())));
  }

  @Override
  public boolean validateUser(@Nullable String name, @Nullable String given) {
    return authenticate(name, given, null, null) != null;
  }

  @Override
  public boolean validateUserAndRole(
      @Nullable String name, @Nullable String given, Set<Role> roles, CheckType check) {
    return authorize(authenticate(name, given, null, null), roles, check, "");
  }
}
