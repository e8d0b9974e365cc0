package org.dromedary.camel;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.dromedary.mail.MailAddress;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What a route may answer that is asked for the members of a list. */
class MemberQuestionTest {
  private static final MailAddress LIST = MailAddress.parse("dev@example.org");

  private final DefaultCamelContext camel = new DefaultCamelContext();
  private @Nullable Object answer;

  @BeforeEach
  void start() throws Exception {
    camel.addRoutes(
        new RouteBuilder() {
          @Override
          public void configure() {
            from("direct:members")
                .process(
                    exchange -> {
                      assertThat(exchange.getMessage().getBody()).isEqualTo(LIST);
                      exchange.getMessage().setBody(answer);
                    });
            from("direct:broken").throwException(new IllegalStateException("down"));
          }
        });
    camel.start();
  }

  @AfterEach
  void stop() {
    camel.stop();
  }

  private List<String> members(@Nullable Object given) {
    answer = given;
    return new MemberQuestion(camel)
        .ask(LIST, "direct:members").stream().map(MailAddress::toString).toList();
  }

  @Test
  void listsTextsAndRowsAreAnswers() {
    String a = "a@example.net";
    String b = "b@example.net";
    assertThat(members(List.of(a, b))).containsExactly(a, b);
    assertThat(members("a@example.net, b@example.net\r\n\nA@EXAMPLE.net")).containsExactly(a, b);
    assertThat(members(List.of(Map.of("ADDRESS", a), Map.of("ADDRESS", b)))).containsExactly(a, b);
    assertThat(members(List.of())).isEmpty();
    assertThat(members(null)).isEmpty();
  }

  @Test
  void anythingElseIsNone() {
    assertThatThrownBy(() -> members("a"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("address has no domain");
    assertThatThrownBy(() -> members(List.of(Map.of("a", "a@b", "c", "d@e"))))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new MemberQuestion(camel).ask(LIST, "direct:broken"))
        .isInstanceOf(CamelExecutionException.class);
  }
}
