package org.dromedary.smtp.server;

import static org.assertj.core.api.Assertions.assertThat;

import org.dromedary.mail.SmtpReply;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RefusalReasonTest {
  @ParameterizedTest
  @CsvSource({
    "500, 5.5.2, SYNTAX",
    "501, 5.1.3, SYNTAX",
    "553, 5.6.7, SYNTAX",
    "503, 5.5.1, SEQUENCE",
    "554, 5.5.0, SEQUENCE",
    "554, 5.5.1, SEQUENCE",
    "550, 5.1.1, UNKNOWN_RECIPIENT",
    "550, 5.7.1, BARRED",
    "450, 4.7.1, BARRED",
    "452, 4.5.3, LIMIT",
    "421, 4.7.0, LIMIT",
    "552, 5.3.4, SIZE",
    "550, 5.5.2, SMUGGLING",
    "550, 5.6.0, SMUGGLING",
    "554, 5.4.6, LOOP",
    "452, 4.3.1, STORAGE",
    "451, 4.3.0, LOCAL_ERROR",
    "421, 4.4.2, TIMEOUT",
    "421, 4.3.2, SHUTDOWN",
    "530, 5.7.0, AUTHENTICATION",
    "535, 5.7.8, AUTHENTICATION",
    "538, 5.7.11, AUTHENTICATION",
    "550, 5.7.11, TLS_REQUIRED",
    "550, 5.9.9, OTHER",
  })
  void isToldByTheReply(int code, String status, RefusalReason reason) {
    assertThat(RefusalReason.of(SmtpReply.of(code, status, "no"))).isEqualTo(reason);
  }

  @ParameterizedTest
  @CsvSource({"550, OTHER", "421, OTHER", "502, SYNTAX"})
  void isToldByTheCodeAloneToo(int code, RefusalReason reason) {
    assertThat(RefusalReason.of(SmtpReply.of(code, "no"))).isEqualTo(reason);
  }
}
