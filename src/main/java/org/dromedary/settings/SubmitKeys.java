package org.dromedary.settings;

import static org.dromedary.settings.SettingKey.fixed;

import java.util.ArrayList;
import java.util.List;

/** The keys of submission by applications. */
final class SubmitKeys {
  private static final ValueSyntax<Integer> PORT = new IntegerSyntax(0, 65535);
  private static final Door AMQP = Door.of("amqp", 5671);
  private static final Door CORE = Door.of("core", 61617);
  private static final SettingKey<Integer> CONSUMERS =
      fixed("submit.consumers", new IntegerSyntax(1, 100), SubmitSettings.DEFAULT_CONSUMERS);

  static final List<SettingKey<?>> ALL =
      List.of(
          CONSUMERS,
          AMQP.enabled(),
          AMQP.host(),
          AMQP.port(),
          AMQP.tls(),
          CORE.enabled(),
          CORE.host(),
          CORE.port(),
          CORE.tls());

  private SubmitKeys() {}

  private record Door(
      SettingKey<Boolean> enabled,
      SettingKey<String> host,
      SettingKey<Integer> port,
      SettingKey<Boolean> tls) {
    static Door of(String name, int port) {
      return new Door(
          fixed(name + ".enabled", new BooleanSyntax(), false),
          fixed(name + ".host", AddressSyntaxes.BIND_HOST, "127.0.0.1"),
          fixed(name + ".port", PORT, port),
          fixed(name + ".tls", new BooleanSyntax(), true));
    }

    /** Opens it if it is switched on; all of its keys are read in any case. */
    void addTo(List<SubmitSettings.Door> doors, String protocol, CheckedValues values) {
      SubmitSettings.Door door =
          new SubmitSettings.Door(protocol, values.get(host), values.get(port), values.get(tls));
      if (values.get(enabled)) {
        doors.add(door);
      }
    }
  }

  /** What was set. */
  static SubmitSettings settings(CheckedValues values) {
    List<SubmitSettings.Door> doors = new ArrayList<>();
    AMQP.addTo(doors, "AMQP", values);
    CORE.addTo(doors, "CORE", values);
    return new SubmitSettings(values.get(CONSUMERS), doors);
  }
}
