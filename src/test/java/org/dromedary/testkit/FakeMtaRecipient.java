package org.dromedary.testkit;

import java.util.Arrays;
import java.util.Locale;

/**
 * What a {@link FakeMta} does for a recipient, chosen by its name: the local part up to a {@code +}
 * is the constant in lower case with {@code -}, as in {@code defer-rcpt+17@example.com}. Any other
 * name is {@link #OK}.
 */
public enum FakeMtaRecipient {
  OK,
  /** 450 4.2.0 to RCPT. */
  DEFER_RCPT,
  /** 550 5.1.1 to RCPT. */
  FAIL_RCPT,
  /** 450 4.7.1 to the first RCPT for this address, 250 later. */
  GREYLIST,
  /** 421 to RCPT, then closes. */
  SHUT_DOWN_RCPT,
  /** Closes instead of answering RCPT. */
  DROP_RCPT,
  /** Never answers RCPT. */
  STALL,
  /** 451 4.3.0 to the command DATA. */
  DEFER_DATA_COMMAND,
  /** 554 5.5.1 to the command DATA. */
  FAIL_DATA_COMMAND,
  /** Closes instead of answering the command DATA. */
  DROP_DATA_COMMAND,
  /** 552 5.3.4 and close, in the middle of the content. */
  REFUSE_IN_DATA,
  /** Closes in the middle of the content. */
  DROP_IN_DATA,
  /** 451 4.3.0 after the dot. */
  DEFER_DATA,
  /** 554 5.6.0 after the dot. */
  FAIL_DATA,
  /** Takes the mail, then closes instead of answering the dot. */
  DROP_AFTER_DATA,
  /** Takes the mail and never answers the dot. */
  STALL_AFTER_DATA;

  static FakeMtaRecipient of(String address) {
    String localPart = address.substring(0, Math.max(0, address.lastIndexOf('@')));
    int plus = localPart.indexOf('+');
    String name =
        (plus < 0 ? localPart : localPart.substring(0, plus))
            .toUpperCase(Locale.ROOT)
            .replace('-', '_');
    return Arrays.stream(values()).filter(b -> b.name().equals(name)).findFirst().orElse(OK);
  }
}
