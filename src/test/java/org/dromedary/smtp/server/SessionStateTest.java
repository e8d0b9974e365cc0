package org.dromedary.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import org.dromedary.smtp.server.SessionState.Event;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionStateTest {
  private static final Map<Event, SessionState> ONLY_FROM =
      Map.of(
          Event.GREETED, SessionState.CONNECTED,
          Event.RECIPIENT_ASKED, SessionState.COMMAND,
          Event.RECIPIENT_DECIDED, SessionState.RECIPIENT,
          Event.DATA_STARTED, SessionState.COMMAND,
          Event.BUFFER_FULL, SessionState.DATA,
          Event.STORED, SessionState.STORING,
          Event.MAIL_REFUSED, SessionState.DATA,
          Event.MAIL_HANDED_OVER, SessionState.DATA,
          Event.MAIL_ANSWERED, SessionState.ANSWER);

  @ParameterizedTest
  @EnumSource
  void followsOnlyWhatIsDrawn(SessionState state) {
    ONLY_FROM.forEach(
        (event, from) -> {
          if (state == SessionState.CLOSED) {
            assertThat(state.next(event)).isEqualTo(SessionState.CLOSED);
          } else if (state == from) {
            assertThat(state.next(event)).isNotEqualTo(state);
          } else {
            assertThatIllegalStateException().isThrownBy(() -> state.next(event));
          }
        });
  }

  @ParameterizedTest
  @EnumSource
  void closesFromAnywhere(SessionState state) {
    assertThat(state.next(Event.CLOSED)).isEqualTo(SessionState.CLOSED);
  }
}
