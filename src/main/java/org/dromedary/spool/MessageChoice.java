package org.dromedary.spool;

import java.util.Map;
import java.util.function.Predicate;
import org.apache.activemq.artemis.api.core.Message;
import org.apache.activemq.artemis.api.core.SimpleString;
import org.apache.activemq.artemis.core.filter.Filter;
import org.apache.activemq.artemis.selector.filter.Filterable;

/** Chooses messages where the broker asks for a filter. */
record MessageChoice(Predicate<Message> predicate) implements Filter {
  @Override
  public boolean match(Message message) {
    return predicate.test(message);
  }

  @Override
  public boolean match(Map<String, String> map) {
    throw new UnsupportedOperationException("no messages");
  }

  @Override
  public boolean match(Filterable filterable) {
    throw new UnsupportedOperationException("no messages");
  }

  @Override
  public SimpleString getFilterString() {
    return SimpleString.of("dromedary");
  }
}
