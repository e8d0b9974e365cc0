package org.dromedary.cli;

import java.util.function.Function;
import org.dromedary.users.Role;
import org.dromedary.users.SenderRule;
import org.dromedary.users.UserName;
import picocli.CommandLine;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Makes names, roles and senders of arguments. */
final class UserTypes {
  private UserTypes() {}

  static CommandLine register(CommandLine commandLine) {
    return commandLine
        .registerConverter(UserName.class, converter(UserName::new))
        .registerConverter(Role.class, converter(Role::parse))
        .registerConverter(SenderRule.class, converter(SenderRule::parse));
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
