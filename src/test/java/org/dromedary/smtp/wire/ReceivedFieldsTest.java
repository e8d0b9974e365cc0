package org.dromedary.smtp.wire;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReceivedFieldsTest {

  @ParameterizedTest
  @CsvSource({
    "'', 0",
    "'Received: x|', 1",
    "'Received: x|\t by y|RECEIVED:z|Subject: a|received: b||Received: in body|', 3",
    "'X-Received: x|Received-SPF: pass|Receive: x|', 0",
    "'Subject: a| Received: folded|', 0",
    "'|Received: in body|', 0",
    "'Received:', 1",
  })
  void countsInTheHeaderSection(String content, int count) {
    byte[] octets = content.replace("|", "\r\n").getBytes(US_ASCII);
    for (int cut = 0; cut <= octets.length; cut++) {
      ReceivedFields fields = new ReceivedFields();
      fields.write(octets, 0, cut);
      fields.write(octets, cut, octets.length);
      assertThat(fields.count()).as("cut at %d", cut).isEqualTo(count);
    }
  }
}
