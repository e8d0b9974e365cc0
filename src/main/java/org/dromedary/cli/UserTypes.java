package org.dromedary.cli;

import java.net.InetAddress;
import java.util.function.Function;
import org.dromedary.mail.Domain;
import org.dromedary.mail.MailAddress;
import org.dromedary.mail.OctetCount;
import org.dromedary.mail.ReversePath;
import org.dromedary.routing.IpNetwork;
import org.dromedary.users.Role;
import org.dromedary.users.SenderRule;
import org.dromedary.users.UserName;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Makes names, roles and addresses of arguments. */
final class UserTypes {
  private UserTypes() {}

  static CommandLine register(CommandLine commandLine) {
    return commandLine
        .registerConverter(Domain.class, converter(Domain::parse))
        .registerConverter(MailAddress.class, converter(MailAddress::parse))
        .registerConverter(ReversePath.class, converter(UserTypes::sender))
        .registerConverter(OctetCount.class, converter(OctetCount::parse))
        .registerConverter(InetAddress.class, converter(UserTypes::address))
        .registerConverter(UserName.class, converter(UserName::new))
        .registerConverter(Role.class, converter(Role::parse))
        .registerConverter(SenderRule.class, converter(SenderRule::parse));
  }

  /** With angle brackets or without. */
  private static ReversePath sender(String text) {
    return ReversePath.parse(text.startsWith("<") ? text : "<" + text + ">");
  }

  private static InetAddress address(String text) {
    return IpNetwork.address(text)
        .orElseThrow(() -> new IllegalArgumentException("'" + text + "' is not an IP address"));
  }

  private static <T> ITypeConverter<T> converter(Function<String, T> parser) {
    return text -> {
      try {
        return parser.apply(text);
      } catch (IllegalArgumentException e) {
        throw new TypeConversionException(e.getMessage());
      }
    };
  }
}
