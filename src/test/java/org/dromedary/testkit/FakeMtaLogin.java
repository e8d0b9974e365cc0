package org.dromedary.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.GeneralSecurityException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The user of a {@link FakeMta}, and how it is authenticated. */
record FakeMtaLogin(String user, String secret, List<String> mechanisms) {
  static final String CHALLENGE = "<1896.697170952@fake.example>";

  /** Whether a response in base64 is right. */
  boolean isRight(String mechanism, String response) {
    return switch (mechanism) {
      case "PLAIN" -> text(response).equals("\0" + user + "\0" + secret);
      case "XOAUTH2" ->
          text(response).equals("user=" + user + "\u0001auth=Bearer " + secret + "\u0001\u0001");
      case "CRAM-MD5" -> text(response).equals(user + " " + digest());
      default -> false;
    };
  }

  boolean isRightLogin(String userResponse, String secretResponse) {
    return text(userResponse).equals(user) && text(secretResponse).equals(secret);
  }

  private String digest() {
    try {
      Mac mac = Mac.getInstance("HmacMD5");
      mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacMD5"));
      return HexFormat.of().formatHex(mac.doFinal(CHALLENGE.getBytes(UTF_8)));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static String text(String base64) {
    return new String(Base64.getDecoder().decode(base64), UTF_8);
  }

  static String base64(String text) {
    return Base64.getEncoder().encodeToString(text.getBytes(UTF_8));
  }
}
