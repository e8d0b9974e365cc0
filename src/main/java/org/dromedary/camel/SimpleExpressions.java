package org.dromedary.camel;

import java.io.IOException;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Predicate;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.dromedary.routing.MailPredicate;
import org.dromedary.routing.MailView;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Conditions in Camel's Simple language, whose body is a {@link MailView}. They live in a context
 * of their own, without routes and beans, which is made when the first one is read. Safe for use by
 * several threads.
 */
public final class SimpleExpressions implements MailPredicate.Parser, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(SimpleExpressions.class);

  private @Nullable DefaultCamelContext context;

  private synchronized CamelContext context() {
    DefaultCamelContext known = context;
    if (known == null) {
      known = new DefaultCamelContext();
      known.getCamelContextExtension().setName("expressions");
      known.disableJMX();
      known.start();
      context = known;
    }
    return known;
  }

  @Override
  public MailPredicate parse(String text) {
    CamelContext camel = context();
    try {
      Predicate predicate = camel.resolveLanguage("simple").createPredicate(text);
      predicate.init(camel);
      matches(camel, predicate, MailView.sample());
      return mail -> matchesQuietly(camel, predicate, text, mail);
    } catch (RuntimeException e) {
      throw new IllegalArgumentException(reason(e), e);
    }
  }

  private static Throwable root(Throwable failure) {
    return failure.getCause() == null ? failure : root(failure.getCause());
  }

  private static String reason(Throwable failure) {
    return String.valueOf(root(failure).getMessage())
        .lines()
        .findFirst()
        .orElse("not an expression");
  }

  private static boolean matches(CamelContext camel, Predicate predicate, MailView mail) {
    Exchange exchange = new DefaultExchange(camel);
    exchange.getMessage().setBody(mail);
    return predicate.matches(exchange);
  }

  /** One that fails for a mail is not met by it: a mail shall not wait for a rule. */
  private static boolean matchesQuietly(
      CamelContext camel, Predicate predicate, String text, MailView mail) {
    try {
      return matches(camel, predicate, mail);
    } catch (RuntimeException e) {
      if (root(e) instanceof IOException) {
        throw e; // the mail cannot be read: no rule may be passed over for that
      }
      LOG.warn("the expression {} fails for a mail: {}", text, e.getClass().getSimpleName());
      return false;
    }
  }

  @Override
  public synchronized void close() {
    if (context != null) {
      context.stop();
    }
  }
}
