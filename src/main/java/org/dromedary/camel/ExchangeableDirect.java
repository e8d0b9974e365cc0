package org.dromedary.camel;

import java.util.Map;
import org.apache.camel.Endpoint;
import org.apache.camel.MultipleConsumersSupport;
import org.apache.camel.component.direct.DirectComponent;
import org.apache.camel.component.direct.DirectEndpoint;

/**
 * {@code direct:} whose consumer may be exchanged for another while exchanges are in progress in
 * the route of the first. There is still only one that takes new ones.
 */
public final class ExchangeableDirect extends DirectComponent {
  @Override
  protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters)
      throws Exception {
    Endpoint endpoint = new SharedEndpoint(uri, this);
    setProperties(endpoint, parameters);
    return endpoint;
  }

  /** Two routes may have it, of which one is suspended. */
  private static final class SharedEndpoint extends DirectEndpoint
      implements MultipleConsumersSupport {
    SharedEndpoint(String uri, DirectComponent component) {
      super(uri, component);
      setBlock(component.isBlock());
      setTimeout(component.getTimeout());
    }

    @Override
    public boolean isMultipleConsumersSupported() {
      return true;
    }
  }
}
