package org.dromedary.camel;

import java.util.List;
import javax.net.ssl.X509TrustManager;
import org.apache.camel.CamelContext;
import org.apache.camel.Processor;
import org.apache.camel.component.mail.MailComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.jsse.TrustManagersParameters;
import org.dromedary.queue.QueuedMessage;

/** What the template {@code fetch-mail} names, and the components that its routes begin with. */
public final class FetchBeans {
  private static final List<String> SCHEMES = List.of("imap", "imaps", "pop3", "pop3s");

  private FetchBeans() {}

  /**
   * Binds all of it.
   *
   * @param events told what was fetched
   * @param trusted says which servers are believed
   */
  public static void bind(
      CamelContext camel, FetchMail fetch, MailEvents events, X509TrustManager trusted) {
    bind(camel, told(fetch.take(), events), fetch.remember(), trusted);
  }

  private static Processor told(Processor take, MailEvents events) {
    Processor received = events.received(QueuedMessage.class, mail -> mail);
    return exchange -> {
      take.process(exchange);
      if (exchange.getMessage().getBody() instanceof QueuedMessage) {
        received.process(exchange);
      }
    };
  }

  static void bind(
      CamelContext camel, Processor take, Processor remember, X509TrustManager trusted) {
    for (String scheme : SCHEMES) {
      MailComponent component = new MailComponent();
      component.setHeaderFilterStrategy(new NoMailHeaders());
      camel.addComponent(scheme, component);
    }
    camel.getPropertiesComponent().addPropertiesFunction(new FileProperty());
    camel.getRegistry().bind("remoteUid", new RemoteUid());
    camel.getRegistry().bind("trustedMailServers", trusting(trusted));
    camel.getRegistry().bind("takeFetchedMail", take);
    camel.getRegistry().bind("rememberFetchedMail", remember);
  }

  private static SSLContextParameters trusting(X509TrustManager trusted) {
    TrustManagersParameters trust = new TrustManagersParameters();
    trust.setTrustManager(trusted);
    SSLContextParameters parameters = new SSLContextParameters();
    parameters.setTrustManagers(trust);
    return parameters;
  }
}
