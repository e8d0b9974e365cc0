package org.dromedary.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.Map;
import org.dromedary.smtp.server.SessionState.Event;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SessionStateTest {
  private static final Map<Event, SessionState> ONLY_FROM =
      Map.ofEntries(
          Map.entry(Event.GREETED, SessionState.CONNECTED),
          Map.entry(Event.RECIPIENT_ASKED, SessionState.COMMAND),
          Map.entry(Event.RECIPIENT_DECIDED, SessionState.RECIPIENT),
          Map.entry(Event.DATA_STARTED, SessionState.COMMAND),
          Map.entry(Event.BUFFER_FULL, SessionState.DATA),
          Map.entry(Event.STORED, SessionState.STORING),
          Map.entry(Event.MAIL_REFUSED, SessionState.DATA),
          Map.entry(Event.MAIL_HANDED_OVER, SessionState.DATA),
          Map.entry(Event.MAIL_ANSWERED, SessionState.ANSWER),
          Map.entry(Event.CHUNK_ENDED, SessionState.DATA),
          Map.entry(Event.TLS_OFFERED, SessionState.COMMAND),
          Map.entry(Event.TLS_STARTED, SessionState.HANDSHAKE),
          Map.entry(Event.EXCHANGE_STARTED, SessionState.COMMAND),
          Map.entry(Event.EXCHANGE_FAILED, SessionState.EXCHANGE),
          Map.entry(Event.CREDENTIALS_GIVEN, SessionState.EXCHANGE),
          Map.entry(Event.CREDENTIALS_DECIDED, SessionState.CREDENTIALS),
          Map.entry(Event.PAUSED, SessionState.COMMAND),
          Map.entry(Event.RESUMED, SessionState.PAUSE));

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
