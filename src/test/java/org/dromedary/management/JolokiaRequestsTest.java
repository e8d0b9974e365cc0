package org.dromedary.management;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JolokiaRequestsTest {
  private static String forViewer(String body) {
    return JolokiaRequests.read(body, false).json();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"read\",\"mbean\":\"a:b=c\",\"attribute\":[\"D\"]}",
        "{\"type\":\"search\",\"mbean\":\"*:*\"}",
        "{\"type\":\"list\",\"path\":\"a\",\"config\":{\"maxDepth\":9}}",
        "{\"type\":\"version\"}",
        "{\"type\":\"exec\",\"mbean\":\"a:b=c\",\"operation\":\"dumpRoutesAsXml()\"}",
        "{\"type\":\"exec\",\"mbean\":\"a:b=c\",\"operation\":\"canInvoke\",\"arguments\":[\"d\"]}"
      })
  void viewersLook(String request) {
    assertThat(forViewer(request)).isEqualTo(request);
    assertThat(forViewer("[" + request + "," + request + "]"))
        .isEqualTo("[" + request + "," + request + "]");
    assertThat(JolokiaRequests.read(request, false).invoked()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"type\":\"exec\",\"mbean\":\"a:b=c\",\"operation\":\"stop()\"}",
        "{\"type\":\"exec\",\"mbean\":\"a:b=c\",\"operation\":\"stop(dumpRoutesAsXml())\"}",
        "{\"type\":\"exec\",\"mbean\":\"a:b=c\",\"operation\":\"DUMPROUTESASXML()\"}",
        "{\"type\":\"exec\",\"mbean\":\"a:b=c\"}",
        "{\"type\":\"EXEC\",\"mbean\":\"a:b=c\",\"operation\":\"dumpRoutesAsXml()\"}",
        "{\"type\":\"write\",\"mbean\":\"a:b=c\",\"attribute\":\"D\",\"value\":1}",
        "{\"type\":\"notification\",\"command\":\"register\"}",
        "{}"
      })
  void viewersChangeNothing(String request) {
    assertThat(forViewer(request)).contains("refused:").doesNotContain("a:b=c");
    assertThat(forViewer("[{\"type\":\"version\"}," + request + "]"))
        .startsWith("[{\"type\":\"version\"},{")
        .contains("refused:")
        .doesNotContain("a:b=c");
  }

  @Test
  void operatorsInvokeAndItIsSaid() {
    String request =
        "{\"type\":\"exec\",\"mbean\":\"a:b=c\",\"operation\":\"stop()\",\"arguments\":[]}";
    JolokiaRequests read = JolokiaRequests.read(request, true);
    assertThat(read.json()).isEqualTo(request);
    assertThat(read.invoked()).containsExactly("stop() of a:b=c");
  }

  @Test
  void operatorsDoNotWrite() {
    String request = "{\"type\":\"write\",\"mbean\":\"a:b=c\",\"attribute\":\"D\",\"value\":1}";
    assertThat(JolokiaRequests.read(request, true).json()).contains("refused:");
  }

  @Test
  void noOtherServerIsAsked() {
    assertThat(
            forViewer(
                "{\"type\":\"version\",\"target\":{\"url\":\"service:jmx:rmi://evil.example\"}}"))
        .isEqualTo("{\"type\":\"version\"}");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "x",
        "1",
        "[[]]",
        "[1]",
        "{\"type\":\"read\",\"type\":\"exec\"}",
        "{\"type\":\"version\"} {\"type\":\"exec\"}"
      })
  void refusesWhatIsNoRequest(String body) {
    assertThatThrownBy(() -> forViewer(body)).isInstanceOf(ApiException.class);
  }
}
